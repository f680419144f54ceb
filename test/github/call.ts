import { refuse } from './reply.ts';
import type { Repository } from './repository.ts';
import type { State } from './state.ts';
import type { Token } from './tokens.ts';
import type { Urls } from './urls.ts';

/** The form of the body that an `Accept` header asks for: `application/vnd.github.raw+json` asks for `raw`. */
export type MediaType = 'json' | 'raw' | 'object' | 'html' | 'sha' | 'diff' | 'patch';

/** One request as a route sees it: authenticated, its path taken apart, its body parsed. */
export type Call = {
  readonly state: State;
  readonly urls: Urls;
  readonly token: Token | null;
  /** Value of the token; null for strangers. */
  readonly credential: string | null;
  readonly params: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly media: MediaType;
  readonly apiVersion: string;
  readonly body: unknown;
  /** The request's own path, for links to further pages. */
  readonly path: string;
};

export type RepositoryCall = Call & { readonly repository: Repository };

export function parseMediaType(accept: string): MediaType {
  const match = /application\/vnd\.github(?:\.v3)?\.(raw|object|html|sha|diff|patch)(?:\+json)?\b/.exec(accept);
  return (match?.[1] ?? 'json') as MediaType; // the pattern lists exactly these
}

export function param(call: Call, name: string): string {
  return call.params.get(name) ?? '';
}

/** A numeric path parameter. A value that is no number is found nowhere. */
export function numberParam(call: Call, name: string): number {
  const value = param(call, name);
  if (!/^\d+$/.test(value)) throw refuse(404, 'Not Found');
  return Number(value);
}

/** One member of a JSON body. */
export function bodyMember(call: Call, name: string): unknown {
  return call.body instanceof Object ? new Map(Object.entries(call.body)).get(name) : undefined;
}
