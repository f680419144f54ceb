import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { condenseReadme } from '../../../../src/classify/llm/condense.ts';
import { createQuoteFinder } from '../../../../src/classify/llm/quote.ts';
import { readOwnReadmes } from '../../../accuracy/own-readmes.ts';
import { readmeOf } from './fixtures.ts';

const README = `# Harbour

A **fast** [terminal](https://example.org/t) client for
tide tables.

<!-- a blockchain for boats -->
<div hidden>an exchange for coins</div>

## Use

It pre\u200bdicts the next high water — “offline”, even without a network.

\`\`\`sh
harbour   --port   Vlissingen
\`\`\`

Écran tactile requis. 潮汐表を読むため**の道具**。 Written in C++ and F#.
`;

const finder = createQuoteFinder(readmeOf(README, 'Tides in your terminal'));
/** `field line quote`. */
const find = (quote: string): string | null => {
  const evidence = finder.find(quote);
  return evidence && `${evidence.field} ${evidence.line ?? '-'} ${evidence.quote}`;
};

describe('checking quotes', () => {
  it.each([
    ['as they stand there', 'tide tables', 'lead 4 tide tables'],
    ['from the description', 'Tides in your terminal', 'description - Tides in your terminal'],
    ['in another case', 'TIDE Tables', 'lead 4 tide tables'],
    ['with other white space', '  tide \n  tables ', 'lead 4 tide tables'],
    ['with quotation marks and full stops around them', '“tide tables.”', 'lead 4 tide tables'],
    ['over markup, as the longest piece without any', 'a fast terminal client', 'lead 3 terminal'],
    ['with markup', 'A **fast** [terminal]', 'lead 3 terminal'],
    ['over lines, as the longest piece on one', 'terminal client for tide', 'lead 3 client for'],
    ['over parts', 'Harbour: a fast', 'title 1 Harbour'],
    ['with other dashes and quotation marks', 'high water - "offline", even', 'intro 11 high water — “offline”, even'],
    ['from code, with single spaces', 'harbour --port Vlissingen', 'code 14 Vlissingen'],
    ['with the sign of a heading', '## Use: it', 'heading 9 Use'],
    ['with dots for what is left out', 'fast … tide tables', 'lead 4 tide tables'],
    ['without accents', 'ecran tactile', 'intro 17 Écran tactile'],
    ['with composed accents', 'E\u0301cran tactile', 'intro 17 Écran tactile'],
    ['from code and its frame', '```sh harbour', 'title 1 Harbour'],
    ['over lines that do not follow one another', 'tide tables\nEcran tactile', 'intro 17 Écran tactile'],
    ['of headings in a row', 'Use · Harbour', 'title 1 Harbour'],
    ['in scripts without spaces, over markup', '読むための道具', 'intro 17 読むため'],
    ['in scripts without spaces', '潮汐表を読む', 'intro 17 潮汐表を読む'],
    ['of two characters in scripts that need no more', '潮汐', 'intro 17 潮汐'],
    ['with signs that are part of names', 'written in c++', 'intro 17 Written in C++'],
  ])('finds quotes %s', (_how, quote, expected) => {
    expect(find(quote)).toBe(expected);
  });

  it.each([
    ['made up', 'a blockchain client'],
    ['empty', ''],
    ['of punctuation', '… — "…"'],
    ['of one letter', 'a'],
    ['of two letters, which stand everywhere', 'in'],
    ['from a comment', 'a blockchain for boats'],
    ['from a hidden element', 'an exchange for coins'],
    ['that stand there as hidden characters alone', 'predicts'],
    ['that begin in the middle of a word', 'ide tables'],
    ['that end in the middle of a word', 'tide tab'],
    ['in another order', 'tables tide'],
    ['with a piece that is not there', 'tide tables … and coins'],
    ['from an address', 'https://example.org/t'],
  ])('finds no quotes %s', (_how, quote) => {
    expect(find(quote)).toBeNull();
  });

  it('looks for no quote of more than 2,000 characters', () => {
    const line = 'tide tables '.repeat(200).trim();
    const { find: findIn } = createQuoteFinder(readmeOf(`# x\n\n${line}`));
    expect(findIn(line)).toBeNull();
    expect(findIn(line.slice(0, 1919))).not.toBeNull();
  });

  it('shows 160 characters of a longer quote at most, cut between words', () => {
    const line = Array.from({ length: 60 }, (_, at) => `word${at}`).join(' ');
    const evidence = createQuoteFinder(readmeOf(`# x\n\n${line}`)).find(line);
    expect(evidence?.quote.length).toBeLessThanOrEqual(160);
    expect(evidence?.quote).toMatch(/^word0 .* word\d+$/);
  });

  it('gives nothing but pieces of the line, the name or the description', () => {
    const words = fc.array(
      fc.constantFrom(
        'tide',
        'Tide',
        '**tide**',
        'É',
        '潮',
        '\u200b',
        '&amp;',
        '`a`',
        '<b>x</b>',
        '\n',
        '\n\n',
        '- ',
        '😀',
        'C++',
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(words, fc.nat(200), fc.nat(60), fc.string(), (parts, start, length, other) => {
        const document = readmeOf(parts.join(' '), 'Tides 😀 now');
        const lines = document.source.split('\n');
        const said = document.segments.map(({ text }) => text).join(' ');
        const found = createQuoteFinder(document);
        for (const quote of [said.slice(start % (said.length + 1)).slice(0, length), other]) {
          const evidence = found.find(quote);
          if (evidence === null) continue;
          const place =
            evidence.line === null
              ? document.segments
                  .filter(({ line }) => line === 0)
                  .map(({ text }) => text)
                  .join('\n')
              : (lines[evidence.line - 1] ?? '');
          expect(place.includes(evidence.quote)).toBe(true);
          expect(evidence.quote.trim()).toBe(evidence.quote);
          expect(evidence.quote).not.toBe('');
          expect(evidence.quote).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('finds nearly all of what a model is shown', () => {
    let shown = 0;
    let found = 0;
    for (const { document } of readOwnReadmes()) {
      const { find: findIn } = createQuoteFinder(document);
      const lines = condenseReadme(document, 900).text.split('\n');
      // The languages of code are told in our own words.
      for (const line of lines.filter((each) => /[\p{L}\p{N}]{4}/u.test(each) && !/^(?:```|Other code)/.test(each))) {
        shown++;
        if (findIn(line.split(' ').slice(0, 12).join(' ')) !== null) found++;
      }
    }
    expect(shown).toBeGreaterThan(500);
    expect(found / shown).toBeGreaterThan(0.98);
  });

  it('has a dozen pieces, and not hundreds', () => {
    const { find: findIn } = createQuoteFinder(readmeOf('# x\n\nAll the words of a line.\n'));
    expect(findIn('words … line … '.repeat(6))).not.toBeNull();
    expect(findIn('words … line … '.repeat(60))).toBeNull();
  });

  it('is found again and again in one long line, of which each find takes next to nothing', () => {
    const { find: findIn } = createQuoteFinder(readmeOf(`# x\n\n${'zebra '.repeat(80_000)} the last word\n`));
    const start = performance.now();
    for (let at = 0; at < 400; at++) expect(findIn('the last word')?.quote).toBe('the last word');
    // It was a hundred times as long where each find read the line.
    expect(performance.now() - start).toBeLessThan(4000);
  });

  it('takes time in proportion to the README', () => {
    const fastestMs = (length: number): number => {
      const document = readmeOf(`# x\n\n${'ab '.repeat(length / 3)}`);
      let best = Number.POSITIVE_INFINITY;
      for (let run = 0; run < 4; run++) {
        const start = performance.now();
        createQuoteFinder(document).find(`${'ab '.repeat(500)}zz`);
        createQuoteFinder(document).find('ab '.repeat(500));
        best = Math.min(best, performance.now() - start);
      }
      return best;
    };
    let ratio = 0;
    for (let attempt = 0; attempt < 4; attempt++) {
      const longMs = fastestMs(800_000);
      // A quadratic part takes seconds, and on a busy machine the ratio of short times says little.
      if (longMs < 100) return;
      ratio = longMs / fastestMs(200_000);
      if (ratio <= 7.5) return;
    }
    expect(ratio).toBeLessThanOrEqual(7.5);
  });
});
