import { OpenAI } from 'openai/client';
import type { Environment } from '../github/event.ts';
import { PROJECT, VERSION } from '../project.ts';
import { type Endpoint, renderKeyHeaders } from './endpoint.ts';
import { findProxy } from './proxy.ts';
import { createTransport } from './transport.ts';
import { createTunnelFetch } from './tunnel-fetch.ts';

export type ClientOptions = {
  readonly endpoint: Endpoint;
  readonly apiKey: string;
  readonly environment: Environment;
  readonly timeoutMs: number;
};

export type Client = {
  readonly openai: OpenAI;
  readonly hasProxy: boolean;
};

/** An answer has at most some ten thousand tokens, and a list of models some hundred kilobytes. */
const maxBytes = 8 * 1024 * 1024;

/**
 * The official client, of which the bundle holds the core alone (see .github/scripts/slim.ts): it is asked by path, as
 * `client.openai.post('/chat/completions')`. Everything is given that it would take from the environment (OPENAI_API_KEY, OPENAI_ORG_ID, OPENAI_LOG and
 * their kin), so that a run does what its settings say. It never holds the key: the transport writes all headers.
 * @throws UserError `network/proxy`.
 */
export function createClient({ endpoint, apiKey, environment, timeoutMs }: ClientOptions): Client {
  const proxy = findProxy(endpoint.url, environment);
  const transport = createTransport({
    fetch: proxy === null ? globalThis.fetch : createTunnelFetch(proxy),
    headers: {
      accept: 'application/json',
      'user-agent': `${PROJECT.split('/').at(-1) ?? PROJECT}/${VERSION}`,
      ...renderKeyHeaders(endpoint, apiKey),
    },
    timeoutMs,
    maxBytes,
  });
  const silent = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
  const openai = new OpenAI({
    apiKey: 'given-by-the-transport',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: endpoint.address + endpoint.url.search,
    fetch: transport,
    // Repeating and timing is ours: the library repeats after insufficient quota, and its time ends with the headers.
    maxRetries: 0,
    timeout: timeoutMs + 10_000,
    logLevel: 'off',
    logger: silent,
  });
  return { openai, hasProxy: proxy !== null };
}
