import { APIError } from 'openai/error';
import { fieldsOf } from './fields.ts';
import { type NetworkFailure, readNetworkFailure } from './network-failure.ts';

/** What an endpoint answered instead of a completion; all text of it is untrusted and is never shown. */
export type AnswerFailure = {
  readonly kind: 'answer';
  readonly status: number;
  /** What the answer itself calls the error, as in OpenAI's `error.code`, `error.type` and `error.param`. */
  readonly code: string | null;
  readonly type: string | null;
  readonly param: string | null;
  /** The beginning of what it says, at most 2,000 characters. */
  readonly message: string | null;
  /** How long it asks to wait; null where it does not. */
  readonly retryAfterMs: number | null;
  /** Whether it says itself that another attempt makes sense; null where it does not say. */
  readonly mayRepeat: boolean | null;
  readonly isHtml: boolean;
  /** Scheme and host that a redirect leads to; null where it is none. */
  readonly movedTo: string | null;
};

/** An answer that is no completion, although its status says so. */
export type ReplyFailure = {
  readonly kind: 'reply';
  readonly what: 'empty' | 'html' | 'stream' | 'not-json' | 'no-choices';
};

export type Failure = AnswerFailure | NetworkFailure | ReplyFailure;

/** What the library threw, as far as it is the endpoint's or the network's doing; null where it is a bug. */
export function toFailure(error: unknown, nowMs: number): AnswerFailure | NetworkFailure | null {
  if (!(error instanceof APIError)) return null;
  if (error.status === undefined) return readNetworkFailure(error);
  const headers = error.headers ?? new Headers();
  const isText = error.error === undefined || error.error === null;
  const text = isText ? error.message.replace(/^\d{3} /, '') : '';
  const isHtml = /^text\/html\b/i.test(headers.get('content-type') ?? '') || /^\s*<(?:!doctype|html)/i.test(text);
  return {
    ...readErrorBody(error.status, isText ? text : error.error),
    retryAfterMs: readRetryAfter(headers, nowMs),
    mayRepeat: readMayRepeat(headers),
    isHtml,
    movedTo: readMovedTo(error.status, headers),
  };
}

/**
 * What a body says of an error, in the shapes that servers use: OpenAI's object, Google's list of one, a mere sentence, FastAPI's
 * `detail`, also within Mistral's `message`, and OpenRouter's `metadata.raw` with what the provider behind it said.
 */
export function readErrorBody(status: number, body: unknown): AnswerFailure {
  const fields = fieldsOf(unwrap(body));
  const raw = fieldsOf(fields.get('metadata')).get('raw');
  const message = fields.get('message');
  const details = [fields.get('detail'), fieldsOf(message).get('detail')].flatMap(renderDetail);
  const said = [body, message, ...details, raw]
    .filter((part) => typeof part === 'string')
    // What an error is about stands at its beginning; some repeat the whole request behind that.
    .map((part) => part.slice(0, 300))
    .join(' ');
  return {
    kind: 'answer',
    status,
    code: readWord(fields.get('code')),
    type: readWord(fields.get('type')),
    param: readWord(fields.get('param')),
    message: said === '' ? null : said.slice(0, 2000),
    retryAfterMs: null,
    mayRepeat: null,
    isHtml: false,
    movedTo: null,
  };
}

function unwrap(body: unknown): unknown {
  const first: unknown = Array.isArray(body) ? body[0] : body;
  const inner = fieldsOf(first).get('error');
  return typeof inner === 'object' && inner !== null ? inner : first;
}

function readWord(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : null;
}

/** FastAPI's: a sentence, or a list of places and sentences, beside which it repeats what was sent. */
function renderDetail(detail: unknown): readonly unknown[] {
  if (!Array.isArray(detail)) return [detail];
  return detail.slice(0, 5).map((entry) => {
    const fields = fieldsOf(entry);
    const place = fields.get('loc');
    return `${Array.isArray(place) ? place.join('.') : ''}: ${String(fields.get('msg'))}`;
  });
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date. */
function readRetryAfter(headers: Headers, nowMs: number): number | null {
  const milliseconds = headers.get('retry-after-ms') ?? '';
  if (/^\d{1,9}(?:\.\d{0,9})?$/.test(milliseconds)) return Number(milliseconds);
  const given = headers.get('retry-after') ?? '';
  if (/^\d{1,9}(?:\.\d{0,9})?$/.test(given)) return Number(given) * 1000;
  const date = /^[A-Za-z]{3}, \d{2} [A-Za-z]{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(given)
    ? Date.parse(given)
    : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

function readMayRepeat(headers: Headers): boolean | null {
  const given = headers.get('x-should-retry');
  return given === 'true' ? true : given === 'false' ? false : null;
}

function readMovedTo(status: number, headers: Headers): string | null {
  const location = headers.get('location') ?? '';
  return status >= 300 && status < 400 && URL.canParse(location) ? new URL(location).origin : null;
}
