import { describe, expect, test } from 'vitest';
import { quote, quoteAll } from '../../../src/vocabulary/quote.ts';

describe('a quoted value', () => {
  test.each([
    ['cli', '"cli"'],
    ['a "b" \\c', '"a \\"b\\" \\\\c"'],
    ['a\nb\r\t\0', '"a\\u000ab\\u000d\\u0009\\u0000"'],
    ['\u202egnp', '"\\u202egnp"'],
    ['\u001b[31m', '"\\u001b[31m"'],
    ['\u{e0041}', '"\\u{e0041}"'],
    ['\ud83d', '"\\ud83d"'],
    ['数据库 👍', '"数据库 👍"'],
  ])('of %j is %s', (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });

  test('is cut where it is long, never within a character', () => {
    expect(quote('abcdef', 4)).toBe('"abcd…"');
    expect(quote('abc👍def', 4)).toBe('"abc…"');
  });
});

test.each([
  [['a'], '"a"'],
  [['a', 'b'], '"a" and "b"'],
  [['a', 'b', 'c'], '"a", "b" and "c"'],
  [['a', 'b', 'c', 'd', 'e'], '"a", "b", "c" and 2 more'],
])('of several values %j the first three are named', (texts, shown) => {
  expect(quoteAll(texts, 3)).toBe(shown);
});
