import { need } from '../access.ts';
import { numberParam, type RepositoryCall } from '../call.ts';
import { diffFiles } from '../diff.ts';
import type { Commit } from '../objects.ts';
import { paginate } from '../paging.ts';
import { presentChange } from '../present/commit.ts';
import { headShaOf, presentFullPull, presentPull } from '../present/pull.ts';
import { ok, type Reply, refuse } from '../reply.ts';
import type { PullRequest } from '../repository.ts';
import { repositoryRoute } from '../router.ts';

function findPull(call: RepositoryCall): PullRequest {
  const pull = call.repository.pulls.get(numberParam(call, 'pull_number'));
  if (!pull) throw refuse(404, 'Not Found');
  return pull;
}

/** Open ones unless told, newest first unless told; `head` is `owner:branch`, and anything else filters nothing. */
function listPulls(call: RepositoryCall): Reply {
  const state = call.query.get('state') ?? 'open';
  const head = call.query.get('head');
  const base = call.query.get('base');
  const byUpdate = call.query.get('sort') === 'updated';
  const direction = (call.query.get('direction') ?? 'desc') === 'asc' ? 1 : -1;
  const key = (pull: PullRequest): number => (byUpdate ? pull.updatedAt.getTime() : pull.number);
  const matches = [...call.repository.pulls.values()]
    .filter(
      (pull) =>
        (state === 'all' || pull.state === state) &&
        (!head?.includes(':') || `${pull.head.owner}:${pull.head.branch}`.toLowerCase() === head.toLowerCase()) &&
        (base === null || pull.base.branch === base),
    )
    .sort((left, right) => direction * (key(left) - key(right) || left.number - right.number));
  const { items, headers } = paginate(call, matches);
  return ok(
    items.map((pull) => presentPull(pull, call)),
    headers,
  );
}

/** The commits of a pull request's branch that its base does not have, newest first, and the last one both have. */
function commitsOf(call: RepositoryCall, pull: PullRequest): { own: readonly Commit[]; common: Commit | undefined } {
  const { objects } = call.repository;
  const base = new Set(objects.history(call.repository.head(pull.base.branch)).map(({ sha }) => sha));
  const history = objects.history(headShaOf(pull, call.repository));
  return { own: history.filter(({ sha }) => !base.has(sha)), common: history.find(({ sha }) => base.has(sha)) };
}

function changesOf(call: RepositoryCall, pull: PullRequest): ReturnType<typeof diffFiles> {
  const head = call.repository.objects.commits.get(headShaOf(pull, call.repository));
  const { common } = commitsOf(call, pull);
  return diffFiles(call.repository.objects, common?.files ?? new Map(), head?.files ?? new Map());
}

function getPull(call: RepositoryCall): Reply {
  const pull = findPull(call);
  const comments = call.state.comments.filter(
    ({ repository, issue }) => repository === call.repository && issue === pull.number,
  ).length;
  const counts = { comments, commits: commitsOf(call, pull).own.length, changedFiles: changesOf(call, pull).length };
  return ok(presentFullPull(pull, call, counts));
}

function listFiles(call: RepositoryCall): Reply {
  const pull = findPull(call);
  const { items, headers } = paginate(call, changesOf(call, pull));
  return ok(
    items.map((change) => presentChange(change, headShaOf(pull, call.repository), call.repository, call.urls)),
    headers,
  );
}

const read = need('read', 'pull_requests');

export const pullRoutes = [
  repositoryRoute('GET', '/pulls', read, listPulls),
  repositoryRoute('GET', '/pulls/{pull_number}', read, getPull),
  repositoryRoute('GET', '/pulls/{pull_number}/files', read, listFiles),
];
