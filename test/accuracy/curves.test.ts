import { expect, test } from 'vitest';
import type { Labels, Prediction } from '../../src/evaluate/outcome.ts';
import { type Answers, binByScore, giveAlways, measureGiven, traceRisk } from './curves.ts';

const label = (id: string, best: readonly string[], ok: readonly string[] = []): Labels => ({ id, best, ok });
const said = (id: string, ...tags: readonly (readonly [string, number])[]): Prediction => {
  const list = tags.map(([name, score]) => ({ name, score }));
  return { id, tags: list, ranking: list };
};
const answers: Answers = {
  labels: [label('a', ['x'], ['y']), label('b', ['x']), label('c', []), label('d', ['z'])],
  predictions: [said('a', ['x', 0.9], ['y', 0.5]), said('b', ['y', 0.4]), said('c', ['z', 0.3]), said('d', ['z', 0.9])],
};

test('the share of right tags counts what is defensible, and READMEs that fit nothing', () => {
  expect(measureGiven(answers)).toEqual({ given: 5 / 4, right: 3 / 5 });
});

test('nothing given has no share of right tags', () => {
  expect(measureGiven(giveAlways(answers, 0))).toBeNull();
});

test('giving always takes the ranking as it is', () => {
  expect(measureGiven(giveAlways(answers, 1))).toEqual({ given: 1, right: 2 / 4 });
});

test('bins hold equal numbers of tags in order of their scores, with the interval of their share', () => {
  const bins = binByScore(answers, 2);
  expect(bins.map(({ tags }) => tags)).toEqual([3, 2]);
  expect(bins[0]?.score).toBeCloseTo(0.4);
  expect(bins[0]?.right).toBeCloseTo(1 / 3);
  expect(bins[1]).toMatchObject({ score: 0.9, right: 1 });
  // Wilson's interval for 2 of 2.
  expect(bins[1]?.low).toBeCloseTo(0.342, 2);
  expect(bins[1]?.high).toBeCloseTo(1, 10);
});

test('there are no more bins than tags', () => {
  expect(binByScore(answers, 50).length).toBe(5);
});

test('risk is traced from the surest README to all that fit something, equal scores at once', () => {
  expect(traceRisk(answers)).toEqual([
    { coverage: 2 / 3, risk: 0 },
    { coverage: 1, risk: 1 / 3 },
  ]);
});
