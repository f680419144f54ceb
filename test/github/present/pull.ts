import type { PullRequest, Repository } from '../repository.ts';
import type { State } from '../state.ts';
import type { Urls } from '../urls.ts';
import { isoSeconds, pageUrl, presentRepository, repositoryUrl } from './repository.ts';
import { nodeId, presentUser } from './user.ts';

type Context = { readonly repository: Repository; readonly state: State; readonly urls: Urls };

/** The `pull-request-simple` schema, as lists hold it. A deleted fork leaves `head.repo` null. */
export function presentPull(pull: PullRequest, { repository, state, urls }: Context): object {
  const api = repositoryUrl(repository, urls);
  const self = `${api}/pulls/${pull.number}`;
  const issue = `${api}/issues/${pull.number}`;
  const html = `${pageUrl(repository, urls)}/pull/${pull.number}`;
  const headSha = headShaOf(pull, repository);
  const closedAt = pull.state === 'closed' ? isoSeconds(pull.updatedAt) : null;
  const href = (address: string): object => ({ href: address });
  return {
    url: self,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    number: pull.number,
    state: pull.state,
    locked: pull.locked,
    title: pull.title,
    user: presentUser(state.owner(pull.author), urls),
    body: pull.body,
    created_at: isoSeconds(pull.createdAt),
    updated_at: isoSeconds(pull.updatedAt),
    closed_at: closedAt,
    merged_at: pull.merged ? closedAt : null,
    merge_commit_sha: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: pull.draft,
    commits_url: `${self}/commits`,
    review_comments_url: `${self}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: `${api}/statuses/${headSha}`,
    head: {
      label: `${pull.head.owner}:${pull.head.branch}`,
      ref: pull.head.branch,
      sha: headSha,
      user: presentUser(state.owner(pull.head.owner), urls),
      repo: pull.head.repository && presentRepository(pull.head.repository, urls),
    },
    base: {
      label: `${repository.owner.login}:${pull.base.branch}`,
      ref: pull.base.branch,
      sha: repository.refs.get(`refs/heads/${pull.base.branch}`) ?? '',
      user: presentUser(repository.owner, urls),
      repo: presentRepository(repository, urls),
    },
    _links: {
      self: href(self),
      html: href(html),
      issue: href(issue),
      comments: href(`${issue}/comments`),
      review_comments: href(`${self}/comments`),
      review_comment: href(`${api}/pulls/comments{/number}`),
      commits: href(`${self}/commits`),
      statuses: href(`${api}/statuses/${headSha}`),
    },
    author_association: pull.author === repository.owner.login ? 'OWNER' : 'CONTRIBUTOR',
    auto_merge: null,
    active_lock_reason: pull.locked ? 'too heated' : null,
  };
}

/** The `pull-request` schema. */
export function presentFullPull(
  pull: PullRequest,
  context: Context,
  counts: { readonly comments: number; readonly commits: number; readonly changedFiles: number },
): object {
  return {
    ...presentPull(pull, context),
    merged: pull.merged,
    mergeable: pull.state === 'open' ? true : null,
    rebaseable: pull.state === 'open' ? true : null,
    mergeable_state: pull.state === 'open' ? 'clean' : 'unknown',
    merged_by: null,
    comments: counts.comments,
    review_comments: 0,
    maintainer_can_modify: pull.head.repository !== null && pull.head.repository !== context.repository,
    commits: counts.commits,
    additions: 1,
    deletions: 0,
    changed_files: counts.changedFiles,
  };
}

/** The `pull-request-minimal` schema, as runs hold it. */
export function presentMinimalPull(pull: PullRequest, repository: Repository, urls: Urls): object {
  const end = (of: Repository, ref: string, sha: string): object => ({
    ref,
    sha,
    repo: { id: of.id, url: repositoryUrl(of, urls), name: of.name },
  });
  return {
    id: pull.id,
    number: pull.number,
    url: `${repositoryUrl(repository, urls)}/pulls/${pull.number}`,
    head: end(pull.head.repository ?? repository, pull.head.branch, headShaOf(pull, repository)),
    base: end(repository, pull.base.branch, repository.head(pull.base.branch)),
  };
}

export const headShaOf = (pull: PullRequest, repository: Repository): string =>
  repository.refs.get(`refs/pull/${pull.number}/head`) ?? '';
