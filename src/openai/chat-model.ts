import { setTimeout as pause } from 'node:timers/promises';
import { startDialect } from '../classify/llm/dialect.ts';
import { UserError } from '../errors.ts';
import type { Environment } from '../github/event.ts';
import type { ChatModel, Log } from '../ports.ts';
import { checkBaseUrl } from '../settings/base-url.ts';
import { describeEndpoint } from './endpoint.ts';
import { createKeyGuard } from './key-guard.ts';

export type ChatModelOptions = {
  /** The empty string where the endpoint wants none, as local servers do. It must be masked before. */
  readonly apiKey: string;
  /** As `checkBaseUrl` gives it; null means OpenAI's own. */
  readonly baseUrl: string | null;
  readonly model: string;
  /** Read for HTTPS_PROXY, HTTP_PROXY and NO_PROXY alone. */
  readonly environment: Environment;
  readonly log: Pick<Log, 'debug' | 'info'>;
  /** For one request, from its start to the last byte of the answer. */
  readonly timeoutMs?: number | undefined;
  /** How pauses between requests are spent; tests do not wait. */
  readonly sleep?: ((durationMs: number) => Promise<void>) | undefined;
  /** Node's own where it is not given. */
  readonly nodeVersion?: string | undefined;
};

/** A model on a processor may read for minutes; Node's own `fetch` gives up after five. */
const defaultTimeoutMs = 240_000;

/**
 * A model behind an OpenAI-compatible endpoint. Nothing is sent yet, and the library is loaded only here, so that runs without
 * a model load none of it. What an endpoint refuses is remembered for as long as the model is used.
 * @throws UserError `llm/node` on Node below 22, `llm/github-models` and `settings/base-url` for an address that cannot work,
 * `settings/api-key` for a key that no header can hold, `network/proxy`.
 */
export async function createChatModel(options: ChatModelOptions): Promise<ChatModel> {
  const { apiKey, model, environment, log, timeoutMs = defaultTimeoutMs } = options;
  checkNode(options.nodeVersion ?? process.versions.node);
  checkKey(apiKey);
  const baseUrl = options.baseUrl === null ? null : readBaseUrl(options.baseUrl, apiKey !== '');
  const endpoint = describeEndpoint(baseUrl);
  const [{ ask }, { createClient }] = await Promise.all([import('./ask.ts'), import('./client.ts')]);
  const dialect = { current: startDialect(baseUrl, model) };
  const asking = {
    client: createClient({ endpoint, apiKey, environment, timeoutMs }),
    endpoint,
    baseUrl,
    model,
    hasKey: apiKey !== '',
    guard: createKeyGuard(apiKey),
    log,
    timeoutMs,
    sleep: options.sleep ?? ((durationMs: number) => pause(durationMs)),
    dialect,
  };
  return {
    name: model,
    dialect: () => dialect.current,
    ask: (request, beforeSend) => ask(request, beforeSend, asking),
  };
}

/** The `openai` package wants it. */
function checkNode(version: string): void {
  if (Number.parseInt(version, 10) >= 22) return;
  throw new UserError('input', {
    code: 'llm/node',
    message: `This is Node ${version}, and asking a model needs Node 22 or newer. The offline classifier runs here: use "offline" as the classifier.`,
  });
}

function checkKey(apiKey: string): void {
  if (apiKey === '' || /^[!-~]+$/.test(apiKey)) return;
  throw new UserError('input', {
    code: 'settings/api-key',
    message:
      'The API key holds white space or signs that no key has. Paste it into the secret again, without line breaks or quotes.',
  });
}

function readBaseUrl(given: string, hasKey: boolean): string {
  const checked = checkBaseUrl(given, hasKey);
  if (checked.ok) return checked.baseUrl;
  throw new UserError('input', { code: checked.code, message: `Input "base-url" ${checked.problem}` });
}
