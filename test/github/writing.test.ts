import { Octokit } from '@octokit/rest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Repository } from './repository.ts';
import { type LoopbackGitHub, startGitHub } from './server.ts';
import type { Permissions, Token } from './tokens.ts';

let github: LoopbackGitHub;
let repository: Repository;
const octo = { owner: 'octo', repo: 'widgets' };
const silent = { debug() {}, info() {}, warn() {}, error() {} };

beforeEach(async () => {
  github = await startGitHub({ now: new Date('2026-03-01T12:00:00Z') });
  repository = github.state.addRepository('octo/widgets', { topics: ['ui'], files: { 'README.md': '# W' } });
});
afterEach(async () => {
  await github.close();
});

const as = (token?: Token): Octokit =>
  new Octokit({ baseUrl: github.urls.api, log: silent, ...(token && { auth: github.state.addToken(token) }) });
const workflow = (permissions: Permissions): Token => ({ kind: 'workflow', repositories: [repository], permissions });
const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: Error & { status?: number }) => `${error.status} ${error.message.split(' - http')[0]}`,
  );

describe('topics', () => {
  const admin: Token = {
    kind: 'fine-grained',
    user: 'octo',
    repositories: 'all',
    permissions: { administration: 'write' },
  };

  test('are replaced as a whole, in lower case and once each', async () => {
    const { data } = await as(admin).rest.repos.replaceAllTopics({ ...octo, names: ['React', 'react', '3d'] });
    expect(data.names).toEqual(['react', '3d']);
    expect(repository.topics).toEqual(['react', '3d']);
    expect((await as().rest.repos.getAllTopics(octo)).data.names).toEqual(['react', '3d']);
  });

  test.each([
    ['a name that is no topic', ['a b'], '422 Validation Failed: "Topics must start with'],
    ['a name of 51 characters', ['x'.repeat(51)], '422 Validation Failed: "Topics must start with'],
    [
      '21 names',
      Array.from({ length: 21 }, (_, index) => `t${index}`),
      '422 Validation Failed: "Repository can\'t have more than 20',
    ],
  ])('are left alone by %s', async (_what, names, message) => {
    expect(await failure(as(admin).rest.repos.replaceAllTopics({ ...octo, names }))).toContain(message);
    expect(repository.topics).toEqual(['ui']);
  });

  test.each<[string, Token | undefined, string]>([
    [
      'the workflow token',
      { kind: 'workflow', repositories: 'all', permissions: { contents: 'write' } },
      '403 Resource not accessible by integration',
    ],
    [
      'a fine-grained token without administration',
      { kind: 'fine-grained', user: 'mona', repositories: 'all', permissions: { contents: 'write' } },
      '403 Resource not accessible by personal access token',
    ],
    [
      'a fine-grained token for other repositories',
      { kind: 'fine-grained', user: 'mona', repositories: [], permissions: { administration: 'write' } },
      '403 Resource not accessible by personal access token',
    ],
    [
      'a classic token of somebody else',
      { kind: 'classic', user: 'mona', scopes: ['repo'] },
      '403 Must have admin rights to Repository.',
    ],
    [
      'a classic token without sign-on',
      { kind: 'classic', user: 'octo', scopes: ['repo'], ssoMissing: ['octo'] },
      '403 Resource protected by organization SAML enforcement.',
    ],
    ['nobody', undefined, '401 Requires authentication'],
  ])('are not set by %s', async (_who, token, message) => {
    expect(await failure(as(token).rest.repos.replaceAllTopics({ ...octo, names: ['x'] }))).toContain(message);
    expect(repository.topics).toEqual(['ui']);
  });

  test('are set by an app and by the owner of a classic token, but not in an archive', async () => {
    const app: Token = {
      kind: 'app',
      slug: 'tagger',
      repositories: [repository],
      permissions: { administration: 'write' },
    };
    await as(app).rest.repos.replaceAllTopics({ ...octo, names: ['app'] });
    await as({ kind: 'classic', user: 'octo', scopes: ['public_repo'] }).rest.repos.replaceAllTopics({
      ...octo,
      names: ['owner'],
    });
    expect(repository.topics).toEqual(['owner']);
    repository.archived = true;
    expect(await failure(as(app).rest.repos.replaceAllTopics({ ...octo, names: [] }))).toContain(
      '403 Repository was archived',
    );
  });
});

describe('comments', () => {
  const writer = (): Token => workflow({ pull_requests: 'write' });

  test('are made, changed and deleted by the bot of the workflow token', async () => {
    const issue_number = github.state.addIssue(repository);
    const client = as(writer());
    const { data } = await client.rest.issues.createComment({ ...octo, issue_number, body: 'one' });
    expect(data.user?.login).toBe('github-actions[bot]');
    expect(data.performed_via_github_app?.slug).toBe('github-actions');
    github.clock.advance(60_000);
    const changed = await client.rest.issues.updateComment({ ...octo, comment_id: data.id, body: 'two' });
    expect(changed.data).toMatchObject({
      body: 'two',
      created_at: '2026-03-01T12:00:00Z',
      updated_at: '2026-03-01T12:01:00Z',
    });
    await client.rest.issues.deleteComment({ ...octo, comment_id: data.id });
    expect(github.state.comments).toEqual([]);
  });

  test('come in pages that the client follows by link', async () => {
    const issue_number = github.state.addIssue(repository);
    for (let index = 0; index < 65; index += 1) github.state.addComment(repository, issue_number, `${index}`);
    const client = as();
    const all = await client.paginate(client.rest.issues.listComments, { ...octo, issue_number });
    expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 65 }, (_, index) => `${index}`));
    expect(github.log.lines).toEqual([
      'GET /repos/octo/widgets/issues/1/comments 200',
      `GET /repositories/${repository.id}/issues/1/comments?page=2 200`,
      `GET /repositories/${repository.id}/issues/1/comments?page=3 200`,
    ]);
  });

  test('are refused when empty, too long, or without permission', async () => {
    const issue_number = github.state.addIssue(repository);
    const create = (token: Token, body: string): Promise<string> =>
      failure(as(token).rest.issues.createComment({ ...octo, issue_number, body }));
    expect(await create(writer(), ' ')).toContain('422 Validation Failed');
    expect(await create(writer(), 'x'.repeat(65_537))).toContain('body is too long (maximum is 65536 characters)');
    expect(await create(workflow({ pull_requests: 'read' }), 'x')).toContain(
      '403 Resource not accessible by integration',
    );
    expect(await create(workflow({ issues: 'write' }), 'x')).toBe('answered');
    expect(await failure(as(writer()).rest.issues.createComment({ ...octo, issue_number: 99, body: 'x' }))).toContain(
      '404',
    );
  });
});

describe('pull requests', () => {
  test('are found by head, list their files, and follow their branch', async () => {
    const fork = github.state.addRepository('fan/widgets', { forkOf: repository });
    fork.commit({ 'README.md': '# Better', 'new.md': 'x' }, { branch: 'better' });
    const pull = github.state.addPull({ repository, head: { repository: fork, branch: 'better' } });
    const list = (head: string): Promise<number[]> =>
      as()
        .rest.pulls.list({ ...octo, head })
        .then(({ data }) => data.map(({ number }) => number));
    expect(await list('fan:better')).toEqual([pull.number]);
    expect(await list('octo:better')).toEqual([]);
    const files = await as().rest.pulls.listFiles({ ...octo, pull_number: pull.number });
    expect(files.data.map(({ filename, status }) => `${status} ${filename}`)).toEqual([
      'modified README.md',
      'added new.md',
    ]);
    const last = fork.commit({ 'README.md': '# Best' }, { branch: 'better' });
    const { data } = await as().rest.pulls.get({ ...octo, pull_number: pull.number });
    expect(data.head).toMatchObject({ sha: last, label: 'fan:better', repo: { full_name: 'fan/widgets' } });
    expect(data).toMatchObject({ commits: 2, changed_files: 2 });
  });

  test('from a deleted fork keep their commit and lose their repository', async () => {
    const fork = github.state.addRepository('fan/widgets', { forkOf: repository });
    const sha = fork.commit({ 'README.md': '# Better' }, { branch: 'better' });
    const { number } = github.state.addPull({ repository, head: { repository: fork, branch: 'better' } });
    github.state.deleteRepository(fork);
    const { data } = await as().rest.pulls.get({ ...octo, pull_number: number });
    expect(data.head).toMatchObject({ sha, repo: null });
    const readme = await as().rest.repos.getReadme({ ...octo, ref: `refs/pull/${number}/head` });
    expect(Buffer.from(readme.data.content, 'base64').toString()).toBe('# Better');
    expect(
      (await as().rest.repos.compareCommitsWithBasehead({ ...octo, basehead: `main...${sha}` })).data,
    ).toMatchObject({
      status: 'ahead',
      ahead_by: 1,
    });
    expect(
      (await as().rest.repos.listPullRequestsAssociatedWithCommit({ ...octo, commit_sha: sha })).data,
    ).toHaveLength(1);
  });
});
