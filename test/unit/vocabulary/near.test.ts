import { expect, test } from 'vitest';
import { editDistance } from '../../../src/suggestion.ts';
import { findNear } from '../../../src/vocabulary/near.ts';

const known = ['id', 'name', 'description', 'replacedBy', 'minScore'] as const;

test.each([
  ['desciption', 'description'],
  ['Description', 'description'],
  ['replaced_by', 'replacedBy'],
  ['min-score', 'minScore'],
  ['nmae', 'name'],
  ['ID', 'id'],
  ['it', null],
  ['color', null],
  ['game', 'name'],
  ['', null],
  ['x'.repeat(10_000), null],
])('the one near to %j is %j', (text, near) => {
  expect(findNear(text, known)).toBe(near);
});

test.each([
  ['', '', 0],
  ['abc', '', 3],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['ab', 'ba', 1],
  ['abcd', 'acbd', 1],
])('from %j to %j it takes %d changes', (left, right, distance) => {
  expect(editDistance(left, right)).toBe(distance);
});
