import { need } from '../access.ts';
import { param, type RepositoryCall } from '../call.ts';
import { diffFiles } from '../diff.ts';
import type { Commit } from '../objects.ts';
import { paginate } from '../paging.ts';
import { presentChange, presentCommit, presentCommitWithFiles } from '../present/commit.ts';
import { presentPull } from '../present/pull.ts';
import { pageUrl, repositoryUrl } from '../present/repository.ts';
import { ok, type Reply, refuse } from '../reply.ts';
import { repositoryRoute } from '../router.ts';

/** The commit of a path parameter: 409 in an empty repository and 422 where there is no such commit, unlike contents. */
function commitNamed(call: RepositoryCall, ref: string): Commit {
  const { repository } = call;
  if (!repository.refs.has(`refs/heads/${repository.defaultBranch}`)) throw refuse(409, 'Git Repository is empty.');
  const commit = repository.resolve(ref);
  if (!commit) throw refuse(422, `No commit found for SHA: ${ref}`);
  return commit;
}

function getCommit(call: RepositoryCall): Reply {
  const commit = commitNamed(call, param(call, 'ref'));
  if (call.media !== 'sha') return ok(presentCommitWithFiles(commit, call));
  return {
    status: 200,
    bytes: { content: Buffer.from(commit.sha), type: 'application/vnd.github.sha; charset=utf-8' },
  };
}

/** Commits of a branch, newest first; `path` keeps those that changed the file or folder. */
function listCommits(call: RepositoryCall): Reply {
  const start = commitNamed(call, call.query.get('sha') ?? '');
  const { objects } = call.repository;
  const path = call.query.get('path');
  const touches = (commit: Commit): boolean => {
    const [parent] = commit.parents;
    const before = parent === undefined ? undefined : objects.commits.get(parent);
    return diffFiles(objects, before?.files ?? new Map(), commit.files).some(
      ({ filename }) => filename === path || filename.startsWith(`${path}/`),
    );
  };
  const history = objects.history(start.sha).filter((commit) => path === null || touches(commit));
  const { items, headers } = paginate(call, history);
  return ok(
    items.map((commit) => presentCommit(commit, call)),
    headers,
  );
}

/** Pull requests that have the commit as their head, or among the commits of their branch. */
function listPullsOfCommit(call: RepositoryCall): Reply {
  const commit = commitNamed(call, param(call, 'commit_sha'));
  const { repository } = call;
  const pulls = [...repository.pulls.values()].filter((pull) => {
    const head = repository.refs.get(`refs/pull/${pull.number}/head`) ?? '';
    const base = repository.refs.get(`refs/heads/${pull.base.branch}`) ?? '';
    const known = new Set(repository.objects.history(base).map(({ sha }) => sha));
    return repository.objects.history(head).some(({ sha }) => sha === commit.sha && !known.has(sha));
  });
  const { items, headers } = paginate(call, pulls);
  return ok(
    items.map((pull) => presentPull(pull, call)),
    headers,
  );
}

function compare(call: RepositoryCall): Reply {
  const { repository, urls } = call;
  const [base = '', head = ''] = param(call, 'basehead').split('...');
  const resolve = (name: string): Commit => {
    const commit = repository.resolve(name.replace(/^[^:]+:/, ''));
    if (!commit) throw refuse(404, 'Not Found');
    return commit;
  };
  const from = resolve(base);
  const to = resolve(head);
  const behind = repository.objects.history(from.sha);
  const ahead = repository.objects.history(to.sha);
  const inBase = new Set(behind.map(({ sha }) => sha));
  const inHead = new Set(ahead.map(({ sha }) => sha));
  const common = ahead.find(({ sha }) => inBase.has(sha));
  if (!common) throw refuse(404, `No common ancestor between ${base} and ${head}.`);
  const added = ahead.filter(({ sha }) => !inBase.has(sha)).reverse();
  const missing = behind.filter(({ sha }) => !inHead.has(sha)).length;
  const status = added.length > 0 ? (missing > 0 ? 'diverged' : 'ahead') : missing > 0 ? 'behind' : 'identical';
  const page = `${pageUrl(repository, urls)}/compare/${base}...${head}`;
  const { items, headers } = paginate(call, added);
  return ok(
    {
      url: `${repositoryUrl(repository, urls)}/compare/${base}...${head}`,
      html_url: page,
      permalink_url: `${pageUrl(repository, urls)}/compare/${from.sha.slice(0, 7)}...${to.sha.slice(0, 7)}`,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      base_commit: presentCommit(from, call),
      merge_base_commit: presentCommit(common, call),
      status,
      ahead_by: added.length,
      behind_by: missing,
      total_commits: added.length,
      commits: items.map((commit) => presentCommit(commit, call)),
      files: diffFiles(repository.objects, common.files, to.files).map((change) =>
        presentChange(change, to.sha, repository, urls),
      ),
    },
    headers,
  );
}

export const commitRoutes = [
  repositoryRoute('GET', '/commits', need('read', 'contents'), listCommits),
  repositoryRoute('GET', '/commits/{ref}', need('read', 'contents'), getCommit),
  repositoryRoute('GET', '/commits/{commit_sha}/pulls', need('read', 'pull_requests'), listPullsOfCommit),
  repositoryRoute('GET', '/compare/{basehead}', need('read', 'contents'), compare),
];
