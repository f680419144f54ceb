import { type Dialect, RESPONSE_FORMATS } from '../../model/llm.ts';

/** What an endpoint said when it refused a request; all of it untrusted. */
export type Refusal = {
  readonly status: number;
  readonly message: string | null;
  /** The parameter it names, as in OpenAI's `error.param`. */
  readonly param: string | null;
  /** As in OpenAI's `error.code`. */
  readonly code: string | null;
};

/** Characters of a message that are looked at. */
const MAX_MESSAGE = 4000;
/** Statuses that servers give a request they do not take; 404 is what routers say where no provider takes it. */
const REFUSED: ReadonlySet<number> = new Set([400, 404, 415, 422, 501]);
const FORMAT = /response_format|schema|json_object|structured.?output|json.?mode|grammar|guided|text\.format/;
/** Of the public cloud and of those of governments and China. */
const AZURE = /\.openai\.azure\.(?:com|us|cn)$/;
const NO_PROVIDER = /no endpoints found that (?:can handle|support)/;

/**
 * What to try first. `baseUrl` null means OpenAI's own. Only OpenAI and Azure know `max_completion_tokens` for sure, and want it for
 * models that think; only OpenAI's own models are told how much to think, since others refuse the parameter.
 */
export function startDialect(baseUrl: string | null, model: string): Dialect {
  const host = baseUrl === null ? 'api.openai.com' : hostOf(baseUrl);
  const isOpenAi = isUnder(host, 'api.openai.com');
  return {
    format: 'json_schema',
    outputLimit: isOpenAi || AZURE.test(host) ? 'max_completion_tokens' : 'max_tokens',
    reasoningEffort: isOpenAi ? leastEffort(model) : null,
  };
}

/**
 * What to try after a refusal, one thing at a time; null where the refusal is about nothing that a dialect can leave out. An
 * endpoint that contradicts itself can be asked in a circle, so the caller has to end after some attempts.
 */
export function nextDialect(dialect: Dialect, refusal: Refusal): Dialect | null {
  if (!REFUSED.has(refusal.status) || isSchemaRefusal(refusal)) return null;
  const param = (refusal.param ?? '').toLowerCase();
  const said = textOf(refusal);
  if (dialect.reasoningEffort !== null && /reasoning[._]effort|reasoning/.test(param === '' ? said : param)) {
    return { ...dialect, reasoningEffort: null };
  }
  const limit = param === '' ? said : param;
  if (dialect.outputLimit !== null && limit.includes(dialect.outputLimit)) {
    return { ...dialect, outputLimit: otherLimit(dialect.outputLimit, said) };
  }
  const format = lowerFormat(dialect);
  if (format === null) return null;
  const isAboutFormat = FORMAT.test(said) || NO_PROVIDER.test(said) || saysNothing(refusal);
  return isAboutFormat ? { ...dialect, format } : null;
}

/**
 * Whether an endpoint says that our schema itself is wrong, not that it takes none. That is a fault of ours, which another form of
 * answer would only hide.
 */
export function isSchemaRefusal(refusal: Refusal): boolean {
  return textOf(refusal).includes('invalid schema');
}

/** Models before gpt-5.1 cannot do without thinking; some of the family take no effort at all or only a high one. */
function leastEffort(model: string): Dialect['reasoningEffort'] {
  if (!/^(?:gpt-[56]|o[134])(?![0-9])/.test(model) || /-(?:pro|chat|search)/.test(model)) return null;
  return /^(?:gpt-5\.[0-9]|gpt-6)/.test(model) && !model.includes('-codex') ? 'none' : 'low';
}

/** A limit that is taken under neither name is not sent. */
function otherLimit(refused: NonNullable<Dialect['outputLimit']>, said: string): Dialect['outputLimit'] {
  const other = refused === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
  // `Use 'max_completion_tokens' instead`; who refuses one and is silent on the other is older than the newer name.
  if (refused === 'max_tokens') return said.includes(other) ? other : null;
  return said.includes(other) && !/use\W+max_tokens/.test(said) ? null : other;
}

function lowerFormat({ format }: Dialect): Dialect['format'] | null {
  return RESPONSE_FORMATS[RESPONSE_FORMATS.indexOf(format) + 1] ?? null;
}

/** Some servers refuse without a word; the form of the answer is what most of them lack. */
function saysNothing({ status, message, param, code }: Refusal): boolean {
  return status !== 404 && !message?.trim() && !param && !code;
}

function textOf({ message, param, code }: Refusal): string {
  return `${param ?? ''} ${code ?? ''} ${(message ?? '').slice(0, MAX_MESSAGE)}`.toLowerCase();
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).hostname : '';
}

function isUnder(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
