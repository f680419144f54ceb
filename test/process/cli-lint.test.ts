import { describe, expect, test } from 'vitest';
import { runCli } from '../github/cli.ts';
import { NODES } from './nodes.ts';
import { makeWorkspace } from './workspace.ts';

const fine = JSON.stringify({
  tags: [
    { id: 1, name: 'websocket', description: 'Talks over web sockets' },
    { id: 2, name: 'database', description: 'Keeps data' },
  ],
});

describe.each(NODES)('on Node %s', (_, node) => {
  test('prints warnings with place and code on standard output, and a count on standard error', async () => {
    const { folder } = makeWorkspace({ 'spaces.json': '[\n{"id":1,"name":"database "},\n{"id":2,"name":"qxzzyk"}\n]' });
    const run = await runCli(['lint', 'spaces.json'], { cwd: folder, node });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(
      /^warning: spaces\.json entry 1 \(line 2\): .*white space at the end.* \[vocabulary\/trimmed\]$/m,
    );
    expect(run.stdout).toMatch(/^warning: spaces\.json entry 2 \(line 3\): .*"qxzzyk".* \[lint\/unknown-tag\]$/m);
    expect(run.stderr).toMatch(/^2 tags, 1 of them known to the offline classifier; \d warnings\.\n$/);
  });

  test('ends with 2 and every error at once', async () => {
    const { folder } = makeWorkspace({ 'twice.json': '[{"id":1,"name":"a"},{"id":1,"name":"b"},{"id":2,"name":"a"}]' });
    const run = await runCli(['lint', 'twice.json'], { cwd: folder, node });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('entry 2');
    expect(run.stderr).toContain('entry 3');
    expect(run.stderr.match(/^error:/gm)).toHaveLength(1);
  });
});

test('has nothing to say of a list that is fine', async () => {
  const { folder } = makeWorkspace({ 'fine.json': fine });
  const run = await runCli(['lint', 'fine.json', '--strict'], { cwd: folder });
  expect(run).toMatchObject({ exitCode: 0, stdout: '' });
  expect(run.stderr).toBe('2 tags, 2 of them known to the offline classifier; nothing to complain of.\n');
  expect((await runCli(['lint', 'fine.json', '--quiet'], { cwd: folder })).stderr).toBe('');
});

test('ends with 1 over warnings when it is strict', async () => {
  const { folder } = makeWorkspace();
  expect((await runCli(['lint', 'tags.json', '--strict'], { cwd: folder })).exitCode).toBe(1);
});

test('checks several files as one list', async () => {
  const { folder } = makeWorkspace({ 'fine.json': fine, 'other.json': '[{"id":2,"name":"parser"}]' });
  const run = await runCli(['lint', 'fine.json', 'other.json'], { cwd: folder });
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toContain('fine.json');
  expect(run.stderr).toContain('other.json');
});

test('checks what comes over standard input', async () => {
  const run = await runCli(['lint', '-'], { stdin: fine });
  expect(run).toMatchObject({ exitCode: 0, stdout: '' });
});
