import { type Fetch, readBody } from '../github/bounded-fetch.ts';

export type TransportOptions = {
  readonly fetch: Fetch;
  /** All that is sent: what the library adds about this machine, or takes from the environment, is left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** From the start of a request to the last byte of its answer. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
};

/** Set on what is thrown where an answer did not come in time. */
export const TIMED_OUT = 'ERR_TIMED_OUT';

/** Set on what is thrown where an answer is longer than allowed. */
export const TOO_LONG = 'ERR_TOO_LONG';

/**
 * The `fetch` that the library uses: it sends our headers alone, follows no redirects (they would take README and key to
 * another place), ends in time and reads the whole body, so that one that breaks off fails like any other network error.
 */
export function createTransport({ fetch, headers, timeoutMs, maxBytes }: TransportOptions): Fetch {
  return async (input, init = {}) => {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, timeout.signal]) : timeout.signal;
    const { method = 'GET', body } = init;
    try {
      const response = await fetch(input, {
        method,
        headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body } : {}),
        redirect: 'manual',
        signal,
      });
      const bytes = await readBody(response, maxBytes, response.ok ? 'refuse' : 'cut').catch((error: unknown) => {
        const isTooLong = error instanceof TypeError && error.message.startsWith('the answer is longer');
        throw isTooLong ? withCode(TOO_LONG) : error;
      });
      const hasBody = response.status !== 204 && response.status !== 205 && response.status !== 304;
      return new Response(hasBody ? bytes : null, { status: response.status, headers: [...response.headers] });
    } catch (error) {
      throw timeout.signal.aborted ? withCode(TIMED_OUT) : error;
    } finally {
      clearTimeout(timer);
    }
  };
}

const withCode = (code: string): Error => Object.assign(new Error(code), { code });
