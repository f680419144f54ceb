import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventContext, eventPayload, type Trigger } from './events.ts';
import type { Repository } from './repository.ts';
import { type LoopbackGitHub, startGitHub } from './server.ts';

let github: LoopbackGitHub;
let repository: Repository;
let fork: Repository;

beforeEach(async () => {
  github = await startGitHub();
  github.state.owner('octo', 'Organization');
  repository = github.state.addRepository('octo/widgets', { id: 77, files: { 'README.md': '# W' } });
  fork = github.state.addRepository('fan/widgets', { forkOf: repository });
  fork.commit({ 'README.md': '# Better' }, { branch: 'better' });
});
afterEach(async () => {
  await github.close();
});

const payload = (trigger: Trigger, patch?: object): object => eventPayload(github, repository, trigger, patch);

test('a push names its commits and the repository of the loopback', () => {
  const before = repository.head();
  const after = repository.commit({ 'README.md': '# Two' }, { branch: 'feature' });
  expect(payload({ event: 'push', branch: 'feature' })).toMatchObject({
    ref: 'refs/heads/feature',
    before,
    after,
    head_commit: { id: after },
    repository: { id: 77, full_name: 'octo/widgets', default_branch: 'main' },
    organization: { login: 'octo' },
  });
});

test('a schedule names no repository', () => {
  expect(Object.keys(payload({ event: 'schedule' }))).toEqual(['schedule', 'workflow']);
});

test('a member can be replaced', () => {
  expect(payload({ event: 'push' }, { forced: true })).toMatchObject({ forced: true });
});

test('a pull request stands on its merge commit, pull_request_target on the default branch', () => {
  const pull = github.state.addPull({ repository, head: { repository: fork, branch: 'better' } });
  const target = eventContext(repository, { event: 'pull_request_target', pull });
  expect(target).toMatchObject({ ref: 'refs/heads/main', sha: repository.head(), headRef: 'better', baseRef: 'main' });
  const { sha } = eventContext(repository, { event: 'pull_request', pull });
  expect(repository.refs.get(`refs/pull/${pull.number}/merge`)).toBe(sha);
  expect(payload({ event: 'pull_request', pull, action: 'synchronize' })).toMatchObject({
    action: 'synchronize',
    number: pull.number,
    pull_request: { head: { sha: fork.head('better'), repo: { fork: true } }, base: { repo: { id: 77 } } },
  });
});

test('a workflow run after a pull request from a fork names the fork and no pull request', () => {
  github.state.addPull({ repository, head: { repository: fork, branch: 'better' } });
  const run = github.state.addRun({
    repository,
    event: 'pull_request',
    branch: 'better',
    sha: fork.head('better'),
    headRepository: fork,
    status: 'completed',
  });
  expect(payload({ event: 'workflow_run', run })).toMatchObject({
    action: 'completed',
    workflow_run: {
      id: run.id,
      event: 'pull_request',
      conclusion: 'success',
      head_sha: fork.head('better'),
      head_repository: { full_name: 'fan/widgets' },
      pull_requests: [],
    },
  });
  expect(eventContext(repository, { event: 'workflow_run', run })).toMatchObject({ ref: 'refs/heads/main' });
});

test('a release stands on its tag, a dispatch on its branch', () => {
  repository.tag('v1');
  expect(eventContext(repository, { event: 'release', tag: 'v1' })).toMatchObject({ ref: 'refs/tags/v1' });
  expect(payload({ event: 'release', tag: 'v1' })).toMatchObject({ action: 'published', release: { tag_name: 'v1' } });
  expect(payload({ event: 'workflow_dispatch', inputs: { force: 'true' } })).toMatchObject({
    inputs: { force: 'true' },
  });
  expect(payload({ event: 'repository_dispatch', clientPayload: { a: 1 } })).toMatchObject({
    client_payload: { a: 1 },
  });
});
