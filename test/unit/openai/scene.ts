import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ChatRequest } from '../../../src/model/llm.ts';
import { type ChatModelOptions, createChatModel } from '../../../src/openai/chat-model.ts';
import type { ChatModel } from '../../../src/ports.ts';

export const apiKey = 'sk-proj-Zq7+tV/x9Lm2=Rk4_bN8';
export const readmeText = 'A README that speaks of marzipan otters.';

export const request: ChatRequest = {
  messages: [
    { role: 'system', content: 'Answer with JSON. Tags: one, two' },
    { role: 'user', content: readmeText },
  ],
  schema: {
    type: 'object',
    properties: { tags: { type: 'array', items: { type: 'string', enum: ['one', 'two'] } } },
    required: ['tags'],
    additionalProperties: false,
  },
  maxOutputTokens: 500,
};

export type Seen = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed; undefined without a body. */
  readonly body: { readonly [name: string]: unknown } | undefined;
};

export type Answer = {
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  /** A string is sent as it is. */
  readonly body?: unknown;
};

/** A server on 127.0.0.1 that answers as told, and writes down what it was asked; it ends with the test. */
export async function startServer(
  answer: (seen: Seen, count: number) => Answer,
): Promise<{ readonly origin: string; readonly port: number; readonly seen: readonly Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url = '', headers } = incoming;
      seen.push({ method, url, headers, body: text === '' ? undefined : JSON.parse(text) });
      const { status = 200, headers: more, body = '' } = answer(seen.at(-1)!, seen.length);
      const isJson = typeof body !== 'string';
      response.writeHead(status, { ...(isJson && { 'content-type': 'application/json' }), ...more });
      response.end(isJson ? JSON.stringify(body) : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  return { origin: `http://127.0.0.1:${port}`, port, seen };
}

export const completion = (content: string | null, more: object = {}) => ({
  id: 'x',
  object: 'chat.completion',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content, refusal: null } }],
  usage: { prompt_tokens: 100, completion_tokens: 9, total_tokens: 109, prompt_tokens_details: { cached_tokens: 64 } },
  ...more,
});

export const failing = (status: number, error: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers,
  body: { error },
});

/** A model that waits for nothing and writes down what it says and how long it would have waited. */
export async function openModel(options: Partial<ChatModelOptions> & { baseUrl: string | null }): Promise<{
  readonly model: ChatModel;
  readonly said: readonly string[];
  readonly pausesMs: readonly number[];
}> {
  const said: string[] = [];
  const pausesMs: number[] = [];
  const model = await createChatModel({
    apiKey,
    model: 'some-model',
    environment: {},
    log: { debug: (message) => said.push(message), info: (message) => said.push(message) },
    timeoutMs: 20_000,
    sleep: async (durationMs) => {
      pausesMs.push(durationMs);
    },
    ...options,
  });
  return { model, said, pausesMs };
}
