import type { Problem } from '../errors.ts';
import { checkBaseUrl } from './base-url.ts';
import type { CLASSIFIER_CHOICES, LLM_ERROR_MODES } from './llm-values.ts';

/** The settings that have to fit each other. */
export type LlmChoice = {
  readonly classifier: (typeof CLASSIFIER_CHOICES)[number];
  readonly apiKey: string;
  readonly baseUrl: string | null;
  readonly model: string | null;
  readonly readmeTokens: number;
  readonly maxTokensPerRun: number | null;
  readonly priceInput: number | null;
  readonly priceOutput: number | null;
  readonly minScore: number | null;
  readonly onLlmError: (typeof LLM_ERROR_MODES)[number];
};

/** Whether a model is asked, as far as the settings say: without a key it depends on what the run is about. */
export function asksModel({ classifier, apiKey }: Pick<LlmChoice, 'classifier' | 'apiKey'>): boolean {
  return classifier === 'llm' || (classifier === 'auto' && apiKey !== '');
}

export type CheckedLlmChoice = {
  /** As requests are sent to it; null means OpenAI's own. */
  readonly baseUrl: string | null;
  /** What contradicts itself. That a key is missing is told later: on forks it is no problem. */
  readonly problems: readonly Problem[];
  /** What is set to no effect and should not be. */
  readonly warnings: readonly Problem[];
  /** What is set to no effect, as it may well be for a while, and what was put right. */
  readonly notices: readonly Problem[];
};

/** Checks what has been parsed, each setting for itself. */
export function checkLlmChoice(choice: LlmChoice): CheckedLlmChoice {
  const { classifier, apiKey, minScore, onLlmError } = choice;
  const check = choice.baseUrl === null ? null : checkBaseUrl(choice.baseUrl, apiKey !== '');
  const baseUrl = check?.ok ? check.baseUrl : choice.baseUrl;
  if (!asksModel(choice)) {
    const message =
      'Input "api-key" is set, and "classifier" is "offline": no model is asked, and the key is not used.';
    const notices = classifier === 'offline' && apiKey !== '' ? [{ code: 'settings/api-key', message }] : [];
    return { baseUrl, problems: [], warnings: [], notices };
  }
  const problems = findContradictions(choice);
  if (check?.ok === false) problems.unshift({ code: check.code, message: `Input "base-url" ${check.problem}` });
  const notices = check?.ok ? check.notices.map((message) => ({ code: 'settings/base-url', message })) : [];
  const warnings: Problem[] = [];
  if (minScore !== null && onLlmError !== 'offline') {
    const message =
      'Input "min-score" is set, and a model is asked, which gives no scores: "min-score" counts for the offline classifier only.';
    warnings.push({ code: 'settings/min-score', message });
  }
  return { baseUrl, problems, warnings, notices };
}

function findContradictions({
  baseUrl,
  model,
  readmeTokens,
  maxTokensPerRun,
  priceInput,
  priceOutput,
}: LlmChoice): Problem[] {
  const problems: Problem[] = [];
  const add = (input: string, message: string) => problems.push({ code: `settings/${input}`, message });
  if (baseUrl !== null && model === null) {
    add('model', 'Input "model" is not set, and "base-url" is; name a model of that endpoint.');
  }
  if (maxTokensPerRun !== null && maxTokensPerRun <= readmeTokens) {
    add(
      'max-tokens-per-run',
      `Input "max-tokens-per-run" is ${maxTokensPerRun}, but "readme-tokens" is ${readmeTokens}, and tags and answer come on top; raise the first or lower the second.`,
    );
  }
  if ((priceInput === null) !== (priceOutput === null)) {
    const [given, missing] = priceInput === null ? ['output', 'input'] : ['input', 'output'];
    add(
      `price-${missing}`,
      `Input "price-${missing}" is not set, and "price-${given}" is: the cost would be half of it. Set both; what is free costs 0.`,
    );
  }
  return problems;
}
