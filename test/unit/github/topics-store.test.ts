import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { createClient } from '../../../src/github/client.ts';
import { createTopicsStore } from '../../../src/github/topics-store.ts';
import type { TopicsStore } from '../../../src/ports.ts';
import { everyFault, type Fault, primaryLimitFault, secondaryLimitFault } from '../../github/faults.ts';
import type { Repository } from '../../github/repository.ts';
import { type LoopbackGitHub, startGitHub } from '../../github/server.ts';
import type { Token } from '../../github/tokens.ts';

let github: LoopbackGitHub;
let repository: Repository;
let warnings: string[];
const octo = { owner: 'octo', name: 'widgets' };

beforeEach(async () => {
  github = await startGitHub();
  repository = github.state.addRepository('octo/widgets', { topics: ['ui'], files: { 'README.md': '# W' } });
  warnings = [];
});
afterEach(async () => {
  await github.close();
});

const storeWith = (topicsToken: string, token = 'ghs_other'): TopicsStore => {
  const log = { debug: () => {}, warning: (message: string) => warnings.push(message) };
  const client = createClient({
    token: topicsToken,
    baseUrl: github.urls.api,
    userAgent: 'test',
    log,
    timeoutMs: 300,
    retryBaseMs: 1,
  });
  return createTopicsStore({ client, topicsToken, token, log, pauseMs: 1, maxWaitMs: 2000 });
};
const add = (token: Token): string => github.state.addToken(token);
const store = (): TopicsStore =>
  storeWith(
    add({ kind: 'fine-grained', user: 'mona', repositories: [repository], permissions: { administration: 'write' } }),
  );
const failure = async (work: Promise<unknown>): Promise<UserError> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw error ?? new Error('It worked');
};
const puts = () => github.log.all.filter(({ method }) => method === 'PUT').length;

describe('topics', () => {
  it('are read and replaced, one request each', async () => {
    const topics = store();
    expect(await topics.read(octo)).toEqual(['ui']);
    expect(await topics.replace(octo, ['ui', 'parser'])).toEqual({ kind: 'done', value: null });
    expect(repository.topics).toEqual(['ui', 'parser']);
    expect(github.log.lines).toEqual(['GET /repos/octo/widgets/topics 200', 'PUT /repos/octo/widgets/topics 200']);
  });

  it('can all be taken away', async () => {
    expect(await store().replace(octo, [])).toEqual({ kind: 'done', value: null });
    expect(repository.topics).toEqual([]);
  });

  it.each(['429', '500', '502', 'reset', 'cut', 'silence'])('are read again after %s', async (name) => {
    github.faultAt(1, everyFault.get(name)!);
    expect(await store().read(octo)).toEqual(['ui']);
    expect(github.log.all).toHaveLength(2);
  });

  it('are not believed in another shape', async () => {
    for (const json of [[], {}, { names: 'ui' }, { names: [1] }, 'ui']) {
      github.faults.clear();
      github.fault(() => ({ kind: 'shape', json }));
      expect(await failure(store().read(octo))).toMatchObject({ code: 'github/unexpected' });
      const outcome = await store().replace(octo, ['ui']);
      expect(outcome).toMatchObject({ kind: 'again', error: { code: 'github/unexpected' } });
    }
  });
});

describe('a write', () => {
  it.each(['409', '429', '500', '502', 'reset', 'reset-done', 'cut', 'shape', 'silence'])(
    'is one request when it meets %s, and may be tried again by who looked',
    async (name) => {
      github.fault(() => everyFault.get(name)!);
      const outcome = await store().replace(octo, ['ui', 'parser']);
      expect(outcome.kind).toBe('again');
      expect(puts()).toBe(1);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toMatch(/^Cannot set the topics of octo\/widgets: .*\nLooking at the topics again in \d s/);
    },
  );

  it.each(['403', '404', '422'])('is one request when it meets %s, and another would not help', async (name) => {
    github.fault(() => everyFault.get(name)!);
    await failure(store().replace(octo, ['ui', 'parser']));
    expect(puts()).toBe(1);
    expect(warnings).toEqual([]);
  });

  it('waits as long as GitHub asks before it says that another may help', async () => {
    github.faultAt(1, secondaryLimitFault(1));
    const start = performance.now();
    expect((await store().replace(octo, [])).kind).toBe('again');
    expect(performance.now() - start).toBeGreaterThan(990);
    expect(puts()).toBe(1);
  });

  it.each<[string, () => Fault]>([
    ['a secondary limit of an hour', () => secondaryLimitFault(3600)],
    ['a limit that is used up', () => primaryLimitFault(new Date(Date.now() + 3_600_000))],
  ])('gives up at %s', async (_name, fault) => {
    github.fault(fault);
    expect(await failure(store().replace(octo, []))).toMatchObject({ code: 'github/rate-limit' });
    expect(puts()).toBe(1);
  });
});

describe('a token that may not set topics is told apart:', () => {
  const replaceWith = (value: string, token?: string) => failure(storeWith(value, token).replace(octo, ['ui', 'x']));

  it('the workflow token', async () => {
    const value = add({ kind: 'workflow', repositories: [repository], permissions: { contents: 'write' } });
    const { code, message } = await replaceWith(value, value);
    expect(code).toBe('topics/forbidden');
    expect(message).toContain(
      'It takes the repository permission Administration: write. "topics-token" holds the same',
    );
    expect(message).toContain('The workflow token can never have it, whatever "permissions" says');
    expect(message).toMatch(/GitHub says: "Resource not accessible by integration"$/);
    expect(message).not.toContain(value);
  });

  it('the token of an App without the permission', async () => {
    const value = add({ kind: 'app', slug: 'tagger', repositories: [repository], permissions: { contents: 'read' } });
    const { message } = await replaceWith(value);
    expect(message).toContain('"topics-token" holds an installation token (ghs_…)');
    expect(message).toContain('the App is installed on octo/widgets');
  });

  it('a fine-grained token without the permission', async () => {
    const value = add({
      kind: 'fine-grained',
      user: 'octo',
      repositories: [repository],
      permissions: { administration: 'read' },
    });
    const { code, message } = await replaceWith(value);
    expect(code).toBe('topics/forbidden');
    expect(message).toContain('holds a fine-grained personal access token (github_pat_…). It lacks');
    expect(message).toContain('GitHub says: "Resource not accessible by personal access token"');
  });

  it('a classic token without the scope, or of somebody who is no admin', async () => {
    const noScope = await replaceWith(add({ kind: 'classic', user: 'octo', scopes: [] }));
    expect(noScope.message).toContain('holds a classic personal access token (ghp_…). It needs the scope repo');
    const noAdmin = await replaceWith(add({ kind: 'classic', user: 'mona', scopes: ['repo'] }));
    expect(noAdmin.message).toContain('its owner has to be an admin of octo/widgets');
  });

  it('any token that may not know of the repository', async () => {
    repository.visibility = 'private';
    const value = add({
      kind: 'fine-grained',
      user: 'octo',
      repositories: [],
      permissions: { administration: 'write' },
    });
    for (const error of [await replaceWith(value), await failure(storeWith(value).read(octo))]) {
      expect(error.code).toBe('topics/not-found');
      expect(error.message).toContain('octo/widgets is not among its repositories');
    }
  });

  it('a token that is not authorised for single sign-on', async () => {
    const value = add({ kind: 'classic', user: 'octo', scopes: ['repo'], ssoMissing: ['octo'] });
    expect(await replaceWith(value)).toMatchObject({
      code: 'github/sso',
      message: expect.stringContaining(
        'Cannot set the topics of octo/widgets: the organisation demands single sign-on',
      ),
    });
  });

  it('a token that is expired or wrong', async () => {
    const { code, message } = await replaceWith('ghp_wrong');
    expect(code).toBe('github/unauthorized');
    expect(message).toContain('see the input "topics-token"');
    expect(message).not.toContain('ghp_wrong');
  });

  it.each([
    ['gho_x', 'an OAuth token (gho_…)'],
    ['ghu_x', 'a token of a person at a GitHub App (ghu_…)'],
    ['v1.0123', 'a token of a kind that is not known here'],
  ])('%s', async (value, part) => {
    github.fault(() => everyFault.get('403')!);
    expect((await replaceWith(value)).message).toContain(part);
  });
});

it('an archived repository, topics that GitHub refuses and a barred address are told in their own words', async () => {
  repository.archived = true;
  expect(await failure(store().replace(octo, []))).toMatchObject({
    code: 'topics/archived',
    message:
      'Cannot set the topics of octo/widgets: the repository is archived, so nobody can change its topics (403). Unarchive it, or leave "topics" out of "publish".',
  });
  repository.archived = false;
  const refused = await failure(store().replace(octo, ['Not A Topic']));
  expect(refused.code).toBe('topics/refused');
  expect(refused.message).toMatch(/GitHub says: "Validation Failed: .*Topics must start with a lowercase letter/);
  const message =
    'Although you appear to have the correct authorization, the organization has an IP allow list enabled';
  github.fault(() => ({ kind: 'status', status: 403, message }));
  expect(await failure(store().replace(octo, []))).toMatchObject({
    code: 'github/forbidden',
    message: expect.stringContaining('this runner is not on it'),
  });
});
