import { readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCli } from '../github/cli.ts';
import { NODES } from './nodes.ts';
import { makeWorkspace, SOCKET_README } from './workspace.ts';

const gold = [
  { id: 'a/socket', repo: 'a/socket', readme: '../README.md', best: ['websocket'], ok: [] },
  { id: 2, text: '# Store\n\nA database for small devices.', description: 'A database', best: ['database'] },
  { id: 'soup', text: '# Soup\n\nHow to make soup.', best: ['cooking', 'database'], ok: ['websocket'] },
];
const files = { 'sets/gold.jsonl': gold.map((record) => JSON.stringify(record)).join('\n') };

describe.each(NODES)('on Node %s', (_, node) => {
  test('prints every metric as JSON, and as tables on standard error', async () => {
    const { folder } = makeWorkspace(files);
    const run = await runCli(['evaluate', 'sets/gold.jsonl', '-t', 'tags.json'], { cwd: folder, node });
    expect(run.exitCode).toBe(0);
    const json = JSON.parse(run.stdout);
    expect(json).toMatchObject({ gold: 'sets/gold.jsonl', maxTags: 3, readmes: 3, vocabulary: { tags: 3 } });
    expect(Object.keys(json.metrics)).toEqual(
      'precision recall f1 strict_f1 hit1 wrong clean recall@5 recall@10 recall@20 recall@60 recall@100 ece aurc'.split(
        ' ',
      ),
    );
    expect(json.metrics.f1.value).toBeGreaterThan(0);
    expect(json.metrics.f1.low).toBeLessThanOrEqual(json.metrics.f1.value);
    expect(Object.keys(json.always)).toEqual(['1', '2', '3']);
    expect(json.slices['under 100 words'].readmes).toBe(3);
    expect(run.stderr).toMatch(/^3 READMEs against 3 tags, at most 3 each/);
    for (const row of ['precision', 'recall@100', 'aurc', 'always 3', 'without description']) {
      expect(run.stderr).toContain(`\n  ${row} `);
    }
  });

  test('writes predictions whole, one result a line with its ranking', async () => {
    const { folder, read } = makeWorkspace(files);
    const args = ['evaluate', 'sets/gold.jsonl', '-t', 'tags.json', '-n', '1', '--predictions', 'out.jsonl'];
    const run = await runCli(args, { cwd: folder, node });
    expect(run.exitCode).toBe(0);
    const lines = read('out.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ id }) => id)).toEqual(['a/socket', '2', 'soup']);
    expect(lines[0].tags).toEqual([{ id: 7, name: 'websocket' }]);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(['id', 'tags', 'ranking']);
      expect(new Set(line.ranking)).toEqual(new Set(['cooking', 'database', 'websocket']));
    }
    expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([]);
  });
});

test('never overwrites the labels with predictions', async () => {
  const { folder, read } = makeWorkspace(files);
  const run = await runCli(['evaluate', 'sets/gold.jsonl', '-t', 'tags.json', '-p', './sets/gold.jsonl'], {
    cwd: folder,
  });
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  expect(run.stderr).toContain('The predictions "./sets/gold.jsonl" would overwrite a file that this call reads.');
  expect(read('sets/gold.jsonl')).toBe(files['sets/gold.jsonl']);
});

test('gives the same figures every time', async () => {
  const { folder } = makeWorkspace(files);
  const first = await runCli(['evaluate', 'sets/gold.jsonl', '-t', 'tags.json'], { cwd: folder });
  const second = await runCli(['evaluate', 'sets/gold.jsonl', '-t', 'tags.json'], { cwd: folder });
  expect(second.stdout).toBe(first.stdout);
  const quiet = await runCli(['evaluate', 'sets/gold.jsonl', '-t', 'tags.json', '-q'], { cwd: folder });
  expect(quiet).toMatchObject({ stdout: first.stdout, stderr: '' });
});

test('says which labels are no tags, and counts them as missed', async () => {
  const { folder } = makeWorkspace({
    'gold.jsonl': JSON.stringify({ id: 1, text: SOCKET_README, best: ['websocket', 'networking'] }),
  });
  const run = await runCli(['evaluate', 'gold.jsonl', '-t', 'tags.json'], { cwd: folder });
  expect(run.stderr).toContain(
    'warning: 1 labels of gold.jsonl are no tags of tags.json and count as missed: "networking".',
  );
  expect(JSON.parse(run.stdout).metrics.recall.value).toBe(0.5);
});

test('tells every README that cannot be read, and measures nothing', async () => {
  const { folder } = makeWorkspace({
    'gold.jsonl': '{"id":1,"readme":"x.md","best":["websocket"]}\n{"id":2,"readme":"y.md","best":["cooking"]}',
  });
  const run = await runCli(['evaluate', 'gold.jsonl', '-t', 'tags.json'], { cwd: folder });
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  expect(run.stderr).toContain('- gold.jsonl (line 1): there is no README "x.md"');
  expect(run.stderr).toContain('- gold.jsonl (line 2): there is no README "y.md"');
});

test.each([
  ['missing/out.jsonl', 2, 'there is no such file or folder (ENOENT). Make the folder first.'],
  ['README.md/out.jsonl', 2, 'a part of the path is a file, not a folder (ENOTDIR)'],
  ['sets', 2, 'it is a folder (EISDIR)'],
])('refuses to write predictions to %s before any work', async (target, exitCode, message) => {
  const { folder } = makeWorkspace(files);
  const run = await runCli(['evaluate', 'sets/gold.jsonl', '-t', 'tags.json', '-p', target], { cwd: folder });
  expect(run).toMatchObject({ exitCode, stdout: '' });
  expect(run.stderr).toBe(
    `error: Cannot write the predictions ${JSON.stringify(target)}: ${message}${message.endsWith('.') ? '' : '.'}\n`,
  );
});

test.skipIf(process.platform !== 'linux')('says when the disk is full, and prints no result', async () => {
  const { folder } = makeWorkspace(files);
  const run = await runCli(['evaluate', 'sets/gold.jsonl', '-t', 'tags.json', '-p', '/dev/full'], { cwd: folder });
  expect(run).toMatchObject({ exitCode: 1, stdout: '' });
  expect(run.stderr).toBe('error: Cannot write the predictions "/dev/full": no space left on the device (ENOSPC).\n');
});

test.skipIf(process.platform === 'win32')('keeps the mode of a file and the link to it', async () => {
  const { folder, path, read } = makeWorkspace({ ...files, 'kept/out.jsonl': 'old' });
  writeFileSync(path('kept/out.jsonl'), 'old', { mode: 0o640 });
  symlinkSync('kept/out.jsonl', path('link.jsonl'));
  const mode = statSync(path('kept/out.jsonl')).mode;
  const run = await runCli(['evaluate', 'sets/gold.jsonl', '-t', 'tags.json', '-p', 'link.jsonl'], { cwd: folder });
  expect(run.exitCode).toBe(0);
  expect(read('kept/out.jsonl')).toContain('"ranking"');
  expect(read('link.jsonl')).toBe(read('kept/out.jsonl'));
  expect(statSync(path('kept/out.jsonl')).mode).toBe(mode);
});
