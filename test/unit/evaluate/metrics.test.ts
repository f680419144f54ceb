import { expect, test } from 'vitest';
import { measurePredictions } from '../../../src/evaluate/metrics.ts';
import type { Labels, Prediction } from '../../../src/evaluate/outcome.ts';

const options = { resamples: 200, seed: 1 };

function scored(names: Record<string, number>) {
  return Object.entries(names).map(([name, score]) => ({ name, score }));
}

// One README clean and complete, one with a wrong tag, one abstained.
const labels: Labels[] = [
  { id: '1', best: ['a', 'b'], ok: ['c'] },
  { id: '2', best: ['a'], ok: [] },
  { id: '3', best: ['b', 'c', 'd'], ok: [] },
];
const predictions: Prediction[] = [
  { id: '1', tags: scored({ a: 0.9, b: 0.8, c: 0.6 }), ranking: scored({ a: 0.9, b: 0.8, c: 0.6, d: 0.1 }) },
  { id: '2', tags: scored({ d: 0.7, a: 0.6 }), ranking: scored({ d: 0.7, a: 0.6, b: 0.2 }) },
  { id: '3', tags: [], ranking: scored({ b: 0.3, a: 0.2, d: 0.1 }) },
];

test('computes every metric as it is defined', () => {
  const metrics = measurePredictions(labels, predictions, options);
  expect(metrics.readmes).toBe(3);
  expect(metrics.given).toBeCloseTo(5 / 3, 12);
  const precision = (1 + 1 / 2 + 0) / 3;
  const recall = (1 + 1 + 0) / 3;
  expect(metrics.precision.value).toBeCloseTo(precision, 12);
  expect(metrics.recall.value).toBeCloseTo(recall, 12);
  expect(metrics.f1.value).toBeCloseTo((2 * precision * recall) / (precision + recall), 12);
  // 3 given tags in best; 5 given, 6 best.
  expect(metrics.strict_f1.value).toBeCloseTo((2 * 3) / (5 + 6), 12);
  expect(metrics.hit1.value).toBeCloseTo(1 / 3, 12);
  expect(metrics.wrong.value).toBeCloseTo(1 / 3, 12);
  expect(metrics.clean.value).toBeCloseTo(1 / 3, 12);
  expect(metrics.recallAt[0]).toMatchObject({ n: 5, ceiling: 1 });
  expect(metrics.recallAt[0]?.value).toBeCloseTo((1 + 1 + 2 / 3) / 3, 12);
  // Rising: 0.6 and 0.6 right, 0.7 wrong, 0.8 and 0.9 right; bins of one.
  expect(metrics.ece.value).toBeCloseTo((0.4 + 0.4 + 0.7 + 0.2 + 0.1) / 5, 12);
  // Surest first: hit, miss, miss (abstained, by the ranking's 0.3).
  expect(metrics.aurc.value).toBeCloseTo((0 + 1 / 2 + 2 / 3) / 3, 12);
});

test('shows what always giving the first one, two or three of the ranking would give', () => {
  const [one, two, three] = measurePredictions(labels, predictions, options).always;
  expect(one?.n).toBe(1);
  expect(one?.precision.value).toBeCloseTo(2 / 3, 12);
  expect(one?.recall.value).toBeCloseTo((1 / 2 + 0 + 1 / 3) / 3, 12);
  expect(one?.hit1.value).toBeCloseTo(2 / 3, 12);
  expect(two?.wrong.value).toBeCloseTo(2 / 3, 12);
  expect(two?.clean.value).toBeCloseTo(1 / 3, 12);
  expect(three?.precision.value).toBeCloseTo((1 + 1 / 3 + 2 / 3) / 3, 12);
  expect(three?.strict_f1.value).toBeCloseTo((2 * 5) / (9 + 6), 12);
});

test('leaves READMEs without a best tag out of recall, hit1, recall@n and aurc, and keeps them in precision', () => {
  const metrics = measurePredictions(
    [...labels, { id: '4', best: [], ok: [] }],
    [...predictions, { id: '4', tags: [], ranking: scored({ a: 0.99 }) }],
    options,
  );
  const before = measurePredictions(labels, predictions, options);
  expect(metrics.precision.value).toBeCloseTo((1 + 1 / 2 + 0 + 1) / 4, 12);
  for (const name of ['recall', 'hit1', 'aurc'] as const) {
    expect(metrics[name].value).toBeCloseTo(before[name].value as number, 12);
  }
  expect(metrics.recallAt.map(({ value }) => value)).toEqual(before.recallAt.map(({ value }) => value));
  expect(metrics.wrong.value).toBeCloseTo(1 / 4, 12);
});

test('pairs predictions with labels by id, in any order', () => {
  const shuffled = measurePredictions(labels, [...predictions].reverse(), options);
  expect(shuffled).toEqual(measurePredictions(labels, predictions, options));
  expect(() => measurePredictions(labels, predictions.slice(1), options)).toThrow('"1"');
});

test('has no calibration and no curve for tags without scores', () => {
  const metrics = measurePredictions(
    labels,
    predictions.map((prediction) => ({
      ...prediction,
      tags: prediction.tags.map(({ name }) => ({ name, score: null })),
    })),
    options,
  );
  expect(metrics.ece).toEqual({ value: null, low: null, high: null });
  expect(metrics.aurc).toEqual({ value: null, low: null, high: null });
  expect(metrics.f1.value).not.toBeNull();
});

test('puts every value inside its interval', () => {
  const metrics = measurePredictions(labels, predictions, options);
  for (const { value, low, high } of [metrics.precision, metrics.recall, metrics.f1, metrics.hit1, metrics.aurc]) {
    expect(low).toBeLessThanOrEqual(value as number);
    expect(high).toBeGreaterThanOrEqual(value as number);
  }
});

test('has no figure for an empty set', () => {
  const metrics = measurePredictions([], [], options);
  expect(metrics).toMatchObject({ readmes: 0, given: null, f1: { value: null }, aurc: { value: null } });
});

test('gives f1 0 when nothing right was ever given', () => {
  const metrics = measurePredictions(
    [{ id: '1', best: ['a'], ok: [] }],
    [{ id: '1', tags: scored({ b: 0.5 }), ranking: scored({ b: 0.5 }) }],
    options,
  );
  expect(metrics.f1.value).toBe(0);
  expect(metrics.strict_f1.value).toBe(0);
});
