import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import type { EventContext, Trigger } from '../../../src/model/event.ts';
import type { Pull } from '../../../src/ports.ts';
import { findPullRequest } from '../../../src/run/pull-request.ts';
import { parseSettings } from '../../../src/settings.ts';
import { createPorts, createWorld, type FakeWorld, sha } from '../../fakes/ports.ts';

const other = 'f'.repeat(40);
const pull = (number: number, more: Partial<Pull> = {}): Pull => ({
  number,
  isOpen: true,
  isLocked: false,
  headSha: sha,
  headLabel: 'fan:better',
  isFork: true,
  baseRef: 'next',
  baseSha: other,
  ...more,
});
const trigger: Trigger = {
  kind: 'pull-request',
  number: null,
  headSha: sha,
  headLabel: 'fan:better',
  isFork: true,
  baseRef: null,
};
const event = (more: Partial<EventContext> = {}): EventContext => ({
  name: 'workflow_run',
  trigger,
  repository: { owner: 'octo', name: 'tinysocket' },
  workflow: null,
  ref: null,
  serverUrl: 'https://github.com',
  runUrl: null,
  isByHand: false,
  isRestricted: false,
  ...more,
});
const find = (world: FakeWorld, of = event(), inputs: Record<string, string> = { publish: 'comment' }) =>
  findPullRequest(of, parseSettings((name) => inputs[name] ?? '').settings, createPorts(world));

describe('a run after a pull request', () => {
  it('finds it by its head, and learns its number and its base', async () => {
    const world = createWorld({ pulls: [pull(7)] });
    expect(await find(world)).toEqual({
      kind: 'found',
      event: event({ trigger: { ...trigger, number: 7, baseRef: 'next' } }),
    });
    expect(world.done).toEqual(['find fan:better']);
  });

  it('reads it where the event tells its number', async () => {
    const world = createWorld({ pulls: [pull(7, { isFork: false, headLabel: 'octo:better' })] });
    const own: Trigger = { ...trigger, number: 7, isFork: false, baseRef: 'main' };
    expect(await find(world, event({ trigger: own }))).toMatchObject({ event: { trigger: { baseRef: 'next' } } });
    expect(world.done).toEqual(['pull #7']);
  });

  it('takes the open one among several of the same branch', async () => {
    const world = createWorld({ pulls: [pull(9, { isOpen: false }), pull(7)] });
    expect(await find(world)).toMatchObject({ event: { trigger: { number: 7 } } });
  });

  it('takes the first of several that are open, and says so', async () => {
    const world = createWorld({ pulls: [pull(9), pull(7)] });
    expect(await find(world)).toMatchObject({ event: { trigger: { number: 9 } } });
    expect(world.done).toContain('notice: #9, #7 have the same head; this run looks at #9.');
  });

  it('finds it by its commit where the fork is gone, and keeps what the event told', async () => {
    const world = createWorld({ pulls: [pull(7, { headLabel: null })] });
    const gone: Trigger = { ...trigger, headLabel: null };
    expect(await find(world, event({ trigger: gone }))).toMatchObject({
      event: { trigger: { number: 7, isFork: true } },
    });
    expect(await find(world)).toMatchObject({ event: { trigger: { number: 7, headLabel: 'fan:better' } } });
  });

  it.each<[string, readonly Pull[], string]>([
    ['is closed', [pull(7, { isOpen: false })], 'Pull request #7 is closed. There is nothing to do.'],
    [
      'was pushed to since',
      [pull(7, { headSha: other })],
      'Pull request #7 was pushed to since 0123456; the run for fffffff takes its place. There is nothing to do.',
    ],
    [
      'is closed, and another of the branch was pushed to since',
      [pull(9, { isOpen: false, headSha: other }), pull(7, { headSha: other })],
      'Pull request #7 was pushed to since 0123456; the run for fffffff takes its place. There is nothing to do.',
    ],
    ['is nowhere', [], 'No open pull request has the head 0123456. There is nothing to do.'],
  ])('has nothing to do where it %s', async (_name, pulls, reason) => {
    expect(await find(createWorld({ pulls: [...pulls] }))).toEqual({ kind: 'skipped', reason });
  });

  it('does not look where something else is to be read', async () => {
    const world = createWorld();
    expect(await find(world, event(), { publish: 'comment', ref: 'main' })).toEqual({ kind: 'found', event: event() });
    expect(await find(world, event(), { publish: 'comment', repository: 'octo/other' })).toEqual({
      kind: 'found',
      event: event(),
    });
    expect(world.done).toEqual([]);
  });

  it('goes on with what the event tells where it may not look and no comment is asked for', async () => {
    const world = createWorld();
    const ports = createPorts(world);
    const error = new UserError('work', { code: 'github/forbidden', message: 'Cannot find the pull request: no.' });
    const findByHead = () => Promise.reject(error);
    const blind = { ...ports, pulls: { ...ports.pulls, findByHead } };
    const settings = (publish: string) => parseSettings((name) => (name === 'publish' ? publish : '')).settings;
    expect(await findPullRequest(event(), settings('summary'), blind)).toEqual({ kind: 'found', event: event() });
    expect(world.done).toEqual(['notice: Cannot find the pull request: no. What the event tells of it is used.']);
    await expect(findPullRequest(event(), settings('summary, comment'), blind)).rejects.toThrow(error);
  });
});

describe('every other event', () => {
  it.each<[string, Trigger]>([
    ['pull_request', { ...trigger, number: 7, baseRef: 'main' }],
    ['pull_request_target', { ...trigger, number: 7, baseRef: 'main' }],
    ['workflow_run', { kind: 'default-branch' }],
    ['push', { kind: 'push', ref: 'refs/heads/main', sha, deleted: false }],
  ])('%s is taken as it is', async (name, of) => {
    const world = createWorld();
    expect(await find(world, event({ name, trigger: of }))).toEqual({
      kind: 'found',
      event: event({ name, trigger: of }),
    });
    expect(world.done).toEqual([]);
  });
});
