import type { ChatBody, Reply, Trouble } from './reply.ts';

/** One kind of endpoint: what it takes, what it refuses and in which words. */
export type Personality = {
  readonly name: string;
  /** Path of the base URL. */
  readonly path: string;
  /** A model that it has, and all it lists; null where it has no list. */
  readonly model: string;
  readonly models: readonly string[] | null;
  /** Where it looks for the key; `none`: it takes any and needs no key. */
  readonly keyIn: 'authorization' | 'authorization or api-key' | 'none';
  /** Whether its answers keep to OpenAI's description to the letter. */
  readonly isExact: boolean;
  /** Members of a request, or of its `response_format`, that it knows or overlooks and OpenAI's description does not have. */
  readonly knows?: readonly string[];
  /** Its answer to a request that it does not take; null where it takes it. */
  readonly refuse: (body: ChatBody) => Reply | null;
  /** An error in its form. */
  readonly error: (status: number, trouble: Trouble) => Reply;
  /** What it says to a wrong key. Some repeat parts of it, some all of it. */
  readonly refuseKey: (key: string) => Reply;
  readonly refuseModel: (model: string) => Reply;
  /** What it tells of the tokens; null where it says nothing. */
  readonly usage: (inputTokens: number, outputTokens: number) => object | null;
  /** Members that it adds to the answer, to the choice and to the message. */
  readonly adds?: { readonly body?: object; readonly choice?: object; readonly message?: object };
};
