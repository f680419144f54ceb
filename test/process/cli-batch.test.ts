import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, test } from 'vitest';
import { node24, projectFile } from '../github/child.ts';
import { runCli } from '../github/cli.ts';
import { NODES } from './nodes.ts';
import { makeWorkspace, SOCKET_README } from './workspace.ts';

const CLI = projectFile('dist/cli.js');

function linesOf(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

describe.each(NODES)('on Node %s', (_, node) => {
  test('answers each record in order, with its id as it was, and goes on after bad ones', async () => {
    const { folder } = makeWorkspace({
      'lists/batch.jsonl': [
        JSON.stringify({ id: 1, readme: '../README.md' }),
        JSON.stringify({ id: '1', text: SOCKET_README, repo: 'a/b', description: 'x' }),
        'not json',
        '',
        JSON.stringify({ id: 'gone', readme: 'missing.md' }),
        JSON.stringify({ text: 'no id' }),
        JSON.stringify({ id: 'empty', text: '' }),
        JSON.stringify({ id: 'nul', readme: 'a\u0000b' }),
        JSON.stringify({ id: 'last', text: 'A database.', readmePath: 'README.rst' }),
      ].join('\r\n'),
    });
    const run = await runCli(['classify', '--batch', 'lists/batch.jsonl', '-t', 'tags.json'], { cwd: folder, node });
    const websocket = [{ id: 7, name: 'websocket' }];
    expect(linesOf(run.stdout)).toEqual([
      { id: 1, tags: websocket },
      { id: '1', tags: websocket },
      {
        id: null,
        error: {
          code: 'batch/not-json',
          message: expect.stringContaining('lists/batch.jsonl (line 3, column 1): not JSON'),
        },
      },
      {
        id: 'gone',
        error: {
          code: 'readme/not-found',
          message: expect.stringContaining('lists/batch.jsonl (line 5): there is no README "missing.md"'),
        },
      },
      { id: null, error: { code: 'batch/id', message: expect.stringContaining('(line 6)') } },
      { id: 'empty', tags: [] },
      { id: 'nul', error: { code: 'file/unreadable', message: expect.stringContaining('null character') } },
      { id: 'last', tags: [{ id: 'db', name: 'database' }] },
    ]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toBe('error: 4 of 8 records could not be classified; their lines hold "error".\n');
  });

  test('classifies 10,000 records in little memory and in order', async () => {
    const { folder } = makeWorkspace();
    const count = 10_000;
    // 100 MB in all: more than the heap may hold.
    const padding = 'x'.repeat(10_000);
    const child = spawn(node, ['--max-old-space-size=64', CLI, 'classify', '--batch', '-', '-t', 'tags.json'], {
      cwd: folder,
      stdio: 'pipe',
    });
    const records = function* () {
      for (let id = 0; id < count; id += 1) yield `${JSON.stringify({ id, text: `A database. ${id}`, padding })}\n`;
    };
    const feeding = pipeline(Readable.from(records()), child.stdin);
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    const [exitCode] = await once(child, 'close');
    await feeding;
    expect(exitCode).toBe(0);
    const answers = linesOf(text) as { id: number; tags: unknown[] }[];
    expect(answers.map(({ id }) => id)).toEqual(Array.from({ length: count }, (_, id) => id));
    expect(answers.every(({ tags }) => tags.length === 1)).toBe(true);
  }, 120_000);

  test('ends quietly when its reader goes away', async () => {
    const { folder } = makeWorkspace({
      'batch.jsonl': Array.from({ length: 5000 }, (_, id) => `{"id":${id},"text":"A database."}`).join('\n'),
    });
    const child = spawn(node, [CLI, 'classify', '--batch', 'batch.jsonl', '-t', 'tags.json'], {
      cwd: folder,
      stdio: 'pipe',
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const [exitCode, signal] = await once(child, 'close');
    expect({ exitCode, signal, stderr }).toEqual({ exitCode: 0, signal: null, stderr: '' });
  });
});

test('waits for a reader that is slow', async () => {
  const { folder } = makeWorkspace();
  const child = spawn(node24(), [CLI, 'classify', '--batch', '-', '-t', 'tags.json'], { cwd: folder, stdio: 'pipe' });
  const id = 'i'.repeat(10_000);
  const record = `${JSON.stringify({ id, text: 'A database.' })}\n`;
  let written = 0;
  const records = function* () {
    for (; written < 1000; written += 1) yield record;
  };
  const feeding = pipeline(Readable.from(records()), child.stdin);
  // Nobody reads: pipes hold some 64 kB each, and nothing else may hold more than a few chunks.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(written).toBeLessThan(200);
  let bytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  const [exitCode] = await once(child, 'close');
  await feeding;
  expect(exitCode).toBe(0);
  expect(bytes).toBeGreaterThan(1000 * id.length);
});

test('tells of a line that is too long and reads on', async () => {
  const { folder } = makeWorkspace();
  const stdin = `{"id":1,"text":"${'x'.repeat(9_000_000)}"}\n{"id":2,"text":"A database."}\n`;
  const run = await runCli(['classify', '--batch', '-', '-t', 'tags.json'], { cwd: folder, stdin });
  expect(linesOf(run.stdout)).toEqual([
    { id: null, error: { code: 'batch/line-too-long', message: expect.stringContaining('standard input (line 1)') } },
    { id: 2, tags: [{ id: 'db', name: 'database' }] },
  ]);
  expect(run.exitCode).toBe(1);
});

test('has nothing to say of an empty batch but that it is empty', async () => {
  const { folder } = makeWorkspace();
  const run = await runCli(['classify', '--batch', '-', '-t', 'tags.json'], { cwd: folder, stdin: '\n' });
  expect(run).toMatchObject({ exitCode: 0, stdout: '', stderr: 'note: The batch "standard input" holds no record.\n' });
});

test.skipIf(process.platform !== 'linux')('says when the disk is full', async () => {
  const { folder } = makeWorkspace({ 'batch.jsonl': '{"id":1,"text":"A database."}\n'.repeat(10) });
  const child = spawn('sh', ['-c', '"$0" "$1" classify --batch batch.jsonl -t tags.json > /dev/full', node24(), CLI], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const [exitCode] = await once(child, 'close');
  expect(exitCode).toBe(1);
  expect(stderr).toBe('error: Cannot write to standard output: no space left on the device (ENOSPC).\n');
});

test.skipIf(process.platform === 'win32')('ends at once when it is interrupted, with whole lines only', async () => {
  const { folder } = makeWorkspace();
  const child = spawn(node24(), [CLI, 'classify', '--batch', '-', '-t', 'tags.json'], { cwd: folder, stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    child.kill('SIGINT');
  });
  child.stdin.on('error', () => undefined);
  child.stdin.write('{"id":1,"text":"A database."}\n'.repeat(5));
  const [exitCode, signal] = await once(child, 'close');
  expect({ exitCode, signal, stderr }).toEqual({ exitCode: null, signal: 'SIGINT', stderr: '' });
  expect(stdout.endsWith('\n')).toBe(true);
});
