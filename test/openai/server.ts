import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerChat } from './chat.ts';
import { checkAnswer, checkRequest, type Operations } from './contract.ts';
import { echoOf, type Fault, type Repeat } from './faults.ts';
import type { Personality } from './personality.ts';
import { isChatBody, jsonReply, promptOf, type Reply } from './reply.ts';
import type { Answer, ReplyShape } from './reply-shapes.ts';
import { sendFault, sendReply } from './send.ts';

/** One request as it came and what became of it. */
export type LoggedRequest = {
  /** From 1. */
  readonly number: number;
  readonly method: string;
  /** Below the base URL: `/chat/completions`. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed; undefined without a body. */
  readonly body: unknown;
  /** 0 where no answer was given. */
  status: number;
  fault: string | null;
};

export type EndpointOptions = {
  readonly personality: Personality;
  readonly answer: Answer;
  /** How the model's replies look, in their order, the last one for all that follow; or by what it is asked. */
  readonly shapes: readonly [ReplyShape, ...ReplyShape[]] | ((prompt: string) => ReplyShape);
  /** What goes wrong with the first request for an answer, or with all of them. */
  readonly fault?: Fault | null;
  readonly repeat?: Repeat;
};

/** An endpoint at an address of its own, with a key of its own. */
export class Endpoint {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  readonly options: EndpointOptions;
  readonly requests: LoggedRequest[] = [];
  /** Replies of the model that went out. */
  replies = 0;

  constructor(origin: string, prefix: string, options: EndpointOptions) {
    this.options = options;
    this.baseUrl = `${origin}/${prefix}${options.personality.path}`;
    this.apiKey = `sk-loop-${randomBytes(9).toString('hex')}-${randomBytes(3).toString('hex')}`;
    this.model = options.personality.model;
  }

  /** Requests for an answer. */
  get chats(): readonly LoggedRequest[] {
    return this.requests.filter(({ path }) => path === '/chat/completions');
  }

  /** @internal How the model replies now. */
  nextShape(prompt: string): ReplyShape {
    const { shapes } = this.options;
    const at = this.replies;
    this.replies += 1;
    return typeof shapes === 'function' ? shapes(prompt) : (shapes[at] ?? shapes.at(-1) ?? shapes[0]);
  }

  /** The fault that strikes the newest request. */
  faultNow(): Fault | null {
    const { fault = null, repeat = 'once' } = this.options;
    const isStruck =
      this.requests.at(-1)?.path === '/chat/completions' && (repeat === 'always' || this.chats.length === 1);
    return isStruck ? fault : null;
  }
}

/** An OpenAI on 127.0.0.1, with any number of endpoints. Made by `startOpenAI`; a test closes it. */
export class LoopbackOpenAI {
  readonly origin: string;
  readonly port: number;
  /** What clients sent to the place that redirects lead to, headers and body: it is nobody's business. */
  readonly strayed: string[] = [];
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #violations: string[] = [];
  readonly #elsewhere: Server;
  readonly #server: Server;
  #count = 0;

  constructor(server: Server, elsewhere: Server) {
    this.#server = server;
    this.#elsewhere = elsewhere;
    this.port = portOf(server);
    this.origin = `http://127.0.0.1:${this.port}`;
  }

  /** Opens an endpoint. `origin` is where clients are told that it is, for tests of proxies. */
  serve(options: EndpointOptions, origin = this.origin): Endpoint {
    this.#count += 1;
    const prefix = `e${this.#count}`;
    const endpoint = new Endpoint(origin, prefix, options);
    this.#endpoints.set(prefix, endpoint);
    return endpoint;
  }

  /** Forgets an endpoint: its address answers 404 from now on. */
  forget(endpoint: Endpoint): void {
    for (const [prefix, each] of this.#endpoints) if (each === endpoint) this.#endpoints.delete(prefix);
  }

  /** What broke OpenAI's description so far, on either side. */
  get violations(): readonly string[] {
    return this.#violations;
  }

  /** Throws when a request or an answer broke OpenAI's description, or asked for what is not emulated. */
  assertContract(): void {
    if (this.#violations.length === 0) return;
    const found = [...new Set(this.#violations.splice(0))].slice(0, 20).map((violation) => `- ${violation}`);
    throw new Error(`OpenAI's API description was broken:\n${found.join('\n')}`);
  }

  /** Stops the server, open connections included, and asserts the contract. */
  async close(): Promise<void> {
    await Promise.all(
      [this.#server, this.#elsewhere].map(
        (server) =>
          new Promise<void>((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      ),
    );
    this.assertContract();
  }

  /** @internal Answers one HTTP request. */
  async serveRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request);
    const url = new URL(request.url ?? '/', this.origin);
    const [, prefix = '', ...rest] = url.pathname.split('/');
    const endpoint = this.#endpoints.get(prefix);
    const below = `/${rest.join('/')}`;
    const { personality } = endpoint?.options ?? {};
    if (!endpoint || !personality || !below.startsWith(`${personality.path}/`)) {
      if (!endpoint) sendReply(jsonReply(404, { error: { message: 'No such endpoint' } }), response, {});
      else sendReply(jsonReply(404, { detail: 'Not Found' }), response, {});
      return;
    }
    const entry: LoggedRequest = {
      number: endpoint.requests.length + 1,
      method: request.method ?? 'GET',
      path: below.slice(personality.path.length),
      headers: request.headers,
      body: parseJson(text),
      status: 0,
      fault: null,
    };
    endpoint.requests.push(entry);
    const fault = endpoint.faultNow();
    entry.fault = fault?.kind ?? null;
    const reply =
      fault?.kind === 'status' || fault?.kind === 'redirect' ? { status: 500 } : this.#answer(endpoint, entry);
    const common = { 'x-request-id': `req_${this.#count}_${entry.number}`, 'x-ratelimit-limit-requests': '500' };
    if (fault === null) {
      entry.status = sendReply(reply, response, common);
      return;
    }
    entry.status = sendFault(fault, reply, response, common, {
      elsewhere: `http://127.0.0.1:${portOf(this.#elsewhere)}/v1/chat/completions`,
      itself: url.href,
      errorReply: (failure) => renderFailure(failure, endpoint, entry),
    });
  }

  #answer(endpoint: Endpoint, entry: LoggedRequest): Reply {
    const { personality } = endpoint.options;
    const operation = operationOf(entry);
    if (operation === null) {
      this.#violations.push(`${entry.method} ${entry.path} is not emulated`);
      return personality.error(404, { message: 'Not Found' });
    }
    const problems = checkRequest(operation, entry.body, personality.knows);
    for (const problem of problems) this.#violations.push(`${operation} (${personality.name}): ${problem}`);
    const { reply, isDescribed } = hasKey(endpoint, entry.headers)
      ? this.#answerKnown(endpoint, entry, operation)
      : { reply: personality.refuseKey(sentKey(entry.headers)), isDescribed: true };
    if (personality.isExact && isDescribed)
      for (const problem of checkAnswer(operation, reply.status, reply.json))
        this.#violations.push(`our answer to ${operation} (${personality.name}): ${problem}`);
    return reply;
  }

  #answerKnown(endpoint: Endpoint, { body, path }: LoggedRequest, operation: Operations): Answered {
    const { personality, answer } = endpoint.options;
    const plain = (reply: Reply): Answered => ({ reply, isDescribed: true });
    if (operation !== 'POST /chat/completions') return plain(answerModels(personality, path));
    if (!isChatBody(body)) return plain(personality.error(400, { message: 'The body is no request' }));
    if (body.model !== personality.model && !personality.models?.includes(body.model))
      return plain(personality.refuseModel(body.model));
    const refused = personality.refuse(body);
    if (refused) return plain(refused);
    const shape = endpoint.nextShape(promptOf(body));
    const { reply, problems } = answerChat(body, personality, shape, answer);
    this.#violations.push(...problems);
    return { reply, isDescribed: shape.isDescribed };
  }
}

type Answered = {
  readonly reply: Reply;
  /** Whether it is meant to be as OpenAI describes it. */
  readonly isDescribed: boolean;
};

/** Starts an OpenAI on a free port of 127.0.0.1. */
export async function startOpenAI(): Promise<LoopbackOpenAI> {
  let openai: LoopbackOpenAI | null = null;
  const server = createServer((request, response) => {
    openai?.serveRequest(request, response).catch((error: unknown) => response.destroy(error as Error)); // only Errors are thrown
  });
  const elsewhere = createServer((request, response) => {
    void readText(request).then((text) => {
      openai?.strayed.push(`${request.method} ${JSON.stringify(request.headers)} ${text}`);
      response.writeHead(404).end();
    });
  });
  for (const each of [server, elsewhere])
    await new Promise<void>((resolve, reject) => {
      each.once('error', reject);
      each.listen(0, '127.0.0.1', resolve);
    });
  openai = new LoopbackOpenAI(server, elsewhere);
  return openai;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port; // it listens on a port, not on a pipe

function operationOf({ method, path }: LoggedRequest): Operations | null {
  if (method === 'POST' && path === '/chat/completions') return 'POST /chat/completions';
  if (method === 'GET' && path === '/models') return 'GET /models';
  return method === 'GET' && path.startsWith('/models/') ? 'GET /models/{model}' : null;
}

const sentKey = (headers: IncomingMessage['headers']): string =>
  headers.authorization?.replace(/^Bearer /, '') ?? String(headers['api-key'] ?? '');

function hasKey({ options, apiKey }: Endpoint, headers: IncomingMessage['headers']): boolean {
  const { keyIn } = options.personality;
  if (keyIn === 'none' || headers.authorization === `Bearer ${apiKey}`) return true;
  return keyIn === 'authorization or api-key' && headers['api-key'] === apiKey;
}

function answerModels({ models, error }: Personality, path: string): Reply {
  if (models === null) return error(404, { message: 'Not Found' });
  const present = (id: string) => ({ id, object: 'model', created: 1_790_000_000, owned_by: 'system' });
  if (path === '/models') return jsonReply(200, { object: 'list', data: models.map(present) });
  const id = decodeURIComponent(path.slice('/models/'.length));
  return models.includes(id) ? jsonReply(200, present(id)) : error(404, { message: 'No such model' });
}

/** An error in the words of the endpoint, which repeat all that was sent, as some gateways do. */
function renderFailure(
  { status, trouble, text, headers }: Fault & { readonly kind: 'status' },
  { options: { personality }, apiKey }: Endpoint,
  { body }: LoggedRequest,
): Reply {
  const prompt = isChatBody(body) ? promptOf(body) : '';
  const echo = (message: string): string => echoOf(message, apiKey, prompt);
  const reply =
    trouble === undefined
      ? { status, bytes: { content: status === 204 ? '' : echo(text ?? ''), type: 'text/html' } }
      : personality.error(status, { ...trouble, message: echo(trouble.message) });
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array); // no encoding is set
  return Buffer.concat(chunks).toString();
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
