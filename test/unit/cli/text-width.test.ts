import { expect, test } from 'vitest';
import { pad, textWidth, truncate } from '../../../src/cli/text-width.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['é', 1],
  ['e\u0301', 1],
  ['日本', 4],
  ['한글', 4],
  ['ｆｕｌｌ', 8],
  ['🚀', 2],
  ['✅', 2],
  ['a🚀b', 4],
  ['العربية', 7],
])('takes %j for %i columns wide', (text, width) => {
  expect(textWidth(text)).toBe(width);
});

test('cuts at columns, not characters, and says so with an ellipsis', () => {
  expect(truncate('abcdef', 6)).toBe('abcdef');
  expect(truncate('abcdef', 4)).toBe('abc…');
  expect(truncate('日本語', 4)).toBe('日…');
  expect(truncate('日本語', 5)).toBe('日本…');
  expect(truncate('ab', 1)).toBe('…');
  expect(truncate('ab', 0)).toBe('');
});

test('never cuts inside a pair of surrogates', () => {
  expect(truncate('🚀🚀🚀', 4)).toBe('🚀…');
});

test('fills up by columns', () => {
  expect(pad('日', 4)).toBe('日  ');
  expect(pad('7', 3, 'start')).toBe('  7');
  expect(pad('long', 2)).toBe('long');
});
