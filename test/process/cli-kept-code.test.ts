import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../github/cli.ts';
import { NODES } from './nodes.ts';
import { makeWorkspace } from './workspace.ts';

const CALL = ['classify', 'README.md', '--tags', 'tags.json', '--explain'];
const isOnWindows = process.platform === 'win32';

/** A folder for what is kept, and the files in it. */
function makeCache() {
  const cache = mkdtempSync(join(tmpdir(), 'cache-'));
  return {
    env: { XDG_CACHE_HOME: cache, LOCALAPPDATA: cache, ...(process.platform === 'darwin' && { HOME: cache }) },
    files: () =>
      readdirSync(cache, { recursive: true, encoding: 'utf8' })
        .map((name) => join(cache, name))
        .filter((path) => statSync(path).isFile()),
  };
}

describe.each(NODES)('on Node %s', (_, node) => {
  test('a run of classify keeps its compiled code, and the next one uses it and gives the same answer', async () => {
    const { folder } = makeWorkspace();
    const { env, files } = makeCache();
    const first = await runCli(CALL, { cwd: folder, node, env });
    const kept = files();
    expect(kept.length).toBeGreaterThan(1);
    const times = kept.map((path) => statSync(path).mtimeMs);
    const second = await runCli(CALL, { cwd: folder, node, env });
    expect(second).toEqual(first);
    expect(files().map((path) => statSync(path).mtimeMs)).toEqual(times);
  });

  test('code of another file or version, or half a file, is made again', async () => {
    const { folder } = makeWorkspace();
    const { env, files } = makeCache();
    const first = await runCli(CALL, { cwd: folder, node, env });
    const [one = '', two = ''] = files();
    truncateSync(one, 100);
    writeFileSync(two, 'nothing that V8 knows', { mode: 0o600 });
    expect(await runCli(CALL, { cwd: folder, node, env })).toEqual(first);
    expect(statSync(one).size).toBeGreaterThan(100);
    expect(readFileSync(two, 'latin1')).not.toContain('nothing that V8 knows');
  });
});

test('each Node has its own', async () => {
  const { folder } = makeWorkspace();
  const { env, files } = makeCache();
  const answers = new Set<string>();
  let kept = 0;
  for (const [, node] of NODES) {
    const { stdout, stderr } = await runCli(CALL, { cwd: folder, node, env });
    answers.add(stdout + stderr);
    expect(files().length).toBeGreaterThan(kept);
    kept = files().length;
  }
  expect(answers.size).toBe(1);
});

test.skipIf(isOnWindows)('code that others may have written is not run', async () => {
  const { folder } = makeWorkspace();
  const { env, files } = makeCache();
  const first = await runCli(CALL, { cwd: folder, env });
  for (const path of files()) chmodSync(path, 0o666);
  expect(await runCli(CALL, { cwd: folder, env })).toEqual(first);
  // Made again, and this user's alone.
  for (const path of files()) expect(statSync(path).mode & 0o777).toBe(0o600);
});

test.each([
  ['nothing is kept where it is asked not to be', CALL, { NODE_DISABLE_COMPILE_CACHE: '1' }],
  ['nothing is kept on machines that are new each time', CALL, { CI: 'true' }],
  ['nothing is kept of a run that failed', ['classify', 'README.md', '--tags', 'missing.json'], {}],
  ['nothing is kept of other commands', ['lint', 'tags.json'], {}],
])('%s', async (_, call, more) => {
  const { folder } = makeWorkspace();
  const { env, files } = makeCache();
  await runCli(call, { cwd: folder, env: { ...env, ...more } });
  expect(files()).toEqual([]);
});

test.skipIf(isOnWindows || process.getuid?.() === 0)('a folder that cannot be written to is no trouble', async () => {
  const { folder } = makeWorkspace();
  const { env, files } = makeCache();
  chmodSync(env.XDG_CACHE_HOME, 0o500);
  const run = await runCli(CALL, { cwd: folder, env });
  expect(run.exitCode).toBe(0);
  expect(files()).toEqual([]);
});
