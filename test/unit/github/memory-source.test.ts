import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createArtifactStore } from '../../../src/github/artifact.ts';
import { type Client, createClient } from '../../../src/github/client.ts';
import { createMemorySource } from '../../../src/github/memory-source.ts';
import { createRepositories } from '../../../src/github/repository.ts';
import type { RepositoryName } from '../../../src/model/repository.ts';
import type { FoundMemory, OwnRepository } from '../../../src/ports.ts';
import { parseMemory } from '../../../src/report/memory.ts';
import { renderReport } from '../../../src/report/report.ts';
import type { Artifact } from '../../github/artifact.ts';
import { everyFault } from '../../github/faults.ts';
import type { Repository } from '../../github/repository.ts';
import { createRuntimeToken, type RunOptions } from '../../github/runs.ts';
import { type GitHubOptions, type LoopbackGitHub, startGitHub } from '../../github/server.ts';
import { sample } from '../report/sample.ts';

const NAME = 'readme-tags';
const WORKFLOW = '.github/workflows/readme-tags.yml';

let github: LoopbackGitHub;
let repository: Repository;
let fork: Repository;

const start = async (options: GitHubOptions = {}): Promise<void> => {
  github = await startGitHub(options);
  repository = github.state.addRepository('octo/widgets', { files: { 'README.md': '# W' } });
  fork = github.state.addRepository('fan/widgets', { forkOf: repository });
};
beforeEach(() => start());
afterEach(() => github.close());

const client = (more: Partial<Parameters<typeof createClient>[0]> = {}): Client =>
  createClient({
    token: github.state.addToken({ kind: 'workflow', repositories: [repository], permissions: { actions: 'read' } }),
    baseUrl: github.urls.api,
    userAgent: 'test',
    log: { debug: () => {}, warning: () => {} },
    timeoutMs: 2000,
    retryBaseMs: 1,
    maxWaitMs: 10,
    ...more,
  });

const own = (): OwnRepository => ({
  id: repository.id,
  name: { owner: repository.owner.login, name: repository.name },
  defaultBranch: repository.defaultBranch,
});

type Options = { workflow?: string | null; client?: Client };
const find = (options: Options = {}): Promise<FoundMemory> =>
  createMemorySource(options.client ?? client(), {
    workflow: options.workflow === undefined ? WORKFLOW : options.workflow,
    serverUrl: github.urls.server,
  }).find(NAME, own());

/** What a run would know: the id of the remembered result, or why there is none. */
const recall = async (options: Options = {}): Promise<string | null> => {
  const found = await find(options);
  if (found.kind === 'none') return found.message;
  const parsed = await parseMemory(found.bytes, own().name, async () => false);
  return parsed.kind === 'report' ? String(parsed.report.result.id) : `The report ${parsed.reason}`;
};

const reportText = (id: string, more: Parameters<typeof sample>[0] = {}): string =>
  renderReport(sample({ id, ...more }));
const zipOf = (text: string): Uint8Array => zipSync({ 'readme-tags.json': new TextEncoder().encode(text) });

/** An artifact that a run left behind; everything fits but for what `options` says. */
const addReport = (
  id: string,
  options: Partial<RunOptions> & { name?: string; bytes?: Uint8Array; retentionDays?: number } = {},
): Artifact => {
  const { name = NAME, bytes = zipOf(reportText(id)), retentionDays = 90, ...run } = options;
  const made = github.state.addRun({ repository, status: 'completed', ...run });
  return github.state.addArtifact(made, name, bytes, { retentionDays });
};

describe('memory', () => {
  it('is the report of the last run, found with four requests', async () => {
    addReport('old');
    addReport('new');
    expect(await find()).toEqual({ kind: 'found', bytes: new TextEncoder().encode(reportText('new')) });
    expect(github.log.lines).toEqual([
      'GET /repos/octo/widgets/actions/artifacts?name=readme-tags&per_page=100&page=1 200',
      expect.stringMatching(/^GET \/repos\/octo\/widgets\/actions\/runs\/\d+ 200$/),
      expect.stringMatching(/^GET \/repos\/octo\/widgets\/actions\/artifacts\/\d+\/zip 302$/),
      'GET /storage/* 200',
    ]);
  });

  it('is asked of the storage without the token', async () => {
    addReport('new');
    await find();
    const [request] = github.log.all.filter(({ service }) => service === 'storage');
    expect(request?.headers.has('authorization')).toBe(false);
    expect(request?.as).toBe('none');
    expect(github.log.all.filter(({ service }) => service === 'rest').every(({ as }) => as === 'workflow')).toBe(true);
  });

  it('is what an upload of this action leaves', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'report-'));
    try {
      writeFileSync(join(folder, 'readme-tags.json'), reportText('uploaded'));
      const run = github.state.addRun({ repository });
      vi.stubEnv('ACTIONS_RUNTIME_TOKEN', createRuntimeToken(run, new Date(Date.now() + 60_000)));
      vi.stubEnv('ACTIONS_RESULTS_URL', github.urls.origin);
      vi.stubEnv('GITHUB_SERVER_URL', github.urls.server);
      vi.spyOn(process.stdout, 'write').mockReturnValue(true);
      await createArtifactStore(process.env, null).upload(NAME, join(folder, 'readme-tags.json'));
    } finally {
      vi.restoreAllMocks();
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true });
    }
    expect(await recall()).toBe('uploaded');
  });

  it.each<[string, () => Partial<RunOptions>]>([
    ['a push', () => ({ event: 'push' })],
    ['a schedule', () => ({ event: 'schedule' })],
    ['a start by hand', () => ({ event: 'workflow_dispatch' })],
    ['a start by another program', () => ({ event: 'repository_dispatch' })],
    ['a release, whose branch is its tag', () => ({ event: 'release', branch: 'v1', sha: repository.head() })],
    ['a run that failed', () => ({ conclusion: 'failure' })],
    ['a run whose path names its ref', () => ({ workflow: `${WORKFLOW}@refs/heads/main` })],
  ])('is the report of %s', async (_name, run) => {
    addReport('it', run());
    expect(await recall()).toBe('it');
  });

  it('is the last of several reports of one run', async () => {
    const run = github.state.addRun({ repository });
    github.state.addArtifact(run, NAME, zipOf(reportText('first try')));
    github.state.rerun(run);
    github.state.addArtifact(run, NAME, zipOf(reportText('second try')));
    expect(await recall()).toBe('second try');
  });

  it('stays when the repository is renamed', async () => {
    addReport('it');
    github.state.moveRepository(repository, 'octo/gadgets');
    const found = await find();
    const repositories = createRepositories(client());
    const wasCalled = async (name: RepositoryName) => (await repositories.read(name)).id === repository.id;
    const gadgets = { owner: 'octo', name: 'gadgets' };
    expect(found.kind === 'found' && (await parseMemory(found.bytes, gadgets, wasCalled)).kind).toBe('report');
  });
});

/** Everything but one thing fits; the report must not become memory, and the older one of the repository's own must. */
const forgeries: readonly [string, () => void][] = [
  ['a run of a fork', () => addReport('x', { headRepository: fork })],
  ['a run of a fork that is gone', () => addReport('x', { headRepository: null, sha: repository.head() })],
  ['a pull request from a fork', () => addReport('x', { event: 'pull_request', headRepository: fork })],
  ['a pull request', () => addReport('x', { event: 'pull_request' })],
  ['a pull request that runs with rights', () => addReport('x', { event: 'pull_request_target' })],
  ['a run after a run', () => addReport('x', { event: 'workflow_run' })],
  ['a comment', () => addReport('x', { event: 'issue_comment' })],
  ['another workflow file', () => addReport('x', { workflow: '.github/workflows/other.yml' })],
  ['a workflow file with a longer name', () => addReport('x', { workflow: `${WORKFLOW}.yml` })],
  ['another name', () => addReport('x', { name: 'readme-tags-pr-7' })],
  ['another name in another case', () => addReport('x', { name: 'README-tags' })],
  [
    'another branch',
    () => {
      repository.commit({ 'README.md': '# Mine' }, { branch: 'feature' });
      addReport('x', { branch: 'feature' });
    },
  ],
  ['a tag that no release made', () => addReport('x', { branch: 'v1', sha: repository.head() })],
  [
    'a run by hand on another branch',
    () => addReport('x', { event: 'workflow_dispatch', branch: 'feature', sha: repository.head() }),
  ],
  ['a dry run', () => addReport('x', { bytes: zipOf(reportText('x', { dryRun: true })) })],
];

describe('the report of', () => {
  it.each(forgeries)('%s never is memory', async (_name, forge) => {
    forge();
    expect((await find()).kind).toBe('none');
    github.state.artifacts.splice(0);
    addReport('own');
    for (let count = 0; count < 3; count++) forge();
    expect(await recall()).toBe('own');
  });

  it('another workflow file is named where there is no other', async () => {
    addReport('x', { workflow: '.github/workflows/other.yml' });
    expect(await recall()).toContain('is that of another workflow file, ".github/workflows/other.yml"; where the file');
  });

  it('nobody is no memory, without a word', async () => {
    expect(await find()).toEqual({ kind: 'none', message: null });
    addReport('x', { headRepository: fork });
    expect(await find()).toEqual({ kind: 'none', message: null });
  });
});

describe('the last report', () => {
  const json = (text: string): Uint8Array => new TextEncoder().encode(text);
  it.each<[string, () => Uint8Array, string]>([
    ['is too large', () => new Uint8Array(5_000_001), 'is larger than 5 MB'],
    ['is a zip bomb', () => zipOf(' '.repeat(6_000_000)), 'holds more than 5 MB'],
    ['has a second file', () => zipSync({ 'a.json': json('{}'), 'b.json': json('{}') }), 'holds 2 files and folders'],
    ['is another kind of file', () => zipSync({ 'run.sh': json('{}') }), 'holds "run.sh"; expected a file in JSON'],
    ['is no zip', () => json(reportText('x')), 'is no zip, or not a whole one'],
    ['is half a zip', () => zipOf(reportText('x')).slice(0, 200), 'is no zip, or not a whole one'],
    ['is no JSON', () => zipOf('{"dryRun":'), 'The report is not JSON'],
    ['is another JSON', () => zipOf('{"result":[]}'), 'The report is not what report.schema.json says: must have'],
    ['is of another repository', () => zipOf(reportText('x', { repository: 'octo/other' })), 'is about octo/other'],
  ])('that %s is no memory, and no older one is', async (_name, bytes, message) => {
    addReport('old');
    addReport('x', { bytes: bytes() });
    expect(await recall()).toContain(message);
  });

  it('that has expired is no memory, and no older one is', async () => {
    addReport('old');
    addReport('x', { retentionDays: 0 });
    expect(await recall()).toContain('The last report has expired. Artifacts stay as long as');
    expect(github.log.lines.some((line) => line.includes('/zip'))).toBe(false);
  });

  it('that expires just now is no memory', async () => {
    const artifact = addReport('x');
    github.fault(({ path }) => {
      if (path.endsWith('/zip')) github.clock.advance(artifact.expiresAt.getTime() - Date.now() + 1);
      return null;
    });
    expect(await recall()).toContain('The last report has expired.');
  });

  it('that is not what was uploaded is no memory', async () => {
    addReport('x').digest = `sha256:${'0'.repeat(64)}`;
    expect(await recall()).toMatch(/^The last report cannot be used: its artifact \(\d+\) did not come as it was/);
  });

  it('that says it is small and is not is read to the limit only', async () => {
    const artifact = addReport('x');
    github.fault(({ path }) => {
      if (path.endsWith('/zip')) artifact.bytes = new Uint8Array(30_000_000);
      return null;
    });
    expect(await recall()).toContain('is larger than 5 MB');
  });

  it('is looked for behind ten dry runs and no further', async () => {
    addReport('real');
    const dry = zipOf(reportText('x', { dryRun: true }));
    for (let count = 0; count < 9; count++) addReport('x', { bytes: dry });
    expect(await recall()).toBe('real');
    addReport('x', { bytes: dry });
    expect(await recall()).toBe('The last 10 runs were dry runs; older reports are not looked for.');
  });
});

describe('the search', () => {
  const linesWith = (part: string): number => github.log.lines.filter((line) => line.includes(part)).length;

  it('goes on over pages', async () => {
    addReport('own');
    const run = github.state.addRun({ repository, event: 'pull_request', headRepository: fork });
    for (let count = 0; count < 250; count++) github.state.addArtifact(run, NAME, new Uint8Array([count]));
    expect(await recall()).toBe('own');
    expect(linesWith('/artifacts?')).toBe(3);
    expect(linesWith('/runs/')).toBe(1);
  });

  it('ends after five pages and says so', async () => {
    addReport('own');
    const run = github.state.addRun({ repository, headRepository: fork });
    for (let count = 0; count < 500; count++) github.state.addArtifact(run, NAME, new Uint8Array([1]));
    expect(await recall()).toContain('None of the newest 500 artifacts "readme-tags" is of this workflow file');
    expect(github.log.all).toHaveLength(5);
  });

  it('ends after thirty runs and says so', async () => {
    addReport('own');
    for (let count = 0; count < 40; count++) addReport('x', { event: 'workflow_run' });
    expect(await recall()).toContain('None of the newest 30 runs with an artifact "readme-tags" is of this workflow');
    expect(github.log.all).toHaveLength(31);
  });

  it('passes over any number of runs on other branches with one request', async () => {
    addReport('own');
    for (let count = 0; count < 60; count++) addReport('x', { branch: 'feature', sha: repository.head() });
    expect(await recall()).toBe('own');
    expect(github.log.all).toHaveLength(5);
  });

  it('finds a release behind a hundred later ones of other workflows', async () => {
    addReport('older');
    addReport('release', { event: 'release', branch: 'v1', sha: repository.head() });
    for (let count = 0; count < 100; count++) {
      const sha = repository.head();
      github.state.addRun({ repository, event: 'release', branch: 'v2', sha, workflow: '.github/workflows/x.yml' });
    }
    expect(await recall()).toBe('release');
  });

  it('without the permission says which one it needs', async () => {
    addReport('own');
    repository.visibility = 'private';
    const token = github.state.addToken({ kind: 'workflow', repositories: [repository], permissions: {} });
    expect(await recall({ client: client({ token }) })).toMatch(
      /^Cannot look for the last report: the token may not \(403\)\. It needs actions: read: add it to "permissions"/,
    );
    const stranger = client({ token: github.state.addToken({ kind: 'classic', user: 'mona', scopes: ['repo'] }) });
    expect(await recall({ client: stranger })).toContain('answered 404. The token cannot see the artifacts');
  });

  it('without a token says that it takes one', async () => {
    addReport('own');
    expect(await recall({ client: client({ token: '' }) })).toMatch(
      /^Cannot download the last report \(artifact \d+\): GitHub does not accept the token \(401\)/,
    );
  });

  it('is not made on a GitHub Enterprise Server, nor where the workflow is not known', async () => {
    await github.close();
    await start({ edition: 'ghes' });
    expect(await recall()).toContain('GitHub Enterprise Server (github.example.com) does not take the artifacts');
    expect(github.log.all).toEqual([]);
    await github.close();
    await start();
    expect(await recall({ workflow: null })).toContain('GITHUB_WORKFLOW_REF is not set');
    expect(github.log.all).toEqual([]);
  });

  it('follows no address but a safe one', async () => {
    addReport('own');
    for (const location of ['ftp://127.0.0.1/x', 'file:///etc/passwd', 'nowhere', '']) {
      github.faults.clear();
      github.fault(({ path }) =>
        path.endsWith('/zip') ? { kind: 'status', status: 302, json: {}, headers: { location } } : null,
      );
      expect(await recall()).toContain('the answer is no address that an artifact could be at');
    }
  });

  it('takes a refusal of the storage for what it is, after asking for a new address', async () => {
    addReport('own');
    github.fault(({ service }) => (service === 'storage' ? { kind: 'status', status: 403 } : null));
    expect(await recall()).toMatch(
      /the answer is 403 from the storage of artifacts, 127\.0\.0\.1:\d+\. It was tried .* at \*\.blob/,
    );
    expect(linesWith('/zip')).toBe(4);
  });

  const steps = ['the list', 'the run', 'the address', 'the content'].map((step, at) => [step, at + 1] as const);
  it.each(steps)('survives every fault at %s', async (_step, at) => {
    addReport('own');
    for (const [name, fault] of everyFault) {
      github.faults.clear();
      github.faultAt(at, fault, 'same');
      const found = await find({ client: client({ timeoutMs: 60 }) });
      expect(found, name).toMatchObject({
        kind: 'none',
        message: expect.stringMatching(/^(?:Cannot|The last) .+[."]$/),
      });
    }
  });

  it.each(steps)('goes on after a fault at %s that does not come again', async (_step, at) => {
    addReport('own');
    for (const name of ['500', '502', 'reset', 'cut', 'silence']) {
      github.faults.clear();
      github.faultAt(at, everyFault.get(name)!);
      expect((await find({ client: client({ timeoutMs: 200 }) })).kind, name).toBe('found');
    }
  });
});
