import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { parseEvent } from '../../../src/github/event.ts';

const sha = '0123456789abcdef0123456789abcdef01234567';
const environment = {
  GITHUB_REPOSITORY: 'octo/widgets',
  GITHUB_SERVER_URL: 'https://github.com/',
  GITHUB_RUN_ID: '42',
  GITHUB_WORKFLOW_REF: 'octo/widgets/.github/workflows/tags.yml@refs/heads/main',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SHA: sha,
};
type Example = { readonly name: string; readonly examples: readonly object[] };
const examples: readonly Example[] = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('@octokit/webhooks-examples'), 'utf8'),
);
const examplesOf = (name: string): readonly object[] =>
  examples.find((example) => example.name === name)?.examples ?? [];
const parse = (name: string, payload: unknown, more: object = {}) =>
  parseEvent({ ...environment, GITHUB_EVENT_NAME: name, ...more }, payload);
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
  throw new Error('It was accepted');
};

describe('an event', () => {
  it('tells repository, workflow file, server and page of the run', () => {
    expect(parse('schedule', {})).toEqual({
      name: 'schedule',
      trigger: { kind: 'default-branch' },
      repository: { owner: 'octo', name: 'widgets' },
      workflow: '.github/workflows/tags.yml',
      ref: 'refs/heads/main',
      serverUrl: 'https://github.com',
      runUrl: 'https://github.com/octo/widgets/actions/runs/42',
      isByHand: false,
      isRestricted: false,
    });
  });

  it('is by hand where a person started it, not where a bot did', () => {
    expect(parse('workflow_dispatch', { sender: { type: 'User' } }).isByHand).toBe(true);
    expect(parse('workflow_dispatch', { sender: { type: 'Bot' } }).isByHand).toBe(false);
    expect(parse('repository_dispatch', { sender: { type: 'User' } }).isByHand).toBe(false);
    expect(parse('push', { sender: { type: 'User' } }).isByHand).toBe(false);
  });

  it('is restricted where Dependabot is the actor', () => {
    expect(parse('push', {}, { GITHUB_ACTOR: 'dependabot[bot]' }).isRestricted).toBe(true);
    expect(parse('push', {}, { GITHUB_ACTOR: 'mona' }).isRestricted).toBe(false);
  });

  it.each(['workflow_dispatch', 'repository_dispatch', 'release', 'schedule', 'issues', 'merge_group'])(
    '%s is about the default branch, whatever its payload says',
    (name) => {
      for (const payload of [...examplesOf(name), null, [], 'text', { repository: { default_branch: 'evil' } }]) {
        expect(parse(name, payload).trigger).toEqual({ kind: 'default-branch' });
      }
    },
  );

  it('push is about what the runner says was pushed', () => {
    for (const payload of examplesOf('push')) {
      expect(parse('push', payload).trigger).toMatchObject({ kind: 'push', ref: 'refs/heads/main', sha });
    }
    expect(parse('push', { deleted: true }).trigger).toMatchObject({ deleted: true });
    expect(parse('push', {}).trigger).toMatchObject({ deleted: false });
  });

  it.each(['pull_request', 'pull_request_target', 'pull_request_review'])(
    '%s is about the head of the pull request',
    (name) => {
      for (const payload of examplesOf('pull_request')) {
        const { trigger } = parse(name, payload);
        expect(trigger).toMatchObject({
          kind: 'pull-request',
          number: expect.any(Number),
          headSha: expect.stringMatching(/^[0-9a-f]{40}$/),
          headLabel: expect.stringMatching(/^[^:]+:.+$/),
          baseRef: expect.any(String),
          isFork: false,
        });
      }
      expect(examplesOf('pull_request').length).toBeGreaterThan(20);
    },
  );

  it('a pull request is from a fork when its head is elsewhere, or gone', () => {
    const pull = (repo: unknown) => ({
      pull_request: {
        number: 7,
        head: { sha, ref: 'x', repo },
        base: { ref: 'main', repo: { full_name: 'octo/widgets' } },
      },
    });
    expect(parse('pull_request', pull({ full_name: 'Octo/Widgets' })).trigger).toMatchObject({ isFork: false });
    expect(parse('pull_request', pull({ full_name: 'fan/widgets' })).trigger).toMatchObject({ isFork: true });
    expect(parse('pull_request', pull(null)).trigger).toMatchObject({ isFork: true, headLabel: null });
  });

  it('workflow_run is about the pull request that its run was about, also where the event names none', () => {
    const run = (more: object) => ({
      repository: { id: 1, full_name: 'octo/widgets' },
      workflow_run: { event: 'pull_request', head_sha: sha, head_branch: 'better', pull_requests: [], ...more },
    });
    expect(parse('workflow_run', run({ head_repository: { full_name: 'fan/widgets' } })).trigger).toEqual({
      kind: 'pull-request',
      number: null,
      headSha: sha,
      headLabel: 'fan:better',
      isFork: true,
      baseRef: null,
    });
    const pullInto = (id: number, number: number) => ({ number, base: { ref: 'main', repo: { id } } });
    const own = (...pulls: readonly object[]) =>
      parse('workflow_run', run({ head_repository: { full_name: 'octo/widgets' }, pull_requests: pulls })).trigger;
    expect(own(pullInto(1, 7))).toMatchObject({ number: 7, isFork: false, baseRef: 'main' });
    // A fork that takes over what is new here has a pull request of its own with this head.
    expect(own(pullInto(2, 3), pullInto(1, 7))).toMatchObject({ number: 7, isFork: false });
    expect(own(pullInto(2, 3))).toMatchObject({ number: null, baseRef: null });
    expect(own(pullInto(1, 7), pullInto(1, 8))).toMatchObject({ number: null, baseRef: null });
    expect(parse('workflow_run', run({ event: 'pull_request_target' })).trigger.kind).toBe('pull-request');
    expect(parse('workflow_run', run({ event: 'push' })).trigger).toEqual({ kind: 'default-branch' });
  });

  it.each<[string, unknown]>([
    ['pull_request', {}],
    ['pull_request', { pull_request: { number: '7', head: { sha } } }],
    ['pull_request', { pull_request: { number: 7, head: { sha: 'main' } } }],
    ['workflow_run', { workflow_run: { event: 'pull_request', head_sha: '../x' } }],
    ['pull_request', { __proto__: { pull_request: { number: 7, head: { sha } } } }],
  ])('%s with a payload of another shape is an error', (name, payload) => {
    expect(codeOf(() => parse(name, payload))).toBe('event/payload');
  });

  it('is an error outside of a workflow', () => {
    expect(codeOf(() => parseEvent({}, {}))).toBe('event/environment');
    expect(codeOf(() => parseEvent({ GITHUB_REPOSITORY: '../x' }, {}))).toBe('event/environment');
  });
});
