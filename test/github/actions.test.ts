import { getOctokit } from '@actions/github';
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

describe('runs and artifacts', () => {
  test('are filtered, newest first, and say where their head is', async () => {
    const fork = github.state.addRepository('fan/widgets', { forkOf: repository });
    const push = github.state.addRun({ repository, status: 'completed' });
    const foreign = github.state.addRun({ repository, event: 'pull_request', headRepository: fork, branch: 'main' });
    const older = github.state.addArtifact(push, 'readme-tags', Buffer.from('1'));
    const newer = github.state.addArtifact(foreign, 'readme-tags', Buffer.from('2'));
    github.state.addArtifact(push, 'other', Buffer.from('3'));
    const client = as(workflow({ actions: 'read' }));
    const list = await client.rest.actions.listArtifactsForRepo({ ...octo, name: 'readme-tags' });
    expect(list.data.artifacts.map(({ id, workflow_run }) => [id, workflow_run?.head_repository_id])).toEqual([
      [newer.id, fork.id],
      [older.id, repository.id],
    ]);
    expect((await client.rest.actions.getWorkflowRun({ ...octo, run_id: foreign.id })).data).toMatchObject({
      event: 'pull_request',
      path: '.github/workflows/readme-tags.yml',
      head_repository: { full_name: 'fan/widgets' },
      pull_requests: [],
    });
    const runs = await client.rest.actions.listWorkflowRuns({ ...octo, workflow_id: 'readme-tags.yml', event: 'push' });
    expect(runs.data.workflow_runs.map(({ id }) => id)).toEqual([push.id]);
  });

  test('are downloaded through an address that needs no token and lasts a minute', async () => {
    const run = github.state.addRun({ repository });
    const { id } = github.state.addArtifact(run, 'report.json', Buffer.from('{}'), { mimeType: 'application/json' });
    const download = { ...octo, artifact_id: id, archive_format: 'zip', request: { redirect: 'manual' as const } };
    const { headers } = await as(workflow({})).rest.actions.downloadArtifact(download);
    expect(await (await fetch(headers.location ?? '')).text()).toBe('{}');
    github.clock.advance(2 * 60_000);
    expect((await fetch(headers.location ?? '')).status).toBe(403);
    expect(await failure(as().rest.actions.downloadArtifact(download))).toContain(
      '401 You must have the actions scope',
    );
  });

  test('expire', async () => {
    const run = github.state.addRun({ repository });
    const { id } = github.state.addArtifact(run, 'readme-tags', Buffer.from('1'), { retentionDays: 1 });
    github.clock.advance(25 * 60 * 60_000);
    const client = as(workflow({ actions: 'read' }));
    expect((await client.rest.actions.getArtifact({ ...octo, artifact_id: id })).data.expired).toBe(true);
    expect(
      await failure(client.rest.actions.downloadArtifact({ ...octo, artifact_id: id, archive_format: 'zip' })),
    ).toContain('410');
  });
});

describe('the viewer', () => {
  test('is the bot of an installation, which may not ask for itself by REST', async () => {
    const token = github.state.addToken(workflow({}));
    const client = getOctokit(token, { baseUrl: github.urls.api });
    expect(await client.graphql('query { viewer { login databaseId } }')).toEqual({
      viewer: { login: 'github-actions[bot]', databaseId: expect.any(Number) },
    });
    expect(await failure(client.rest.users.getAuthenticated())).toContain('403 Resource not accessible by integration');
    expect((await as({ kind: 'classic', user: 'mona', scopes: [] }).rest.users.getAuthenticated()).data.login).toBe(
      'mona',
    );
  });
});
