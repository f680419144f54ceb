import { Octokit } from '@octokit/rest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkResponse } from './contract.ts';
import { type LoopbackGitHub, startGitHub } from './server.ts';

let github: LoopbackGitHub;
let client: Octokit;
const octo = { owner: 'octo', repo: 'widgets' };
const silent = { debug() {}, info() {}, warn() {}, error() {} };

beforeEach(async () => {
  github = await startGitHub();
  github.state.addRepository('octo/widgets', { files: { 'README.md': '# W' } });
  const auth = github.state.addToken({ kind: 'classic', user: 'octo', scopes: ['repo'] });
  client = new Octokit({ baseUrl: github.urls.api, auth, log: silent });
});
afterEach(async () => {
  await github.close().catch(() => {});
});

describe('a request', () => {
  test.each([
    [
      'outside the slice',
      () => client.request('GET /repos/octo/widgets/stargazers'),
      'GET /repos/octo/widgets/stargazers is not in the slice',
    ],
    [
      'with an unknown query parameter',
      () => client.request('GET /repos/octo/widgets/readme{?branch}', { branch: 'x' }),
      'unknown query parameter "branch"',
    ],
    [
      'with a query parameter of another type',
      () => client.request('GET /repos/octo/widgets/topics{?page}', { page: 'two' }),
      'query parameter "page": /value must be integer',
    ],
    [
      'with a body of another type',
      () => client.request('PUT /repos/octo/widgets/topics', { names: 'one' }),
      'body: /names must be array',
    ],
    [
      'with an unknown member in its body',
      () => client.request('PUT /repos/octo/widgets/topics', { names: [], force: true }),
      'unevaluated properties: "force"',
    ],
    ['without its body', () => client.request('PUT /repos/octo/widgets/topics'), 'body: (whole) must be object'],
    [
      'for a rendering that is not emulated',
      () => client.rest.repos.getReadme({ ...octo, mediaType: { format: 'html' } }),
      'is not emulated',
    ],
    ['of GraphQL beyond the viewer', () => client.graphql('query { rateLimit { cost } }'), 'only viewer is emulated'],
  ])('%s fails the test', async (_what, ask, message) => {
    await ask().catch(() => {});
    expect(() => github.assertContract()).toThrow(message);
    expect(() => github.assertContract()).not.toThrow();
  });

  test('that is right does not', async () => {
    await client.rest.repos.getReadme({ ...octo, ref: 'main' });
    await expect(github.close()).resolves.toBeUndefined();
  });
});

describe('an answer', () => {
  const operation = 'GET /repos/{owner}/{repo}/topics';
  test.each([
    ['with a misspelt member', { status: 200, json: { names: [], nams: [] } }, 'unevaluated properties: "nams"'],
    ['without a member', { status: 200, json: {} }, "must have required property 'names'"],
    ['of another type', { status: 200, json: { names: [1] } }, '/names/0 must be string'],
    ['with a status nobody described', { status: 418, json: {} }, 'status 418 is not described'],
    ['without a body', { status: 200 }, 'no body where one is described'],
  ])('%s is found', (_what, reply, message) => {
    expect(checkResponse(operation, 'application/json', reply).join()).toContain(message);
  });
});
