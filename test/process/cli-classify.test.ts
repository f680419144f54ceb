import { cpSync, mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { projectFile } from '../github/child.ts';
import { runCli } from '../github/cli.ts';
import { NODES } from './nodes.ts';
import { makeWorkspace, SOCKET_README } from './workspace.ts';

describe.each(NODES)('on Node %s', (_, node) => {
  test('prints one line of JSON and nothing else', async () => {
    const { folder } = makeWorkspace();
    const run = await runCli(['classify', 'README.md', '--tags', 'tags.json'], { cwd: folder, node });
    expect(run).toMatchObject({
      exitCode: 0,
      stderr: '',
      stdout: '{"id":"README.md","tags":[{"id":7,"name":"websocket"}]}\n',
    });
  });

  test('runs from a folder without packages', async () => {
    const { folder, path } = makeWorkspace();
    mkdirSync(path('installed'));
    cpSync(projectFile('dist'), path('installed/dist'), { recursive: true });
    const run = await runCli(['classify', 'README.md', '-t', 'tags.json'], {
      cwd: folder,
      node,
      script: path('installed/dist/cli.js'),
    });
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(run.stdout).tags[0]).toEqual({ id: 7, name: 'websocket' });
  });
});

test('gives the id that was asked for, always as text', async () => {
  const { folder } = makeWorkspace();
  const run = await runCli(['classify', 'README.md', '--tags', 'tags.json', '--id', '9806'], { cwd: folder });
  expect(JSON.parse(run.stdout).id).toBe('9806');
});

test('reads the README from standard input', async () => {
  const { folder } = makeWorkspace();
  const run = await runCli(['classify', '-', '--tags', 'tags.json'], { cwd: folder, stdin: SOCKET_README });
  expect(run.stdout).toBe('{"id":"-","tags":[{"id":7,"name":"websocket"}]}\n');
});

test('reads the tags file from standard input', async () => {
  const { folder } = makeWorkspace();
  const run = await runCli(['classify', 'README.md', '--tags', '-'], { cwd: folder, stdin: 'cooking\nwebsocket\n' });
  expect(JSON.parse(run.stdout).tags).toEqual([{ id: 'websocket', name: 'websocket' }]);
});

test('takes a folder for the README in it', async () => {
  const { folder } = makeWorkspace({ 'docs/README.txt': 'A database.', 'other/docs/readme.rst': SOCKET_README });
  const top = await runCli(['classify', '.', '--tags', 'tags.json'], { cwd: folder });
  expect(top.stdout).toBe('{"id":".","tags":[{"id":7,"name":"websocket"}]}\n');
  const below = await runCli(['classify', 'other', '--tags', 'tags.json'], { cwd: folder });
  expect(JSON.parse(below.stdout).tags[0]).toEqual({ id: 7, name: 'websocket' });
});

test('makes one list of several tags files', async () => {
  const { folder } = makeWorkspace({ 'more.txt': 'server\n' });
  const run = await runCli(['classify', 'README.md', '-t', 'tags.json', '-t', 'more.txt', '--pin-tags', 'server'], {
    cwd: folder,
  });
  expect(JSON.parse(run.stdout).tags.map(({ name }: { name: string }) => name)).toContain('server');
});

test('takes the description into account, alone where the README is empty, and says so', async () => {
  const { folder } = makeWorkspace({ 'EMPTY.md': ' \n' });
  const args = ['classify', 'EMPTY.md', '--tags', 'tags.json'];
  const described = await runCli([...args, '--description', 'A database for small devices'], { cwd: folder });
  expect(JSON.parse(described.stdout).tags).toEqual([{ id: 'db', name: 'database' }]);
  expect(described.stderr).toBe(
    'note: The README has no text that says what this is; the description alone was classified.\n',
  );
  const bare = await runCli(args, { cwd: folder });
  expect(bare).toMatchObject({ exitCode: 0, stdout: '{"id":"EMPTY.md","tags":[]}\n' });
  expect(bare.stderr).toContain('there is nothing to classify');
  expect((await runCli([...args, '--quiet'], { cwd: folder })).stderr).toBe('');
});

test('says that a long README was cut', async () => {
  const { folder } = makeWorkspace({ 'LONG.md': SOCKET_README + 'word '.repeat(300_000) });
  const run = await runCli(['classify', 'LONG.md', '--tags', 'tags.json'], { cwd: folder });
  expect(run.exitCode).toBe(0);
  expect(run.stderr).toBe('note: The README has 1.5 MB; only the first 1 MB was read.\n');
});

test('gives at most the tags that were asked for, never excluded ones, always pinned ones', async () => {
  const { folder } = makeWorkspace();
  const run = await runCli(
    ['classify', 'README.md', '-t', 'tags.json', '-n', '1', '--exclude-tags', 'websocket', '--pin-tags=cooking'],
    { cwd: folder },
  );
  expect(JSON.parse(run.stdout).tags).toEqual([{ id: 9, name: 'cooking' }]);
});

test('gives nothing below the score that was asked for', async () => {
  const { folder } = makeWorkspace();
  const run = await runCli(['classify', 'README.md', '-t', 'tags.json', '--min-score', '1'], { cwd: folder });
  expect(JSON.parse(run.stdout).tags).toEqual([]);
});

test('explains scores on standard error and leaves standard output alone', async () => {
  const { folder } = makeWorkspace();
  const plain = await runCli(['classify', 'README.md', '-t', 'tags.json'], { cwd: folder });
  const run = await runCli(['classify', 'README.md', '-t', 'tags.json', '--explain'], { cwd: folder });
  expect(run.stdout).toBe(plain.stdout);
  expect(run.stderr).toMatch(/^ 1 {2}websocket {2}[01]\.\d\d\n {4}given\n/);
  expect(run.stderr).toContain('line 3 (first paragraph): "');
  expect(run.stderr).toMatch(/\S+ +-?\d\.\d{3} × +-?\d+\.\d{3} = +-?\d+\.\d{3}\n/);
});

test('warns of trouble in the tags file, a few times at most', async () => {
  const names = Array.from({ length: 9 }, (_, index) => `{"name":"tag ${index} "}`);
  const { folder } = makeWorkspace({ 'spaces.json': `[${names.join(',')}]` });
  const run = await runCli(['classify', 'README.md', '-t', 'spaces.json'], { cwd: folder });
  expect(run.exitCode).toBe(0);
  expect(run.stderr.match(/^warning: /gm)).toHaveLength(6);
  expect(run.stderr).toContain('4 more warnings. "readme-tagger lint FILE" shows all.');
});

test('prints the same line every time', async () => {
  const { folder } = makeWorkspace();
  const lines = new Set<string>();
  for (let time = 0; time < 3; time += 1) {
    lines.add((await runCli(['classify', 'README.md', '-t', 'tags.json'], { cwd: folder })).stdout);
  }
  expect(lines.size).toBe(1);
});
