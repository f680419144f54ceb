import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../github/cli.ts';
import { startProxy } from '../github/proxy.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { makeWorkspace, SOCKET_README } from './workspace.ts';

let github: LoopbackGitHub;
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  await github.close();
});

function classify(args: readonly string[], env: Record<string, string> = {}) {
  const { folder } = makeWorkspace();
  return runCli(['classify', ...args, '--tags', 'tags.json'], {
    cwd: folder,
    env: { GITHUB_API_URL: github.urls.api, ...env },
    timeFactor: 50,
  });
}

const websocket = [{ id: 7, name: 'websocket' }];

test('reads the README that GitHub shows of a repository', async () => {
  github.state.addRepository('octo/socket', { files: { 'docs/README.rst': SOCKET_README } });
  const run = await classify(['octo/socket']);
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  expect(JSON.parse(run.stdout)).toEqual({ id: 'octo/socket', tags: websocket });
});

test('reads a branch, tag or commit', async () => {
  const repository = github.state.addRepository('octo/socket', { files: { 'README.md': '# Soup\n\nA soup.' } });
  const sha = repository.commit({ 'README.md': SOCKET_README }, { branch: 'next' });
  for (const ref of ['next', sha]) {
    const run = await classify([`octo/socket@${ref}`]);
    expect(JSON.parse(run.stdout), run.stderr).toEqual({ id: `octo/socket@${ref}`, tags: websocket });
  }
});

test('takes the description of the repository unless another is given', async () => {
  github.state.addRepository('octo/store', { description: 'A database for small devices', files: { 'README.md': '' } });
  const own = await classify(['octo/store']);
  expect(JSON.parse(own.stdout).tags).toEqual([{ id: 'db', name: 'database' }]);
  const other = await classify(['octo/store', '--description', '']);
  expect(JSON.parse(other.stdout).tags).toEqual([]);
});

test('takes a file of that name for what is meant', async () => {
  const { folder } = makeWorkspace({ 'octo/socket': SOCKET_README });
  const run = await runCli(['classify', 'octo/socket', '-t', 'tags.json'], {
    cwd: folder,
    env: { GITHUB_API_URL: github.urls.api },
  });
  expect(JSON.parse(run.stdout).tags).toEqual(websocket);
  expect(github.log.lines).toEqual([]);
});

test('says so when a repository has no README, and classifies its description', async () => {
  github.state.addRepository('octo/bare', { description: 'A database', files: { 'main.c': 'int x;' } });
  const run = await classify(['octo/bare']);
  expect(run.exitCode).toBe(0);
  expect(run.stderr).toContain('note: octo/bare at main has no README.');
  expect(JSON.parse(run.stdout).tags).toEqual([{ id: 'db', name: 'database' }]);
});

test('says that there is neither a repository nor a file of that name', async () => {
  const run = await classify(['octo/nothing']);
  expect(run).toMatchObject({ exitCode: 1, stdout: '' });
  expect(run.stderr).toMatch(/^error: Cannot read the repository octo\/nothing: .*404/);
  expect(run.stderr).toContain('There is no file or folder "octo/nothing" here either.');
  expect(run.stderr.match(/^error:/gm)).toHaveLength(1);
});

test('says where a bad token came from, and never prints it', async () => {
  github.state.addRepository('octo/socket', { files: { 'README.md': SOCKET_README } });
  const run = await classify(['octo/socket', '--verbose'], { GITHUB_TOKEN: 'ghp_notatoken123' });
  expect(run).toMatchObject({ exitCode: 1, stdout: '' });
  expect(run.stderr).toContain('GITHUB_TOKEN');
  expect(run.stderr).not.toContain('ghp_notatoken123');
});

test('reads a private repository with a token', async () => {
  const repository = github.state.addRepository('octo/secret', {
    visibility: 'private',
    files: { 'README.md': SOCKET_README },
  });
  const token = github.state.addToken({
    kind: 'fine-grained',
    user: 'octo',
    repositories: [repository],
    permissions: { contents: 'read' },
  });
  const run = await classify(['octo/secret'], { GITHUB_TOKEN: token });
  expect(JSON.parse(run.stdout || '{}').tags, run.stderr).toEqual(websocket);
});

test('gives one clear error when the API fails, whatever request it fails at', async () => {
  github.state.addRepository('octo/socket', { files: { 'README.md': SOCKET_README } });
  for (let request = 1; request <= 3; request += 1) {
    github.faultAt(request, { kind: 'status', status: 502 }, 'rest');
    const run = await classify(['octo/socket']);
    expect(run, `request ${request}`).toMatchObject({ exitCode: 1, stdout: '' });
    expect(run.stderr).toMatch(/error: Cannot .*502/);
    expect(run.stderr.match(/^error:/gm)).toHaveLength(1);
    await github.close();
    github = await startGitHub();
    github.state.addRepository('octo/socket', { files: { 'README.md': SOCKET_README } });
  }
});

test('refuses an address of the API that is none', async () => {
  const run = await classify(['octo/socket'], { GITHUB_API_URL: 'github.example' });
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  expect(run.stderr).toContain('The environment variable GITHUB_API_URL is "github.example"');
});

test('goes through the proxy of the environment', async () => {
  const behind = await startGitHub({ origin: 'http://api.github.test' });
  const proxy = await startProxy(new Map([['api.github.test', behind.port]]));
  try {
    behind.state.addRepository('octo/socket', { files: { 'README.md': SOCKET_README } });
    const run = await classify(['octo/socket'], { GITHUB_API_URL: behind.urls.api, http_proxy: proxy.url });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(proxy.requests.length).toBeGreaterThan(0);
  } finally {
    await proxy.close();
    await behind.close();
  }
});
