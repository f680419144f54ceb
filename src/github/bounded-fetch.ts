/** As much of `fetch` as octokit uses. */
export type Fetch = typeof globalThis.fetch;

export type FetchBounds = {
  readonly fetch: Fetch;
  /** From the start of the request to the last byte of its answer. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Whether a longer body is cut at `maxBytes` or refused. */
  readonly whenLarger: 'cut' | 'refuse';
};

/**
 * A `fetch` that ends in time and never holds more than `maxBytes` of an answer. It reads the body itself, so that a body
 * that breaks off, or JSON that does not end, fails like any other network error and is tried again.
 * @throws TypeError `timed out after 30 s`, `the answer is longer than …`, `the answer is not whole JSON`, and what `fetch` throws.
 */
export function boundedFetch({ fetch, timeoutMs, maxBytes, whenLarger }: FetchBounds): Fetch {
  return async (input, init) => {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout.signal]) : timeout.signal;
    try {
      const response = await fetch(input, { ...init, signal });
      const body = await readBody(response, maxBytes, whenLarger);
      if (response.ok) checkJson(response, body);
      // 204, 205 and 304 have no body and allow none.
      const hasBody = response.status !== 204 && response.status !== 205 && response.status !== 304;
      const bounded = new Response(hasBody ? body : null, { status: response.status, headers: [...response.headers] });
      return Object.defineProperty(bounded, 'url', { value: response.url });
    } catch (error) {
      if (timeout.signal.aborted) throw new TypeError(`timed out after ${timeoutMs / 1000} s`, { cause: timedOut });
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
}

/** The cause of every timeout, with the code that Node gives one of its own. */
const timedOut = Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' });

/** As much of a body as is allowed. @throws TypeError `the answer is longer than …` where more is refused, and what the stream throws. */
export async function readBody(
  response: Response,
  maxBytes: number,
  whenLarger: 'cut' | 'refuse',
): Promise<Uint8Array<ArrayBuffer>> {
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) {
      if (whenLarger === 'refuse') throw new TypeError(`the answer is longer than ${maxBytes} bytes`);
      // Leaving the loop cancels the rest of the body.
      break;
    }
  }
  const bytes = new Uint8Array(Math.min(length, maxBytes));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk.subarray(0, bytes.length - offset), offset);
    offset += chunk.length;
  }
  return bytes;
}

function checkJson(response: Response, body: Uint8Array): void {
  const type = response.headers.get('content-type') ?? '';
  // Media types such as application/vnd.github.raw+json name JSON and hold the file.
  if (!/^application\/json\b/i.test(type) || response.status === 204) return;
  try {
    JSON.parse(new TextDecoder().decode(body));
  } catch (error) {
    throw new TypeError('the answer is not whole JSON', { cause: error });
  }
}
