import { UserError } from '../../errors.ts';
import type {
  ChoiceOptions,
  Classification,
  ClassifierIdentity,
  OfflineClassifier,
} from '../../model/classification.ts';
import type { ChatReply, ChatRequest, LlmRecord } from '../../model/llm.ts';
import type { ReadmeDocument } from '../../model/readme.ts';
import type { Tag, Vocabulary } from '../../model/vocabulary.ts';
import type { ChatModel } from '../../ports.ts';
import { acceptTags } from './accept.ts';
import { createTagNames } from './accept-names.ts';
import { parseReply } from './answer.ts';
import { answerError } from './answer-problem.ts';
import type { NamedTag } from './answer-shape.ts';
import { renderBody } from './body.ts';
import { createSupportJudge, type UnsupportedPolicy } from './hold.ts';
import { prepareQuestion } from './question.ts';
import { repairRequest } from './repair.ts';
import { PROMPT_VERSION } from './request.ts';
import type { Spending } from './spending.ts';
import { estimateTokens } from './token-estimate.ts';

export type LlmSettings = {
  /** Largest number of tags that is sent. */
  readonly shortlist: number;
  /** Budget of the condensed README, in estimated tokens. */
  readonly readmeTokens: number;
  readonly unsupported: UnsupportedPolicy;
};

export type LlmClassifierParts = {
  readonly vocabulary: Vocabulary;
  /** Of the same vocabulary. */
  readonly offline: OfflineClassifier;
  readonly model: ChatModel;
  readonly spending: Spending;
  readonly settings: LlmSettings;
};

export type LlmClassifier = {
  readonly identity: ClassifierIdentity;
  /**
   * Asks the model, once more where its answer is of no use.
   * @throws UserError what `ChatModel.ask` throws; `llm/max-tokens` before a request that could exceed the ceiling;
   * `llm/answer-refused`, `-filtered`, `-cut`, `-empty` or `-unreadable` where the second answer is of no use either.
   */
  readonly classify: (document: ReadmeDocument, choice: ChoiceOptions) => Promise<Classification>;
};

/** Tokens that a chat format adds around the messages of a request, generously. */
const FRAME_TOKENS = 30;

/**
 * The classifier that asks a model and lets the offline one prepare the question and judge the answer. Any number of READMEs may
 * be classified at the same time; `spending` is shared by all. Where there is nothing to read or nothing to choose from, nothing
 * is sent.
 */
export function createLlmClassifier({
  vocabulary,
  offline,
  model,
  spending,
  settings,
}: LlmClassifierParts): LlmClassifier {
  const names = createTagNames(vocabulary.tags);
  const judge = createSupportJudge(offline, vocabulary);
  const identity: ClassifierIdentity = {
    kind: 'llm',
    model: model.name,
    version: `${PROMPT_VERSION}+${offline.identity.version}`,
  };

  const send = async (request: ChatRequest): Promise<ChatReply> => {
    const outlay = spending.start({
      inputTokens: estimateInput(request, model),
      maxOutputTokens: request.maxOutputTokens,
    });
    let reply: ChatReply;
    try {
      reply = await model.ask(request, outlay.check);
    } catch (error) {
      // What timed out may have been worked on all the same.
      outlay.drop(error instanceof UserError && error.code === 'llm/timeout');
      throw error;
    }
    outlay.add(reply.usage, estimateTokens(reply.content ?? ''));
    return reply;
  };

  const ask = async (request: ChatRequest): Promise<{ named: readonly NamedTag[]; reply: ChatReply }> => {
    const first = await send(request);
    const answer = parseReply(first);
    if ('tags' in answer) return { named: answer.tags, reply: first };
    const second = await send(repairRequest(request, answer.problem));
    const repaired = parseReply(second);
    if ('tags' in repaired) return { named: repaired.tags, reply: second };
    throw answerError(model.name, repaired.problem);
  };

  return {
    identity,
    async classify(document, choice) {
      const { shortlist, readmeTokens } = settings;
      const question = prepareQuestion({ vocabulary, offline, document, choice, shortlist, readmeTokens });
      const accept = (named: readonly NamedTag[], sent: readonly Tag[]) =>
        acceptTags({
          named,
          names,
          vocabulary,
          candidates: sent,
          offline,
          document,
          choice,
          judge,
          policy: settings.unsupported,
        });
      if (question === null) return { classifier: identity, ...accept([], []) };
      const { tags: candidates, isShortlisted, condensed, request } = question;
      const { named, reply } = await ask(request);
      const llm: LlmRecord = {
        format: reply.format,
        candidates: candidates.length,
        shortlist: isShortlisted ? candidates.map(({ name }) => name) : null,
        readmeTokens: condensed.tokens,
        cut: condensed.cut,
      };
      return { classifier: identity, ...accept(named, candidates), llm };
    },
  };
}

/** Of all that is sent but for the names of parameters, the schema included where it is asked for. */
function estimateInput(request: ChatRequest, model: ChatModel): number {
  const { messages, response_format: format } = renderBody(request, model.name, model.dialect());
  const texts = messages.map(({ content }) => content);
  const schema = format?.type === 'json_schema' ? format.json_schema.schema : format?.schema;
  if (schema !== undefined) texts.push(JSON.stringify(schema));
  return texts.reduce((sum, text) => sum + estimateTokens(text), FRAME_TOKENS);
}
