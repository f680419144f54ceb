import { describe, expect, it } from 'vitest';
import type { TopicsPlan } from '../../../src/model/topics.ts';
import { CLEAR_LEAD, entryScore, exitScore } from '../../../src/topics/inertia.ts';
import { type GivenTopic, planTopics } from '../../../src/topics/plan.ts';
import { given, scored, tag } from './plan-input.ts';

const JITTER = 0.1;
const READMES = 50;
const RUNS = 100;

/** The same numbers on every machine: a test that passes by luck is none. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/**
 * Score vectors as the offline classifier gives them to real READMEs: means of 0.86, 0.67, 0.47, 0.33, 0.24, 0.19, 0.14 for
 * the best tags, each of wide spread, and a long tail near zero.
 */
function drawScores(random: () => number): readonly number[] {
  const logits = [2.2, 0.9, -0.1, -0.8, -1.3, -1.6, -1.8, -2, -2.2, -2.4, -2.6, -2.8, -3, -3, -3, -3];
  return logits.map((logit) => 1 / (1 + Math.exp(-logit - (random() + random() + random() - 1.5) * 2.4)));
}

type Setup = {
  readonly threshold: number;
  readonly maxTags: number;
  readonly jitter: (random: () => number) => number;
};

/** Lets READMEs be classified again and again, every score moved a little each time. */
function measure({ threshold, maxTags, jitter }: Setup): { share: number; returns: number } {
  const random = createRandom(1);
  let changed = 0;
  let returns = 0;
  for (let readme = 0; readme < READMES; readme += 1) {
    const stable = drawScores(random);
    const vocabulary = { tags: stable.map((_, at) => tag(`t${at}`)) };
    const gone = new Set<string>();
    let last: TopicsPlan | null = null;
    for (let run = 0; run < RUNS; run += 1) {
      const ranked = stable
        .map((score, at): GivenTopic => {
          const value = Math.min(1, Math.max(0, score + jitter(random)));
          return given(`t${at}`, value, { threshold });
        })
        .sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
      const tags = ranked.filter(({ score }) => (score ?? 0) >= threshold).slice(0, maxTags);
      const plan: TopicsPlan = planTopics({
        mode: 'merge',
        before: last?.after ?? [],
        vocabulary,
        tags,
        considered: ranked
          .filter((each) => !tags.includes(each))
          .map(({ topic, score }) => scored(topic ?? '', score, { threshold })),
        exclude: [],
        memory: last,
        differing: last === null ? null : new Set(['readme']),
        isByHand: false,
        maxTags,
        untouched: false,
      });
      if (last !== null && plan.changes.length > 0) changed += 1;
      for (const topic of plan.removed) gone.add(topic);
      returns += plan.added.filter((topic) => gone.has(topic)).length;
      last = plan;
    }
  }
  return { share: changed / (READMES * (RUNS - 1)), returns };
}

const anywhere = (random: () => number) => (2 * random() - 1) * JITTER;
const farthest = (random: () => number) => (random() < 0.5 ? -JITTER : JITTER);

describe('scores that move by up to 0.1', () => {
  it.each([
    { threshold: 0.4, maxTags: 3, moved: 'at random', jitter: anywhere },
    { threshold: 0.4, maxTags: 3, moved: 'as far as can be', jitter: farthest },
    { threshold: 0.4, maxTags: 1, moved: 'at random', jitter: anywhere },
    { threshold: 0.4, maxTags: 5, moved: 'at random', jitter: anywhere },
    { threshold: 0.25, maxTags: 3, moved: 'at random', jitter: anywhere },
    { threshold: 0.6, maxTags: 3, moved: 'at random', jitter: anywhere },
    { threshold: 0.8, maxTags: 3, moved: 'at random', jitter: anywhere },
  ])('change topics in at most 1 % of runs: threshold $threshold, $maxTags tags, moved $moved', (setup) => {
    const { share, returns } = measure(setup);
    const { threshold, maxTags, moved } = setup;
    console.info(
      `threshold ${threshold}, ${maxTags} tags, moved ${moved}: ${(100 * share).toFixed(2)} % of runs change topics`,
    );
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThanOrEqual(0.01);
    // One that goes may come back later in the place of a worse one; nothing goes round in a circle.
    expect(returns).toBeLessThanOrEqual(READMES / 10);
  });
});

describe('the bounds', () => {
  const thresholds = Array.from({ length: 101 }, (_, hundredths) => hundredths / 100);

  it('are far enough apart that jitter alone never crosses both', () => {
    for (const threshold of thresholds) {
      expect(entryScore(threshold) - exitScore(threshold), `at ${threshold}`).toBeGreaterThanOrEqual(2 * JITTER - 1e-9);
    }
    expect(CLEAR_LEAD).toBeGreaterThanOrEqual(2 * JITTER);
  });

  it('stand on either side of the threshold and can be reached', () => {
    for (const threshold of thresholds) {
      expect(exitScore(threshold), `at ${threshold}`).toBeLessThanOrEqual(threshold);
      expect(exitScore(threshold), `at ${threshold}`).toBeGreaterThanOrEqual(0);
      expect(entryScore(threshold), `at ${threshold}`).toBeGreaterThanOrEqual(threshold);
      expect(entryScore(threshold), `at ${threshold}`).toBeLessThanOrEqual(1);
    }
  });

  it('rise with the threshold', () => {
    for (const [at, threshold] of thresholds.entries()) {
      const higher = thresholds[at + 1];
      if (higher === undefined) continue;
      expect(entryScore(higher)).toBeGreaterThanOrEqual(entryScore(threshold));
      expect(exitScore(higher)).toBeGreaterThanOrEqual(exitScore(threshold));
    }
  });
});
