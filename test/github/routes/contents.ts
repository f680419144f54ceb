import { posix } from 'node:path';
import { need } from '../access.ts';
import { param, type RepositoryCall } from '../call.ts';
import type { Commit, Entry } from '../objects.ts';
import { type Node, presentFile, presentNode, submoduleUrl } from '../present/content.ts';
import { ok, type Reply, refuse } from '../reply.ts';
import { repositoryRoute } from '../router.ts';

const maxFolderEntries = 1000;

/** The commit that `?ref=` names, else the tip of the default branch. */
export function commitOf(call: RepositoryCall): Commit {
  const ref = call.query.get('ref') ?? '';
  const { repository } = call;
  if (!repository.refs.has(`refs/heads/${repository.defaultBranch}`)) throw refuse(404, 'This repository is empty.');
  const commit = repository.resolve(ref);
  if (!commit) throw refuse(404, `No commit found for the ref ${ref}`);
  return commit;
}

export function findNode(commit: Commit, call: RepositoryCall, path: string): Node | null {
  const entry = commit.files.get(path);
  if (entry) return { kind: kindOf(entry), path, entry };
  let tree = commit.tree;
  for (const name of path === '' ? [] : path.split('/')) {
    const next = call.repository.objects.trees.get(tree)?.find((each) => each.name === name);
    if (next?.mode !== '040000') return null;
    tree = next.sha;
  }
  return { kind: 'folder', path, sha: tree };
}

const kindOf = ({ mode }: Entry): 'file' | 'symlink' | 'submodule' => {
  if (mode === '120000') return 'symlink';
  return mode === '160000' ? 'submodule' : 'file';
};

/** The file that a symlink ends at inside the repository, over at most ten links; null where it ends elsewhere. */
function followLink(commit: Commit, call: RepositoryCall, node: Node): Entry | null {
  let current: Node | null = node;
  for (let hops = 0; hops < 10 && current?.kind === 'symlink'; hops += 1) {
    const target = Buffer.from(call.repository.objects.blobs.get(current.entry.sha) ?? '').toString();
    const path = posix.normalize(posix.join(posix.dirname(current.path), target));
    current = target.startsWith('/') || path.startsWith('..') ? null : findNode(commit, call, path);
  }
  return current?.kind === 'file' ? current.entry : null;
}

/** Answers a file or a link to one in the form that was asked for; a link keeps its own path and name. */
export function fileReply(commit: Commit, call: RepositoryCall, node: Node): Reply {
  const ref = call.query.get('ref') ?? call.repository.defaultBranch;
  const { repository, urls } = call;
  const entry = node.kind === 'file' ? node.entry : followLink(commit, call, node);
  if (!entry) return linkReply(call, node);
  const content = repository.objects.blobs.get(entry.sha) ?? new Uint8Array();
  if (call.media === 'raw') return rawReply(call, content);
  return ok(presentFile({ kind: 'file', path: node.path, entry }, content, repository, urls, ref));
}

function linkReply(call: RepositoryCall, node: Node): Reply {
  const ref = call.query.get('ref') ?? call.repository.defaultBranch;
  const link = node.kind === 'symlink' ? call.repository.objects.blobs.get(node.entry.sha) : undefined;
  return ok({
    ...presentNode(node, call.repository, call.urls, ref),
    target: Buffer.from(link ?? '').toString(),
  });
}

/**
 * GitHub repeats the media type and claims UTF-8 whatever the bytes are, so that Octokit decodes them as text.
 * Source: octokit/request.js#751, #823.
 */
export function rawReply(call: RepositoryCall, content: Uint8Array): Reply {
  const type = /application\/vnd\.github[^,;\s]*/.exec(call.accept)?.[0] ?? 'application/vnd.github.raw+json';
  return { status: 200, bytes: { content, type: `${type}; charset=utf-8` } };
}

function folderReply(call: RepositoryCall, node: Node & { kind: 'folder' }): Reply {
  const ref = call.query.get('ref') ?? call.repository.defaultBranch;
  const { repository, urls } = call;
  const entries = (repository.objects.trees.get(node.sha) ?? []).slice(0, maxFolderEntries).map((entry) => {
    const path = node.path === '' ? entry.name : `${node.path}/${entry.name}`;
    const child: Node =
      entry.mode === '040000' ? { kind: 'folder', path, sha: entry.sha } : { kind: kindOf(entry), path, entry };
    const shown = presentNode(child, repository, urls, ref);
    // Until API version 2026-03-10 a folder lists its submodules as files.
    return child.kind === 'submodule' && call.apiVersion < '2026-03-10' ? { ...shown, type: 'file' } : shown;
  });
  return ok(call.media === 'object' ? { ...presentNode(node, repository, urls, ref), entries } : entries);
}

function getContents(call: RepositoryCall): Reply {
  const commit = commitOf(call);
  const path = param(call, 'path').replace(/^\/+|\/+$/g, '');
  const node = findNode(commit, call, path);
  if (!node) throw refuse(404, 'Not Found');
  if (node.kind === 'folder') return folderReply(call, node);
  if (node.kind === 'symlink' && !call.repository.followsLinks) return linkReply(call, node);
  if (node.kind !== 'submodule') return fileReply(commit, call, node);
  const ref = call.query.get('ref') ?? call.repository.defaultBranch;
  return ok({
    ...presentNode(node, call.repository, call.urls, ref),
    submodule_git_url: submoduleUrl(commit, call.repository, path) ?? '',
  });
}

export const contentsRoutes = [repositoryRoute('GET', '/contents/{path}', need('read', 'contents'), getContents)];
