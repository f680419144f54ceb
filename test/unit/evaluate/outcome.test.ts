import { expect, test } from 'vitest';
import { compareWithLabels, type Prediction } from '../../../src/evaluate/outcome.ts';

const labels = { id: 'a', best: ['x', 'y'], ok: ['z'] };

function predict(tags: string[], ranking: string[] = tags): Prediction {
  const score = (name: string, index: number) => ({ name, score: 1 - index / 10 });
  return { id: 'a', tags: tags.map(score), ranking: ranking.map(score) };
}

test('counts a given tag as right when it is in best or ok, and as recalled only when it is in best', () => {
  const outcome = compareWithLabels(labels, predict(['x', 'z', 'w']));
  expect(outcome).toMatchObject({ given: 3, best: 2, givenBest: 1, wrong: 1, recall: 0.5, hit: true, clean: false });
  expect(outcome.precision).toBeCloseTo(2 / 3, 12);
});

test('calls the first tag a miss when it is only ok', () => {
  expect(compareWithLabels(labels, predict(['z', 'x'])).hit).toBe(false);
});

test('gives precision 0 to nothing given where something is best, and 1 where nothing is', () => {
  expect(compareWithLabels(labels, predict([]))).toMatchObject({ precision: 0, recall: 0, hit: false, clean: false });
  expect(compareWithLabels({ id: 'a', best: [], ok: ['z'] }, predict([]))).toMatchObject({
    precision: 1,
    clean: false,
  });
});

test('counts ok tags as right where nothing is best', () => {
  expect(compareWithLabels({ id: 'a', best: [], ok: ['z'] }, predict(['z', 'x']))).toMatchObject({
    precision: 0.5,
    wrong: 1,
    hit: false,
  });
});

test('compares names exactly after trimming', () => {
  const outcome = compareWithLabels({ id: 'a', best: ['x ', 'Y'], ok: [] }, predict([' x', 'y']));
  expect(outcome).toMatchObject({ givenBest: 1, wrong: 1 });
});

test('counts a name once, however often it is labelled, given or ranked', () => {
  const outcome = compareWithLabels(
    { id: 'a', best: ['x', 'x '], ok: ['x'] },
    predict(['x', 'x', 'w'], ['w', 'w', 'x']),
  );
  expect(outcome).toMatchObject({ given: 2, best: 1, givenBest: 1, precision: 0.5, recall: 1, wrong: 1 });
});

test('measures recall among the first n of the ranking, and how much could be reached', () => {
  const best = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
  const ranking = ['a', 'x1', 'b', 'x2', 'c', 'x3', 'x4', 'd', 'x5', 'x6', 'e'];
  const outcome = compareWithLabels({ id: 'a', best, ok: [] }, predict([], ranking));
  expect(outcome.recallAt).toEqual([0.3, 0.4, 0.5, 0.5, 0.5]);
  expect(outcome.ceilingAt).toEqual([0.5, 1, 1, 1, 1]);
});

test('takes the top score from the first given tag, and from the ranking where none is given', () => {
  expect(compareWithLabels(labels, predict(['x'], ['w', 'x'])).topScore).toBe(1);
  expect(compareWithLabels(labels, { ...predict([]), ranking: [{ name: 'w', score: 0.2 }] }).topScore).toBe(0.2);
  expect(compareWithLabels(labels, predict([])).topScore).toBe(0);
  expect(compareWithLabels(labels, { ...predict([]), tags: [{ name: 'x', score: null }] })).toMatchObject({
    topScore: null,
    scored: [],
  });
});
