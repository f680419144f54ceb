import type { Commit, Entry } from '../objects.ts';
import type { Repository } from '../repository.ts';
import type { Urls } from '../urls.ts';
import { pageUrl, repositoryUrl } from './repository.ts';

/** What stands at a path of a commit. */
export type Node =
  | { readonly kind: 'file' | 'symlink' | 'submodule'; readonly path: string; readonly entry: Entry }
  | { readonly kind: 'folder'; readonly path: string; readonly sha: string };

/** Up to this size in bytes the JSON form holds the content; above it only raw and blobs do. */
export const maxInlineBytes = 1024 * 1024;

const segments = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/**
 * The members that all kinds of contents have. `ref` is the one that was asked for and stands in the addresses.
 */
export function presentNode(node: Node, repository: Repository, urls: Urls, ref: string): Record<string, unknown> {
  const sha = node.kind === 'folder' ? node.sha : node.entry.sha;
  const path = segments(node.path);
  const isFile = node.kind === 'file' || node.kind === 'symlink';
  const git =
    node.kind === 'submodule' ? null : `${repositoryUrl(repository, urls)}/git/${isFile ? 'blobs' : 'trees'}/${sha}`;
  const html = `${pageUrl(repository, urls)}/${isFile ? 'blob' : 'tree'}/${segments(ref)}/${path}`;
  const self = `${repositoryUrl(repository, urls)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  return {
    name: node.path.slice(node.path.lastIndexOf('/') + 1),
    path: node.path,
    sha,
    size: isFile ? (repository.objects.blobs.get(sha)?.length ?? 0) : 0,
    url: self,
    html_url: node.kind === 'submodule' ? null : html,
    git_url: git,
    download_url: isFile ? `${urls.raw}/${repository.fullName}/${segments(ref)}/${path}` : null,
    type: { file: 'file', symlink: 'symlink', submodule: 'submodule', folder: 'dir' }[node.kind],
    _links: { self, git, html: node.kind === 'submodule' ? null : html },
  };
}

/** A file with its content: base64 in lines of 60 characters, or nothing where it is larger than `maxInlineBytes`. */
export function presentFile(node: Node, bytes: Uint8Array, repository: Repository, urls: Urls, ref: string): object {
  const isInline = bytes.length <= maxInlineBytes;
  return {
    ...presentNode({ ...node, kind: 'file' } as Node, repository, urls, ref), // a symlink that was followed is shown as a file
    size: bytes.length,
    content: isInline ? base64Lines(bytes) : '',
    encoding: isInline ? 'base64' : 'none',
  };
}

export function base64Lines(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('base64')
    .replace(/.{60}/g, (line) => `${line}\n`)
    .replace(/([^\n])$/, '$1\n');
}

/** The address of a submodule as `.gitmodules` says it; null where it says nothing. */
export function submoduleUrl(commit: Commit, repository: Repository, path: string): string | null {
  const entry = commit.files.get('.gitmodules');
  const text = Buffer.from((entry && repository.objects.blobs.get(entry.sha)) ?? '').toString();
  for (const section of text.split(/^\[submodule /m)) {
    const value = (name: string): string | undefined =>
      new RegExp(`^\\s*${name}\\s*=\\s*(\\S+)`, 'm').exec(section)?.[1];
    if (value('path') === path) return value('url') ?? null;
  }
  return null;
}
