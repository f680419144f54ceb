/** One turn of a conversation with a model. */
export type ChatMessage = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string };

/**
 * How an endpoint is asked for the form of its answer, from the strictest to none. `json_object_schema` is a `json_object` with the
 * schema beside it, as llama-cpp-python, Together and Fireworks take it.
 */
export const RESPONSE_FORMATS = ['json_schema', 'json_object_schema', 'json_object', 'text'] as const;

export type ResponseFormat = (typeof RESPONSE_FORMATS)[number];

/** What is asked of a model, whatever the endpoint understands of it. */
export type ChatRequest = {
  /** The same for every README and the same list first, the README last: providers cache equal beginnings. */
  readonly messages: readonly ChatMessage[];
  /** JSON Schema of the answer, within the limits of strict structured outputs. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Tokens of the answer at most, thoughts that are not shown included. */
  readonly maxOutputTokens: number;
};

/** What an endpoint takes, as far as is known; where it refuses something, the next request goes without. */
export type Dialect = {
  readonly format: ResponseFormat;
  /** The name under which the limit of the answer is sent; null where neither is taken. */
  readonly outputLimit: 'max_completion_tokens' | 'max_tokens' | null;
  /** Null where it is not sent. */
  readonly reasoningEffort: 'none' | 'low' | null;
};

export type TokenUsage = {
  /** Cached ones included. */
  readonly inputTokens: number;
  readonly cachedTokens: number;
  /** Thoughts that are not shown included. */
  readonly outputTokens: number;
};

/** What the requests of a run took together. */
export type Usage = {
  /** Requests that were sent, those that were refused or repeated included. */
  readonly requests: number;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** In the currency of the configured prices; null without prices. */
  readonly cost: number | null;
};

/** What a model answered: untrusted text. */
export type ChatReply = {
  /** Null where the message has no text. */
  readonly content: string | null;
  /** Whether the model said that it will not answer. */
  readonly isRefusal: boolean;
  readonly finish: 'stop' | 'length' | 'content-filter' | 'other';
  /** Null where the endpoint does not tell. */
  readonly usage: TokenUsage | null;
  /** The form that was asked for. */
  readonly format: ResponseFormat;
};

/** What a model was given to choose from and to read. */
export type LlmRecord = {
  readonly format: ResponseFormat;
  /** How many tags the request listed. */
  readonly candidates: number;
  /** Their names where the offline ranking chose them from a longer list, in the order of the list; null where all were sent. */
  readonly shortlist: readonly string[] | null;
  /** Estimated tokens of the condensed README. */
  readonly readmeTokens: number;
  /** What was left out of it, one short sentence each, without any of its text; empty where it was sent whole. */
  readonly cut: readonly string[];
};

/** A model that should have answered and did not: the classification is the offline one. */
export type Fallback = {
  readonly model: string;
  /** Code of the error, or `llm/no-key` where the key is gone. */
  readonly code: string;
  readonly message: string;
};
