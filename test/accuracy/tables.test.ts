import { expect, test } from 'vitest';
import type { HiddenResult } from './hidden-tags.ts';
import type { MeasuredSet, Subject } from './sets.ts';
import { readOwnSet } from './sets.ts';
import {
  renderComparison,
  renderHidden,
  renderHiddenSummary,
  renderNothing,
  renderParts,
  renderTags,
  type SetAnswers,
} from './tables.ts';

const own = await readOwnSet();
const [first, second, third] = own.subjects as readonly [Subject, Subject, Subject, ...Subject[]];
const relabel = (subject: Subject, best: readonly string[], ok: readonly string[]): Subject => ({
  ...subject,
  labels: { ...subject.labels, best, ok },
});
const set: MeasuredSet = {
  ...own,
  title: 'own: 3 READMEs',
  subjects: [relabel(first, ['cli', 'git'], ['pdf']), relabel(second, ['git'], []), relabel(third, [], [])],
};
const labels = set.subjects.map((subject) => subject.labels);
const given = [['cli', 'pdf'], ['pdf'], ['pdf']];
const predictions = labels.map(({ id }, at) => {
  const tags = given[at]!.map((name) => ({ name, score: 0.5 }));
  return { id, tags, ranking: tags };
});
const answers = { labels, predictions };
const all: SetAnswers = { set, answers, counted: answers, countedByRarity: answers };

const cellsOf = (table: string, row: string): readonly string[] => {
  const line = table.split('\n').find((text) => text.startsWith(`| ${row} |`));
  return (
    line
      ?.split(' | ')
      .slice(1)
      .map((cell) => cell.replace(/ \|$/, '')) ?? []
  );
};

test('the comparison tells what was given, how much of it was right, and how much was found', () => {
  // 4 tags to 3 READMEs, 2 of them right; of 3 labels in `best` 1 was given, half of it in one README of two.
  const cells = cellsOf(renderComparison([all]), 'counting names');
  expect(cells).toEqual(['1.33', '50 %', '50 %', '25 %', '33 %', '0.29', '0.67']);
});

test('only what stands for the classifier itself has intervals', () => {
  const table = renderComparison([all]);
  expect(cellsOf(table, '**this classifier**').filter((cell) => cell.includes(' to ')).length).toBe(5);
  expect(table.split('\n').filter((line) => line.includes(' to ')).length).toBe(1);
});

test('parts of a set count the READMEs that fit something', () => {
  expect(cellsOf(renderParts([all]), 'all that fit something').slice(0, 2)).toEqual(['2', '50 %']);
  expect(cellsOf(renderParts([all]), 'in another language than English')).toEqual(['0', '–', '–']);
});

test('sorts of project and subjects are told apart, and what goes wrong more than once is named', () => {
  const tags = renderTags([all]);
  expect(cellsOf(tags, 'own: sorts of project')).toEqual(['1', '100 %', '1', '100 %']);
  expect(cellsOf(tags, 'own: subjects')).toEqual(['2', '0 %', '3', '33 %']);
  expect(tags).toContain('missed most often `git` (2); given wrongly most often `pdf` (2)');
});

test('READMEs that fit nothing are counted, and named where they were given something', () => {
  expect(renderNothing(all)).toBe(
    `Of 1 READMEs that fit no tag of their list, 1 are given one all the same: ${labels[2]!.id} (\`pdf\`).`,
  );
});

test('a share of few tags is not shown', () => {
  const result = (tagsGiven: number): HiddenResult => ({
    condition: 'name',
    given: 0.5,
    amongTen: 0.75,
    right: 1,
    labels: 20,
    tagsGiven,
  });
  expect(cellsOf(renderHidden([[set, [result(9)]]]), 'its name alone')).toEqual(['50 %', '75 %', '–']);
  expect(cellsOf(renderHidden([[set, [result(10)]]]), 'its name alone')).toEqual(['50 %', '75 %', '100 %']);
  expect(cellsOf(renderHiddenSummary([[set, [result(10)]]]), 'its name alone')).toEqual(['50 %', '75 %']);
});
