import { startDialect } from '../classify/llm/dialect.ts';
import { createLlmClassifier, type LlmClassifier } from '../classify/llm/llm.ts';
import type { Spending } from '../classify/llm/spending.ts';
import { renderCount } from '../count.ts';
import type { OfflineClassifier } from '../model/classification.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import type { ChatModel, ChatModels, Log } from '../ports.ts';
import { renderUsage } from '../report/usage-line.ts';
import type { Settings } from '../settings.ts';

export type AskingSettings = Pick<Settings, 'baseUrl' | 'shortlist' | 'readmeTokens' | 'llmUnsupported'>;

/** A model that is connected to where something is asked of it first, so that a run without a request loads nothing of it. */
export function createLateModel(
  name: string,
  { baseUrl }: Pick<Settings, 'baseUrl'>,
  chatModels: ChatModels,
): ChatModel {
  let connecting: Promise<ChatModel> | null = null;
  let connected: ChatModel | null = null;
  const usual = startDialect(baseUrl, name);
  return {
    name,
    dialect: () => connected?.dialect() ?? usual,
    async ask(request, beforeSend) {
      connecting ??= chatModels.connect();
      connected = await connecting;
      return connected.ask(request, beforeSend);
    },
  };
}

/** Tells before each question how many tokens it may take. */
export function tellEstimates(spending: Spending, name: string, log: Pick<Log, 'info'>): Spending {
  return {
    ...spending,
    start(estimate) {
      const { inputTokens, maxOutputTokens } = estimate;
      log.info(
        `Asking ${name}: about ${renderCount(inputTokens)} tokens to send, at most ${renderCount(maxOutputTokens)} for the answer`,
      );
      return spending.start(estimate);
    },
  };
}

export function tellSpent(spending: Spending, name: string, log: Pick<Log, 'info'>): void {
  const usage = spending.usage();
  if (usage.inputTokens + usage.outputTokens === 0) return;
  const estimated = spending.estimatedAnswers() > 0 ? ' (in part estimated: the endpoint does not tell)' : '';
  log.info(`Spent on ${name} so far: ${renderUsage(usage)}${estimated}`);
}

export function createAsking(
  vocabulary: Vocabulary,
  offline: OfflineClassifier,
  { shortlist, readmeTokens, llmUnsupported }: AskingSettings,
  { model, spending }: { readonly model: ChatModel; readonly spending: Spending },
): LlmClassifier {
  const settings = { shortlist, readmeTokens, unsupported: llmUnsupported };
  return createLlmClassifier({ vocabulary, offline, model, spending, settings });
}

/** Host and path of an endpoint, which is where answers come from whatever the scheme; null for the usual one. */
export function nameEndpoint(baseUrl: string | null): string | null {
  return baseUrl === null ? null : baseUrl.replace(/^https?:\/\//, '').replace(/\?.*$/, '');
}
