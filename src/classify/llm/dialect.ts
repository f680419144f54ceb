import type { Dialect } from '../../model/llm.ts';

/** What an endpoint said when it refused a request; all of it untrusted. */
export type Refusal = {
  readonly status: number;
  readonly message: string | null;
  /** The parameter it names, as in OpenAI's `error.param`. */
  readonly param: string | null;
  /** As in OpenAI's `error.code`. */
  readonly code: string | null;
};

/** What to try first. `baseUrl` null means OpenAI's own. */
export function startDialect(baseUrl: string | null, model: string): Dialect {
  if (baseUrl !== null && !isOpenAi(baseUrl)) {
    return { format: 'json_schema', outputLimit: 'max_tokens', reasoningEffort: null };
  }
  const reasoningEffort = /^gpt-(?:5|6)/.test(model) ? 'none' : null;
  return { format: 'json_schema', outputLimit: 'max_completion_tokens', reasoningEffort };
}

/** What to try after a refusal; null where the refusal is about nothing that a dialect can leave out. */
export function nextDialect(dialect: Dialect, refusal: Refusal): Dialect | null {
  if (![400, 404, 415, 422, 501].includes(refusal.status)) return null;
  const said = `${refusal.param ?? ''} ${refusal.code ?? ''} ${(refusal.message ?? '').slice(0, 4000)}`.toLowerCase();
  if (said.includes('invalid schema')) return null;
  if (dialect.reasoningEffort !== null && said.includes('reasoning')) return { ...dialect, reasoningEffort: null };
  if (dialect.outputLimit === 'max_completion_tokens' && said.includes('max_completion_tokens')) {
    return { ...dialect, outputLimit: 'max_tokens' };
  }
  if (dialect.outputLimit === 'max_tokens' && said.includes('max_tokens')) {
    return { ...dialect, outputLimit: said.includes('max_completion_tokens') ? 'max_completion_tokens' : null };
  }
  if (dialect.format !== 'text' && /response_format|json_schema|json_object|unsupported|schema|grammar/.test(said)) {
    return { ...dialect, format: dialect.format === 'json_schema' ? 'json_object' : 'text' };
  }
  return null;
}

function isOpenAi(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && /(?:^|\.)openai\.com$/.test(new URL(baseUrl).hostname);
}
