import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { parseJson } from '../../../src/vocabulary/json.ts';
import type { SourceNode } from '../../../src/vocabulary/source-node.ts';

/** What `JSON.parse` would have given, but that objects are lists of pairs: doubled keys and `__proto__` stay visible. */
function plainValue(node: SourceNode): unknown {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'number':
      return node.number;
    case 'boolean':
      return node.value;
    case 'null':
      return null;
    case 'list':
      return node.items.map(plainValue);
    case 'object':
      return { members: node.members.map(({ key, value }) => [key, plainValue(value)]) };
  }
}

function pairs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pairs);
  if (typeof value === 'object' && value !== null) {
    return { members: Object.entries(value).map(([key, inner]) => [key, pairs(inner)]) };
  }
  return value;
}

function accepts(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}

describe('reading JSON', () => {
  test('gives the values that JSON.parse gives', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(plainValue(parseJson(text, 'x'))).toEqual(pairs(JSON.parse(text)));
      }),
    );
  });

  test('accepts and refuses exactly what JSON.parse accepts and refuses', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '\\',
      '\\u00e9',
      '\\u12',
      '\\x',
      'true',
      'false',
      'null',
      'nul',
      '-',
      '0',
      '01',
      '1.',
      '1.5',
      'e3',
      '1E+2',
      '.5',
      ' ',
      '\n',
      '\r',
      '\t',
      '\u00a0',
      '\ufeff',
      '\u0001',
      '\u2028',
      'é',
      '//',
      "'",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        expect(
          accepts(() => parseJson(text, 'x')),
          text,
        ).toBe(accepts(() => JSON.parse(text)));
      }),
      { numRuns: 3_000 },
    );
  });

  test.each(['', ' ', '"', '"\\', '"\\u', '[', '[1', '[1,', '{', '{"a"', '{"a":', '{"a":1', '-', 'tru', '[tru'])(
    'refuses %j, which ends too early',
    (text) => {
      expect(() => parseJson(text, 'x')).toThrow(UserError);
    },
  );

  test('keeps numbers as they are written', () => {
    const node = parseJson('[1e3, -0, 12345678901234567890, 1.50]', 'x');
    const sources = node.kind === 'list' && node.items.map((item) => item.kind === 'number' && item.source);
    expect(sources).toEqual(['1e3', '-0', '12345678901234567890', '1.50']);
  });

  test.each([
    ['\n', 'LF'],
    ['\r', 'CR'],
    ['\r\n', 'CRLF'],
  ])('counts lines and columns from 1 with %j between them', (lineBreak) => {
    const node = parseJson(['[', '  "a",', ' {"b": null}', ']'].join(lineBreak), 'x');
    const places = node.kind === 'list' && node.items.map(({ line, column }) => [line, column]);
    expect(places).toEqual([
      [2, 3],
      [3, 2],
    ]);
  });

  test('keeps doubled keys and keys of the prototype as members', () => {
    const node = parseJson('{"a": 1, "a": 2, "__proto__": 3, "constructor": 4}', 'x');
    expect(node.kind === 'object' && node.members.map(({ key }) => key)).toEqual([
      'a',
      'a',
      '__proto__',
      'constructor',
    ]);
  });

  test('refuses a million open brackets with a message instead of a full stack', () => {
    for (const open of ['[', '{"a":']) {
      expect(() => parseJson(open.repeat(1_000_000), 'x')).toThrow('more than 100 lists and objects within each other');
    }
  });
});
