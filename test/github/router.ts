import type { Need } from './access.ts';
import type { Call, RepositoryCall } from './call.ts';
import type { Reply } from './reply.ts';

/** `operation` is method and path template exactly as in GitHub's OpenAPI description. */
export type Route =
  | { readonly operation: string; readonly need: Need; handle(call: RepositoryCall): Reply }
  | { readonly operation: string; readonly need: null; handle(call: Call): Reply };

export const repositoryPath = '/repos/{owner}/{repo}';

/** A route below a repository; `path` starts at `/repos/{owner}/{repo}`. */
export function repositoryRoute(
  method: string,
  path: string,
  need: Need,
  handle: (call: RepositoryCall) => Reply,
): Route {
  return { operation: `${method} ${repositoryPath}${path}`, need, handle };
}

export function plainRoute(operation: string, handle: (call: Call) => Reply): Route {
  return { operation, need: null, handle };
}

export type Match = { readonly operation: string; readonly params: ReadonlyMap<string, string> };

/** Parameters that may hold slashes, plain or as `%2F`, and may be empty where they end a path. */
const deep = new Set(['path', 'dir', 'ref', 'branch', 'basehead']);

/**
 * Finds the operation that a method and a path belong to. Literal segments win over parameters: `/issues/comments/{id}`
 * is not `/issues/{number}/…`.
 */
export function matchOperation(operations: Iterable<string>, method: string, path: string): Match | null {
  let best: { match: Match; rank: number } | null = null;
  for (const operation of operations) {
    const [itsMethod, template = ''] = operation.split(' ');
    const params = itsMethod === method ? matchPath(template, path) : null;
    const rank = template.split('/').filter((segment) => !segment.startsWith('{')).length;
    if (params && (!best || rank > best.rank)) best = { match: { operation, params }, rank };
  }
  return best?.match ?? null;
}

function matchPath(template: string, path: string): ReadonlyMap<string, string> | null {
  const wanted = template.split('/');
  const given = path.split('/');
  const params = new Map<string, string>();
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    const isLast = index === wanted.length - 1;
    const value = name !== undefined && isLast && deep.has(name) ? given.slice(index).join('/') : given[index];
    if (name === undefined) {
      if (value !== segment) return null;
      continue;
    }
    if (value === undefined || (value === '' && name !== 'path')) return null;
    try {
      params.set(name, decodeURIComponent(value));
    } catch {
      return null;
    }
    if (isLast && deep.has(name)) return params;
  }
  return given.length === wanted.length ? params : null;
}
