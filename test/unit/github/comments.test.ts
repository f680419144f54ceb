import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { createClient } from '../../../src/github/client.ts';
import { createComments } from '../../../src/github/comments.ts';
import type { Comments } from '../../../src/ports.ts';
import { everyFault, primaryLimitFault } from '../../github/faults.ts';
import type { PullRequest, Repository } from '../../github/repository.ts';
import { type LoopbackGitHub, startGitHub } from '../../github/server.ts';
import type { Permissions, Token } from '../../github/tokens.ts';

let github: LoopbackGitHub;
let repository: Repository;
let pull: PullRequest;
let warnings: string[];
const octo = { owner: 'octo', name: 'widgets' };
const marker = '<!-- readme-tagger:readme-tags -->';

beforeEach(async () => {
  github = await startGitHub();
  repository = github.state.addRepository('octo/widgets', { files: { 'README.md': '# W' } });
  repository.commit({ 'README.md': '# X' }, { branch: 'x' });
  pull = github.state.addPull({ repository, head: { branch: 'x' } });
  warnings = [];
});
afterEach(async () => {
  await github.close();
});

const workflow = (permissions: Permissions = { pull_requests: 'write' }): Token => ({
  kind: 'workflow',
  repositories: [repository],
  permissions,
});
const comments = (token: Token = workflow()): Comments => {
  const log = { debug: () => {}, warning: (message: string) => warnings.push(message) };
  const client = createClient({
    token: github.state.addToken(token),
    baseUrl: github.urls.api,
    userAgent: 'test',
    log,
    timeoutMs: 300,
    retryBaseMs: 1,
  });
  return createComments({ client, log, pauseMs: 1, maxWaitMs: 2000 });
};
const failure = async (work: Promise<unknown>): Promise<UserError> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw error ?? new Error('It worked');
};
const add = (body: string, by: Parameters<LoopbackGitHub['state']['addComment']>[3] = { token: workflow() }) =>
  github.state.addComment(repository, pull.number, body, by).id;
const posts = () => github.log.all.filter(({ method, service }) => method === 'POST' && service === 'rest').length;

describe('comments of our own', () => {
  it('are those of the same account that begin with the marker, oldest first', async () => {
    const own = add(`${marker}\nold`);
    add(`${marker}\nforged`, { author: 'mallory' });
    add(`${marker}\nof another bot`, {
      token: { kind: 'app', slug: 'other-app', repositories: 'all', permissions: {} },
    });
    add('<!-- readme-tagger:other -->\nof another step');
    add(`> ${marker}\nquoted`);
    const second = add(`${marker}\nnewer`);
    const found = await comments().findOwn(octo, pull.number, marker);
    expect(found.map(({ id }) => id)).toEqual([own, second]);
    expect(found[0]).toEqual({
      id: own,
      body: `${marker}\nold`,
      url: `https://github.com/octo/widgets/pull/${pull.number}#issuecomment-${own}`,
    });
  });

  it('are found on whatever page', async () => {
    for (let index = 0; index < 230; index++) add(`comment ${index}`, { author: 'mona' });
    const own = add(`${marker}\nlast`);
    expect((await comments().findOwn(octo, pull.number, marker)).map(({ id }) => id)).toEqual([own]);
    expect(github.log.lines.filter((line) => line.includes('/comments'))).toHaveLength(3);
  });

  it.each<[string, Token]>([
    ['a workflow', { kind: 'workflow', repositories: 'all', permissions: { pull_requests: 'write' } }],
    ['an app', { kind: 'app', slug: 'tagger', repositories: 'all', permissions: { issues: 'write' } }],
    ['a person', { kind: 'fine-grained', user: 'mona', repositories: 'all', permissions: { pull_requests: 'write' } }],
    ['a person with a classic token', { kind: 'classic', user: 'octo', scopes: ['repo'] }],
  ])('are told with the token of %s, asked for the account once', async (_name, token) => {
    const own = comments(token);
    expect(await own.findOwn(octo, pull.number, marker)).toEqual([]);
    const created = await own.create(octo, pull.number, `${marker}\nours`);
    add(`${marker}\nof somebody else`, { author: 'someone' });
    const found = await own.findOwn(octo, pull.number, marker);
    expect(created).toEqual({ kind: 'done', value: found[0] });
    expect(found).toHaveLength(1);
    expect(github.log.all.filter(({ service }) => service === 'graphql')).toHaveLength(1);
  });

  it('cannot be told without a token, and that is told', async () => {
    const log = { debug: () => {}, warning: () => {} };
    const client = createClient({ token: '', baseUrl: github.urls.api, userAgent: 'test', log });
    const { code, message } = await failure(createComments({ client, log }).findOwn(octo, pull.number, marker));
    expect(code).toBe('github/unauthorized');
    expect(message).toContain('find out which account the token comments as');
  });

  it('are asked for at the GraphQL of a GitHub Enterprise Server', async () => {
    const server = await startGitHub({ edition: 'ghes' });
    try {
      const own = server.state.addRepository('octo/widgets', { files: { 'README.md': '# W' } });
      const { number } = server.state.addPull({ repository: own, head: { branch: 'main' } });
      const token = server.state.addToken({ kind: 'workflow', repositories: [own], permissions: {} });
      const log = { debug: () => {}, warning: () => {} };
      const client = createClient({ token, baseUrl: server.urls.api, userAgent: 'test', log });
      expect(await createComments({ client, log }).findOwn(octo, number, marker)).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it('are told by the name where the account has no id', async () => {
    const own = add(`${marker}\nours`);
    add(`${marker}\nforged`, { author: 'mallory' });
    const json = { data: { viewer: { login: 'GitHub-Actions[bot]', databaseId: null } } };
    github.faultAt(1, { kind: 'shape', json });
    expect((await comments().findOwn(octo, pull.number, marker)).map(({ id }) => id)).toEqual([own]);
  });

  it.each([
    ['FORBIDDEN', 'github/forbidden', 'Give a token that has pull-requests: write.'],
    ['SERVICE_UNAVAILABLE', 'github/unexpected', 'Run it again later.'],
  ])('cannot be told where GraphQL refuses (%s), and its reason is told', async (type, code, advice) => {
    github.faultAt(1, { kind: 'shape', json: { data: null, errors: [{ type, message: 'Not\nfor you' }] } });
    const error = await failure(comments().findOwn(octo, pull.number, marker));
    expect(error.code).toBe(code);
    expect(error.message).toBe(
      `Cannot find out which account the token comments as: GitHub's GraphQL refused the query. ${advice} GitHub says: "Not for you"`,
    );
  });

  it('are never guessed from another answer', async () => {
    for (const json of [
      {},
      [],
      { data: { viewer: null } },
      { data: { viewer: { databaseId: '7', login: 'github-actions[bot]' } } },
      { data: { viewer: { databaseId: null, login: '' } } },
      { errors: [{}] },
    ]) {
      github.faults.clear();
      github.faultAt(1, { kind: 'shape', json });
      expect((await failure(comments().findOwn(octo, pull.number, marker))).code).toBe('github/unexpected');
    }
    for (const json of [{}, [{}], [{ id: '1', body: 'x', html_url: 'y' }], 'text']) {
      github.faults.clear();
      github.faultAt(2, { kind: 'shape', json });
      expect((await failure(comments().findOwn(octo, pull.number, marker))).code).toBe('github/unexpected');
    }
  });
});

describe('creating a comment', () => {
  it('is one request', async () => {
    const outcome = await comments().create(octo, pull.number, `${marker}\nbody`);
    expect(outcome).toMatchObject({ kind: 'done', value: { body: `${marker}\nbody` } });
    expect(github.state.comments).toHaveLength(1);
    expect(posts()).toBe(1);
  });

  it.each(['409', '429', '500', '502', 'reset', 'reset-done', 'cut', 'shape', 'silence'])(
    'is one request when it meets %s, and may be tried again by who looked',
    async (name) => {
      github.faultAt(1, everyFault.get(name)!);
      const outcome = await comments().create(octo, pull.number, `${marker}\nbody`);
      expect(outcome.kind).toBe('again');
      expect(posts()).toBe(1);
      expect(warnings.join('\n')).toContain('Looking at the comments again in 1 s before another attempt.');
    },
  );

  it('that is refused is told with the permission it takes', async () => {
    const { code, message } = await failure(comments(workflow({ contents: 'read' })).create(octo, pull.number, 'x'));
    expect(code).toBe('github/forbidden');
    expect(message).toMatch(/^Cannot comment on #1 of octo\/widgets: .*pull-requests: write/);
  });

  it('in a locked conversation is told as that', async () => {
    pull.locked = true;
    expect((await failure(comments().create(octo, pull.number, 'x'))).code).toBe('github/locked');
  });

  it('that GitHub finds too long, or that has to wait for an hour, is not tried again', async () => {
    expect((await failure(comments().create(octo, pull.number, 'x'.repeat(70_000)))).message).toContain('too long');
    github.faultAt(1, primaryLimitFault(new Date(Date.now() + 3_600_000)));
    expect((await failure(comments().create(octo, pull.number, 'x'))).code).toBe('github/rate-limit');
    expect(posts()).toBe(2);
  });
});

describe('changing and removing a comment', () => {
  it('changes and removes that one', async () => {
    const [first, second] = [add(`${marker}\na`), add(`${marker}\nb`)];
    expect(await comments().update(octo, first, `${marker}\nc`)).toMatchObject({ id: first, body: `${marker}\nc` });
    await comments().remove(octo, second);
    expect(github.state.comments.map(({ id, body }) => [id, body])).toEqual([[first, `${marker}\nc`]]);
  });

  it('is tried again, since it may be done twice', async () => {
    const id = add(`${marker}\na`);
    for (const name of ['502', 'reset-done', 'cut']) {
      github.faultAt(1, everyFault.get(name)!);
      expect(await comments().update(octo, id, `${marker}\n${name}`)).toMatchObject({ body: `${marker}\n${name}` });
    }
    github.faultAt(1, { kind: 'reset', effect: 'done' });
    await comments().remove(octo, id);
    expect(github.state.comments).toEqual([]);
  });

  it('that is gone is no error', async () => {
    expect(await comments().update(octo, 99, 'x')).toBeNull();
    await comments().remove(octo, 99);
  });

  it('that is refused is told', async () => {
    const id = add(`${marker}\na`);
    const readOnly = comments(workflow({ pull_requests: 'read' }));
    expect((await failure(readOnly.update(octo, id, 'x'))).code).toBe('github/forbidden');
    expect((await failure(readOnly.remove(octo, id))).code).toBe('github/forbidden');
  });
});
