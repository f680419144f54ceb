import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHarmless } from '../../../src/github/log.ts';

/** How the runner finds commands in a line of output (actions/runner, ActionCommand.cs). */
const isCommand = (line: string): boolean => line.trimStart().startsWith('::') || line.includes('##[');
const linesOf = (text: string): readonly string[] => text.split(/\r\n|[\n\r\u0085\u2028\u2029]/);

describe('a harmless message', () => {
  it.each([
    '::error::owned',
    '  ::add-mask::a',
    '\t::stop-commands::x',
    'first\n::set-output name=a::b',
    'first\r::debug::b',
    'first\u2028::debug::b',
    '\u200b::error::hidden behind a zero-width space',
    '\ufeff::error::hidden behind a byte order mark',
    '\u001b[31m::error::hidden behind a colour',
    'text ##[error]owned',
    '###[error]owned',
    ':::error::owned',
  ])('starts no command: %j', (text) => {
    const harmless = toHarmless(text);
    expect(linesOf(harmless).filter(isCommand)).toEqual([]);
    const withoutInvisible = linesOf(harmless.replace(/[\p{Cf}\ufffd]/gu, ''));
    expect(withoutInvisible.filter(isCommand)).toEqual([]);
  });

  it('starts no command whatever it is', () => {
    const piece = fc.constantFrom(
      ':',
      '::',
      '#',
      '##[',
      ' ',
      '\n',
      '\r',
      '\t',
      'error',
      '\u200b',
      '\u0085',
      '\ufeff',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        expect(linesOf(toHarmless(pieces.join(''))).filter(isCommand)).toEqual([]);
      }),
    );
  });

  it('holds no control character and no mark that turns text around', () => {
    expect(toHarmless('a\u0000b\u001b[2Jc\u202ed\u0007')).toBe('a\ufffdb\ufffd[2Jc\ufffdd\ufffd');
  });

  it('is otherwise what it was', () => {
    const text = 'Read README.md (5,632 bytes) of octo/widgets at main\n- C++, C#, std::vector, 日本語, 😀';
    expect(toHarmless(text)).toBe(text);
  });
});
