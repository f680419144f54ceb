import type { Environment } from '../github/event.ts';
import type { ChatModel, Log } from '../ports.ts';

export type ChatModelOptions = {
  /** The empty string where the endpoint wants none, as local servers do. It must be masked before. */
  readonly apiKey: string;
  /** As `checkBaseUrl` gives it; null means OpenAI's own. */
  readonly baseUrl: string | null;
  readonly model: string;
  /** Read for HTTPS_PROXY, HTTP_PROXY and NO_PROXY alone. */
  readonly environment: Environment;
  readonly log: Pick<Log, 'debug' | 'info' | 'warning'>;
  /** For one request, from its start to the last byte of the answer. */
  readonly timeoutMs?: number | undefined;
  /** How pauses between requests are spent; tests do not wait. */
  readonly sleep?: ((durationMs: number) => Promise<void>) | undefined;
  /** Node's own where it is not given. */
  readonly nodeVersion?: string | undefined;
};

/**
 * A model behind an OpenAI-compatible endpoint. Nothing is sent yet.
 * @throws UserError `llm/node` on Node below 22, `llm/github-models` and `settings/base-url` for an address that cannot work,
 * `settings/api-key` for a key that no header can hold.
 */
export declare function createChatModel(options: ChatModelOptions): Promise<ChatModel>;
