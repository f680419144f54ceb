import type { Repository } from '../repository.ts';
import { permits, type Token } from '../tokens.ts';
import type { Urls } from '../urls.ts';
import { nodeId, presentUser } from './user.ts';

/** Addresses below a repository's own, by member. */
const below: readonly (readonly [member: string, path: string])[] = [
  ['forks_url', '/forks'],
  ['keys_url', '/keys{/key_id}'],
  ['collaborators_url', '/collaborators{/collaborator}'],
  ['teams_url', '/teams'],
  ['hooks_url', '/hooks'],
  ['issue_events_url', '/issues/events{/number}'],
  ['events_url', '/events'],
  ['assignees_url', '/assignees{/user}'],
  ['branches_url', '/branches{/branch}'],
  ['tags_url', '/tags'],
  ['blobs_url', '/git/blobs{/sha}'],
  ['git_tags_url', '/git/tags{/sha}'],
  ['git_refs_url', '/git/refs{/sha}'],
  ['trees_url', '/git/trees{/sha}'],
  ['statuses_url', '/statuses/{sha}'],
  ['languages_url', '/languages'],
  ['stargazers_url', '/stargazers'],
  ['contributors_url', '/contributors'],
  ['subscribers_url', '/subscribers'],
  ['subscription_url', '/subscription'],
  ['commits_url', '/commits{/sha}'],
  ['git_commits_url', '/git/commits{/sha}'],
  ['comments_url', '/comments{/number}'],
  ['issue_comment_url', '/issues/comments{/number}'],
  ['contents_url', '/contents/{+path}'],
  ['compare_url', '/compare/{base}...{head}'],
  ['merges_url', '/merges'],
  ['archive_url', '/{archive_format}{/ref}'],
  ['downloads_url', '/downloads'],
  ['issues_url', '/issues{/number}'],
  ['pulls_url', '/pulls{/number}'],
  ['milestones_url', '/milestones{/number}'],
  ['notifications_url', '/notifications{?since,all,participating}'],
  ['labels_url', '/labels{/name}'],
  ['releases_url', '/releases{/id}'],
  ['deployments_url', '/deployments'],
];

export const repositoryUrl = (repository: Repository, urls: Urls): string => `${urls.api}/repos/${repository.fullName}`;
export const pageUrl = (repository: Repository, urls: Urls): string => `${urls.server}/${repository.fullName}`;

/** What runs, pull requests and lists say of a repository: identity and addresses. */
export function presentRepositoryLinks(repository: Repository, urls: Urls): object {
  const api = repositoryUrl(repository, urls);
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: repository.fullName,
    private: repository.visibility !== 'public',
    owner: presentUser(repository.owner, urls),
    html_url: pageUrl(repository, urls),
    description: repository.description,
    fork: repository.forkOf !== null,
    url: api,
    ...Object.fromEntries(below.map(([member, path]) => [member, api + path])),
  };
}

/** The `repository` schema: what lists of repositories and the two ends of a pull request hold. */
export function presentRepository(repository: Repository, urls: Urls): object {
  const page = pageUrl(repository, urls);
  const openPulls = [...repository.pulls.values()].filter(({ state }) => state === 'open').length;
  return {
    ...presentRepositoryLinks(repository, urls),
    created_at: isoSeconds(repository.createdAt),
    updated_at: isoSeconds(repository.updatedAt),
    pushed_at: isoSeconds(repository.pushedAt),
    git_url: `git://github.com/${repository.fullName}.git`,
    ssh_url: `git@github.com:${repository.fullName}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    homepage: repository.homepage,
    size: 108,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: repository.archived,
    disabled: false,
    open_issues_count: openPulls + repository.issues.size,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [...repository.topics],
    visibility: repository.visibility,
    forks: 0,
    open_issues: openPulls + repository.issues.size,
    watchers: 0,
    default_branch: repository.defaultBranch,
  };
}

/** The `full-repository` schema, as `GET /repos/{owner}/{repo}` answers; the token decides about `permissions`. */
export function presentFullRepository(repository: Repository, urls: Urls, token: Token | null): object {
  const upstream = repository.forkOf;
  return {
    ...presentRepository(repository, urls),
    ...(token && { permissions: presentPermissions(repository, token) }),
    temp_clone_token: null,
    ...(repository.owner.type === 'Organization' && { organization: presentUser(repository.owner, urls) }),
    ...(upstream && { parent: presentRepository(upstream, urls), source: presentRepository(upstream, urls) }),
    network_count: 0,
    subscribers_count: 1,
  };
}

function presentPermissions(repository: Repository, token: Token): object {
  const isAdmin = permits(token, repository, 'administration', 'write');
  const canPush = isAdmin || permits(token, repository, 'contents', 'write');
  return { admin: isAdmin, maintain: isAdmin, push: canPush, triage: canPush, pull: true };
}

/** GitHub writes times without fractions of a second. */
export const isoSeconds = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');
