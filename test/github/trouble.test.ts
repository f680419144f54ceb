import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { everyFault, type Fault, primaryLimitFault, secondaryLimitFault } from './faults.ts';
import { type LoopbackGitHub, startGitHub } from './server.ts';

let github: LoopbackGitHub;
const octo = { owner: 'octo', repo: 'widgets' };
const silent = { debug() {}, info() {}, warn() {}, error() {} };

beforeEach(async () => {
  github = await startGitHub();
  github.state.addRepository('octo/widgets', { topics: ['ui'], files: { 'README.md': '# W' } });
});
afterEach(async () => {
  await github.close();
});

const plain = (options: object = {}): Octokit => new Octokit({ baseUrl: github.urls.api, log: silent, ...options });
const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: Error & { status?: number }) => `${error.status} ${error.message.split(' - http')[0]}`,
  );

describe('a fault', () => {
  test.each([...everyFault])('%s reaches the client', async (name, fault) => {
    github.faultAt(1, fault);
    const answer = plain({ request: { signal: AbortSignal.timeout(300) } }).rest.repos.getAllTopics(octo);
    const seen = await failure(answer);
    if (/^\d+$/.test(name)) expect(seen).toMatch(new RegExp(`^${name} `));
    else if (name === 'shape') expect((await answer).data).toEqual([]);
    // Octokit hides that a body ended early and hands over an empty one with status 200.
    else if (name === 'cut') expect((await answer).data).toBe('');
    else expect(seen).toMatch(/^500 |^undefined |aborted/i);
    expect(github.log.all[0]).toMatchObject({ fault: fault.kind });
  });

  test('strikes the nth request, its repetitions, or all that follow', async () => {
    const statuses = async (): Promise<string[]> => {
      const client = plain();
      const calls = [
        client.rest.repos.get,
        client.rest.repos.getAllTopics,
        client.rest.repos.get,
        client.rest.repos.getAllTopics,
      ];
      const seen: string[] = [];
      for (const call of calls) seen.push((await failure(call(octo))).slice(0, 3));
      return seen;
    };
    const fault: Fault = { kind: 'status', status: 500 };
    github.faultAt(2, fault);
    expect(await statuses()).toEqual(['ans', '500', 'ans', 'ans']);
    github.faultAt(2, fault, 'same');
    expect(await statuses()).toEqual(['ans', '500', 'ans', '500']);
    github.faults.clear();
    github.faultAt(2, fault, 'rest');
    expect(await statuses()).toEqual(['ans', '500', '500', '500']);
  });

  test('strikes before or after the server did what was asked', async () => {
    const auth = github.state.addToken({ kind: 'classic', user: 'octo', scopes: ['repo'] });
    const put = (name: string): Promise<string> =>
      failure(plain({ auth }).rest.repos.replaceAllTopics({ ...octo, names: [name] }));
    const topics = (): readonly string[] => github.state.repositories[0]?.topics ?? [];
    github.faultAt(1, { kind: 'reset' });
    expect(await put('lost')).not.toBe('answered');
    expect(topics()).toEqual(['ui']);
    github.faultAt(1, { kind: 'reset', effect: 'done' });
    expect(await put('done')).not.toBe('answered');
    expect(topics()).toEqual(['done']);
  });

  test('can be chosen by a rule that looks at the request, and a rule can act for people meanwhile', async () => {
    const [repository] = github.state.repositories;
    github.fault(({ method, path }) => {
      if (method === 'GET' && path.endsWith('/topics') && repository) repository.topics = ['by-hand'];
      return null;
    });
    expect((await plain().rest.repos.getAllTopics(octo)).data.names).toEqual(['by-hand']);
  });
});

describe('a limit', () => {
  test('that is used up refuses until its hour is over', async () => {
    github.limits.leave(null, null, 1);
    const { headers } = await plain().rest.repos.get(octo);
    expect(headers['x-ratelimit-remaining']).toBe('0');
    expect(await failure(plain().rest.repos.get(octo))).toContain('403 API rate limit exceeded for 127.0.0.1');
    expect((await plain().rest.rateLimit.get()).data.resources.core).toMatchObject({
      limit: 60,
      used: 60,
      remaining: 0,
    });
    github.clock.advance(60 * 60_000);
    expect(await failure(plain().rest.repos.get(octo))).toBe('answered');
  });

  test('is 1,000 an hour for a workflow token', async () => {
    const [repository] = github.state.repositories;
    const auth = github.state.addToken({
      kind: 'workflow',
      repositories: repository ? [repository] : [],
      permissions: {},
    });
    expect((await plain({ auth }).rest.repos.get(octo)).headers['x-ratelimit-limit']).toBe('1000');
  });

  test('is understood by the plugins that the product uses', async () => {
    const Client = Octokit.plugin(retry, throttling);
    const limits: string[] = [];
    const client = new Client({
      baseUrl: github.urls.api,
      log: silent,
      retry: { retryAfterBaseValue: 1 },
      throttle: {
        fallbackSecondaryRateRetryAfter: 0,
        onRateLimit: () => limits.push('primary') > 0,
        onSecondaryRateLimit: () => limits.push('secondary') > 0,
      },
    });
    github.faultAt(1, { kind: 'status', status: 502 });
    github.faultAt(2, secondaryLimitFault(0));
    github.faultAt(3, primaryLimitFault(new Date()));
    expect((await client.rest.repos.get(octo)).data.full_name).toBe('octo/widgets');
    expect(limits).toEqual(['secondary', 'primary']);
    expect(github.log.all.map(({ status }) => status)).toEqual([502, 403, 403, 200]);
  });
});
