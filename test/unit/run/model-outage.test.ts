import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import type { FakeWorld } from '../../fakes/ports.ts';
import { remember } from '../../fakes/ports.ts';
import { down, modelWorld, readmeOf, reportOf, start } from './model-setup.ts';

const NAMES = ['websocket', 'cooking', 'database', 'gardening', 'chess'];
/** What the model says of each README. */
const ANSWERS = {
  a: ['websocket', 'database'],
  b: ['cooking'],
  c: ['database', 'gardening', 'cooking'],
  d: [],
  e: ['chess', 'websocket', 'gardening'],
};
const OUTAGES = ['fail', 'offline', 'keep', 'no-key'] as const;

type Outage = (typeof OUTAGES)[number];
type Step =
  | { readonly kind: 'readme'; readonly about: keyof typeof ANSWERS }
  | { readonly kind: 'remove'; readonly nth: number }
  | { readonly kind: 'add'; readonly topic: string }
  | { readonly kind: 'run'; readonly outage: Outage | null; readonly isByHand: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('readme' as const), about: fc.constantFrom('a', 'b', 'c', 'd', 'e') }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), nth: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('add' as const), topic: fc.constantFrom(...NAMES, 'by-people') }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('run' as const),
      outage: fc.option(fc.constantFrom(...OUTAGES), { nil: null, freq: 2 }),
      isByHand: fc.boolean(),
    }),
  },
);

/** Runs as they would be without a model that is down, and with it, side by side. */
async function live(steps: readonly Step[], mode: string): Promise<void> {
  const [healthy, troubled] = [modelWorld(ANSWERS), modelWorld(ANSWERS)];
  const answer = healthy.model;
  // What people took away since the model answered last: set again in between, it is theirs only for who looked in between.
  const taken = new Set<string>();
  const both = (change: (world: FakeWorld) => void) => [healthy, troubled].forEach(change);
  for (const each of steps) {
    switch (each.kind) {
      case 'readme':
        both((world) => {
          world.readme = readmeOf(each.about);
        });
        break;
      case 'remove': {
        const { topics } = healthy.repository;
        const topic = topics[each.nth % topics.length] ?? '';
        taken.add(topic);
        both((world) =>
          setTopics(
            world,
            world.repository.topics.filter((other) => other !== topic),
          ),
        );
        break;
      }
      case 'add':
        if (!taken.has(each.topic))
          both((world) => setTopics(world, [...new Set([...world.repository.topics, each.topic])]));
        break;
      case 'run': {
        const event = { isByHand: each.isByHand };
        const inputs = { 'topics-mode': mode, 'llm-unsupported': 'give' };
        if (each.outage === null) {
          troubled.model = answer;
          for (const world of [healthy, troubled]) expect(await carryOut(world, inputs, event)).toBe(true);
          expect(troubled.repository.topics).toEqual(healthy.repository.topics);
          taken.clear();
        } else {
          const before = troubled.repository.topics;
          troubled.model = () => down;
          const way = each.outage === 'no-key' ? { 'api-key': '' } : { 'on-llm-error': each.outage };
          // Before any run with a model, no key means that none is wanted.
          if (each.outage === 'no-key' && troubled.memory.kind === 'none') break;
          const hasAnswer = await carryOut(troubled, { ...inputs, ...way }, event);
          // Where nothing changed nobody has to ask, and topics are seen to as ever.
          if (hasAnswer) {
            await carryOut(healthy, inputs, event);
            expect(troubled.repository.topics).toEqual(healthy.repository.topics);
            taken.clear();
          } else expect(troubled.repository.topics).toEqual(before);
        }
        break;
      }
    }
  }
}

const setTopics = (world: FakeWorld, topics: readonly string[]): void => {
  world.repository = { ...world.repository, topics };
};

/** Whether the model's answer was there, from now or from before. */
async function carryOut(
  world: FakeWorld,
  inputs: Record<string, string>,
  event: { readonly isByHand: boolean },
): Promise<boolean> {
  try {
    const result = await start(world, inputs, event);
    if (result.kind !== 'done') return false;
    // The report is the artifact, by which the next run goes.
    world.memory = remember(result.report);
    return result.report.fallback === null;
  } catch (error) {
    if (error instanceof UserError && error.code === down.code) return false;
    throw error;
  }
}

describe('topics', () => {
  it.each(['merge', 'add', 'managed'])(
    'are what they would be without any outage (%s)',
    async (mode) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), (steps) => live(steps, mode)),
        { numRuns: Number(process.env['HISTORIES'] ?? 60) },
      );
    },
    60_000,
  );
});

describe('an outage', () => {
  const give = { 'llm-unsupported': 'give' };
  const out = { ...give, 'on-llm-error': 'offline' };

  it('forgets no topic of ours, and none that people refused', async () => {
    const world = modelWorld(ANSWERS);
    world.readme = readmeOf('a');
    await carryOut(world, give, { isByHand: false });
    setTopics(world, ['nodejs', 'database']);
    await carryOut(world, give, { isByHand: false });
    world.readme = readmeOf('c');
    world.model = () => down;
    const during = reportOf(await start(world, out));
    expect(during.topics).toMatchObject({ ours: ['database'], declined: ['websocket'] });
    expect(during.carried).toMatchObject({
      topics: { mode: 'merge', ours: ['database'], declined: ['websocket'] },
      lost: [],
    });
  });

  it('leaves to people what they took away and set again meanwhile', async () => {
    const world = modelWorld(ANSWERS);
    world.readme = readmeOf('a');
    await carryOut(world, give, { isByHand: false });
    const answer = world.model;
    world.model = () => down;
    world.readme = readmeOf('b');
    setTopics(world, ['nodejs', 'database']);
    await carryOut(world, out, { isByHand: false });
    setTopics(world, ['nodejs', 'database', 'websocket']);
    await carryOut(world, out, { isByHand: false });
    world.model = answer;
    const { topics } = reportOf(await start(world, give));
    expect(topics).toMatchObject({ removed: ['database'], kept: ['nodejs', 'websocket'], declined: [] });
  });

  it('keeps away what people took away meanwhile, whatever became of the README', async () => {
    const world = modelWorld(ANSWERS);
    world.readme = readmeOf('a');
    await carryOut(world, give, { isByHand: false });
    const answer = world.model;
    world.model = () => down;
    world.readme = readmeOf('e');
    setTopics(world, ['nodejs', 'database']);
    await carryOut(world, out, { isByHand: false });
    world.model = answer;
    const { topics } = reportOf(await start(world, give));
    expect(topics.notAdded).toEqual([{ topic: 'websocket', reason: 'declined' }]);
  });

  it('is no cause of changes: the README that changed meanwhile is', async () => {
    const world = modelWorld(ANSWERS);
    world.readme = readmeOf('a');
    await carryOut(world, give, { isByHand: false });
    const answer = world.model;
    world.readme = readmeOf('b');
    world.model = () => down;
    await carryOut(world, out, { isByHand: false });
    await carryOut(world, out, { isByHand: false });
    world.model = answer;
    const { topics } = reportOf(await start(world, give));
    expect(topics.changes.map(({ topic, cause }) => [topic, cause])).toEqual([
      ['websocket', 'readme'],
      ['database', 'readme'],
      ['cooking', 'readme'],
    ]);
  });
});
