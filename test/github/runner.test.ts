import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Repository } from './repository.ts';
import { type ActionOptions, type ActionResult, runAction } from './runner.ts';
import { type LoopbackGitHub, startGitHub } from './server.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

let github: LoopbackGitHub;
let repository: Repository;

beforeEach(async () => {
  github = await startGitHub();
  repository = github.state.addRepository('octo/widgets', { files: { 'README.md': '# Widgets' } });
});
afterEach(async () => {
  await github.close();
});

const run = (script: string, options: Partial<ActionOptions> = {}): Promise<ActionResult> =>
  runAction(github, {
    repository,
    trigger: { event: 'push' },
    script: fixture(script),
    actionFile: fixture('action.yml'),
    ...options,
  });

describe('a step', () => {
  test('gets inputs, defaults and a token, and leaves outputs, summary, state and annotations', async () => {
    const result = await run('probe.mjs', { inputs: { 'Some-Input': 'given' }, workspace: { 'a/b.txt': 'kept' } });
    expect(result.stderr).toBe('');
    expect(result.exitCode).toBe(0);
    expect(result.outputs.get('input')).toBe('given');
    expect(result.outputs.get('multi')).toBe('first\nsecond');
    expect(result.outputs.get('readme')).toBe('README.md');
    expect(result.exportedEnv.get('EXPORTED')).toBe('yes');
    expect(result.stateValues.get('kept')).toBe('state');
    expect(result.summary).toBe('# Summary\n');
    expect(result.masks).toEqual(['s3cret']);
    expect(result.annotations).toEqual([
      { level: 'warning', message: 'from\ntext', file: 'a.md', line: 3 },
      { level: 'error', message: 'one\ntwo', title: 'a: b', file: 'README.md', line: 7 },
    ]);
    expect([...result.files.keys()]).toEqual(['a/b.txt']);
    expect(result.requests.map(({ method, path, as }) => `${method} ${path} ${as}`)).toEqual([
      'GET /repos/octo/widgets/readme workflow',
    ]);
    expect(github.state.runs.at(-1)).toMatchObject({ status: 'completed', conclusion: 'success' });
  });

  test('sees nothing of the environment that the tests run in', async () => {
    process.env['DEVELOPER_SECRET'] = 'x';
    const environment: Record<string, string> = JSON.parse((await run('probe.mjs')).outputs.get('environment') ?? '{}');
    expect(Object.keys(environment)).not.toContain('DEVELOPER_SECRET');
    expect(Object.keys(environment)).not.toContain('LOOPBACK_GUARD_REPORT');
    expect(environment['INPUT_SOME-INPUT']).toBe('from action.yml');
    expect(environment['GITHUB_SERVER_URL']).toBe('https://github.com');
  });

  test.each([
    ['push', { event: 'push' }, 'refs/heads/main'],
    ['schedule', { event: 'schedule' }, 'refs/heads/main'],
    ['workflow_dispatch', { event: 'workflow_dispatch' }, 'refs/heads/main'],
    ['repository_dispatch', { event: 'repository_dispatch' }, 'refs/heads/main'],
    ['release', { event: 'release', tag: 'v1' }, 'refs/tags/v1'],
  ] as const)('of a %s event gets its ref, commit and payload', async (event, trigger, ref) => {
    repository.tag('v1');
    const context: unknown = JSON.parse((await run('probe.mjs', { trigger })).outputs.get('context') ?? '{}');
    expect(context).toMatchObject({ event, ref, sha: repository.head(), runId: github.state.runs.at(-1)?.id });
  });

  test('of a pull request from a fork names the fork, and stands on the merge commit', async () => {
    const fork = github.state.addRepository('fan/widgets', { forkOf: repository });
    fork.commit({ 'README.md': '# Better' }, { branch: 'better' });
    const pull = github.state.addPull({ repository, head: { repository: fork, branch: 'better' } });
    const { outputs } = await run('probe.mjs', { trigger: { event: 'pull_request', pull } });
    const { payload, ref, sha } = JSON.parse(outputs.get('context') ?? '{}') as {
      payload: { pull_request: { head: { sha: string; repo: { full_name: string } } } };
      ref: string;
      sha: string;
    };
    expect(payload.pull_request.head).toMatchObject({ sha: fork.head('better'), repo: { full_name: 'fan/widgets' } });
    expect(ref).toBe(`refs/pull/${pull.number}/merge`);
    expect(repository.objects.commits.get(sha)?.parents).toEqual([repository.head(), fork.head('better')]);
  });

  test('can be killed at its nth request', async () => {
    const result = await run('probe.mjs', { killAtRequest: 1 });
    expect(result).toMatchObject({ exitCode: null, signal: 'SIGKILL', timedOut: false });
    expect(result.requests).toHaveLength(1);
  });

  test.each(['fetch', 'address', 'https', 'dns'])(
    'that leaves the loopback interface by %s fails the test',
    async (by) => {
      await expect(run('stray.mjs', { inputs: { by } })).rejects.toThrow('tried to leave the loopback interface');
    },
  );
});

describe('an artifact', () => {
  const upload = (inputs: Record<string, string>, options: Partial<ActionOptions> = {}): Promise<ActionResult> =>
    run('upload.mjs', { inputs: { raw: 'false', ...inputs }, ...options });

  test('is stored, listed and downloaded as it was uploaded', async () => {
    const { outputs, exitCode, stdout } = await upload({ name: 'readme-tags', raw: 'true' });
    expect(exitCode, stdout).toBe(0);
    const [artifact] = github.state.artifacts;
    expect(Buffer.from(artifact?.bytes ?? '').toString()).toBe('{"answer":42}');
    expect(artifact).toMatchObject({
      id: Number(outputs.get('id')),
      name: 'report.json',
      mimeType: 'application/json',
      digest: `sha256:${outputs.get('digest')}`,
    });
    expect(github.log.lines).toEqual([
      'POST /twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact 200',
      'PUT /storage/*?comp=block 201',
      'PUT /storage/*?comp=blocklist 201',
      'POST /twirp/github.actions.results.api.v1.ArtifactService/FinalizeArtifact 200',
    ]);
  });

  test('is a zip unless it is raw', async () => {
    await upload({ name: 'readme-tags' });
    const [artifact] = github.state.artifacts;
    expect(artifact).toMatchObject({ name: 'readme-tags', mimeType: 'application/zip' });
    expect(
      Buffer.from(artifact?.bytes ?? '')
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  test('cannot take the name of another of the same attempt', async () => {
    const { run: first } = await upload({ name: 'readme-tags' });
    const conflict = await upload({ name: 'readme-tags' }, { run: first });
    expect(conflict.exitCode).toBe(1);
    expect(conflict.annotations.at(-1)?.message).toContain('(409) Conflict: an artifact with this name already exists');
    expect((await upload({ name: 'readme-tags' }, { run: first, rerun: true })).exitCode).toBe(0);
    expect(github.state.artifacts.map(({ name, run }) => [name, run.id])).toEqual([
      ['readme-tags', first.id],
      ['readme-tags', first.id],
    ]);
  });
});
