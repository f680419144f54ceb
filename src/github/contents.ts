import type { RepositoryName } from '../model/repository.ts';
import type { SourceFile } from '../ports.ts';
import type { Client } from './client.ts';
import { field, unexpectedShape } from './shape.ts';

/** What stands at a path of a repository. */
export type Content =
  | { readonly kind: 'file'; readonly file: SourceFile }
  | { readonly kind: 'folder'; readonly names: readonly string[] }
  /** A link that is not followed: to a folder, out of the repository, or over too many other links. */
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string }
  | { readonly kind: 'submodule' };

export type ContentPlace = {
  readonly repository: RepositoryName;
  /** No slash at either end; the empty string is the top folder. */
  readonly path: string;
  /** Null means the default branch. */
  readonly ref: string | null;
};

type Route =
  | 'GET /repos/{owner}/{repo}/contents/{path}'
  | 'GET /repos/{owner}/{repo}/readme'
  | 'GET /repos/{owner}/{repo}/readme/{dir}';

/**
 * What `place` holds, by the contents API. Links to files of the repository are followed, by GitHub or, where it describes
 * them instead, here. Files over 1 MB, whose content the API leaves out of its JSON, are read raw. `what` is for the error
 * about an answer of another shape.
 * @throws RequestError of octokit, 404 included.
 */
export function readContent(client: Client, place: ContentPlace, maxBytes: number, what: string): Promise<Content> {
  return follow(client, 'GET /repos/{owner}/{repo}/contents/{path}', place, maxBytes, what);
}

/** The README that GitHub shows for the folder `place.path`; the top folder's may stand in `.github/` or `docs/`. */
export function readReadme(client: Client, place: ContentPlace, maxBytes: number, what: string): Promise<Content> {
  const route = place.path === '' ? 'GET /repos/{owner}/{repo}/readme' : 'GET /repos/{owner}/{repo}/readme/{dir}';
  return follow(client, route, place, maxBytes, what);
}

const maxLinks = 5;

async function follow(
  client: Client,
  firstRoute: Route,
  place: ContentPlace,
  maxBytes: number,
  what: string,
): Promise<Content> {
  let content = await readRoute(client, firstRoute, place, maxBytes, what);
  for (let links = 0; links < maxLinks && content.kind === 'symlink'; links++) {
    const path = resolveLink(content.path, content.target);
    if (path === null) return content;
    const next = await readRoute(
      client,
      'GET /repos/{owner}/{repo}/contents/{path}',
      { ...place, path },
      maxBytes,
      what,
    );
    if (next.kind === 'folder') return content;
    content = next;
  }
  return content;
}

/** Where a link leads inside the repository; null where it leads out of it. */
function resolveLink(path: string, target: string): string | null {
  if (target === '' || target.startsWith('/')) return null;
  const parts = path.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.length === 0 ? null : parts.join('/');
}

async function readRoute(
  client: Client,
  route: Route,
  place: ContentPlace,
  maxBytes: number,
  what: string,
): Promise<Content> {
  const { repository, path, ref } = place;
  const parameters = {
    owner: repository.owner,
    repo: repository.name,
    path,
    dir: path,
    ...(ref === null ? {} : { ref }),
  };
  const url = withoutUnused(route, parameters);
  const { data } = await client.request(route, { ...url, headers: { accept: 'application/vnd.github+json' } });
  const entry: unknown = data;
  if (Array.isArray(entry)) {
    // Git keeps no empty folders, and a README is no folder.
    if (entry.length === 0 || !route.endsWith('{path}')) throw unexpectedShape(what);
    return { kind: 'folder', names: entry.flatMap(nameOf) };
  }
  const type = field(entry, 'type');
  if (type === 'submodule') return { kind: 'submodule' };
  const [foundPath, sha, size] = [field(entry, 'path'), field(entry, 'sha'), field(entry, 'size')];
  if (type === 'symlink' && typeof foundPath === 'string') {
    return { kind: 'symlink', path: foundPath, target: String(field(entry, 'target')) };
  }
  if (type !== 'file' || typeof foundPath !== 'string' || typeof sha !== 'string' || typeof size !== 'number') {
    throw unexpectedShape(what);
  }
  const content = field(entry, 'content');
  if (field(entry, 'encoding') === 'base64' && typeof content === 'string') {
    const bytes = Buffer.from(content, 'base64');
    const file = { path: foundPath, sha, bytes: bytes.subarray(0, maxBytes), totalBytes: bytes.length };
    return { kind: 'file', file };
  }
  const raw = await client.request(route, {
    ...url,
    headers: { accept: 'application/vnd.github.raw+json' },
    // Undecoded: octokit would make text of the bytes, and they need not be UTF-8.
    request: { fetch: client.fetchUpTo(maxBytes), parseSuccessResponseBody: false },
  });
  const stream: unknown = raw.data;
  if (!(stream instanceof ReadableStream)) throw unexpectedShape(what);
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return { kind: 'file', file: { path: foundPath, sha, bytes, totalBytes: Math.max(size, bytes.length) } };
}

/** Octokit puts parameters that the route does not name into the query. */
function withoutUnused<Parameters extends { path: string; dir: string }>(route: Route, parameters: Parameters) {
  const { path, dir, ...rest } = parameters;
  if (route.endsWith('{path}')) return { ...rest, path };
  return route.endsWith('{dir}') ? { ...rest, dir } : rest;
}

function nameOf(entry: unknown): string[] {
  const name = field(entry, 'name');
  return typeof name === 'string' ? [name] : [];
}
