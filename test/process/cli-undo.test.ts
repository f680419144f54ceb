import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TopicsPlan } from '../../src/model/topics.ts';
import { fingerprintOf } from '../../src/report/fingerprint.ts';
import { type Report, renderReport } from '../../src/report/report.ts';
import { runCli } from '../github/cli.ts';
import { everyFault } from '../github/faults.ts';
import type { Repository } from '../github/repository.ts';
import { type ActionResult, runAction } from '../github/runner.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { considered, sample } from '../unit/report/sample.ts';
import { addSocket, reportOf } from './action-setup.ts';
import { NODES } from './nodes.ts';
import { makeWorkspace } from './workspace.ts';

let github: LoopbackGitHub;
let repository: Repository;
beforeEach(async () => {
  github = await startGitHub();
  repository = addWidgets();
});
afterEach(async () => {
  await github.close();
});

/** As the run of the report left them. */
const LEFT = ['nodejs', 'parser', 'cpp'];
const addWidgets = (topics: readonly string[] = LEFT): Repository =>
  github.state.addRepository('octo/widgets', { topics: [...topics], files: { 'README.md': '# Widgets' } });

const PLAN: TopicsPlan = {
  mode: 'merge',
  before: ['nodejs', 'lexer'],
  after: LEFT,
  added: ['parser', 'cpp'],
  removed: ['lexer'],
  kept: ['nodejs'],
  ours: ['parser', 'cpp'],
  declined: [],
  pending: [],
  notAdded: [],
  changes: [
    { topic: 'parser', action: 'add', cause: 'readme' },
    { topic: 'cpp', action: 'add', cause: 'readme' },
    { topic: 'lexer', action: 'remove', cause: 'readme' },
  ],
};

function makeReport(more: Partial<Report> = {}, topics: Partial<TopicsPlan> = {}): string {
  const made = sample({
    topics: { ...PLAN, ...topics },
    publish: [{ sink: 'topics', outcome: 'written' }],
    classification: {
      classifier: { kind: 'offline', model: 'readme-tagger-offline', version: '1' },
      tags: [],
      considered: ['parser', 'cpp', 'lexer'].map((name) => considered(name, 0.1, 'below-threshold')),
      dropped: [],
    },
  });
  return renderReport({ ...made, fingerprint: fingerprintOf(made.digests), ...more });
}

const tokenFor = (target: Repository, permissions: object = { administration: 'write' }): string =>
  github.state.addToken({ kind: 'fine-grained', user: 'mona', repositories: [target], permissions });

/** So that back-offs and timeouts of half a minute take a second. Not where nothing fails: a busy machine is slow as well. */
const FAST = { timeFactor: 30 };

type Options = {
  readonly token?: string;
  readonly node?: string;
  readonly stdin?: string;
  readonly timeFactor?: number;
};

function undo(report: string, args: readonly string[] = [], options: Options = {}) {
  const { folder } = makeWorkspace({ 'report.json': report });
  const { token = tokenFor(repository), ...rest } = options;
  return runCli(['undo', options.stdin === undefined ? 'report.json' : '-', ...args], {
    cwd: folder,
    env: { GITHUB_API_URL: github.urls.api, ...(token !== '' && { GITHUB_TOKEN: token }) },
    ...rest,
  });
}

describe.each(NODES)('on Node %s', (_, node) => {
  test('takes back what the run added and removed, reading right before the write and again after it', async () => {
    const run = await undo(makeReport(), [], { node });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stdout).toBe(
      '{"before":["nodejs","parser","cpp"],"after":["nodejs","lexer"],"added":["lexer"],"removed":["parser","cpp"]}\n',
    );
    expect(repository.topics).toEqual(['nodejs', 'lexer']);
    expect(github.log.lines).toEqual([
      'GET /repos/octo/widgets 200',
      'GET /repos/octo/widgets/topics 200',
      'PUT /repos/octo/widgets/topics 200',
      'GET /repos/octo/widgets/topics 200',
    ]);
    expect(run.stderr).toContain('removed parser, cpp; added lexer again.');
    expect(run.stderr).toContain('declined');
    expect(run.stderr).toContain("\n    exclude-tags: 'parser, cpp'\n");
  });
});

test('keeps what people did since', async () => {
  repository.topics = ['by-hand', 'cpp', 'lexer'];
  const run = await undo(makeReport());
  expect(repository.topics).toEqual(['by-hand', 'lexer']);
  expect(JSON.parse(run.stdout)).toMatchObject({ added: [], removed: ['cpp'] });
  expect(run.stderr).toContain('parser was gone already; lexer was there again already.');
});

test('writes nothing where nothing is left to take back', async () => {
  await undo(makeReport());
  github.log.clear();
  const again = await undo(makeReport());
  expect(again).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(again.stdout)).toEqual({
    before: ['nodejs', 'lexer'],
    after: ['nodejs', 'lexer'],
    added: [],
    removed: [],
  });
  expect(again.stderr).toMatch(
    /^note: There is nothing to take back: none of what the run of 2026-01-02T03:04:05.000Z/,
  );
  expect(github.log.lines.filter((line) => line.startsWith('PUT'))).toEqual([]);
});

test('says that a run which changed nothing leaves nothing to take back', async () => {
  const report = makeReport({ publish: [{ sink: 'topics', outcome: 'unchanged' }] }, { added: [], removed: [] });
  const run = await undo(report);
  expect(run).toMatchObject({ exitCode: 0 });
  expect(run.stderr).toMatch(/^note: There is nothing to take back: .* changed no topic of octo\/widgets\.\n$/);
});

test('writes nothing in a dry run, which needs no token for a public repository', async () => {
  const run = await undo(makeReport(), ['--dry-run'], { token: '' });
  expect(run.exitCode, run.stderr).toBe(0);
  expect(JSON.parse(run.stdout)).toEqual({
    before: LEFT,
    after: ['nodejs', 'lexer'],
    added: ['lexer'],
    removed: ['parser', 'cpp'],
  });
  expect(run.stderr).toContain('Nothing was written.');
  expect(repository.topics).toEqual(LEFT);
});

test('reads the report from standard input, and prints no words with --quiet', async () => {
  const run = await undo('', ['--quiet'], { stdin: makeReport() });
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  expect(repository.topics).toEqual(['nodejs', 'lexer']);
});

test('brings back only what has room, and says what has none', async () => {
  const own = Array.from({ length: 20 }, (_, index) => `own-${index}`);
  repository.topics = [...own];
  const run = await undo(makeReport());
  expect(run.exitCode).toBe(0);
  expect(repository.topics).toEqual(own);
  expect(run.stderr).toContain('warning: lexer did not come back: octo/widgets has as many topics as GitHub allows.');
});

test('says of a managed step that its next run does the same again', async () => {
  const run = await undo(makeReport({}, { mode: 'managed' }));
  expect(run.stderr).toContain('topics-mode: managed');
  expect(run.stderr).toContain("    exclude-tags: 'parser, cpp'\n    pin-tags: 'lexer'\n");
});

test('follows a repository that was renamed since', async () => {
  github.state.moveRepository(repository, 'acme/gadgets');
  const run = await undo(makeReport());
  expect(run.exitCode, run.stderr).toBe(0);
  expect(run.stderr).toContain('to acme/gadgets:');
  expect(repository.topics).toEqual(['nodejs', 'lexer']);
});

describe('refuses', () => {
  test.each([
    ['a dry run', { dryRun: true }, {}, 'a dry run'],
    ['a plan', { publish: [{ sink: 'topics', outcome: 'planned' }] }, {}, 'only planned'],
    ['a failed run', { publish: [{ sink: 'topics', outcome: 'failed' }] }, {}, 'could not set the topics'],
    ['a run without topics', { publish: [] }, { mode: null }, '"publish" of the step'],
    ['a file of the command line', { repository: null, event: 'command-line' }, {}, 'command line'],
    ['another version', { schemaVersion: 2 }, {}, 'has schemaVersion 2'],
    ['a report with topics that are none', {}, { added: ['a\u001b[2Jb\n::error::x'] }, 'report holds'],
    ['a report of no repository', { repository: '../../orgs/octo' }, {}, 'report.schema.json'],
    ['a report of no such repository', { repository: 'octo/widgets?per_page=1' }, {}, 'expected owner/name'],
    ['a report of another shape', { publish: 'topics' }, {}, 'is not what report.schema.json says'],
  ] as const)('%s, without a request', async (_, more, topics, words) => {
    const report = JSON.parse(makeReport({}, topics));
    const run = await undo(JSON.stringify({ ...report, ...more }));
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(words);
    expect(run.stderr.match(/^error:/gm)).toHaveLength(1);
    expect(run.stderr).not.toContain('\u001b');
    expect(run.stderr).not.toMatch(/^::/m);
    expect(github.log.lines).toEqual([]);
  });

  test('what is no report', async () => {
    for (const text of ['', '[]', 'null', '{"topics":', '{"schemaVersion":1}', '\u0000', '"readme-tags"']) {
      const run = await undo(text);
      expect(run).toMatchObject({ exitCode: 2, stdout: '' });
      expect(run.stderr).toMatch(/^error: There is no report in "report\.json": it /);
    }
    expect(github.log.lines).toEqual([]);
  });

  test('the report of a call of the command line, as that writes it', async () => {
    const { folder, read } = makeWorkspace();
    await runCli(['classify', 'README.md', '-t', 'tags.json', '--report', 'own.json'], { cwd: folder });
    const run = await undo(read('own.json'));
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('It is of a call of the command line, which sets no topics.');
  });

  test('to write without a token, before any request', async () => {
    const run = await undo(makeReport(), [], { token: '' });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('error: There is no token: setting topics takes one with the repository permission');
    expect(github.log.lines).toEqual([]);
  });

  test('a call without a report, or with a file that is not there', async () => {
    const env = { GITHUB_API_URL: github.urls.api };
    expect(await runCli(['undo'], { env })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('undo needs <report>'),
    });
    expect(await runCli(['undo', 'missing.json'], { env })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('There is no report "missing.json".'),
    });
  });
});

test('explains a token that may not, where it came from, and never prints it', async () => {
  const token = tokenFor(repository, { contents: 'read' });
  const run = await undo(makeReport(), ['--verbose'], { token });
  expect(run).toMatchObject({ exitCode: 1, stdout: '' });
  expect(run.stderr).toContain('It takes the repository permission Administration: write.');
  expect(run.stderr).toContain('The environment variable GITHUB_TOKEN or GH_TOKEN holds a fine-grained');
  expect(run.stderr).not.toContain(token);
  expect(repository.topics).toEqual(LEFT);
});

test('says that an archived repository cannot be changed, before it tries', async () => {
  repository.archived = true;
  const run = await undo(makeReport());
  expect(run).toMatchObject({ exitCode: 1, stdout: '' });
  expect(run.stderr).toContain('the repository is archived');
  expect(github.log.lines).toEqual(['GET /repos/octo/widgets 200']);
});

test('says that there is no such repository, or that the token cannot see it', async () => {
  const run = await undo(makeReport({ repository: 'octo/gone' }));
  expect(run).toMatchObject({ exitCode: 1, stdout: '' });
  expect(run.stderr).toContain('Cannot read the repository octo/gone');
});

describe('what a run of the action did', () => {
  const socket = (): Repository => addSocket(github, { topics: ['nodejs', 'database'] });
  const runTopics = (target: Repository, inputs: Record<string, string> = {}) =>
    runAction(github, {
      repository: target,
      trigger: { event: 'push' },
      inputs: { publish: 'artifact, topics', 'topics-token': tokenFor(target), ...inputs },
      permissions: { contents: 'read', actions: 'read' },
    });
  const reportIn = (result: ActionResult): string => Buffer.from(result.files.get('readme-tags.json') ?? []).toString();

  test('is taken back from its own report, and the next run does not do it again', async () => {
    const target = socket();
    const first = await runTopics(target);
    expect(target.topics, first.stdout).toEqual(['nodejs', 'database', 'websocket']);
    const run = await undo(reportIn(first), [], { token: tokenFor(target) });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(target.topics).toEqual(['nodejs', 'database']);
    const next = await runTopics(target);
    expect(target.topics).toEqual(['nodejs', 'database']);
    expect(reportOf(next).topics).toMatchObject({ ours: [], declined: ['websocket'], added: [] });
  });

  test('is done again in managed mode, unless the pasted lines say otherwise', async () => {
    const target = socket();
    const managed = { 'topics-mode': 'managed' };
    const first = await runTopics(target, managed);
    expect(target.topics, first.stdout).toEqual(['nodejs', 'websocket']);
    const run = await undo(reportIn(first), [], { token: tokenFor(target) });
    expect(target.topics).toEqual(['nodejs', 'database']);
    const pasted = [...run.stderr.matchAll(/^ {4}([a-z-]+): '(.*)'$/gm)].map(([, name, value]) => [name, value]);
    expect(pasted).toEqual([
      ['exclude-tags', 'websocket'],
      ['pin-tags', 'database'],
    ]);
    await runTopics(target, { ...managed, ...Object.fromEntries(pasted) });
    expect(target.topics).toEqual(['nodejs', 'database']);
    await runTopics(target, managed);
    expect(target.topics).toEqual(['nodejs', 'websocket']);
  });
});

describe('a write that goes wrong', () => {
  test.each([...everyFault])('once, by %s, leaves the topics as they were or as planned', async (name, fault) => {
    let strikes = 0;
    github.fault(({ method }) => (method === 'PUT' && strikes++ === 0 ? fault : null));
    const run = await undo(makeReport(), [], FAST);
    expect(run.timedOut).toBe(false);
    const isFinal = ['403', '404', '422'].includes(name);
    expect([name, run.exitCode, repository.topics]).toEqual([
      name,
      isFinal ? 1 : 0,
      isFinal ? LEFT : ['nodejs', 'lexer'],
    ]);
    if (isFinal) expect(run.stdout).toBe('');
    else expect(JSON.parse(run.stdout)).toMatchObject({ before: LEFT, added: ['lexer'], removed: ['parser', 'cpp'] });
  });

  test.each([...everyFault])('every time, by %s, ends after three attempts with one error', async (name, fault) => {
    github.fault(({ method }) => (method === 'PUT' ? fault : null));
    const run = await undo(makeReport(), [], FAST);
    expect(run.timedOut).toBe(false);
    const didWork = ['reset-done', 'cut', 'shape'].includes(name);
    expect(repository.topics).toEqual(didWork ? ['nodejs', 'lexer'] : LEFT);
    expect(run.exitCode).toBe(didWork ? 0 : 1);
    if (!didWork) expect(run.stderr.match(/^error: Cannot set the topics of octo\/widgets/gm)).toHaveLength(1);
    if (!didWork && github.log.all.length > 4) expect(run.stderr).toContain(' Nothing was taken back.');
    const attempts = github.log.all.filter(({ method }) => method === 'PUT').length;
    expect(attempts).toBeLessThanOrEqual(didWork ? 1 : 3);
  });

  test('keeps what people do between its attempts', async () => {
    let strikes = 0;
    github.fault(({ method }) => {
      if (method !== 'PUT' || strikes++ > 0) return null;
      repository.topics = ['nodejs', 'parser', 'cpp', 'by-hand'];
      return { kind: 'reset' };
    });
    const run = await undo(makeReport(), [], FAST);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(repository.topics).toEqual(['nodejs', 'by-hand', 'lexer']);
    expect(JSON.parse(run.stdout)).toMatchObject({ added: ['lexer'], removed: ['parser', 'cpp'] });
  });

  test('is not made again where only the look after it fails, which is said', async () => {
    let reads = 0;
    const lost = { kind: 'status', status: 502 } as const;
    github.fault(({ method, path }) => (method === 'GET' && path.endsWith('/topics') && reads++ > 0 ? lost : null));
    const run = await undo(makeReport(), [], FAST);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stderr).toContain('warning: GitHub took the topics and could not be asked for them again');
    expect(JSON.parse(run.stdout)).toMatchObject({ before: LEFT, after: ['nodejs', 'lexer'] });
    expect(github.log.all.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  test('says so where it is not known whether it worked', async () => {
    let struck = false;
    github.fault(({ method, path }) => {
      struck ||= method === 'PUT';
      return struck && path.endsWith('/topics') ? { kind: 'reset' } : null;
    });
    const run = await undo(makeReport(), [], FAST);
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(run.stderr).toMatch(
      /^error: Cannot set the topics of octo\/widgets: .* Whether it worked all the same is not known/m,
    );
  });

  test('tells what people did right after it', async () => {
    let reads = 0;
    github.fault(({ method, path }) => {
      if (method === 'GET' && path.endsWith('/topics') && reads++ === 1) {
        repository.topics = [...repository.topics, 'cpp', 'by-hand'];
      }
      return null;
    });
    const run = await undo(makeReport(), [], FAST);
    expect(JSON.parse(run.stdout)).toEqual({
      before: LEFT,
      after: ['nodejs', 'lexer', 'cpp', 'by-hand'],
      added: ['lexer'],
      removed: ['parser'],
    });
  });
});

test.each([...everyFault])('a read that goes wrong every time, by %s, changes nothing', async (_, fault) => {
  github.fault(({ method }) => (method === 'GET' ? fault : null));
  const run = await undo(makeReport(), [], FAST);
  expect(run).toMatchObject({ timedOut: false, exitCode: 1, stdout: '' });
  expect(run.stderr.match(/^error:/gm)).toHaveLength(1);
  expect(repository.topics).toEqual(LEFT);
});
