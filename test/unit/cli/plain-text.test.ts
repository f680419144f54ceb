import { expect, test } from 'vitest';
import { toPlainLine, toPlainLines, toTerminalJson } from '../../../src/cli/plain-text.ts';

test('drops escape sequences, controls and invisible characters', () => {
  expect(toPlainLine('a\u001b[31mred\u001b[0m\u0007\u009b2Jb')).toBe('a[31mred[0m2Jb');
  expect(toPlainLine('a\u202eb\u2066c\u200bd\ufeffe\u{e0041}f\ud800g')).toBe('abcdefg');
});

test('makes one line of several', () => {
  expect(toPlainLine('a\r\nb\tc\u2028d\u0085e')).toBe('a b c d e');
});

test('keeps the lines of a message and cleans each', () => {
  expect(toPlainLines('a\u001b\nb\r\u0000')).toBe('a\nb ');
});

test('keeps letters of every script, emoji and the joiners they need', () => {
  const text = 'naïve 日本語 العربية می‌خواهم 👩‍💻 क्ष';
  expect(toPlainLine(text)).toBe(text);
});

test('writes JSON that no terminal acts on and that reads back the same', () => {
  const value = { id: 'a\u009b\u007f\u001b\u202e\u2028b', tags: ['日本', '👩‍💻'] };
  const json = toTerminalJson(value);
  // oxlint-disable-next-line no-control-regex
  expect(json).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\u2028]/);
  expect(json).toContain('日本');
  expect(JSON.parse(json)).toEqual(value);
});
