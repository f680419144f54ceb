import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import type { TopicsMemory, TopicsPlan } from '../../../src/model/topics.ts';
import type { TopicsStore } from '../../../src/ports.ts';
import { type WrittenTopics, writeTopics } from '../../../src/run/topics-writing.ts';
import { type Attempted, planTopics } from '../../../src/topics/plan.ts';
import { tag } from '../report/sample.ts';

const problem = (code: string) => new UserError('work', { code, message: `Cannot: ${code}.` });

/** What becomes of a request: `lost` did what was asked and fails all the same. */
type Fate = 'works' | 'lost' | 'unavailable' | 'limited' | 'refused' | (() => Fate);

/** A repository with topics, and people who do something before requests. */
class FakeTopics implements TopicsStore {
  topics: readonly string[];
  readonly done: string[] = [];
  readonly reads: Fate[];
  readonly writes: Fate[];
  constructor(topics: readonly string[], fates: { reads?: Fate[]; writes?: Fate[] } = {}) {
    this.topics = topics;
    this.reads = fates.reads ?? [];
    this.writes = fates.writes ?? [];
  }
  async read() {
    this.done.push('read');
    if (settle(this.reads.shift()) !== 'works') throw problem('network/reset');
    return this.topics;
  }
  async replace(_name: unknown, topics: readonly string[]) {
    const fate = settle(this.writes.shift());
    this.done.push(`write ${topics.join(' ')}`);
    if (fate === 'works' || fate === 'lost') this.topics = topics;
    if (fate === 'works') return { kind: 'done', value: null } as const;
    if (fate === 'refused') throw problem('topics/forbidden');
    const error = problem(fate === 'limited' ? 'github/rate-limit' : 'github/unavailable');
    return { kind: 'again', error } as const;
  }
}

function settle(fate: Fate | undefined): Exclude<Fate, () => Fate> {
  return typeof fate === 'function' ? settle(fate()) : (fate ?? 'works');
}

/** The result is `new` and `newer`; `old` is ours and fits no longer. */
const memory: TopicsMemory = { ours: ['old'], declined: [], pending: [], changes: [] };
const planWith =
  (known: TopicsMemory | null) =>
  (present: readonly string[], attempted: Attempted): TopicsPlan =>
    planTopics({
      mode: 'merge',
      before: present,
      vocabulary: { tags: ['new', 'newer', 'old'].map((name) => tag(name)) },
      tags: ['new', 'newer'].map((topic) => ({ topic, score: 0.9, support: null, threshold: 0.4, pinned: false })),
      considered: [],
      exclude: [],
      memory: known,
      differing: new Set(['readme'] as const),
      isByHand: false,
      maxTags: 3,
      untouched: false,
      attempted,
    });
const write = (topics: FakeTopics, known: TopicsMemory | null = memory): Promise<WrittenTopics> =>
  writeTopics({ topics, repository: { owner: 'octo', name: 'x' }, memory: known, planFor: planWith(known) });

const before = ['by-people', 'old'];
const after = ['by-people', 'new', 'newer'];
const whole = { before, after, added: ['new', 'newer'], removed: ['old'], kept: ['by-people'], ours: ['new', 'newer'] };

describe('topics are', () => {
  it('read, written and read again', async () => {
    const topics = new FakeTopics(before);
    const written = await write(topics);
    expect(topics.done).toEqual(['read', 'write by-people new newer', 'read']);
    expect(written).toMatchObject({ outcome: 'written', plan: whole, present: after, error: null, isConfirmed: true });
    expect(written.plan?.changes).toEqual([
      { topic: 'old', action: 'remove', cause: 'readme' },
      { topic: 'new', action: 'add', cause: 'readme' },
      { topic: 'newer', action: 'add', cause: 'readme' },
    ]);
  });

  it('not written where nothing is to be changed', async () => {
    const topics = new FakeTopics(after);
    expect(await write(topics)).toMatchObject({ outcome: 'unchanged', plan: { before: after, after } });
    expect(topics.done).toEqual(['read']);
  });

  it('looked at between two attempts, so that what people did meanwhile stays', async () => {
    const people = (): Fate => {
      topics.topics = ['by-people', 'by-others', 'old'];
      return 'unavailable';
    };
    const topics = new FakeTopics(before, { writes: [people] });
    const written = await write(topics);
    expect(topics.done).toEqual([
      'read',
      'write by-people new newer',
      'read',
      'write by-people by-others new newer',
      'read',
    ]);
    expect(written).toMatchObject({ outcome: 'written', plan: { before, removed: ['old'], ours: ['new', 'newer'] } });
  });

  it('not written again where a write worked though it seemed to fail, and are ours then', async () => {
    const topics = new FakeTopics(before, { writes: ['lost'] });
    const written = await write(topics);
    expect(topics.done).toEqual(['read', 'write by-people new newer', 'read']);
    expect(written).toMatchObject({ outcome: 'written', plan: whole, error: null });
    expect(written.plan?.declined).toEqual([]);
    expect(written.plan?.changes).toHaveLength(3);
  });

  it('also looked at after the last attempt', async () => {
    const topics = new FakeTopics(before, { writes: ['unavailable', 'unavailable', 'lost'] });
    expect(await write(topics)).toMatchObject({ outcome: 'written', plan: whole });
    expect(topics.done).toHaveLength(7);
  });

  it('written three times at most', async () => {
    const topics = new FakeTopics(before, { writes: ['unavailable', 'unavailable', 'unavailable', 'works'] });
    const written = await write(topics);
    expect(topics.done.filter((step) => step.startsWith('write'))).toHaveLength(3);
    expect(written).toMatchObject({
      outcome: 'failed',
      plan: { before, added: ['new', 'newer'], removed: ['old'], ours: ['old'] },
      present: before,
      error: { code: 'github/unavailable' },
      isConfirmed: true,
    });
  });

  it('left at once where another attempt would not help', async () => {
    const topics = new FakeTopics(before, { writes: ['refused'] });
    expect(await write(topics)).toMatchObject({
      outcome: 'failed',
      present: before,
      error: { code: 'topics/forbidden' },
      isConfirmed: true,
    });
    expect(topics.done).toEqual(['read', 'write by-people new newer']);
  });

  it('reported as they were sent where they cannot be read again', async () => {
    const topics = new FakeTopics(before, { reads: ['works', 'unavailable'] });
    expect(await write(topics)).toMatchObject({ outcome: 'written', plan: whole, present: after, isConfirmed: false });
  });

  it('read in lower case, whatever a server answers', async () => {
    expect(await write(new FakeTopics(['By-People', 'OLD']))).toMatchObject({ outcome: 'written', plan: whole });
  });
});

describe('ours is never claimed', () => {
  it('for what a write of unknown outcome may have set', async () => {
    const topics = new FakeTopics(before, { writes: ['lost'], reads: ['works', 'unavailable'] });
    const written = await write(topics);
    expect(written).toMatchObject({ outcome: 'failed', present: null, error: { code: 'github/unavailable' } });
    expect(written.plan?.ours).toEqual(['old']);
  });

  it('for what people set while GitHub refused', async () => {
    const people = (): Fate => {
      topics.topics = [...before, 'new'];
      return 'limited';
    };
    const topics = new FakeTopics(before, { writes: [people] });
    expect(await write(topics)).toMatchObject({ outcome: 'written', plan: { added: ['newer'], ours: ['newer'] } });
  });

  it('for what is gone when the topics are read again', async () => {
    const people = (): Fate => {
      topics.topics = ['by-people', 'newer', 'by-others'];
      return 'works';
    };
    const topics = new FakeTopics(before, { reads: ['works', people] });
    expect(await write(topics)).toMatchObject({
      outcome: 'written',
      plan: { after: ['by-people', 'newer', 'by-others'], added: ['newer'], kept: ['by-people'], ours: ['newer'] },
    });
  });
});

it('a first look that fails is told, and nothing was planned or written', async () => {
  const topics = new FakeTopics(before, { reads: ['unavailable'] });
  const expected = { outcome: 'failed', plan: null, present: null, error: { code: 'network/reset' } };
  expect(await write(topics)).toMatchObject(expected);
  expect(topics.done).toEqual(['read']);
});

it('without memory what was tried is ours, and nothing counts as declined', async () => {
  const topics = new FakeTopics(before, { writes: ['lost'] });
  const plan = { added: ['new', 'newer'], removed: [], ours: ['new', 'newer'], declined: [] };
  expect(await write(topics, null)).toMatchObject({ outcome: 'written', plan });
  expect(topics.topics).toEqual([...before, 'new', 'newer']);
});

it('a bug is thrown', async () => {
  const topics = new FakeTopics(before);
  topics.read = async () => {
    throw new TypeError('x is undefined');
  };
  await expect(write(topics)).rejects.toThrow(TypeError);
});
