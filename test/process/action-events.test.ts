import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Trigger } from '../github/events.ts';
import type { Repository } from '../github/repository.ts';
import { type ActionOptions, runAction } from '../github/runner.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { addSocket, artifactOf, checkReport, errorsOf, noticesOf, reportOf, warningsOf } from './action-setup.ts';
import { SOCKET_README, TAGS } from './workspace.ts';

let github: LoopbackGitHub;
let repository: Repository;

beforeEach(async () => {
  github = await startGitHub();
  repository = addSocket(github);
});
afterEach(async () => {
  await github.close();
});

const run = (trigger: Trigger, more: Partial<ActionOptions> = {}) =>
  runAction(github, { repository, trigger, ...more });

describe('a push to the default branch', () => {
  test('leaves result, report, artifact and summary', async () => {
    const result = await run({ event: 'push' });
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    expect(Object.fromEntries(result.outputs)).toEqual({
      result: '{"id":"9806","tags":[{"id":7,"name":"websocket"}]}',
      tags: '["websocket"]',
      topics: '["nodejs"]',
      added: '["websocket"]',
      removed: '[]',
      changed: 'true',
      abstained: 'true',
      classifier: 'offline',
      'report-path': expect.stringMatching(/\/tinysocket\/readme-tags\.json$/),
      'comment-url': '',
      'artifact-id': String(github.state.artifacts[0]?.id),
      'artifact-url': expect.stringMatching(
        /^https:\/\/github\.com\/octo\/tinysocket\/actions\/runs\/\d+\/artifacts\/\d+$/,
      ),
    });
    expect([...result.files.keys()]).toEqual(['readme-tags.json']);
    expect(artifactOf(github)).toBe(Buffer.from(result.files.get('readme-tags.json') ?? '').toString());
    expect(reportOf(result)).toMatchObject({
      repository: 'octo/tinysocket',
      ref: 'main',
      sha: repository.head(),
      event: 'push',
      workflow: '.github/workflows/readme-tags.yml',
      basis: 'readme',
      readme: { path: 'README.md', bytes: SOCKET_README.length, truncated: false },
      vocabulary: { source: '.github/tags.json', tags: 3 },
      topics: { before: ['nodejs'], added: ['websocket'], removed: [] },
      warnings: [],
    });
    expect(result.summary).toContain('gh repo edit octo/tinysocket --add-topic websocket');
    expect(result.summary).toContain(`/blob/${repository.head()}/README.md?plain=1#L`);
    expect(result.annotations).toEqual([]);
    expect(result.stderr).toBe('');
    expect(result.tempFiles.size).toBe(0);
  });

  test('reads and uploads, and changes nothing', async () => {
    await run({ event: 'push' });
    expect(github.log.lines).toEqual([
      'GET /repos/octo/tinysocket 200',
      'GET /repos/octo/tinysocket/contents/.github/tags.json 200',
      'GET /repos/octo/tinysocket/commits/heads/main 200',
      `GET /repos/octo/tinysocket/readme?ref=${repository.head()} 200`,
      'POST /twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact 200',
      'PUT /storage/*?comp=block 201',
      'PUT /storage/*?comp=blocklist 201',
      'POST /twirp/github.actions.results.api.v1.ArtifactService/FinalizeArtifact 200',
    ]);
    expect(github.log.writes).toEqual([]);
  });

  test('leaves the same report twice, but for its timings', async () => {
    const [first, second] = [reportOf(await run({ event: 'push' })), reportOf(await run({ event: 'push' }))];
    expect({ ...second, timings: null }).toEqual({ ...first, timings: null });
    expect(JSON.stringify({ ...second, timings: null })).toBe(JSON.stringify({ ...first, timings: null }));
  });

  test('hides the token in every form, before anything else is said', async () => {
    const { masks, token, stdout } = await run({ event: 'push' });
    const forms = [
      token,
      Buffer.from(token).toString('base64'),
      Buffer.from(`x-access-token:${token}`).toString('base64'),
    ];
    expect(masks).toEqual(expect.arrayContaining(forms));
    const rest = stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    expect(stdout.startsWith('::add-mask::')).toBe(true);
    for (const form of forms) expect(rest.join('\n')).not.toContain(form);
  });
});

describe.each<[string, Trigger]>([
  ['schedule', { event: 'schedule' }],
  ['workflow_dispatch', { event: 'workflow_dispatch', branch: 'next' }],
  ['repository_dispatch', { event: 'repository_dispatch' }],
  ['release', { event: 'release', tag: 'v1' }],
])('a %s event', (event, trigger) => {
  test('is about the newest commit of the default branch', async () => {
    repository.tag('v1');
    repository.commit({ 'README.md': 'A cookbook: cooking recipes for every day.' }, { branch: 'next' });
    const newest = repository.commit({ 'notes.txt': 'newer' });
    const result = await run(trigger);
    expect(result.exitCode, result.stdout).toBe(0);
    expect(reportOf(result)).toMatchObject({
      event,
      ref: 'main',
      sha: newest,
      result: { tags: [{ id: 7, name: 'websocket' }] },
    });
    checkReport(artifactOf(github));
  });
});

describe('a push to another branch or a tag', () => {
  test('is about the commit that was pushed, with the tags file of the default branch', async () => {
    const sha = repository.commit(
      { 'README.md': SOCKET_README.replace('tinysocket', 'newsocket'), '.github/tags.json': '["x"]' },
      { branch: 'feature/x' },
    );
    repository.commit({ 'README.md': 'later' }, { branch: 'feature/x' });
    const report = reportOf(await run({ event: 'push', branch: 'feature/x', sha }));
    expect(report).toMatchObject({ ref: 'feature/x', sha, vocabulary: { tags: 3 }, result: { tags: [{ id: 7 }] } });
  });

  test('is about the commit that was tagged', async () => {
    const sha = repository.head();
    repository.tag('v1');
    repository.commit({ 'README.md': 'later' });
    expect(reportOf(await run({ event: 'push', tag: 'v1' }))).toMatchObject({ ref: 'v1', sha });
  });

  test('that deletes it is nothing to do', async () => {
    const result = await run({ event: 'push', branch: 'gone' }, { payload: { deleted: true } });
    expect(result.exitCode).toBe(0);
    expect(noticesOf(result)).toEqual(['The push deleted the branch or tag; there is nothing to read.']);
    expect(result.outputs.size).toBe(0);
    expect(result.files.size).toBe(0);
  });
});

describe.each(['pull_request', 'pull_request_target'] as const)('a %s event', (event) => {
  test('from a fork reads the head as data, and the tags file of the base', async () => {
    const fork = github.state.addRepository('fan/tinysocket', { forkOf: repository });
    const sha = fork.commit({ 'README.md': SOCKET_README, '.github/tags.json': '["evil"]' }, { branch: 'better' });
    const pull = github.state.addPull({ repository, head: { repository: fork, branch: 'better' } });
    const result = await run({ event, pull });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(reportOf(result)).toMatchObject({
      repository: 'octo/tinysocket',
      ref: `#${pull.number}`,
      sha,
      vocabulary: { tags: 3 },
      result: { tags: [{ id: 7 }] },
    });
    checkReport(artifactOf(github, `readme-tags-pr-${pull.number}`));
  });

  test('from a fork that is gone is read all the same', async () => {
    const fork = github.state.addRepository('fan/tinysocket', { forkOf: repository });
    const sha = fork.commit({ 'README.md': SOCKET_README }, { branch: 'better' });
    const pull = github.state.addPull({ repository, head: { repository: fork, branch: 'better' } });
    github.state.deleteRepository(fork);
    expect(reportOf(await run({ event, pull }))).toMatchObject({ sha });
  });

  test('brings its own tags file where the base has none, unless it comes from a fork', async () => {
    repository.commit({ x: 'y' }, { remove: ['.github/tags.json'] });
    repository.commit({ '.github/tags.yml': '- websocket\n- other\n' }, { branch: 'own' });
    const own = github.state.addPull({ repository, head: { branch: 'own' } });
    const inputs = { 'tags-file': '.github/tags.yml' };
    const result = await run({ event, pull: own }, { inputs });
    expect(reportOf(result)).toMatchObject({ vocabulary: { tags: 2 } });
    expect(noticesOf(result)).toEqual([
      '.github/tags.yml is not on the base branch yet; the one of the pull request is used.',
    ]);

    const fork = github.state.addRepository('fan/tinysocket', { forkOf: repository });
    fork.commit({ '.github/tags.yml': '- evil\n' }, { branch: 'better' });
    const pull = github.state.addPull({ repository, head: { repository: fork, branch: 'better' } });
    const fromFork = await run({ event, pull }, { inputs });
    expect(fromFork.exitCode).toBe(0);
    expect(noticesOf(fromFork)).toEqual([expect.stringContaining('A pull request from a fork cannot bring its own.')]);
    expect(fromFork.files.size).toBe(0);
  });
});

test('a workflow_run event after a pull request is about its head', async () => {
  const fork = github.state.addRepository('fan/tinysocket', { forkOf: repository });
  const sha = fork.commit({ 'README.md': SOCKET_README }, { branch: 'better' });
  const pull = github.state.addPull({ repository, head: { repository: fork, branch: 'better' } });
  const first = github.state.addRun({
    repository,
    event: 'pull_request',
    headRepository: fork,
    branch: 'better',
    sha,
    status: 'completed',
  });
  const result = await run({ event: 'workflow_run', run: first });
  expect(reportOf(result)).toMatchObject({ ref: `#${pull.number}`, sha });
  checkReport(artifactOf(github, `readme-tags-pr-${pull.number}`));
});

describe('where the tags file is missing', () => {
  test('the starter list is used, and the summary has a file to paste', async () => {
    repository.commit({ '.github/labels.txt': 'x', '.github/my-tags.yml': '- a' }, { remove: ['.github/tags.json'] });
    const result = await run({ event: 'push' });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(reportOf(result).vocabulary.tags).toBeGreaterThan(200);
    expect(reportOf(result).result.tags.map(({ name }) => name)).toContain('websocket');
    expect(noticesOf(result)).toEqual([
      'There is no .github/tags.json; the built-in starter list is used. The summary has a file to start from. There is .github/my-tags.yml: name it in "tags-file" if that is it.',
    ]);
    expect(result.summary).toContain('https://github.com/octo/tinysocket/new/main?filename=.github/tags.json');
    const [, file = ''] = /```json\n(\{[\s\S]*?\n\}|\[[\s\S]*?\n\])\n```/.exec(result.summary) ?? [];
    repository.commit({ '.github/tags.json': file });
    const pasted = reportOf(await run({ event: 'push' }));
    expect(pasted.result.tags.map(({ name }) => name)).toContain('websocket');
    expect(pasted.vocabulary.source).toBe('.github/tags.json');
  });

  test('a file that was named is an error', async () => {
    const result = await run(
      { event: 'push' },
      { inputs: { 'tags-file': '.github/tag.json\n./made.json\nacme/tags:tags.json@v1' } },
    );
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toHaveLength(1);
    const [message = ''] = errorsOf(result);
    expect(message).toMatch(/^3 tags files are missing:\n/);
    expect(message).toContain(
      'There is no ".github/tag.json" on the default branch of octo/tinysocket. Commit it there, or name another file in "tags-file". Did you mean ".github/tags.json"?',
    );
    expect(message).toContain('Run actions/checkout before this step');
    expect(message).toContain('the token cannot see that repository');
    expect(result.files.size).toBe(0);
  });
});

describe('tags files', () => {
  test('of the checkout and of another repository make one list', async () => {
    github.state.addRepository('acme/tags', { files: { 'lists/all.csv': 'id,name\n7,websocket\n8,networking\n' } });
    const result = await run(
      { event: 'push' },
      { inputs: { 'tags-file': './made/tags.json\nacme/tags:lists/all.csv' }, workspace: { 'made/tags.json': TAGS } },
    );
    expect(result.exitCode, result.stdout).toBe(0);
    expect(reportOf(result).vocabulary).toMatchObject({ source: './made/tags.json, acme/tags:lists/all.csv', tags: 4 });
  });

  test('that are broken are told with everything that is wrong', async () => {
    repository.commit({ '.github/tags.json': '[{"id":1,"name":"one"},{"id":1,"name":"two"},{"id":2}]' });
    const result = await run({ event: 'push' });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toHaveLength(1);
    expect(errorsOf(result)[0]).toContain('.github/tags.json');
    expect(result.outputs.size).toBe(0);
  });

  test('that are too large are told with their whole size', async () => {
    const text = JSON.stringify(Array.from({ length: 500_000 }, (_, number) => `tag-${number}`));
    repository.commit({ '.github/tags.json': text });
    const result = await run({ event: 'push' });
    const size = text.length.toString().replace(/\B(?=(?:\d{3})+$)/g, ',');
    expect(errorsOf(result)).toEqual([expect.stringContaining(`.github/tags.json: the file is ${size} bytes`)]);
  });

  test('with small faults are told of in one warning', async () => {
    repository.commit({ '.github/tags.json': '["websocket ","b ","c "]' });
    const result = await run({ event: 'push' });
    expect(result.exitCode).toBe(0);
    expect(warningsOf(result)).toHaveLength(1);
    expect(reportOf(result).warnings.length).toBeGreaterThanOrEqual(3);
  });
});

describe('where there is little to read', () => {
  test.each<[string, { readonly files?: Record<string, string>; readonly description?: string | null }, string]>([
    ['no README', { files: { '.github/tags.json': TAGS } }, 'description'],
    ['an empty README', { files: { '.github/tags.json': TAGS, 'README.md': '\n' } }, 'description'],
    [
      'a README that names another file',
      { files: { '.github/tags.json': TAGS, 'README.md': 'docs/README.md' } },
      'description',
    ],
    ['neither README nor description', { files: { '.github/tags.json': TAGS }, description: null }, 'nothing'],
  ])('%s is no failure', async (_name, more, basis) => {
    const little = github.state.addRepository('octo/little', { description: 'A WebSocket server', ...more });
    const result = await runAction(github, { repository: little, trigger: { event: 'push' } });
    expect(result.exitCode, result.stdout).toBe(0);
    const report = reportOf(result);
    expect(report.basis).toBe(basis);
    if (basis === 'nothing') expect(report.result.tags).toEqual([]);
    expect(noticesOf(result)).toHaveLength(1);
    expect(result.summary).toContain('**Note.**');
  });

  test('a repository without a commit is no failure', async () => {
    github.state.addRepository('octo/empty', { description: 'A WebSocket server' });
    const result = await run({ event: 'workflow_dispatch' }, { inputs: { repository: 'octo/empty' } });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(reportOf(result)).toMatchObject({ repository: 'octo/empty', sha: null, readme: null, basis: 'description' });
  });

  test('a README of 3 MB is cut, and that is told', async () => {
    repository.commit({ 'README.md': SOCKET_README + '\nfiller '.repeat(400_000) });
    const result = await run({ event: 'push' });
    const report = reportOf(result);
    expect(report.readme).toMatchObject({ truncated: true, bytes: SOCKET_README.length + 3_200_000 });
    expect(noticesOf(result)).toEqual([expect.stringContaining('only the first 1 MB was read')]);
  });
});
