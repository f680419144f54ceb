import type { Trouble } from './reply.ts';

type Headers = { readonly [name: string]: string };

type Form =
  /** An error in the words of the endpoint; `text` is sent as it is, as HTML. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly trouble?: Trouble;
      readonly text?: string;
      readonly headers?: Headers;
    }
  /** A body of this type with status 200, whatever was asked for. */
  | { readonly kind: 'body'; readonly type: string; readonly text: string; readonly headers?: Headers }
  /** The connection is reset, without an answer or after its headers. */
  | { readonly kind: 'reset'; readonly after: 'request' | 'headers' }
  /** The headers and half of the body, then the end. */
  | { readonly kind: 'cut' }
  /** No answer ever, or none after the headers; the connection stays open. */
  | { readonly kind: 'silence'; readonly after: 'request' | 'headers' }
  /** A line end every so often, as servers send while a model thinks; the answer after `lines` of them, or never. */
  | { readonly kind: 'drip'; readonly everyMs: number; readonly lines: number }
  /** More and more text, without an end. */
  | { readonly kind: 'flood' }
  /** Sends the client to another place: another server, or this one again. */
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 307 | 308; readonly to: 'elsewhere' | 'itself' }
  /** Says that the body is compressed, which it is not. */
  | { readonly kind: 'gzip' };

export type Fault = Form & {
  /**
   * What a client makes of it that strikes once. `passes`: it asks again, or waits, and gets its answer; `fails`: asking
   * again would not help, or not soon; `either`: both can be defended.
   */
  readonly once: 'passes' | 'fails' | 'either';
};

const status = (code: number, message: string, once: Fault['once'], more: Partial<Trouble> = {}): Fault => ({
  kind: 'status',
  status: code,
  trouble: { message, ...more },
  once,
});

const page = (title: string): string =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;

const limited = (headers: Headers | undefined, once: Fault['once']): Fault => ({
  kind: 'status',
  status: 429,
  trouble: {
    message:
      'Rate limit reached for gpt-6-luna in organization org-x on tokens per min (TPM): Limit 200000, Used 199000.',
    type: 'tokens',
    code: 'rate_limit_exceeded',
  },
  ...(headers && { headers }),
  once,
});

/** Ways in which a request can fail, by name: those that every endpoint and every reply is tried with. */
export const mainFaults: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  [
    '400 about the context',
    status(400, "This model's maximum context length is 512 tokens", 'fails', {
      code: 'context_length_exceeded',
      param: 'messages',
    }),
  ],
  ['401', status(401, 'Incorrect API key provided', 'fails', { code: 'invalid_api_key' })],
  [
    '403',
    status(403, 'Country, region, or territory not supported', 'fails', {
      code: 'unsupported_country_region_territory',
    }),
  ],
  ['404', status(404, 'The model does not exist', 'fails', { code: 'model_not_found', param: 'model' })],
  ['408', status(408, 'Request timed out', 'passes')],
  ['409', status(409, 'Conflict', 'passes')],
  ['410', status(410, 'This model has been shut down', 'fails', { code: 'model_not_found' })],
  ['413', { kind: 'status', status: 413, text: page('413 Request Entity Too Large'), once: 'fails' }],
  ['429, in a second', limited({ 'retry-after': '1' }, 'passes')],
  [
    '429 about money',
    status(429, 'You exceeded your current quota, please check your plan and billing details.', 'either', {
      type: 'insufficient_quota',
      code: 'insufficient_quota',
    }),
  ],
  ['500', status(500, 'The server had an error while processing your request', 'passes')],
  ['502 as HTML', { kind: 'status', status: 502, text: page('502 Bad Gateway'), once: 'passes' }],
  [
    '503, loading',
    {
      ...status(503, 'Loading model', 'passes', { type: 'unavailable_error' }),
      headers: { 'retry-after': '1' },
    } as Fault,
  ],
  ['529', status(529, 'Overloaded', 'passes', { type: 'overloaded_error' })],
  [
    'an error with status 200',
    {
      kind: 'body',
      type: 'application/json',
      text: '{"error":{"message":"Provider returned error","code":502}}',
      once: 'either',
    },
  ],
  ['no JSON', { kind: 'body', type: 'application/json', text: '{"choices": \u0000\u0001 nope', once: 'either' }],
  ['a page to log in', { kind: 'body', type: 'text/html', text: page('Sign in to the guest network'), once: 'either' }],
  ['gzip', { kind: 'gzip', once: 'either' }],
  ['reset', { kind: 'reset', after: 'request', once: 'passes' }],
  ['reset after the headers', { kind: 'reset', after: 'headers', once: 'either' }],
  ['cut', { kind: 'cut', once: 'either' }],
  ['silence', { kind: 'silence', after: 'request', once: 'either' }],
  ['a slow drip', { kind: 'drip', everyMs: 15, lines: 4, once: 'passes' }],
  ['307 elsewhere', { kind: 'redirect', status: 307, to: 'elsewhere', once: 'fails' }],
]);

/** Variants of these, and rarer ones. */
export const furtherFaults: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  ['400', status(400, 'The request could not be read', 'either')],
  [
    '400 from the content filter',
    status(400, 'The response was filtered due to the prompt', 'either', { code: 'content_filter', param: 'prompt' }),
  ],
  ['402', status(402, 'Insufficient Balance', 'fails', { code: 'invalid_request_error' })],
  ['405 as HTML', { kind: 'status', status: 405, text: page('405 Not Allowed'), once: 'fails' }],
  ['418 in other words', { kind: 'status', status: 418, text: '{"oops":[1,2', once: 'fails' }],
  ['429, at once', limited({ 'retry-after': '0' }, 'passes')],
  ['429, in milliseconds', limited({ 'retry-after-ms': '40' }, 'passes')],
  ['429, in an hour', limited({ 'retry-after': '3600' }, 'either')],
  ['429, at a date', limited({ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 'passes')],
  ['429, nonsense', limited({ 'retry-after': 'soon; \u00FC' }, 'passes')],
  ['501', status(501, 'Not Implemented', 'either')],
  ['504 as HTML', { kind: 'status', status: 504, text: page('504 Gateway Time-out'), once: 'passes' }],
  ['204', { kind: 'status', status: 204, text: '', once: 'either' }],
  ['an empty body', { kind: 'body', type: 'application/json', text: '', once: 'either' }],
  ['null', { kind: 'body', type: 'application/json', text: 'null', once: 'either' }],
  ['a list', { kind: 'body', type: 'application/json', text: '[]', once: 'either' }],
  [
    'a stream',
    {
      kind: 'body',
      type: 'text/event-stream',
      text: 'data: {"choices":[{"delta":{"content":"{"}}]}\n\ndata: [DONE]\n\n',
      once: 'either',
    },
  ],
  ['silence after the headers', { kind: 'silence', after: 'headers', once: 'either' }],
  ['a drip without end', { kind: 'drip', everyMs: 15, lines: Number.POSITIVE_INFINITY, once: 'either' }],
  ['a flood', { kind: 'flood', once: 'either' }],
  ['302 elsewhere', { kind: 'redirect', status: 302, to: 'elsewhere', once: 'fails' }],
  ['308 to itself', { kind: 'redirect', status: 308, to: 'itself', once: 'either' }],
]);

export const everyFault: ReadonlyMap<string, Fault> = new Map([...mainFaults, ...furtherFaults]);

/** The request that it strikes alone, or all that follow as well. */
export type Repeat = 'once' | 'always';

/** Error messages of some gateways repeat all that they were sent. */
export const echoOf = (message: string, key: string, prompt: string): string =>
  `${message} [key ${key}; authorization: Bearer ${key}; ${Buffer.from(key).toString('base64')}; ${encodeURIComponent(key)}] ${prompt}`;
