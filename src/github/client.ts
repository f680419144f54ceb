import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { boundedFetch, type Fetch } from './bounded-fetch.ts';
import { retryAfter } from './retry-after.ts';

export type ClientOptions = {
  /** The empty string reads anonymously. */
  readonly token: string;
  /** `https://api.github.com`, or `https://HOST/api/v3` of a GitHub Enterprise Server. */
  readonly baseUrl: string;
  readonly userAgent: string;
  /** For proxies; the global `fetch` where it is not given. */
  readonly fetch?: Fetch | undefined;
  readonly log: { debug(message: string): void; warning(message: string): void };
  /** For one attempt, body included. */
  readonly timeoutMs?: number | undefined;
  /** Unit of the pauses between attempts: 1, 4 and 9 of them. */
  readonly retryBaseMs?: number | undefined;
  /** The longest pause that GitHub may ask for with `retry-after` or a rate limit. */
  readonly maxWaitMs?: number | undefined;
};

export type Client = Octokit & {
  /** A `fetch` for one request whose body may be cut at `maxBytes` instead of being refused. */
  readonly fetchUpTo: (maxBytes: number) => Fetch;
};

/** The newest version that all supported GitHub Enterprise Servers know too. */
const API_VERSION = '2022-11-28';

/** JSON answers we ask for are at most a directory listing or a file of 1 MB as base64. */
const MAX_JSON_BYTES = 16 * 1024 * 1024;

let clients = 0;

/**
 * One client for the action and the command line: api version pinned, every attempt timed out and bounded in size, up to
 * three repetitions after network errors and 5xx, waits of at most `maxWaitMs` where GitHub asks for them, writes a second
 * apart. It throws `RequestError`s; `toUserError` makes sentences of them.
 */
export function createClient(options: ClientOptions): Client {
  const { timeoutMs = 30_000, retryBaseMs = 1000, maxWaitMs = 60_000, log } = options;
  const fetchUpTo = (maxBytes: number, whenLarger: 'cut' | 'refuse' = 'cut') =>
    boundedFetch({ fetch: options.fetch ?? fetch, timeoutMs, maxBytes, whenLarger });
  const limits = retryAfter({ maxWaitMs, now: Date.now, onWait: (message) => log.warning(message) });
  const octokit = new (Octokit.plugin(limits, retry, throttling))({
    ...(options.token === '' ? {} : { auth: options.token }),
    baseUrl: options.baseUrl,
    userAgent: options.userAgent,
    request: { fetch: fetchUpTo(MAX_JSON_BYTES, 'refuse') },
    // Requests are logged by the log plugin of @octokit/rest; its errors are ours to explain.
    log: {
      debug: () => {},
      info: (message: string) => log.debug(message),
      warn: (message: string) => log.debug(message),
      error: (message: string) => log.debug(message),
    },
    retry: {
      doNotRetry: [304, 400, 401, 403, 404, 409, 410, 413, 415, 422, 429, 451],
      retryAfterBaseValue: retryBaseMs,
    },
    throttle: {
      // The plugin shares its queues between all clients of one id. It keeps writes apart; limits are waited for in `retryAfter`.
      id: `client-${++clients}`,
      onRateLimit: () => false,
      onSecondaryRateLimit: () => false,
    },
  });
  octokit.hook.before('request', (request) => {
    request.headers['x-github-api-version'] = API_VERSION;
  });
  return Object.assign(octokit, { fetchUpTo: (maxBytes: number) => fetchUpTo(maxBytes) });
}
