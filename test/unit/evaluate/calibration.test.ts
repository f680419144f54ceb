import { expect, test } from 'vitest';
import { calibrationError, riskCoverageArea, sortScores } from '../../../src/evaluate/calibration.ts';

function scores(pairs: readonly (readonly [score: number, right: boolean])[]) {
  return pairs.map(([score, right], readme) => ({ score, right, readme }));
}

function ones(length: number): Int32Array {
  return new Int32Array(length).fill(1);
}

test('averages the distance of mean score and share of rights over five bins of equal mass', () => {
  const given = scores([
    [0.1, false],
    [0.2, true],
    [0.3, false],
    [0.4, false],
    [0.5, true],
    [0.6, true],
    [0.7, false],
    [0.8, true],
    [0.9, true],
    [0.95, true],
  ]);
  // Bins of two: |0.15-0.5|, |0.35-0|, |0.55-1|, |0.75-0.5|, |0.925-1|.
  const expected = (0.35 + 0.35 + 0.45 + 0.25 + 0.075) / 5;
  expect(calibrationError(sortScores(given, 'rising'), ones(10))).toBeCloseTo(expected, 12);
});

test('weighs bins by their mass where five does not divide it', () => {
  // Six scores: bins of 1, 1, 1, 1 and 2 by the floor of k * 6 / 5.
  const given = scores([
    [0.1, false],
    [0.2, false],
    [0.3, true],
    [0.4, false],
    [0.5, true],
    [0.9, true],
  ]);
  const expected = (0.1 + 0.2 + 0.7 + 0.4 + 2 * Math.abs(0.7 - 1)) / 6;
  expect(calibrationError(sortScores(given, 'rising'), ones(6))).toBeCloseTo(expected, 12);
});

test('is small bins of one where there are fewer than five scores', () => {
  expect(calibrationError(sortScores(scores([[0.8, true]]), 'rising'), ones(1))).toBeCloseTo(0.2, 12);
});

test('does not depend on the order of equal scores', () => {
  const pairs: [number, boolean][] = [true, true, false, true, false, false, true].map((right) => [0.5, right]);
  const forward = calibrationError(sortScores(scores(pairs), 'rising'), ones(7));
  const backward = calibrationError(sortScores(scores([...pairs].reverse()), 'rising'), ones(7));
  expect(forward).toBe(backward);
  expect(forward).toBeCloseTo(Math.abs(0.5 - 4 / 7), 12);
});

test('counts a README as often as its weight says', () => {
  const twice = scores([
    [0.3, true],
    [0.6, false],
  ]);
  const weighted = calibrationError(sortScores(twice, 'rising'), Int32Array.of(3, 1));
  const repeated = calibrationError(
    sortScores(
      scores([
        [0.3, true],
        [0.3, true],
        [0.3, true],
        [0.6, false],
      ]),
      'rising',
    ),
    ones(4),
  );
  expect(weighted).toBeCloseTo(repeated as number, 12);
});

test('has no calibration error without scores', () => {
  expect(calibrationError(sortScores([], 'rising'), ones(3))).toBeNull();
  expect(calibrationError(sortScores(scores([[0.3, true]]), 'rising'), Int32Array.of(0))).toBeNull();
});

test('averages the risk at every coverage, surest READMEs first', () => {
  const tops = scores([
    [0.4, false],
    [0.9, true],
    [0.6, true],
    [0.7, false],
  ]);
  // Order 0.9 right, 0.7 miss, 0.6 right, 0.4 miss: risks 0, 1/2, 1/3, 2/4.
  const area = riskCoverageArea(sortScores(tops, 'falling'), ones(4));
  expect(area).toBeCloseTo((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4, 12);
});

test('shares misses evenly among READMEs with the same top score', () => {
  const tops = scores([
    [0.5, true],
    [0.5, false],
  ]);
  expect(riskCoverageArea(sortScores(tops, 'falling'), ones(2))).toBeCloseTo(0.5, 12);
  expect(riskCoverageArea(sortScores([], 'falling'), ones(0))).toBeNull();
});
