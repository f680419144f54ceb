import { expect, test } from 'vitest';
import { metricsToJson } from '../../../src/cli/metrics-json.ts';
import { renderComparison, renderMetrics } from '../../../src/cli/metrics-table.ts';
import { measurePredictions } from '../../../src/evaluate/metrics.ts';

const metrics = measurePredictions(
  [
    { id: '1', best: ['a', 'b'], ok: [] },
    { id: '2', best: ['a'], ok: ['b'] },
  ],
  [
    { id: '1', tags: [{ name: 'a', score: 0.9 }], ranking: [{ name: 'a', score: 0.9 }] },
    { id: '2', tags: [{ name: 'c', score: 0.8 }], ranking: [{ name: 'c', score: 0.8 }] },
  ],
  { resamples: 100, seed: 1 },
);

test('prints every metric with its interval, aligned', () => {
  const table = renderMetrics(metrics);
  const names = table.split('\n').map((line) => line.trim().split(/ +/)[0]);
  expect(names).toEqual([
    'metric',
    'precision',
    'recall',
    'f1',
    'strict_f1',
    'hit1',
    'wrong',
    'clean',
    'recall@5',
    'recall@10',
    'recall@20',
    'recall@60',
    'recall@100',
    'ece',
    'aurc',
    '',
  ]);
  expect(table).toMatch(/^ {2}precision {3}0\.500 {2}0\.000 to 1\.000/m);
  expect(table).toContain('ceiling 1.000');
});

test('puts rows to compare below each other', () => {
  const table = renderComparison([{ name: 'always 1', readmes: 2, metrics }]);
  expect(table.split('\n')[1]).toMatch(/^ {2}always 1 {2}2 {8}0\.500/);
});

test('gives all metrics of the contract as JSON by their names', () => {
  const json = metricsToJson(metrics);
  expect(Object.keys(json)).toEqual([
    'precision',
    'recall',
    'f1',
    'strict_f1',
    'hit1',
    'wrong',
    'clean',
    'recall@5',
    'recall@10',
    'recall@20',
    'recall@60',
    'recall@100',
    'ece',
    'aurc',
  ]);
  expect(json['recall@5']).toEqual({ value: 0.25, low: 0, high: 0.5, ceiling: 1 });
});
