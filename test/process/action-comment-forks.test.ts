import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PullRequest, Repository } from '../github/repository.ts';
import type { WorkflowRun } from '../github/runs.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { artifactOf, errorsOf, noticesOf, reportOf } from './action-setup.ts';
import {
  addCookbook,
  type CommentRun,
  commentWrites,
  createCommentRunner,
  openPull,
  ownComments,
  RECIPES,
  SOCKETS,
  TAGS,
} from './comment-setup.ts';

let github: LoopbackGitHub;
let repository: Repository;
let fork: Repository;
let run: (options: CommentRun) => ReturnType<ReturnType<typeof createCommentRunner>>;

beforeEach(async () => {
  github = await startGitHub();
  repository = addCookbook(github);
  fork = github.state.addRepository('fan/cookbook', { forkOf: repository });
  run = createCommentRunner(github, repository);
});
afterEach(async () => {
  await github.close();
});

const fromFork = (files: Readonly<Record<string, string>>, branch = 'better') =>
  openPull(github, repository, files, { from: fork, branch });
/** The run of the workflow without rights, which the one that comments starts after. */
const checkOf = (pull: PullRequest, event = 'pull_request'): WorkflowRun =>
  github.state.addRun({
    repository,
    event,
    headRepository: pull.head.repository,
    branch: pull.head.branch,
    sha: repository.refs.get(`refs/pull/${pull.number}/head`) ?? '',
    workflow: '.github/workflows/check.yml',
    status: 'completed',
  });
const after = (pull: PullRequest, event?: string) =>
  ({ trigger: { event: 'workflow_run', run: checkOf(pull, event) } }) as const;
const outcomeOf = (result: Awaited<ReturnType<typeof run>>) =>
  reportOf(result).publish.find(({ sink }) => sink === 'comment')?.outcome;

describe('a workflow_run after the pull request of a fork', () => {
  test('comments on it, with the README of the head and the tags file of the base', async () => {
    fromFork({ 'README.md': RECIPES }, 'other');
    const pull = fromFork({ 'README.md': SOCKETS, '.github/tags.json': '["evil"]' });
    const result = await run(after(pull));
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    const [comment] = ownComments(github);
    expect(comment?.issue).toBe(pull.number);
    expect(comment?.body).toContain('**new**: <code>websocket</code>');
    expect(comment?.body).toContain('A tags file of a fork is not read');
    expect(comment?.body).not.toContain('evil');
    expect(reportOf(result)).toMatchObject({ ref: `#${pull.number}`, vocabulary: { tags: 3 } });
    artifactOf(github, `readme-tags-pr-${pull.number}`);
    expect(result.requests.filter(({ path }) => path.startsWith('/repos/fan'))).toEqual([]);
  });

  test('leaves one comment through all its pushes', async () => {
    const pull = fromFork({ 'README.md': SOCKETS });
    await run(after(pull));
    fork.commit({ 'src/x.ts': 'x' }, { branch: 'better' });
    expect(commentWrites(await run(after(pull)))).toEqual([]);
    fork.commit({ 'README.md': RECIPES }, { branch: 'better' });
    expect(commentWrites(await run(after(pull)))).toEqual(['PATCH 200']);
    expect(ownComments(github)).toHaveLength(1);
    expect(ownComments(github)[0]?.body).toContain('Nothing is suggested any more.');
  });

  test('finds it also where the fork is gone by then', async () => {
    const pull = fromFork({ 'README.md': SOCKETS });
    github.state.deleteRepository(fork);
    const result = await run(after(pull));
    expect(result.exitCode, result.stdout).toBe(0);
    expect(ownComments(github)[0]?.issue).toBe(pull.number);
  });

  test('finds it where the branch has an older, closed one', async () => {
    const old = fromFork({ 'README.md': '# Old' });
    old.state = 'closed';
    const pull = fromFork({ 'README.md': SOCKETS });
    await run(after(pull));
    expect(ownComments(github)[0]?.issue).toBe(pull.number);
  });

  test('stops where it was pushed to since, and where it is closed', async () => {
    const pull = fromFork({ 'README.md': SOCKETS });
    const outdated = after(pull);
    fork.commit({ 'README.md': RECIPES }, { branch: 'better' });
    const past = await run(outdated);
    expect(past.exitCode).toBe(0);
    expect(noticesOf(past)).toEqual([
      expect.stringMatching(
        /^Pull request #1 was pushed to since \w{7}; the run for \w{7} takes its place\. There is nothing to do\.$/,
      ),
    ]);
    expect(past.files.size).toBe(0);
    pull.state = 'closed';
    const closed = await run(after(pull));
    expect(closed.exitCode).toBe(0);
    expect(noticesOf(closed)).toEqual(['Pull request #1 is closed. There is nothing to do.']);
    expect(github.state.comments).toEqual([]);
    expect(closed.requests.filter(({ path }) => path.endsWith('/readme'))).toEqual([]);
  });

  test('fails where the job may not comment, and names the permission', async () => {
    const pull = fromFork({ 'README.md': SOCKETS });
    const result = await run({ ...after(pull), permissions: { contents: 'read' } });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toEqual([expect.stringContaining('pull-requests: write')]);
    expect(result.summary).toContain('websocket');
  });

  test('has nothing to do where the base lacks the tags file that is named, and is green', async () => {
    const pull = fromFork({ 'README.md': SOCKETS, 'tags.yml': '- evil\n' });
    const result = await run({ ...after(pull), inputs: { 'tags-file': 'tags.yml' } });
    expect(result.exitCode).toBe(0);
    expect(noticesOf(result)).toEqual([expect.stringContaining('A pull request from a fork cannot bring its own.')]);
    expect(github.state.comments).toEqual([]);
  });
});

describe('a workflow_run', () => {
  test('after a pull request from the same repository comments on it', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    const result = await run(after(pull));
    expect(result.exitCode, result.stdout).toBe(0);
    expect(ownComments(github)[0]?.issue).toBe(pull.number);
    expect(result.requests.map(({ path }) => path)).not.toContain('/repos/octo/cookbook/pulls');
  });

  test('after pull_request_target is about the pull request, too', async () => {
    const pull = fromFork({ 'README.md': SOCKETS });
    await run(after(pull, 'pull_request_target'));
    expect(ownComments(github)[0]?.issue).toBe(pull.number);
  });

  test('after a push is about the default branch', async () => {
    const push = github.state.addRun({ repository, event: 'push', status: 'completed' });
    const result = await run({ trigger: { event: 'workflow_run', run: push } });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(reportOf(result)).toMatchObject({ ref: 'main', sha: repository.head() });
    expect(noticesOf(result)).toEqual(['No comment: this run is not about a pull request.']);
  });
});

describe('pull_request_target', () => {
  test('comments on the pull request of a fork', async () => {
    const pull = fromFork({ 'README.md': SOCKETS });
    const result = await run({ trigger: { event: 'pull_request_target', pull } });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(ownComments(github)[0]?.body).toContain('**new**: <code>websocket</code>');
  });
});

describe('a token that may only read', () => {
  test('on the pull request of a fork keeps the check green, and says which workflow comments', async () => {
    const pull = fromFork({ 'README.md': SOCKETS });
    const trigger = { event: 'pull_request', pull } as const;
    const result = await run({ trigger, permissions: { contents: 'read', pull_requests: 'read' } });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(noticesOf(result)).toEqual([
      expect.stringMatching(
        /^No comment on #1: the token of a pull request from a fork may only read\. The result is in the summary of this run and in the artifact\. For comments on such pull requests, add the workflow pull-request-comments\.yml from https:\/\/github\.com\/.*\/examples\.$/,
      ),
    ]);
    expect(outcomeOf(result)).toBe('skipped');
    expect(result.summary).toContain('websocket');
    artifactOf(github, 'readme-tags-pr-1');
    expect(commentWrites(result)).toEqual(['POST 403']);
  });

  test('on the pull request of a fork of a private repository, too', async () => {
    repository.visibility = 'private';
    const pull = fromFork({ 'README.md': SOCKETS });
    const result = await run({ trigger: { event: 'pull_request', pull }, permissions: { contents: 'read' } });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(noticesOf(result)).toEqual([expect.stringContaining('may only read')]);
  });

  test('of Dependabot keeps the check green', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS }, { branch: 'dependabot/npm' });
    const result = await run({
      trigger: { event: 'pull_request', pull },
      permissions: { contents: 'read' },
      env: { GITHUB_ACTOR: 'dependabot[bot]' },
    });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(noticesOf(result)).toEqual([
      expect.stringContaining('the token of a pull request of Dependabot may only read'),
    ]);
  });

  test('is no hindrance where there is nothing to say', async () => {
    const pull = fromFork({ 'src/x.ts': 'x' });
    const permissions = { contents: 'read', pull_requests: 'read' } as const;
    const result = await run({ trigger: { event: 'pull_request', pull }, permissions });
    expect(result.exitCode).toBe(0);
    expect(noticesOf(result)).toEqual([]);
    expect(outcomeOf(result)).toBe('unchanged');
  });
});

test('what a fork writes cannot ping, load or link anything', async () => {
  const hostile =
    '@octocat ![x](https://evil.example/x.png) [y](https://evil.example) <img src=https://evil.example/z>';
  const pull = fromFork({
    'README.md': `${SOCKETS}\n## WebSocket ${hostile}\n\nWebSocket ${hostile} --> | websocket\n`,
  });
  await run(after(pull));
  const body = ownComments(github)[0]?.body ?? '';
  expect(body).toContain('websocket');
  expect(body).not.toMatch(/@octocat|\]\(https:\/\/evil|<img/);
  expect(TAGS).toContain('websocket');
});
