import { createLlmClassifier, type LlmSettings } from '../classify/llm/llm.ts';
import { createSpending } from '../classify/llm/spending.ts';
import { renderCount } from '../count.ts';
import { type Problem, UserError } from '../errors.ts';
import type { OfflineClassifier } from '../model/classification.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import { createChatModel } from '../openai/chat-model.ts';
import type { ChatModel, Log } from '../ports.ts';
import { nameEndpoint } from '../run/asking.ts';
import { INPUTS } from '../settings.ts';
import { type KeptAnswers, keepAnswers } from './answers-file.ts';
import type { CallClassifier } from './call-classifier.ts';
import type { ModelFlags } from './commands.ts';
import { findModelEndpoint } from './model-endpoint.ts';
import { detail, note, type Shell, warn } from './shell.ts';

const DEFAULT_CONCURRENCY = 4;

/**
 * A model beside the offline classifier. The key is in OPENAI_API_KEY; the address is `--base-url` or, where it is not used, in
 * OPENAI_BASE_URL. Where an address is given, no key is needed, since servers of one's own seldom want one.
 * @throws UserError with everything that is wrong with the options.
 */
export async function createModelClassifier(
  vocabulary: Vocabulary,
  offline: OfflineClassifier,
  flags: ModelFlags,
  shell: Shell,
): Promise<CallClassifier> {
  const { apiKey, baseUrl, name } = readEndpoint(flags, shell);
  if (flags.minScore !== undefined) {
    note(shell, '--min-score counts for the offline classifier alone; a model gives no scores.');
  }
  const log = createShellLog(shell);
  const asked = await createChatModel({ apiKey, baseUrl, model: name, environment: shell.env, log });
  const kept: KeptAnswers | null =
    flags.answers === undefined ? null : keepAnswers(asked, baseUrl ?? '', flags.answers);
  const model: ChatModel = kept?.model ?? asked;
  const spending = createSpending({
    maxTokensPerRun: flags.maxTokensPerRun ?? null,
    priceInput: flags.priceInput ?? null,
    priceOutput: flags.priceOutput ?? null,
  });
  const settings: LlmSettings = {
    shortlist: flags.shortlist ?? INPUTS.shortlist.unset,
    readmeTokens: flags.readmeTokens ?? INPUTS.readmeTokens.unset,
    unsupported: flags.llmUnsupported ?? INPUTS.llmUnsupported.unset,
  };
  const { identity, classify } = createLlmClassifier({ vocabulary, offline, model, spending, settings });
  return {
    identity,
    offline,
    asking: { ...settings, endpoint: nameEndpoint(baseUrl) },
    classify,
    concurrency: flags.concurrency ?? DEFAULT_CONCURRENCY,
    usage: spending.usage,
    tellUsage: () => tellUsage(spending, kept),
  };
}

/** `12 requests, 10,034 tokens in (1,024 cached), 310 out, cost 0.0012, 3 answers kept`. */
function tellUsage(spending: ReturnType<typeof createSpending>, kept: KeptAnswers | null): string {
  const { requests, inputTokens, cachedTokens, outputTokens, cost } = spending.usage();
  const cached = cachedTokens === 0 ? '' : ` (${renderCount(cachedTokens)} cached)`;
  const parts = [
    `${renderCount(requests)} ${requests === 1 ? 'request' : 'requests'}`,
    `${renderCount(inputTokens)} tokens in${cached}, ${renderCount(outputTokens)} out`,
  ];
  const estimated = spending.estimatedAnswers();
  if (estimated > 0) parts.push(`estimated for ${renderCount(estimated)}, whose endpoint told none`);
  if (cost !== null) parts.push(`cost ${cost}`);
  const reused = kept?.reused() ?? 0;
  if (reused > 0) parts.push(`${renderCount(reused)} from the answers file`);
  return parts.join(', ');
}

type Endpoint = { readonly apiKey: string; readonly baseUrl: string | null; readonly name: string };

function readEndpoint(flags: ModelFlags, shell: Shell): Endpoint {
  const apiKey = (shell.env['OPENAI_API_KEY'] ?? '').trim();
  const { baseUrl, model, isNamed, notices, ...found } = findModelEndpoint(flags, shell, apiKey !== '');
  const problems: Problem[] = [...found.problems];
  if (!isNamed && apiKey === '') {
    const message =
      'OPENAI_API_KEY is not set. Set it to the key of the model, or name a server of your own, such as --base-url http://localhost:11434/v1.';
    problems.push({ code: 'call/api-key', message });
  }
  if ((flags.priceInput === undefined) !== (flags.priceOutput === undefined)) {
    const message = 'Of "--price-input" and "--price-output" one is missing; use both. What is free costs 0.';
    problems.push({ code: 'call/price', message });
  }
  if (problems.length > 0) throw new UserError('input', problems, { headline: `${problems.length} things to mend:` });
  for (const notice of notices) note(shell, notice);
  return { apiKey, baseUrl, name: model };
}

/** What a run of the action logs is detail on a command line. */
function createShellLog(shell: Shell): Log {
  return {
    debug: (message) => detail(shell, message),
    info: (message) => detail(shell, message),
    notice: (message) => note(shell, message),
    warning: (message) => warn(shell, message),
  };
}
