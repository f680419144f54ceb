import { fileURLToPath } from 'node:url';
import { Octokit } from '@octokit/rest';
import { afterEach, describe, expect, test } from 'vitest';
import { runCli } from './cli.ts';
import { type LoopbackProxy, startProxy } from './proxy.ts';
import { runAction } from './runner.ts';
import { type LoopbackGitHub, startGitHub } from './server.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const files = { 'README.md': '# Widgets' };

let github: LoopbackGitHub | undefined;
let proxy: LoopbackProxy | undefined;
afterEach(async () => {
  await proxy?.close();
  await github?.close();
});

describe('GitHub Enterprise Server', () => {
  test('has its API under /api/v3, and a server address of its own', async () => {
    github = await startGitHub({ edition: 'ghes' });
    const repository = github.state.addRepository('octo/widgets', { files });
    const { headers, data } = await new Octokit({ baseUrl: github.urls.api }).rest.repos.get({
      owner: 'octo',
      repo: 'widgets',
    });
    expect(headers['x-github-enterprise-version']).toBe('3.19.0');
    expect(data.html_url).toBe('https://github.example.com/octo/widgets');
    const step = await runAction(github, {
      repository,
      trigger: { event: 'push' },
      script: fixture('probe.mjs'),
      actionFile: fixture('action.yml'),
    });
    expect(step.outputs.get('readme'), step.stderr).toBe('README.md');
    expect(step.requests.map(({ path }) => path)).toEqual(['/repos/octo/widgets/readme']);
  });

  test('refuses artifacts of the current protocol before any request', async () => {
    github = await startGitHub({ edition: 'ghes' });
    const repository = github.state.addRepository('octo/widgets', { files });
    const { exitCode, annotations, requests } = await runAction(github, {
      repository,
      trigger: { event: 'push' },
      inputs: { name: 'readme-tags', raw: 'false' },
      script: fixture('upload.mjs'),
    });
    expect(exitCode).toBe(1);
    expect(annotations.at(-1)?.message).toContain('not currently supported on GHES');
    expect(requests).toEqual([]);
  });

  test('does not know newer API versions', async () => {
    github = await startGitHub({ edition: 'ghes' });
    const client = new Octokit({ baseUrl: github.urls.api, log: { debug() {}, info() {}, warn() {}, error() {} } });
    const ask = client.request('GET /rate_limit', { headers: { 'x-github-api-version': '2026-03-10' } });
    await expect(ask).rejects.toMatchObject({ status: 400 });
  });
});

describe('a proxy', () => {
  test('is the only way to names that nobody else knows', async () => {
    github = await startGitHub({ origin: 'http://api.github.test' });
    const repository = github.state.addRepository('octo/widgets', { files });
    proxy = await startProxy(new Map([['api.github.test', github.port]]));
    const step = await runAction(github, {
      repository,
      trigger: { event: 'push' },
      script: fixture('probe.mjs'),
      actionFile: fixture('action.yml'),
      env: { http_proxy: proxy.url },
    });
    expect(step.outputs.get('readme'), step.stderr).toBe('README.md');
    expect(proxy.requests).toEqual(['CONNECT api.github.test:80']);
  });
});

describe('the command line', () => {
  test('gets standard input, a home of its own, and time that passes faster', async () => {
    const result = await runCli(['one', 'two'], {
      script: fixture('echo.mjs'),
      stdin: 'typed',
      timeFactor: 100,
      env: { NAME: 'x' },
    });
    expect(result).toMatchObject({ exitCode: 3, stderr: 'done' });
    expect(JSON.parse(result.stdout)).toEqual({ arguments: ['one', 'two'], stdin: 'typed', name: 'x', isQuick: true });
  });

  test('that never ends is ended', async () => {
    const result = await runCli(['forever'], { script: fixture('echo.mjs'), timeoutMs: 300 });
    expect(result).toMatchObject({ exitCode: null, signal: 'SIGKILL', timedOut: true });
  });
});
