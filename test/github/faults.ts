import type { LoggedRequest } from './log.ts';

type Form =
  /** An answer with this status instead of the real one; `json` replaces the usual error body, `text` is sent as HTML. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message?: string;
      readonly json?: unknown;
      readonly text?: string;
      readonly headers?: { readonly [name: string]: string };
    }
  /** The connection is reset before any answer. */
  | { readonly kind: 'reset' }
  /** The answer's headers and half of its body, then the connection is reset. */
  | { readonly kind: 'cut' }
  /** A 200 whose body is another JSON than promised: `json` where given, else a list for an object and the reverse. */
  | { readonly kind: 'shape'; readonly json?: unknown }
  /** No answer ever; the connection stays open. */
  | { readonly kind: 'silence' }
  /** The right answer, late. */
  | { readonly kind: 'delay'; readonly milliseconds: number };

/**
 * What goes wrong with a request. `effect` says whether the server did what was asked before things went wrong: by
 * default it did where an answer was on its way (`cut`, `shape`, `delay`), and did not otherwise.
 */
export type Fault = Form & { readonly effect?: 'none' | 'done' };

export type Repeat =
  /** This request alone. */
  | 'once'
  /** This request and every repetition of it (same method and path), so that retries fail too. */
  | 'same'
  /** This request and all after it. */
  | 'rest';

export type FaultRule = (request: LoggedRequest) => Fault | null | undefined;

const secondaryLimit = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
const limitPage =
  'https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits';

const status = (code: number, message: string, headers?: { readonly [name: string]: string }): Fault => ({
  kind: 'status',
  status: code,
  message,
  ...(headers && { headers }),
});

/** A secondary rate limit as GitHub words it; clients know it by the word and the `retry-after` header. */
export const secondaryLimitFault = (retryAfterSeconds: number, code: 403 | 429 = 403): Fault => ({
  kind: 'status',
  status: code,
  json: { message: secondaryLimit, documentation_url: limitPage },
  headers: { 'retry-after': String(retryAfterSeconds) },
});

/** The primary limit used up until `resetAt`. */
export const primaryLimitFault = (resetAt: Date, code: 403 | 429 = 403): Fault => ({
  kind: 'status',
  status: code,
  message: 'API rate limit exceeded for installation ID 1.',
  headers: {
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-used': '1000',
    'x-ratelimit-reset': String(Math.floor(resetAt.getTime() / 1000)),
  },
});

/** Every way in which a request can fail, by name: for tests that fail each request of a run in turn. */
export const everyFault: ReadonlyMap<string, Fault> = new Map([
  ['403', status(403, 'Resource not accessible by integration')],
  ['404', status(404, 'Not Found')],
  ['409', status(409, 'Conflict')],
  ['422', status(422, 'Validation Failed')],
  ['429', secondaryLimitFault(1, 429)],
  ['500', status(500, 'Server Error')],
  ['502', { kind: 'status', status: 502, text: '<html><head><title>502 Bad Gateway</title></head></html>' }],
  ['reset', { kind: 'reset' }],
  ['reset-done', { kind: 'reset', effect: 'done' }],
  ['cut', { kind: 'cut' }],
  ['shape', { kind: 'shape' }],
  ['silence', { kind: 'silence' }],
]);

/** Ways in which the answer to a write is lost after the server did what was asked; `cut` and `shape` are two more. */
export const lostAnswers: ReadonlyMap<string, Fault> = new Map([
  ['500-done', { ...status(500, 'Server Error'), effect: 'done' }],
  ['502-done', { kind: 'status', status: 502, text: '<html><title>502 Bad Gateway</title></html>', effect: 'done' }],
  ['silence-done', { kind: 'silence', effect: 'done' }],
]);

/** What is to go wrong, and when. */
export class FaultPlan {
  #rules: FaultRule[] = [];

  /** The `n`th request from the start of the log, or from the last `log.clear()`, fails; counting from 1. */
  faultAt(n: number, fault: Fault, repeat: Repeat = 'once'): void {
    let struck: LoggedRequest | null = null;
    this.#rules.push((request) => {
      if (request.number === n) struck = request;
      if (struck === null || request.number < n) return null;
      if (request.number === n || repeat === 'rest') return fault;
      return repeat === 'same' && isSame(request, struck) ? fault : null;
    });
  }

  /** Asks `rule` at every request, since it may act as people; the first rule that names a fault wins. */
  fault(rule: FaultRule): void {
    this.#rules.push(rule);
  }

  clear(): void {
    this.#rules = [];
  }

  faultFor(request: LoggedRequest): Fault | null {
    const faults = this.#rules.map((rule) => rule(request));
    return faults.find((fault) => fault) ?? null;
  }
}

const isSame = (left: LoggedRequest, right: LoggedRequest): boolean =>
  left.method === right.method && left.path === right.path;

export const hasEffect = (fault: Fault): boolean =>
  fault.effect === undefined ? ['cut', 'shape', 'delay'].includes(fault.kind) : fault.effect === 'done';
