/** What the server answers: a JSON value, or bytes with a content type of their own. */
export type Reply = {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly json?: unknown;
  readonly bytes?: { readonly content: Uint8Array | string; readonly type: string };
};

/** What is wrong, before a server puts it in its own form. */
export type Trouble = {
  readonly message: string;
  readonly type?: string | null;
  readonly param?: string | null;
  readonly code?: string | null;
};

export const jsonReply = (status: number, json: unknown, headers?: Reply['headers']): Reply => ({
  status,
  json,
  ...(headers && { headers }),
});

/** The body of a Chat Completions request, after it was found to be one. */
export type ChatBody = {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly response_format?: {
    readonly type: string;
    readonly json_schema?: { readonly name: string; readonly strict?: boolean; readonly schema?: unknown };
    /** Beside a `json_object`, where an endpoint knows it. */
    readonly schema?: unknown;
  };
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly reasoning_effort?: string;
  readonly temperature?: number;
  readonly top_p?: number;
  readonly seed?: number;
};

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether enough of a request is there to answer it, whatever else is wrong with it. */
export function isChatBody(value: unknown): value is ChatBody {
  if (!isObject(value) || typeof value['model'] !== 'string' || !Array.isArray(value['messages'])) return false;
  return value['messages'].every((message) => isObject(message) && typeof message['content'] === 'string');
}

/** All that a request says to the model. */
export const promptOf = ({ messages }: ChatBody): string => messages.map(({ content }) => content).join('\n');

/** As tokens are counted where nobody counts them: four characters each. */
export const countTokens = (text: string): number => Math.ceil(text.length / 4);
