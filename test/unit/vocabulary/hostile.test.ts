import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { findHiddenCharacter } from '../../../src/vocabulary/hidden-characters.ts';
import { parseVocabulary } from '../../../src/vocabulary/vocabulary.ts';

const names = ['tags.json', 'tags.yaml', 'tags.csv', 'tags.tsv', 'tags.txt', 'tags'];

/** Length of what reading says; anything thrown but a `UserError` fails the test. */
async function read(name: string, bytes: Uint8Array): Promise<number> {
  try {
    const { tags } = await parseVocabulary([{ name, bytes }], { topics: 'optional' });
    return tags.length;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    expect(error.problems.length).toBeLessThanOrEqual(101);
    for (const { code, message } of error.problems) {
      expect(code).toMatch(/^vocabulary\/[a-z-]+$/);
      expect(findHiddenCharacter(message)).toBeNull();
      expect(message.length).toBeLessThan(1_000);
    }
    return error.message.length;
  }
}

const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('cli', 'CLI', 'web', '__proto__', 'constructor', '', ' cli ', '数据库'),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.constantFrom('cli', 'web', 'x', 7, null), { maxLength: 3 }),
);
const key = fc.constantFrom(
  'id',
  'name',
  'description',
  'aliases',
  'topic',
  'manual',
  'replacedBy',
  'group',
  'minScore',
  'nmae',
  '__proto__',
  'x',
);
const entry = fc.oneof(fc.dictionary(key, value), value);

const yamlPiece = fc.constantFrom(
  '- ',
  '? ',
  ': ',
  'name: ',
  'a',
  '"',
  "'",
  '|',
  '>',
  '[',
  ']',
  '{',
  '}',
  ',',
  '&a ',
  '*a',
  '!!str ',
  '!x ',
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  '#',
  '\n',
  '\n  ',
  '\t',
  '~',
  'true',
  '7',
  '<<: *a',
  '\\',
  '\u0000',
  '\u2028',
);
const csvPiece = fc.constantFrom('id', 'name', 'aliases', ',', ';', '\t', '"', '""', '\n', '\r\n', ' ', 'a', '7', '|');

describe('whatever the file holds, what is thrown is a UserError', () => {
  test.each(names)('bytes as %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => void (await read(name, bytes))),
    );
  });

  test.each(names)('text as %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        await read(name, new TextEncoder().encode(text));
      }),
    );
  });

  test('lists of anything', async () => {
    const shape = fc.oneof(
      fc.array(entry, { maxLength: 6 }),
      fc.record({ tags: fc.array(entry, { maxLength: 6 }) }),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(shape, async (list) => {
        await read('tags.json', new TextEncoder().encode(JSON.stringify(list)));
        await read('tags.yaml', new TextEncoder().encode(JSON.stringify(list)));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['tags.yaml', yamlPiece],
    ['tags.csv', csvPiece],
  ])('pieces of its syntax in any order as %s', async (name, piece) => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        await read(name, new TextEncoder().encode(pieces.join('')));
      }),
      { numRuns: 1_000 },
    );
  });
});

// Each gives a text of about `length` characters that is as unlike a list of tags as its format allows.
const hostile: readonly [string, string, (length: number) => string][] = [
  ['tags.json', 'open brackets', (length) => '['.repeat(length)],
  ['tags.json', 'a list of numbers', (length) => `[${'1,'.repeat(length / 2)}1]`],
  ['tags.json', 'numbers as entries with fields', (length) => `[${'{"a":1},'.repeat(length / 8)}1]`],
  ['tags.json', 'fields of one entry', (length) => `[{${'"a":1,'.repeat(length / 6)}"name":"a"}]`],
  ['tags.json', 'aliases of one entry', (length) => `[{"name":"a","aliases":[${'"b",'.repeat(length / 4)}"c"]}]`],
  ['tags.json', 'one long name', (length) => `["${'a '.repeat(length / 2)}"]`],
  ['tags.json', 'white space in a name', (length) => `["a${' '.repeat(length)}b"]`],
  ['tags.json', 'joiners in a name', (length) => `["${'数\u200c'.repeat(length / 2)}"]`],
  ['tags.json', 'escapes', (length) => `["${'\\u0061'.repeat(length / 6)}"]`],
  ['tags.json', 'one long number', (length) => `[{"id":${'7'.repeat(length)},"name":"a"}]`],
  ['tags.json', 'white space', (length) => ' \n'.repeat(length / 2)],
  ['tags.yaml', 'open brackets', (length) => '['.repeat(length)],
  ['tags.yaml', 'dashes', (length) => '- '.repeat(length / 2)],
  ['tags.yaml', 'keys within keys', (length) => 'a: '.repeat(length / 3)],
  ['tags.yaml', 'commas', (length) => `[${','.repeat(length)}`],
  ['tags.yaml', 'keys', (length) => Array.from({ length: length / 10 }, (_, index) => `k${index}: 1`).join('\n')],
  ['tags.yaml', 'aliases', (length) => `- &a x\n${'- *a\n'.repeat(length / 5)}`],
  ['tags.yaml', 'comments', (length) => '#\n'.repeat(length / 2)],
  ['tags.yaml', 'documents', (length) => '---\n'.repeat(length / 4)],
  ['tags.yaml', 'tags', (length) => '!'.repeat(length)],
  ['tags.csv', 'quotes', (length) => `name\n${'"'.repeat(length)}`],
  ['tags.csv', 'commas', (length) => `name\n${','.repeat(length)}`],
  ['tags.csv', 'commas in the header', (length) => `name${','.repeat(length)}\na`],
  ['tags.csv', 'lines', (length) => `name\n${'a\n'.repeat(length / 2)}`],
  ['tags.csv', 'an open quote', (length) => `name\n"${'a\n'.repeat(length / 2)}`],
  ['tags.txt', 'lines', (length) => 'a\n'.repeat(length / 2)],
  ['tags.txt', 'comments', (length) => ' #'.repeat(length / 2)],
  ['tags', 'empty lines', (length) => '\n'.repeat(length)],
  ['tags', 'angle brackets', (length) => '<'.repeat(length)],
];

describe('time grows no faster than the file', () => {
  // Tried again where the machine was busy with something else.
  test.each(hostile)('%s: %s', { retry: 3 }, async (name, _, make) => {
    const time = async (length: number): Promise<number> => {
      const bytes = new TextEncoder().encode(make(length));
      let best = Number.POSITIVE_INFINITY;
      for (let run = 0; run < 3; run += 1) {
        const start = performance.now();
        await read(name, bytes);
        best = Math.min(best, performance.now() - start);
      }
      return best;
    };
    // YAML is read by a parser that is a hundred times slower than ours for JSON, and as linear.
    const length = name.endsWith('.yaml') ? 20_000 : 50_000;
    const short = await time(length);
    const long = await time(4 * length);
    // Four times the text; quadratic time would be sixteen times.
    expect(long).toBeLessThan(8 * short + 60);
  });
});
