import { describe, expect, it } from 'vitest';
import type { EventContext, Trigger } from '../../../src/model/event.ts';
import type { Repository } from '../../../src/model/repository.ts';
import { chooseTarget, renderTarget } from '../../../src/run/target.ts';

const sha = '0123456789abcdef0123456789abcdef01234567';
const octo = { owner: 'octo', name: 'widgets' };
const repository: Repository = {
  id: 1,
  name: octo,
  description: null,
  defaultBranch: 'main',
  topics: [],
  isPrivate: false,
  isArchived: false,
  isFork: false,
};
const pull: Trigger = {
  kind: 'pull-request',
  number: 7,
  headSha: sha,
  headLabel: 'fan:x',
  isFork: true,
  baseRef: 'main',
};
const push = (ref: string, more: object = {}): Trigger => ({ kind: 'push', ref, sha, deleted: false, ...more });
const choose = (trigger: Trigger, settings: object = {}, of: Repository = repository) => {
  const event: EventContext = {
    name: 'x',
    trigger,
    repository: octo,
    workflow: null,
    ref: null,
    serverUrl: '',
    runUrl: null,
    isByHand: false,
    isRestricted: false,
  };
  return chooseTarget({ repository: null, ref: null, ...settings }, event, of);
};
const tip = { repository: octo, label: 'main', at: { ref: 'refs/heads/main' }, plannedOnly: null, isPending: false };

describe('what is read', () => {
  it('is the tip of the default branch for events about the repository, and for pushes to it', () => {
    expect(choose({ kind: 'default-branch' })).toEqual(tip);
    expect(choose(push('refs/heads/main'))).toEqual(tip);
  });

  it.each([
    ['refs/heads/feature/x', 'feature/x'],
    ['refs/tags/v1', 'v1'],
    ['refs/tags/main', 'main'],
  ])('is the pushed commit for a push to %s, and topics are only planned', (ref, label) => {
    const target = choose(push(ref));
    expect(target).toMatchObject({ label, at: { sha } });
    expect(target?.plannedOnly).toContain(label);
  });

  it('is the tip of what was pushed where the runner names no commit', () => {
    expect(choose(push('refs/heads/x', { sha: null }))).toMatchObject({ at: { ref: 'refs/heads/x' } });
  });

  it('is nothing when the push deleted it', () => {
    expect(choose(push('refs/heads/x', { deleted: true }))).toBeNull();
  });

  it('is the head of a pull request in the base repository, and topics are only planned', () => {
    expect(choose(pull)).toMatchObject({ repository: octo, label: '#7', at: { sha } });
    expect(choose(pull)?.plannedOnly).not.toBeNull();
    expect(choose({ ...pull, number: null })?.label).toBe('fan:x');
    expect(choose({ ...pull, number: null, headLabel: null })?.label).toBe(sha);
  });

  it('is an explicit ref whatever the event, and only a pull request keeps topics from being written', () => {
    expect(choose(push('refs/heads/x'), { ref: 'v2' })).toEqual({ ...tip, label: 'v2', at: { ref: 'v2' } });
    expect(choose(push('refs/heads/x', { deleted: true }), { ref: 'v2' })).not.toBeNull();
    expect(choose(pull, { ref: 'v2' })).toMatchObject({ at: { ref: 'v2' } });
    expect(choose(pull, { ref: 'v2' })?.plannedOnly).not.toBeNull();
  });

  it('is the tip of the default branch of another repository, whatever the event', () => {
    const other = { ...repository, name: { owner: 'acme', name: 'other' }, defaultBranch: 'trunk' };
    for (const trigger of [push('refs/heads/x'), push('refs/heads/x', { deleted: true }), pull]) {
      expect(choose(trigger, { repository: other.name }, other)).toMatchObject({
        repository: other.name,
        label: 'trunk',
        at: { ref: 'refs/heads/trunk' },
      });
    }
  });

  it('is this repository also under its own name in another case, and after it was renamed', () => {
    const renamed = { ...repository, name: { owner: 'acme', name: 'gadgets' } };
    expect(choose(push('refs/heads/x'), { repository: { owner: 'Octo', name: 'Widgets' } })).toMatchObject({
      at: { sha },
    });
    expect(choose(push('refs/heads/x'), {}, renamed)).toMatchObject({ repository: renamed.name, at: { sha } });
  });

  it('is on its way to the default branch where a pull request or another branch is read', () => {
    expect(choose(pull)?.isPending).toBe(true);
    expect(choose(push('refs/heads/x'))?.isPending).toBe(true);
    expect(choose(push('refs/tags/v1'))?.isPending).toBe(false);
    expect(choose(pull, { ref: 'v2' })?.isPending).toBe(false);
  });

  it('has a name for people', () => {
    expect(renderTarget(choose(pull)!)).toBe('octo/widgets at #7');
  });
});
