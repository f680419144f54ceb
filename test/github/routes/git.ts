import { need } from '../access.ts';
import { param, type RepositoryCall } from '../call.ts';
import type { TreeEntry } from '../objects.ts';
import { paginate } from '../paging.ts';
import { presentCommit, presentGitCommit } from '../present/commit.ts';
import { base64Lines } from '../present/content.ts';
import { pageUrl, repositoryUrl } from '../present/repository.ts';
import { nodeId } from '../present/user.ts';
import { ok, type Reply, refuse } from '../reply.ts';
import { repositoryRoute } from '../router.ts';
import { rawReply } from './contents.ts';

/** Blobs come whole up to 100 MB, unlike contents: base64 keeps bytes that are no UTF-8. */
function getBlob(call: RepositoryCall): Reply {
  const sha = param(call, 'file_sha');
  if (!/^[0-9a-f]{40}$/.test(sha))
    throw refuse(422, 'The sha parameter must be exactly 40 characters and contain only [0-9a-f].');
  const bytes = call.repository.objects.blobs.get(sha);
  if (!bytes) throw refuse(404, 'Not Found');
  if (call.media === 'raw') return rawReply(call, bytes);
  return ok({
    sha,
    node_id: nodeId('Blob', Number.parseInt(sha.slice(0, 8), 16)),
    size: bytes.length,
    url: `${repositoryUrl(call.repository, call.urls)}/git/blobs/${sha}`,
    content: base64Lines(bytes),
    encoding: 'base64',
  });
}

function getTree(call: RepositoryCall): Reply {
  const { repository, urls } = call;
  const name = param(call, 'tree_sha');
  const sha = repository.objects.trees.has(name) ? name : repository.resolve(name)?.tree;
  if (sha === undefined) throw refuse(404, 'Not Found');
  const isDeep = call.query.has('recursive');
  const list = (tree: string, prefix: string): readonly (TreeEntry & { path: string })[] =>
    (repository.objects.trees.get(tree) ?? []).flatMap((entry) => {
      const path = `${prefix}${entry.name}`;
      const below = isDeep && entry.mode === '040000' ? list(entry.sha, `${path}/`) : [];
      return [{ ...entry, path }, ...below];
    });
  const api = `${repositoryUrl(repository, urls)}/git`;
  return ok({
    sha,
    url: `${api}/trees/${sha}`,
    tree: list(sha, '').map(({ path, mode, sha: entrySha }) => {
      const type = mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
      return {
        path,
        mode,
        type,
        sha: entrySha,
        ...(type === 'blob' && { size: repository.objects.blobs.get(entrySha)?.length ?? 0 }),
        ...(type !== 'commit' && { url: `${api}/${type}s/${entrySha}` }),
      };
    }),
    truncated: false,
  });
}

function getGitCommit(call: RepositoryCall): Reply {
  const commit = call.repository.objects.commits.get(param(call, 'commit_sha'));
  if (!commit) throw refuse(404, 'Not Found');
  return ok(presentGitCommit(commit, call));
}

function presentRef(call: RepositoryCall, ref: string, sha: string): object {
  const api = `${repositoryUrl(call.repository, call.urls)}/git`;
  return {
    ref,
    node_id: Buffer.from(ref).toString('base64url'),
    url: `${api}/${ref}`,
    object: { sha, type: 'commit', url: `${api}/commits/${sha}` },
  };
}

function getRef(call: RepositoryCall): Reply {
  const ref = `refs/${param(call, 'ref')}`;
  const sha = call.repository.refs.get(ref);
  if (sha === undefined) throw refuse(404, 'Not Found');
  return ok(presentRef(call, ref, sha));
}

function listMatchingRefs(call: RepositoryCall): Reply {
  const start = `refs/${param(call, 'ref')}`;
  return ok(
    [...call.repository.refs].filter(([ref]) => ref.startsWith(start)).map(([ref, sha]) => presentRef(call, ref, sha)),
  );
}

function presentBranch(call: RepositoryCall, name: string, sha: string): object {
  const api = `${repositoryUrl(call.repository, call.urls)}/branches/${encodeURIComponent(name)}`;
  return {
    name,
    commit: { sha, url: `${repositoryUrl(call.repository, call.urls)}/commits/${sha}` },
    protected: false,
    protection: { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } },
    protection_url: `${api}/protection`,
  };
}

function getBranch(call: RepositoryCall): Reply {
  const name = param(call, 'branch');
  const commit = call.repository.objects.commits.get(call.repository.refs.get(`refs/heads/${name}`) ?? '');
  if (!commit) throw refuse(404, 'Branch not found');
  const path = name.split('/').map(encodeURIComponent).join('/');
  return ok({
    ...presentBranch(call, name, commit.sha),
    commit: presentCommit(commit, call),
    _links: {
      self: `${repositoryUrl(call.repository, call.urls)}/branches/${path}`,
      html: `${pageUrl(call.repository, call.urls)}/tree/${path}`,
    },
  });
}

function listBranches(call: RepositoryCall): Reply {
  const heads = 'refs/heads/';
  const branches = [...call.repository.refs]
    .filter(([ref]) => ref.startsWith(heads))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const { items, headers } = paginate(call, branches);
  return ok(
    items.map(([ref, sha]) => presentBranch(call, ref.slice(heads.length), sha)),
    headers,
  );
}

export const gitRoutes = [
  repositoryRoute('GET', '/git/blobs/{file_sha}', need('read', 'contents'), getBlob),
  repositoryRoute('GET', '/git/trees/{tree_sha}', need('read', 'contents'), getTree),
  repositoryRoute('GET', '/git/commits/{commit_sha}', need('read', 'contents'), getGitCommit),
  repositoryRoute('GET', '/git/ref/{ref}', need('read', 'contents'), getRef),
  repositoryRoute('GET', '/git/matching-refs/{ref}', need('read', 'contents'), listMatchingRefs),
  repositoryRoute('GET', '/branches', need('read', 'contents'), listBranches),
  repositoryRoute('GET', '/branches/{branch}', need('read', 'contents'), getBranch),
];
