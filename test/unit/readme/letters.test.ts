import { expect, test } from 'vitest';
import { isLetter, isLetterOrDigit, trimToLetters } from '../../../src/readme/letters.ts';

test.each([
  ['a', true, true],
  ['Z', true, true],
  ['é', true, true],
  ['中', true, true],
  ['7', false, true],
  ['٣', false, true],
  ['_', false, false],
  ['—', false, false],
])('%s is a letter: %s, a letter or digit: %s', (text, letter, letterOrDigit) => {
  expect(isLetter(text, 0)).toBe(letter);
  expect(isLetterOrDigit(text, 0)).toBe(letterOrDigit);
});

test.each([
  ['**English**', 'English'],
  ['[简体中文]', '简体中文'],
  ['🇺🇸 English', 'English'],
  ['português (brasil)', 'português (brasil'],
  ['123 !', ''],
  ['', ''],
])('of %j remains %j between what is no letter', (text, trimmed) => expect(trimToLetters(text)).toBe(trimmed));
