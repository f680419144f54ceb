import { chmodSync, symlinkSync, truncateSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCli } from '../github/cli.ts';
import { NODES } from './nodes.ts';
import { makeWorkspace } from './workspace.ts';

const files = {
  'folder/none.txt': 'no README here',
  'broken.json': '[{"id":1,"name":"a"},',
  'list.jsonl': '{"id":1,"text":"x"}',
};

describe.each(NODES)('on Node %s', (_, node) => {
  test.each([
    [['clasify', 'README.md'], 'There is no command "clasify"; did you mean "classify"?'],
    [['README.md'], 'There is no command "README.md". The commands are'],
    [['--tags', 'tags.json', 'classify'], 'Expected a command first, not "--tags".'],
    [['classify', 'README.md'], 'Option "--tags FILE" is missing'],
    [['classify', '--tags', 'tags.json'], 'No README is named.'],
    [['classify', 'README.md', '--tgas', 'tags.json'], 'There is no option "--tgas"; did you mean "--tags"?'],
    [['classify', 'README.md', '--tags'], 'Option "--tags" needs a value'],
    [['classify', 'README.md', '-t', 'tags.json', '--max-tags', '0'], 'expected a whole number from 1 to 20'],
    [['classify', 'README.md', '-t', 'tags.json', '--max-tags', 'three'], '"--max-tags" is "three"'],
    [['classify', 'README.md', '-t', 'tags.json', '--min-score', '1.1'], 'expected a number from 0 to 1'],
    [['classify', 'README.md', '-t', 'tags.json', '--repo', 'x'], 'expected owner/name'],
    [['classify', 'README.md', '-t', 'tags.json', '--pin-tags', 'websockt'], 'did you mean "websocket"?'],
    [['classify', 'README.md', 'second', '-t', 'tags.json'], 'there is also "second"'],
    [
      ['classify', 'README.md', '-t', 'tags.json', '--batch', 'list.jsonl'],
      '--batch does not go with the README "README.md"',
    ],
    [
      ['classify', '--batch', 'list.jsonl', '-t', 'tags.json', '--id', '1', '--explain'],
      '--batch does not go with --id, --explain',
    ],
    [['classify', '-', '-t', '-'], 'cannot both be standard input'],
    [['classify', 'MISSING.md', '-t', 'tags.json'], 'There is no file "MISSING.md".'],
    [['classify', 'docs/MISSING.md', '-t', 'tags.json'], 'There is no file "docs/MISSING.md".'],
    [['classify', 'folder', '-t', 'tags.json'], 'There is no README in the folder "folder"'],
    [['classify', 'README.md', '-t', 'missing.json'], 'There is no tags file "missing.json".'],
    [['classify', 'README.md', '-t', 'folder'], '"folder" is a folder; expected a tags file.'],
    [['classify', 'README.md', '-t', 'broken.json'], 'broken.json'],
    [['classify', '--batch', 'missing.jsonl', '-t', 'tags.json'], 'There is no batch file "missing.jsonl".'],
    [['classify', '--batch', 'folder', '-t', 'tags.json'], '"folder" is a folder; expected a batch file.'],
    [['evaluate', '-t', 'tags.json'], 'evaluate needs <gold>: a JSON Lines file'],
    [['--hepl'], 'Expected a command first, not "--hepl"; did you mean "--help"?'],
    [['evaluate', 'missing.jsonl', '-t', 'tags.json'], 'There is no gold file "missing.jsonl".'],
    [['help', 'clasify'], 'did you mean "classify"?'],
  ])('refuses %j with one error', async (args, message) => {
    const { folder } = makeWorkspace(files);
    const run = await runCli(args, { cwd: folder, node });
    expect(run.stderr).toContain(message);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr.match(/^error:/gm)).toHaveLength(1);
    expect(run.stderr).not.toMatch(/^ +at /m);
  });

  test('prints help and version on standard output', async () => {
    const help = await runCli(['--help'], { node });
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    expect(help.stdout).toContain('Usage: readme-tagger <command> [options]');
    const command = await runCli(['classify', 'x', '--help', '--nonsense'], { node });
    expect(command).toMatchObject({ exitCode: 0, stderr: '' });
    expect(command.stdout).toContain('Usage: readme-tagger classify [readme] [options]');
    expect((await runCli(['help', 'classify'], { node })).stdout).toBe(command.stdout);
    expect((await runCli(['--version'], { node })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('prints help on standard error when nothing is asked for', async () => {
    const run = await runCli([], { node });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('Usage: readme-tagger <command> [options]');
  });
});

test('tells everything that is wrong with a call at once, and where help is', async () => {
  const run = await runCli(['classify', 'a', 'b', '--max-tags', '99', '--min-scor', '1']);
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toBe(
    [
      'error: 3 things are wrong:',
      '- There is no option "--min-scor"; did you mean "--min-score"?',
      '- Option "--max-tags" is "99"; expected a whole number from 1 to 20.',
      '- classify takes one argument; there is also "b". Put text with spaces into quotes.',
      'Run "readme-tagger classify --help" to see how it is called.',
      '',
    ].join('\n'),
  );
});

test.skipIf(process.platform === 'win32')('follows links, and says when they go in circles', async () => {
  const { folder, path } = makeWorkspace();
  symlinkSync('README.md', path('LINK.md'));
  symlinkSync('loop.md', path('loop.md'));
  expect((await runCli(['classify', 'LINK.md', '-t', 'tags.json'], { cwd: folder })).exitCode).toBe(0);
  const run = await runCli(['classify', 'loop.md', '-t', 'tags.json'], { cwd: folder });
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  expect(run.stderr).toContain('its symbolic links go in circles (ELOOP)');
});

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('says that a file may not be read', async () => {
  const { folder, path } = makeWorkspace();
  chmodSync(path('README.md'), 0);
  const run = await runCli(['classify', 'README.md', '-t', 'tags.json'], { cwd: folder });
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  expect(run.stderr).toContain('permission denied (EACCES)');
});

test('refuses files that are far too large, without reading them', async () => {
  const { folder, path } = makeWorkspace({ 'HUGE.md': '', 'huge.json': '' });
  truncateSync(path('HUGE.md'), 3_000_000_000);
  truncateSync(path('huge.json'), 3_000_000_000);
  const readme = await runCli(['classify', 'HUGE.md', '-t', 'tags.json'], { cwd: folder });
  expect(readme).toMatchObject({ exitCode: 2, stdout: '' });
  expect(readme.stderr).toBe(
    'error: The README "HUGE.md" is larger than 100 MiB, the most that is read. Is it the right file?\n',
  );
  const tags = await runCli(['classify', 'README.md', '-t', 'huge.json'], { cwd: folder });
  expect(tags).toMatchObject({ exitCode: 2, stdout: '' });
  expect(tags.stderr).toContain('The tags file "huge.json" is larger than 5 MB, the most that is read.');
});

test('lets no control character of a name reach the terminal through an error', async () => {
  const run = await runCli(['classify', 'a\u001b[31mb\u009bc\u202e.md', '-t', 'x\u0007.json']);
  expect(run.exitCode).toBe(2);
  // oxlint-disable-next-line no-control-regex
  expect(run.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});
