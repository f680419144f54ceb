import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { node24, projectFile } from '../github/child.ts';
import { runCli } from '../github/cli.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { NODES } from './nodes.ts';
import { makeWorkspace, SOCKET_README } from './workspace.ts';

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(projectFile('src/report/report.schema.json'), 'utf8')));

function faultsOf(report: unknown): readonly string[] {
  return validate(report)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const CALL = ['classify', 'README.md', '--tags', 'tags.json', '--report', 'report.json'];

test.each([
  ['the README', ['README.md', '--tags', 'tags.json', '--report', './README.md'], 'README.md'],
  ['the README of a folder', ['.', '--tags', 'tags.json', '--report', 'README.md'], 'README.md'],
  ['a tags file', ['README.md', '--tags', 'tags.json', '--report', 'tags.json'], 'tags.json'],
])('never overwrites %s', async (_, args, file) => {
  const { folder, read } = makeWorkspace();
  const before = read(file);
  const run = await runCli(['classify', ...args], { cwd: folder });
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  expect(run.stderr).toMatch(/would overwrite a file that this call reads\. Name another file\.\n$/);
  expect(read(file)).toBe(before);
});

describe.each(NODES)('on Node %s', (_, node) => {
  test('writes the record of a call as the published schema says', async () => {
    const { folder, read } = makeWorkspace();
    const run = await runCli([...CALL, '--repo', 'octo/socket', '--id', '1', '--pin-tags', 'cooking'], {
      cwd: folder,
      node,
    });
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const report = JSON.parse(read('report.json'));
    expect(faultsOf(report)).toEqual([]);
    expect(report).toMatchObject({
      result: JSON.parse(run.stdout),
      repository: 'octo/socket',
      ref: null,
      sha: null,
      event: 'command-line',
      basis: 'readme',
      readme: { path: 'README.md', bytes: SOCKET_README.length, truncated: false },
    });
    expect(report.tags.map(({ name, pinned }: { name: string; pinned: boolean }) => [name, pinned])).toEqual([
      ['websocket', false],
      ['cooking', true],
    ]);
  });
});

test('writes the same bytes for the same input, but for times', async () => {
  const { folder, read } = makeWorkspace();
  const withoutTimes = async () => {
    await runCli(CALL, { cwd: folder });
    return read('report.json').replace(/"timings": \{[^}]*\}/, '');
  };
  const first = await withoutTimes();
  expect(first).toContain('"fingerprint"');
  expect(await withoutTimes()).toBe(first);
});

test.each([
  ['-', 2, 'expected a file'],
  ['missing/report.json', 2, 'Make the folder first.'],
  ['README.md/report.json', 2, 'a part of the path is a file'],
])('refuses to write the report to %s, and prints no result', async (target, exitCode, message) => {
  const { folder } = makeWorkspace();
  const run = await runCli([...CALL.slice(0, -1), target], { cwd: folder });
  expect(run).toMatchObject({ exitCode, stdout: '' });
  expect(run.stderr).toContain(message);
  expect(run.stderr.match(/^error:/gm)).toHaveLength(1);
});

test.skipIf(process.platform !== 'linux')('says when the disk is full', async () => {
  const { folder } = makeWorkspace();
  const run = await runCli([...CALL.slice(0, -1), '/dev/full'], { cwd: folder });
  expect(run).toMatchObject({ exitCode: 1, stdout: '' });
  expect(run.stderr).toBe('error: Cannot write the report "/dev/full": no space left on the device (ENOSPC).\n');
});

test.skipIf(process.platform === 'win32')('leaves no half-written report when it is killed at any moment', async () => {
  const { folder, path } = makeWorkspace();
  let killed = 0;
  for (let attempt = 0; attempt < 16; attempt += 1) {
    const child = spawn(node24(), [projectFile('dist/cli.js'), ...CALL], { cwd: folder, stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), 20 + attempt * 15);
    const [, signal] = await once(child, 'close');
    clearTimeout(timer);
    if (signal !== null) killed += 1;
    if (existsSync(path('report.json'))) {
      expect(faultsOf(JSON.parse(readFileSync(path('report.json'), 'utf8')))).toEqual([]);
    }
  }
  expect(killed).toBeGreaterThan(0);
  // A file of a killed process may stay, under a name that nobody takes for the report.
  expect(
    readdirSync(folder)
      .filter((name) => !/^\.report\.json\.\d+\.tmp$/.test(name))
      .sort(),
  ).toEqual(expect.arrayContaining(['README.md', 'tags.json']));
});

describe('of a repository on GitHub', () => {
  let github: LoopbackGitHub;
  beforeEach(async () => {
    github = await startGitHub();
  });
  afterEach(async () => {
    await github.close();
  });

  test('names commit, file and present topics', async () => {
    const repository = github.state.addRepository('octo/socket', {
      topics: ['node'],
      files: { 'docs/README.md': SOCKET_README },
    });
    const sha = repository.commit({ 'x.txt': 'x' });
    const { folder, read } = makeWorkspace();
    const call = ['classify', 'octo/socket', '-t', 'tags.json', '--report', 'report.json'];
    const run = await runCli(call, { cwd: folder, env: { GITHUB_API_URL: github.urls.api } });
    expect(run.exitCode, run.stderr).toBe(0);
    const report = JSON.parse(read('report.json'));
    expect(faultsOf(report)).toEqual([]);
    expect(report).toMatchObject({
      repository: 'octo/socket',
      ref: 'main',
      sha,
      readme: { path: 'docs/README.md', sha: expect.stringMatching(/^[0-9a-f]{40}$/) },
      topics: { before: ['node'], added: ['websocket'] },
    });
  });
});
