import { createSpending } from '../classify/llm/spending.ts';
import { UserError } from '../errors.ts';
import type { Classification, ClassifierIdentity, OfflineClassifier } from '../model/classification.ts';
import type { Fallback } from '../model/llm.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import type { Report } from '../report/report.ts';
import { createAsking, createLateModel, nameEndpoint, tellEstimates, tellSpent } from './asking.ts';
import {
  type Classified,
  type Classifying,
  type ClassifyingParts,
  classifyOffline,
  fingerprintOf,
  recall,
} from './classified.ts';
import type { ClassifierChoice } from './classifier-choice.ts';
import { createTopicsConsideration } from './considering.ts';
import type { Reading } from './reading.ts';
import type { Notice } from './sink.ts';

export type ModelClassifyingParts = ClassifyingParts & {
  readonly choice: Exclude<ClassifierChoice, { kind: 'offline' }>;
  /** The last report, unless everything is to be classified again. */
  readonly memory: Report | null;
  readonly createOffline: (vocabulary: Vocabulary) => OfflineClassifier;
};

/** Classifications by a model, or, where it cannot be asked or does not answer, by the offline classifier in its place. */
export function createModelClassifying(parts: ModelClassifyingParts): Classifying {
  const { choice, settings, ports } = parts;
  const spent = createSpending(settings);
  const spending = tellEstimates(spent, choice.model, ports.log);
  const model = createLateModel(choice.model, settings, ports.chatModels);
  const vocabularies = new Map<string, Vocabulary>();
  const answers = new Map<string, Promise<Classification>>();

  const classify = async (given: Reading): Promise<Classified> => {
    // What was classified is told in tags of its vocabulary, so equal lists have to be one.
    const vocabulary = vocabularies.get(given.vocabulary.sha256) ?? given.vocabulary;
    vocabularies.set(vocabulary.sha256, vocabulary);
    const reading = { ...given, vocabulary };
    const offline = parts.createOffline(vocabulary);
    const asking = createAsking(vocabulary, offline, settings, { model, spending });
    const taken = takePrint(reading, asking.identity, settings);
    const ask = () => asking.classify(reading.subject.document, reading.choice);
    const question: Question = {
      recalled: recall(taken, asking.identity, reading, parts.memory),
      isEmpty: reading.subject.basis === 'nothing',
      ask: () => {
        const answer = answers.get(taken.fingerprint) ?? ask().finally(() => tellSpent(spent, choice.model, ports.log));
        answers.set(taken.fingerprint, answer);
        return answer;
      },
      accept(classification, notices) {
        const thresholdOf = () => null;
        const considerTopics = createTopicsConsideration({ reading, offline, classification, thresholdOf });
        const isRecalled = classification === question.recalled;
        return { classification, taken, isRecalled, thresholdOf, considerTopics, fallback: null, notices };
      },
      standIn: (fallback, notice) => ({
        ...classifyOffline(reading, offline, settings, null),
        fallback: { ...fallback, model: choice.model },
        notices: [notice],
      }),
    };
    return choice.kind === 'no-key' ? settleWithoutKey(question, choice) : settle(question, settings, choice.model);
  };
  return { classify, usage: spent.usage };
}

/** What a model is to be asked about, and what becomes of its answer or in place of it. */
type Question = {
  /** The answer of the last run where nothing changed since. */
  readonly recalled: Classification | null;
  /** Whether there is nothing to read, so that nothing is sent. */
  readonly isEmpty: boolean;
  readonly ask: () => Promise<Classification>;
  readonly accept: (classification: Classification, notices: readonly Notice[]) => Classified;
  /** The offline classification. */
  readonly standIn: (fallback: Omit<Fallback, 'model'>, notice: Notice) => Classified;
};

async function settle(
  { recalled, ask, accept, standIn }: Question,
  { onLlmError }: Pick<ModelClassifyingParts['settings'], 'onLlmError'>,
  model: string,
): Promise<Classified> {
  try {
    return accept(recalled ?? (await ask()), []);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (onLlmError === 'fail') throw adviseOn(error);
    const { code, message } = error;
    return standIn({ code, message }, { code, level: 'warning', message: `${message}\n${tellStandIn(model)}` });
  }
}

/** What passes, or is the model's doing, and so no reason to mend the workflow. */
const PASSING = /^(?:llm\/(?:answer-|rate-limit|timeout|unavailable)|network\/)/;

function adviseOn(error: UserError): UserError {
  if (!PASSING.test(error.code)) return error;
  const advice = 'To have the step succeed all the same, set "on-llm-error" to "offline" or "keep".';
  return new UserError(error.kind, { code: error.code, message: `${error.message} ${advice}` });
}

async function settleWithoutKey(
  { recalled, isEmpty, ask, accept, standIn }: Question,
  { model, reason, advice, level }: Extract<ClassifierChoice, { kind: 'no-key' }>,
): Promise<Classified> {
  const code = 'llm/no-key';
  if (isEmpty) return accept(recalled ?? (await ask()), []);
  if (recalled !== null) {
    const stands = 'Nothing changed since the model was asked, so its answer stands.';
    return accept(recalled, [{ code, level, message: join(reason, stands, advice) }]);
  }
  const notice: Notice = { code, level, message: join(reason, tellStandIn(model), advice) };
  return standIn({ code, message: join(reason, advice) }, notice);
}

function takePrint(reading: Reading, identity: ClassifierIdentity, settings: ModelClassifyingParts['settings']) {
  const { maxTags, excludeTags, pinTags, shortlist, readmeTokens, llmUnsupported } = settings;
  const given = { maxTags, excludeTags, pinTags, shortlist, readmeTokens, llmUnsupported };
  return fingerprintOf(reading, identity, nameEndpoint(settings.baseUrl), given);
}

function tellStandIn(model: string): string {
  return `The offline classifier answers in place of ${model}; topics and comments are left as they are.`;
}

function join(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
