import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { node24, projectFile } from '../github/child.ts';
import { startProxy } from '../github/proxy.ts';
import type { Repository } from '../github/repository.ts';
import { type ActionOptions, runAction } from '../github/runner.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import {
  addSocket,
  artifactOf,
  checkReport,
  errorsOf,
  halfWritten,
  noticesOf,
  reportOf,
  warningsOf,
} from './action-setup.ts';
import { SOCKET_README } from './workspace.ts';

let github: LoopbackGitHub;
let repository: Repository;

beforeEach(async () => {
  github = await startGitHub();
  repository = addSocket(github);
});
afterEach(async () => {
  await github.close();
});

const run = (more: Partial<ActionOptions> = {}) =>
  runAction(github, { repository, trigger: { event: 'push' }, ...more });

const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'action-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

test('the built action runs where nothing is installed', async () => {
  const folder = makeFolder();
  cpSync(projectFile('dist'), join(folder, 'dist'), { recursive: true });
  const result = await run({ script: join(folder, 'dist/main.js') });
  expect(result.exitCode, result.stdout + result.stderr).toBe(0);
  checkReport(artifactOf(github));
});

describe('settings', () => {
  test('are told in one error with everything that is wrong, before anything is asked', async () => {
    const result = await run({
      inputs: {
        'max-tags': '99',
        publish: 'artefact',
        'topics-mode': 'replace',
        'artifact-name': 'a/b',
        'min-scores': '1',
        unheard: 'x',
      },
    });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toHaveLength(1);
    const [message = ''] = errorsOf(result);
    expect(message).toMatch(/^5 inputs need attention:\n/);
    for (const part of [
      '"max-tags" is "99"',
      'did you mean "artifact"?',
      '"topics-mode" is "replace"',
      '"a/b"',
      'did you mean "min-score"?',
    ]) {
      expect(message).toContain(part);
    }
    expect(result.requests).toEqual([]);
  });

  test('that the action does not know are a warning', async () => {
    const result = await run({ inputs: { unheard: 'x' } });
    expect(result.exitCode).toBe(0);
    expect(warningsOf(result)).toEqual([expect.stringContaining('"unheard" is not an input of this version')]);
    expect(reportOf(result).warnings).toHaveLength(1);
  });

  test('that name no tag of the list are an error', async () => {
    const result = await run({ inputs: { 'exclude-tags': 'web-socket', 'pin-tags': 'nothing like it' } });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)[0]).toContain(
      'Input "exclude-tags" holds "web-socket", which is no tag of .github/tags.json; did you mean "websocket"?',
    );
    expect(errorsOf(result)[0]).toContain('"nothing like it"');
  });

  test('decide what is given, and under which id', async () => {
    const result = await run({
      inputs: { 'pin-tags': 'cooking', 'exclude-tags': 'websocket', id: 'ws', 'artifact-name': 'mine' },
    });
    expect(JSON.parse(result.outputs.get('result') ?? '')).toEqual({ id: 'ws', tags: [{ id: 9, name: 'cooking' }] });
    expect(reportOf(result, 'mine.json').considered[0]).toMatchObject({ name: 'websocket', reason: 'excluded' });
    expect(result.summary).toContain('pinned with <code>pin-tags</code>');
    checkReport(artifactOf(github, 'mine', 'mine.json'));
  });

  test('may ask for the summary alone', async () => {
    const result = await run({ inputs: { publish: 'summary' } });
    expect(result.exitCode).toBe(0);
    expect(github.state.artifacts).toEqual([]);
    expect(result.outputs.get('artifact-id')).toBe('');
    expect(result.outputs.get('artifact-url')).toBe('');
    expect(reportOf(result).publish).toEqual([{ sink: 'summary', outcome: 'requested' }]);
    expect(result.summary).not.toBe('');
  });

  test('may ask for the artifact alone', async () => {
    const result = await run({ inputs: { publish: 'artifact' } });
    expect(result.summary).toBe('');
    checkReport(artifactOf(github));
  });

  test('may name another repository, a ref and a README', async () => {
    const other = github.state.addRepository('acme/monorepo', {
      id: 5,
      files: { 'README.md': 'x' },
      description: null,
    });
    other.commit({ 'packages/ws/README.md': SOCKET_README }, { branch: 'next' });
    const result = await run({ inputs: { repository: 'acme/monorepo', ref: 'next', 'readme-path': 'packages/ws' } });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(reportOf(result)).toMatchObject({
      repository: 'acme/monorepo',
      ref: 'next',
      sha: other.head('next'),
      readme: { path: 'packages/ws/README.md' },
      result: { id: '5', tags: [{ id: 7 }] },
      vocabulary: { source: '.github/tags.json' },
    });
  });
});

describe('a token', () => {
  test('that is empty, as a secret is on a fork, reads anonymously', async () => {
    const result = await run({ inputs: { token: '' } });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(noticesOf(result)).toEqual([expect.stringContaining('GitHub is read anonymously')]);
    expect(result.requests[0]?.as).toBe('none');
  });

  test('that lacks a permission is told which', async () => {
    repository.visibility = 'private';
    const result = await run({ permissions: {} });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toEqual([
      expect.stringMatching(
        /^Cannot read the tags file "\.github\/tags\.json" of octo\/tinysocket: the token may not \(403\)\. It needs contents/,
      ),
    ]);
  });

  test('that is wrong is not shown', async () => {
    const result = await run({ inputs: { token: 'ghp_wrongwrongwrong' } });
    expect(errorsOf(result)).toEqual([expect.stringContaining('GitHub does not accept the token (401)')]);
    expect(result.stdout.replace(/^::add-mask::.*$/gm, '')).not.toContain('ghp_wrong');
  });
});

test('a private repository is told that topics are public', async () => {
  repository.visibility = 'private';
  expect((await run()).summary).toContain('Topics are public');
});

test('a repository that moved is read where it is now', async () => {
  github.state.moveRepository(repository, 'acme/newsocket');
  const result = await run({ inputs: { repository: 'octo/tinysocket' } });
  expect(result.exitCode, result.stdout).toBe(0);
  expect(reportOf(result).repository).toBe('acme/newsocket');
});

describe('untrusted text', () => {
  test('starts no workflow command, pings nobody and loads nothing', async () => {
    const attack = '::error::owned ##[error]owned <img src=https://evil.example> @octocat ![x](https://evil.example)';
    repository.description = `A WebSocket server ${attack}`;
    repository.commit({
      'README.md': `# websocket ${attack}\n\n::add-mask::websocket\n\nA WebSocket server.\n::stop-commands::x\n`,
      '.github/tags.json': JSON.stringify([{ id: 7, name: 'websocket', aliases: ['::notice::x'] }, `##[error]x `]),
    });
    const result = await run();
    expect(result.exitCode, result.stdout).toBe(0);
    expect(result.commands.filter(({ name }) => !['debug', 'add-mask', 'warning'].includes(name))).toEqual([]);
    expect(result.masks).not.toContain('websocket');
    expect(result.stdout).not.toContain('##[');
    expect(result.summary).not.toMatch(/<img|@octocat|!\[x\]/);
    expect(reportOf(result).result.tags).toEqual([{ id: 7, name: 'websocket' }]);
  });
});

describe('an artifact', () => {
  test('whose name is taken leaves the file, and names the fix', async () => {
    const first = await run();
    const second = await run({ run: first.run });
    expect(second.exitCode).toBe(0);
    expect(warningsOf(second)).toEqual([
      expect.stringContaining('give each step and each job of a matrix an "artifact-name" of its own'),
    ]);
    expect(second.outputs.get('artifact-id')).toBe('');
    reportOf(second);
    expect((await run({ run: first.run, rerun: true })).annotations).toEqual([]);
  });

  test('is a file on a runner without the service', async () => {
    const result = await run({ env: { ACTIONS_RUNTIME_TOKEN: '', ACTIONS_RESULTS_URL: '' } });
    expect(result.exitCode).toBe(0);
    expect(warningsOf(result)).toEqual([expect.stringContaining('this runner offers no place for artifacts')]);
    reportOf(result);
    expect(result.summary).toContain('websocket');
  });
});

test('a GitHub Enterprise Server is asked itself, and its report is a file', async () => {
  const server = await startGitHub({ edition: 'ghes' });
  try {
    const there = addSocket(server);
    const result = await runAction(server, { repository: there, trigger: { event: 'push' } });
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    expect(warningsOf(result)).toEqual([expect.stringContaining('upload it with actions/upload-artifact@v3')]);
    expect(reportOf(result).result.tags).toEqual([{ id: 7, name: 'websocket' }]);
    expect(result.summary).toContain('gh repo edit github.example.com/octo/tinysocket');
    expect(github.log.all).toEqual([]);
  } finally {
    await server.close();
  }
});

test('a proxy is used for everything but what it is not for', async () => {
  const behind = await startGitHub({ origin: 'http://api.github.test' });
  const proxy = await startProxy(new Map([['api.github.test', Number(new URL(behind.urls.api).port || behind.port)]]));
  try {
    const there = addSocket(behind);
    const options = { repository: there, trigger: { event: 'push' } } as const;
    const result = await runAction(behind, { ...options, env: { http_proxy: proxy.url } });
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    checkReport(artifactOf(behind));
    expect(proxy.requests.length).toBeGreaterThan(0);
    await expect(runAction(behind, { ...options, timeFactor: 40 })).rejects.toThrow(
      'a connection to api.github.test:80',
    );
  } finally {
    await proxy.close();
    await behind.close();
  }
});

describe('when the disk is full', () => {
  test.each([
    ['GITHUB_OUTPUT', 'Cannot write the output result: the disk is full (ENOSPC). Free some space on the runner.'],
    ['GITHUB_STEP_SUMMARY', 'Cannot write the job summary: the disk is full (ENOSPC). Free some space on the runner.'],
  ])('%s gives one clear error', async (name, message) => {
    const result = await run({ env: { [name]: '/dev/full' } });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toEqual([message]);
    expect(halfWritten(result)).toEqual([]);
  });

  // A file system of one page, in a name space of its own, where this user may make one.
  const shell =
    'mount -t tmpfs -o size=4k none "$GITHUB_WORKSPACE" && head -c 4096 /dev/zero > "$GITHUB_WORKSPACE/full"';
  const folder = mkdtempSync(join(tmpdir(), 'action-'));
  const canMount =
    spawnSync('unshare', ['-rm', 'sh', '-c', shell], { env: { ...process.env, GITHUB_WORKSPACE: folder } }).status ===
    0;
  rmSync(folder, { recursive: true, force: true });

  test.skipIf(!canMount)('the report gives one clear error, and no half of it is left', async () => {
    const script = join(makeFolder(), 'node');
    const inside = `${shell}; ${node24()} "$@"; code=$?; ls -A "$GITHUB_WORKSPACE"; exit $code`;
    writeFileSync(script, `#!/bin/sh\nexec unshare -rm sh -c '${inside}' sh "$@"\n`);
    chmodSync(script, 0o755);
    const result = await run({ node: script });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toEqual([
      expect.stringMatching(/^Cannot write the report .*readme-tags\.json: the disk is full \(ENOSPC\)/),
    ]);
    expect(result.stdout.trimEnd().split('\n').at(-1)).toBe('full');
    expect(result.outputs.size).toBe(0);
    expect(github.state.artifacts).toEqual([]);
  });
});

test('killed at any request it leaves a whole report or none', async () => {
  for (let request = 1; request <= 8; request += 1) {
    const fresh = await startGitHub();
    const result = await runAction(fresh, {
      repository: addSocket(fresh),
      trigger: { event: 'push' },
      killAtRequest: request,
    });
    expect(result.signal).toBe('SIGKILL');
    expect(halfWritten(result)).toEqual([]);
    expect([...result.files.keys()]).toEqual(request > 4 ? ['readme-tags.json'] : []);
    expect(fresh.log.writes).toEqual([]);
    await fresh.close();
  }
});

test('outside of a workflow it says what it is for', async () => {
  const result = await run({ env: { GITHUB_REPOSITORY: '' } });
  expect(errorsOf(result)).toEqual([
    expect.stringContaining('The action runs in a workflow; elsewhere use the command line'),
  ]);
});

test('an error that nobody foresaw is called a bug', async () => {
  const script = join(makeFolder(), 'dist');
  cpSync(projectFile('dist'), script, { recursive: true });
  // A clock that does not tell the time is beyond what the action knows how to explain.
  writeFileSync(join(script, 'broken.mjs'), "Date.now = () => { throw new RangeError('\\n::error::no time'); };");
  const result = await run({
    script: join(script, 'main.js'),
    nodeArguments: ['--import', join(script, 'broken.mjs')],
  });
  expect(result.exitCode).toBe(1);
  expect(errorsOf(result)).toEqual([
    expect.stringMatching(
      /^This is a bug in README Tagger \d+\.\d+\.\d+: RangeError: \n: :error::no time\nPlease report it .*\/issues\.$/,
    ),
  ]);
});
