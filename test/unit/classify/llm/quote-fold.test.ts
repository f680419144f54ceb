import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUnfolder, foldText } from '../../../../src/classify/llm/quote-fold.ts';

describe('folding', () => {
  it.each([
    ['  The **Quick**,\n`brown` fox! ', 'the quick brown fox'],
    ['## C# and C++, not + or #1', 'c# and c++ not or 1'],
    ['Écran—tactile', 'ecran tactile'],
    ['ｆｕｌｌ　ｗｉｄｔｈ', 'full width'],
    ['潮汐表。読む', '潮汐表 読む'],
    ['“don’t”', 'don t'],
    ['wo\u200brds\u00ad \ufeffhere', 'words here'],
    ['…', ''],
  ])('makes of %j the words %j', (text, words) => {
    expect(foldText(text)).toBe(words);
  });

  it('makes the same of plain text whatever stands beside it', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'ab Z9+#-_.,\n\t*`'.split('')), maxLength: 40 });
    fc.assert(
      fc.property(plain, (text) => {
        expect(foldText(`${text} é`)).toBe(`${foldText(text)} e`.trim());
      }),
    );
  });

  it('gives back the text that words were made of', () => {
    const text = '## The Écran 😀 C++ 潮汐';
    const words = foldText(text);
    const unfold = createUnfolder(text);
    for (const [word, source] of [
      ['the', 'The'],
      ['ecran', 'Écran'],
      ['c++', 'C++'],
      ['潮汐', '潮汐'],
    ] as const) {
      const at = words.indexOf(word);
      expect(unfold(at, at + word.length)).toBe(source);
    }
    expect(unfold(0, words.length)).toBe('The Écran 😀 C++ 潮汐');
    // As for a quote that begins before the text and ends after it.
    expect(unfold(-9, words.length + 9)).toBe('The Écran 😀 C++ 潮汐');
    expect([unfold(words.length, words.length + 3), unfold(0, 0), createUnfolder('')(0, 5)]).toEqual(['', '', '']);
  });
});
