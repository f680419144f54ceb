/** One request as the server got it and what became of it. */
export type LoggedRequest = {
  /** From 1, over everything the server was asked: API, artifact service and storage alike. */
  readonly number: number;
  readonly service: 'rest' | 'graphql' | 'results' | 'storage';
  readonly method: string;
  /** Path without query, without `/api/v3` where there is one, and with `%2F` undone. */
  readonly path: string;
  /** Without signatures of storage addresses. */
  readonly query: { readonly [name: string]: string };
  readonly headers: ReadonlyMap<string, string>;
  /** Who asked: the kind of the token, `none`, or `unknown` for a token that the server never gave out. */
  readonly as: string;
  /** Parsed JSON, or the number of bytes of anything else; undefined without a body. */
  readonly body: unknown;
  /** 0 where no answer was given. */
  status: number;
  /** The kind of the fault that struck it. */
  fault: string | null;
};

const telling = ['accept', 'if-none-match', 'x-github-api-version', 'content-type', 'user-agent', 'authorization'];

export function tellingHeaders(headers: NodeJS.Dict<string | readonly string[]>): ReadonlyMap<string, string> {
  return new Map(
    telling.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, String(value)] as const];
    }),
  );
}

/** All requests in the order in which they came. */
export class RequestLog {
  #requests: LoggedRequest[] = [];
  #count = 0;

  nextNumber(): number {
    this.#count += 1;
    return this.#count;
  }

  add(request: LoggedRequest): void {
    this.#requests.push(request);
  }

  /** Forgets everything; the next request is number 1 again. */
  clear(): void {
    this.#requests = [];
    this.#count = 0;
  }

  get all(): readonly LoggedRequest[] {
    return this.#requests;
  }

  /** `PUT /repos/octo/widgets/topics 200`, a line each: for snapshots. Ids and signatures are replaced. */
  get lines(): readonly string[] {
    return this.#requests.map(({ method, path, query, status, fault }) => {
      const search = new URLSearchParams(query).toString();
      const shown = path.replace(/\/(storage)\/[^/]+/, '/$1/*');
      return `${method} ${shown}${search ? `?${search}` : ''} ${status}${fault ? ` (${fault})` : ''}`;
    });
  }

  /** Requests that ask GitHub to change something; uploads of artifacts are none. */
  get writes(): readonly LoggedRequest[] {
    return this.#requests.filter(({ method, service }) => service === 'rest' && method !== 'GET' && method !== 'HEAD');
  }
}
