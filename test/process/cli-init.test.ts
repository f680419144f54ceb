import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../github/cli.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { makeWorkspace } from './workspace.ts';

let github: LoopbackGitHub;
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  await github.close();
});

function init(...args: string[]) {
  return runCli(['init', ...args], { env: { GITHUB_API_URL: github.urls.api } });
}

function namesOf(text: string): string[] {
  return JSON.parse(text).tags.map(({ name }: { name: string }) => name);
}

test('prints a list that lint and classify accept, without asking anybody', async () => {
  const run = await init();
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  expect(namesOf(run.stdout).length).toBeGreaterThan(200);
  expect(github.log.lines).toEqual([]);
  const { folder } = makeWorkspace({ 'starter.json': run.stdout });
  expect(await runCli(['lint', 'starter.json', '--strict'], { cwd: folder })).toMatchObject({
    exitCode: 0,
    stdout: '',
  });
  const result = await runCli(['classify', 'README.md', '-t', 'starter.json'], { cwd: folder });
  expect(JSON.parse(result.stdout).tags[0].name).toBe('websocket');
});

test('puts the present topics of a repository into the list', async () => {
  github.state.addRepository('octo/widgets', { topics: ['my-own-thing', 'websocket'], files: {} });
  const names = namesOf((await init('octo/widgets')).stdout);
  expect(names).toContain('my-own-thing');
  expect(names.filter((name) => name === 'websocket')).toHaveLength(1);
});

test('says when the repository has no topics', async () => {
  github.state.addRepository('octo/plain', { files: {} });
  const run = await init('octo/plain');
  expect(run).toMatchObject({ exitCode: 0, stderr: 'note: octo/plain has no topics yet.\n' });
});

test('gives one clear error and no list where the repository cannot be read', async () => {
  const missing = await init('octo/nothing');
  expect(missing).toMatchObject({ exitCode: 1, stdout: '' });
  expect(missing.stderr).toMatch(/^error: Cannot read the repository octo\/nothing/);
  const wrong = await init('https://github.com/octo/widgets');
  expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
  expect(wrong.stderr).toContain('did you mean "octo/widgets"?');
});
