import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAnswer } from '../../../../src/classify/llm/answer.ts';

const SHORT = 49_000;
const LONG = 4 * SHORT;
/** Linear time makes 4, quadratic 16; two doublings of at most 2.4 each make 5.76, and the rest is for a busy machine. */
const MAX_RATIO = 7.5;
/** At full length a quadratic part takes seconds, and on a busy machine the ratio of short times says little. */
const TRIVIAL_MS = 60;
const ATTEMPTS = 8;

const repeat =
  (unit: string, before = '', after = '') =>
  (length: number): string =>
    before + unit.repeat(Math.floor((length - before.length - after.length) / unit.length)) + after;

const HOSTILE: readonly (readonly [string, (length: number) => string])[] = [
  ['lists in lists', repeat('[')],
  ['objects in objects', repeat('{"a":')],
  ['objects without quotation marks in objects', repeat('{a:')],
  ['lists in lists that close', (length) => repeat('[')(length / 2) + repeat(']')(length / 2)],
  ['beginnings of texts', repeat('["')],
  ['quotation marks', repeat('"', '{"tags":["')],
  ['quotation marks apart', repeat('" ', '{"tags":["')],
  ['quotation marks far apart', repeat(`"${' '.repeat(500)}`, '["')],
  ['single quotation marks', repeat("{'")],
  ['backslashes', repeat('\\', '["')],
  ['Unicode escapes', repeat('\\u0', '["')],
  ['comments that begin', repeat('/*', '[')],
  ['comments that begin after texts', repeat('"/*', '["')],
  ['comments after texts that end late', repeat('"/*', '["', '*/x')],
  ['comments in lines', repeat('[//')],
  ['white space in lists', repeat(' ', '[', 'x')],
  ['lists and white space', repeat(`[${' '.repeat(500)}`)],
  ['commas', repeat(',', '[')],
  ['lists of commas', repeat('[,,,,,,,,')],
  ['numbers', repeat('1', '[')],
  ['lists of numbers', repeat('[1111111111 ')],
  ['words', repeat('a', '{')],
  ['objects of words', repeat('{aaaaaaaaaaaaaaaaaaaa ')],
  ['thoughts', repeat('<think>')],
  ['ends of thoughts', repeat('</think>')],
  ['fences', repeat('```\n')],
  ['white space', repeat(' ', 'x', 'x')],
  ['one tag a line', repeat('{"tag":"a"}\n', '', 'x')],
  ['lists of tags', repeat('{"tags":["a"]}\n', '', 'x')],
  ['tags in one text', repeat('a,', '{"tags":"', '"}')],
  ['JSON in JSON', repeat('{"arguments":"{', '', '')],
  ['wrappers side by side', repeat('{"a":{"b":1}},', '[', '0]')],
];

function fastestMs(text: string, runs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    parseAnswer(text);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

describe('hostile answers', () => {
  it.each(HOSTILE)('take time in proportion to their length: %s', (_name, text) => {
    const short = text(SHORT);
    const long = text(LONG);
    let ratio = 0;
    // Noise makes a run slower, never faster: the fastest runs count, and one good attempt shows what the code does.
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const longMs = fastestMs(long, 1 + attempt);
      if (longMs < TRIVIAL_MS) return;
      ratio = longMs / fastestMs(short, 2 + attempt);
      if (ratio <= MAX_RATIO) return;
    }
    expect(ratio).toBeLessThanOrEqual(MAX_RATIO);
  });

  it('are read or refused, and never thrown at', () => {
    const pieces = fc.array(
      fc.constantFrom(
        ...'{}[]:,"\'`\\/*<>\n'.split(''),
        '"tags"',
        '"tag"',
        '"quote"',
        'tags',
        'cli',
        '__proto__',
        'constructor',
        'null',
        'NaN',
        '1',
        '-',
        '//',
        '<think>',
        '</think>',
        '```json\n',
        '“',
        '”',
        '\\u00',
        '\ud83d',
        '\u202e',
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          pieces.map((all) => all.join('')),
        ),
        fc.boolean(),
        (text, isCut) => {
          const answer = parseAnswer(text, isCut);
          if ('problem' in answer) return;
          for (const { name, quote } of answer.tags) {
            expect(typeof name).toBe('string');
            expect(name.trim()).not.toBe('');
            expect(quote === null || typeof quote === 'string').toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('give the same with prose, a fence or thoughts around them', () => {
    const tags = fc.array(fc.record({ tag: fc.string({ minLength: 1 }), quote: fc.string({ unit: 'binary' }) }), {
      maxLength: 5,
    });
    const around = fc.constantFrom<readonly [string, string]>(
      ['', ''],
      ['Here you are:\n', '\nGood luck!'],
      ['```json\n', '\n```'],
      ['Tags:\n```\n', '\n```\n'],
      ['<think>hm [ { "</think>', ''],
    );
    fc.assert(
      fc.property(tags, around, fc.boolean(), (named, [before, after], isIndented) => {
        const expected = named
          .filter(({ tag }) => tag.trim() !== '')
          .map(({ tag, quote }) => ({ name: tag.trim(), quote: quote.trim() === '' ? null : quote }));
        const json = isIndented ? JSON.stringify({ tags: named }, null, 2) : JSON.stringify({ tags: named });
        expect(parseAnswer(`${before}${json}${after}`)).toEqual({ tags: expected });
      }),
      { numRuns: 500 },
    );
  });

  it('come to no answer when cut anywhere', () => {
    const json = '{"tags":[{"tag":"cli","quote":"a \\"fast\\" tool [1]"},{"tag":"real-time","quote":"{now}"}]}';
    for (let end = 1; end < json.length; end++) {
      expect(parseAnswer(json.slice(0, end)), json.slice(0, end)).toHaveProperty('problem');
      expect(parseAnswer(`Sure: ${json.slice(0, end)}`, true)).toHaveProperty('problem');
    }
  });
});
