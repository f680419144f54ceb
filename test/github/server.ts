import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, createClock } from './clock.ts';
import { type Fault, FaultPlan, type FaultRule, hasEffect, type Repeat } from './faults.ts';
import { answerGraphql } from './graphql.ts';
import { RateLimits } from './limits.ts';
import { type LoggedRequest, RequestLog, tellingHeaders } from './log.ts';
import { Refusal, type Reply } from './reply.ts';
import { answerRest, authenticate, replyOf } from './rest.ts';
import { Results, resultsPath } from './results.ts';
import { sendFault, sendReply } from './send.ts';
import { State } from './state.ts';
import { Storage, storagePath } from './storage.ts';
import { createUrls, type Edition, type Urls } from './urls.ts';

const enterpriseVersion = '3.19.0';

export type GitHubOptions = {
  readonly edition?: Edition;
  /** GITHUB_SERVER_URL; `https://github.com` unless told, or `https://github.example.com` for GHES. */
  readonly serverUrl?: string;
  /** The clock starts here and stands still between jumps; without it, it is the real time. */
  readonly now?: Date;
  readonly port?: number;
  /** Where clients are told that the server is, for tests of proxies: `http://github.test` instead of the real address. */
  readonly origin?: string;
};

/** A GitHub on 127.0.0.1 that remembers what is done to it. Made by `startGitHub`; a test closes it. */
export class LoopbackGitHub {
  readonly state: State;
  readonly clock: Clock;
  readonly log = new RequestLog();
  readonly faults = new FaultPlan();
  readonly limits: RateLimits;
  readonly edition: Edition;
  readonly urls: Urls;
  readonly port: number;
  readonly #violations: string[] = [];
  readonly #results: Results;
  readonly #storage: Storage;
  readonly #stop: () => Promise<void>;

  constructor(clock: Clock, edition: Edition, urls: Urls, port: number, stop: () => Promise<void>) {
    this.clock = clock;
    this.edition = edition;
    this.urls = urls;
    this.port = port;
    this.state = new State(clock);
    this.limits = new RateLimits(clock);
    this.#results = new Results(this.state, urls);
    this.#storage = new Storage(this.state);
    this.#stop = stop;
  }

  /** Lets the `n`th request from now on fail; see `FaultPlan.faultAt`. */
  faultAt(n: number, fault: Fault, repeat?: Repeat): void {
    this.faults.faultAt(this.log.all.length + n, fault, repeat);
  }

  /** Lets requests fail that `rule` names a fault for. */
  fault(rule: FaultRule): void {
    this.faults.fault(rule);
  }

  /** What broke GitHub's description so far, on either side. */
  get violations(): readonly string[] {
    return this.#violations;
  }

  /** Throws when a request or an answer broke GitHub's description, or asked for what is not emulated. */
  assertContract(): void {
    if (this.#violations.length === 0) return;
    const found = this.#violations.splice(0).map((violation) => `- ${violation}`);
    throw new Error(`GitHub's API description was broken:\n${found.join('\n')}`);
  }

  /** Stops the server, open connections included, and asserts the contract. */
  async close(): Promise<void> {
    await this.#stop();
    this.assertContract();
  }

  /** @internal Answers one HTTP request. */
  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await readAll(request);
    const url = new URL(request.url ?? '/', this.urls.origin);
    const entry = this.#record(request, url, bytes);
    const fault = this.faults.faultFor(entry);
    let reply: Reply = { status: 500 };
    if (!fault || hasEffect(fault)) {
      try {
        reply = this.#answer(entry, request, url, bytes);
      } catch (error) {
        this.#violations.push(`the loopback server itself failed at ${entry.method} ${entry.path}: ${String(error)}`);
      }
    }
    entry.fault = fault?.kind ?? null;
    const common = {
      'x-github-request-id': randomUUID().toUpperCase(),
      date: this.clock.now().toUTCString(),
      ...(this.edition === 'ghes' && { 'x-github-enterprise-version': enterpriseVersion }),
    };
    entry.status = fault ? await sendFault(fault, reply, response, common) : sendReply(reply, response, common);
  }

  #record(request: IncomingMessage, url: URL, bytes: Uint8Array): LoggedRequest {
    const service = this.#serviceOf(url.pathname);
    const query = [...url.searchParams].filter(([name]) => service !== 'storage' || name === 'comp');
    const path = service === 'rest' ? this.#apiPath(url) : url.pathname;
    const entry: LoggedRequest = {
      number: this.log.nextNumber(),
      service,
      method: request.method ?? 'GET',
      path: readable(path),
      query: Object.fromEntries(query),
      headers: tellingHeaders(request.headers),
      as: this.#nameOf(service, request.headers.authorization),
      body: parseBody(bytes, request.headers['content-type']),
      status: 0,
      fault: null,
    };
    this.log.add(entry);
    return entry;
  }

  #nameOf(service: LoggedRequest['service'], authorization: string | undefined): string {
    if (service === 'results') return 'runtime';
    try {
      return authenticate(this.state, authorization).token?.kind ?? 'none';
    } catch {
      return 'unknown';
    }
  }

  #apiPath(url: URL): string {
    const prefix = new URL(this.urls.api).pathname.replace(/\/$/, '');
    return url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : url.pathname;
  }

  #serviceOf(path: string): LoggedRequest['service'] {
    if (path.startsWith(resultsPath)) return 'results';
    if (path.startsWith(storagePath)) return 'storage';
    return path === new URL(this.urls.graphql).pathname ? 'graphql' : 'rest';
  }

  #answer(entry: LoggedRequest, request: IncomingMessage, url: URL, bytes: Uint8Array): Reply {
    const report = (violation: string): void => {
      this.#violations.push(violation);
    };
    try {
      if (entry.service === 'storage') return this.#storage.handle(entry.method, entry.path, url.searchParams, bytes);
      if (entry.service === 'results') {
        const method = entry.path.slice(resultsPath.length);
        return this.#results.handle(method, request.headers.authorization ?? '', entry.body);
      }
      if (entry.service === 'graphql') {
        const { token } = authenticate(this.state, request.headers.authorization);
        const answer = answerGraphql(this.state, token, entry.body);
        if (!answer) report(`GraphQL: only viewer is emulated: ${JSON.stringify(entry.body)}`);
        return answer ?? { status: 200, json: { errors: [{ type: 'undefinedField', message: 'not emulated' }] } };
      }
      return answerRest(
        {
          method: entry.method,
          path: this.#apiPath(url),
          query: url.searchParams,
          headers: request.headers,
          body: entry.body,
        },
        {
          state: this.state,
          urls: this.urls,
          limits: this.limits,
          newestVersion: this.edition === 'ghes' ? '2022-11-28' : '2026-03-10',
          report,
        },
      );
    } catch (error) {
      if (error instanceof Refusal) return replyOf(error);
      throw error;
    }
  }
}

/** Starts a GitHub on a free port of 127.0.0.1. */
export async function startGitHub(options: GitHubOptions = {}): Promise<LoopbackGitHub> {
  let github: LoopbackGitHub | null = null;
  const server = createServer((request, response) => {
    github?.serve(request, response).catch((error: unknown) => response.destroy(error as Error)); // only Errors are thrown
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  const edition = options.edition ?? 'github.com';
  const urls = createUrls(options.origin ?? `http://127.0.0.1:${port}`, edition, options.serverUrl);
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  github = new LoopbackGitHub(createClock(options.now), edition, urls, port, stop);
  return github;
}

/** With `%2F` and the like undone, where that can be done. */
function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function readAll(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array); // no encoding is set
  return Buffer.concat(chunks);
}

function parseBody(bytes: Uint8Array, contentType: string | undefined): unknown {
  if (bytes.length === 0) return undefined;
  if (!contentType?.includes('json')) return bytes.length;
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return bytes.length;
  }
}
