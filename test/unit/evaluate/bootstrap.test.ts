import { expect, test } from 'vitest';
import { bootstrapIntervals } from '../../../src/evaluate/bootstrap.ts';

const options = { readmes: 100, resamples: 2000, seed: 7 };

function shareOfFirst(count: number) {
  return (weights: Int32Array) =>
    new Map([['share', weights.slice(0, count).reduce((sum, weight) => sum + weight, 0) / weights.length]]);
}

test('gives about the interval that theory gives for a share', () => {
  // 50 of 100: standard error 0.05, so 0.5 ± 0.098.
  const interval = bootstrapIntervals(options, shareOfFirst(50)).get('share');
  expect(interval?.low).toBeGreaterThan(0.385);
  expect(interval?.low).toBeLessThan(0.42);
  expect(interval?.high).toBeGreaterThan(0.58);
  expect(interval?.high).toBeLessThan(0.615);
});

test('gives the same interval for the same seed and another for another', () => {
  const first = bootstrapIntervals(options, shareOfFirst(30));
  expect(bootstrapIntervals(options, shareOfFirst(30))).toEqual(first);
  expect(bootstrapIntervals({ ...options, seed: 8 }, shareOfFirst(30))).not.toEqual(first);
});

test('draws as many READMEs as there are, each time', () => {
  const totals = new Set<number>();
  bootstrapIntervals({ ...options, resamples: 50 }, (weights) => {
    totals.add(weights.reduce((sum, weight) => sum + weight, 0));
    return new Map();
  });
  expect([...totals]).toEqual([100]);
});

test('has no interval for a figure that is never there', () => {
  expect(bootstrapIntervals(options, () => new Map([['ece', null]])).get('ece')).toBeUndefined();
});
