import { diffFiles } from '../diff.ts';
import type { Commit } from '../objects.ts';
import type { Repository } from '../repository.ts';
import type { State } from '../state.ts';
import type { Urls } from '../urls.ts';
import { isoSeconds, pageUrl, repositoryUrl } from './repository.ts';
import { nodeId, presentUser } from './user.ts';

type Context = { readonly repository: Repository; readonly state: State; readonly urls: Urls };

const unsigned = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

const presentPerson = ({ author, date }: Commit): object => ({
  name: author.name,
  email: author.email,
  date: isoSeconds(date),
});

/** The `commit` schema without files, as lists hold it. */
export function presentCommit(commit: Commit, { repository, state, urls }: Context): object {
  const api = repositoryUrl(repository, urls);
  const account = commit.author.login === null ? null : presentUser(state.owner(commit.author.login), urls);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', Number.parseInt(commit.sha.slice(0, 8), 16)),
    commit: {
      author: presentPerson(commit),
      committer: presentPerson(commit),
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: unsigned,
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${pageUrl(repository, urls)}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: account,
    committer: account,
    parents: presentParents(commit, repository, urls, 'commits'),
  };
}

/** The same with the files that the commit changed against its first parent. */
export function presentCommitWithFiles(commit: Commit, context: Context): object {
  const [parent] = commit.parents;
  const before = parent === undefined ? undefined : context.repository.objects.commits.get(parent);
  const files = diffFiles(context.repository.objects, before?.files ?? new Map(), commit.files);
  const sum = (of: (file: (typeof files)[number]) => number): number =>
    files.reduce((total, file) => total + of(file), 0);
  return {
    ...presentCommit(commit, context),
    stats: {
      total: sum(({ additions, deletions }) => additions + deletions),
      additions: sum(({ additions }) => additions),
      deletions: sum(({ deletions }) => deletions),
    },
    files: files.map((file) => presentChange(file, commit.sha, context.repository, context.urls)),
  };
}

/** The `git-commit` schema: the commit as git has it. */
export function presentGitCommit(commit: Commit, { repository, urls }: Context): object {
  const api = `${repositoryUrl(repository, urls)}/git`;
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', Number.parseInt(commit.sha.slice(0, 8), 16)),
    url: `${api}/commits/${commit.sha}`,
    html_url: `${pageUrl(repository, urls)}/commit/${commit.sha}`,
    author: presentPerson(commit),
    committer: presentPerson(commit),
    tree: { sha: commit.tree, url: `${api}/trees/${commit.tree}` },
    message: commit.message,
    parents: presentParents(commit, repository, urls, 'git/commits'),
    verification: unsigned,
  };
}

/** The `diff-entry` schema: one changed file, as commits, comparisons and pull requests list it. */
export function presentChange(
  change: ReturnType<typeof diffFiles>[number],
  sha: string,
  repository: Repository,
  urls: Urls,
): object {
  const path = change.filename.split('/').map(encodeURIComponent).join('/');
  return {
    ...change,
    changes: change.additions + change.deletions,
    blob_url: `${pageUrl(repository, urls)}/blob/${sha}/${path}`,
    raw_url: `${pageUrl(repository, urls)}/raw/${sha}/${path}`,
    contents_url: `${repositoryUrl(repository, urls)}/contents/${path}?ref=${sha}`,
  };
}

function presentParents(commit: Commit, repository: Repository, urls: Urls, folder: string): readonly object[] {
  return commit.parents.map((sha) => ({
    sha,
    url: `${repositoryUrl(repository, urls)}/${folder}/${sha}`,
    html_url: `${pageUrl(repository, urls)}/commit/${sha}`,
  }));
}
