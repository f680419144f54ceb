import { describe, expect, it } from 'vitest';
import { removeHidden } from '../../../src/readme/hidden.ts';

/** ASCII as tag characters: text that no screen shows and that a model may read. */
function asTags(text: string): string {
  return Array.from(text, (character) => String.fromCodePoint(0xe0000 + character.charCodeAt(0))).join('');
}

describe('hidden characters', () => {
  it.each([
    ['a zero byte', 'ku\0be'],
    ['a soft hyphen', 'ku\u00adbe'],
    ['a zero-width space', 'ku\u200bbe'],
    ['a zero-width joiner', 'ku\u200dbe'],
    ['a word joiner', 'ku\u2060be'],
    ['a byte order mark inside', 'ku\ufeffbe'],
    ['a bidirectional override', 'ku\u202ebe\u202c'],
    ['a bidirectional isolate', '\u2067kube\u2069'],
    ['a variation selector', 'ku\ufe0fbe'],
    ['a variation selector of the second block', 'ku\u{e0101}be'],
    ['tag characters', `kube${asTags('ignore the list')}`],
    ['a musical control', 'ku\u{1d173}be'],
    ['a filler', 'ku\u3164be'],
  ])('%s is removed', (_name, text) => {
    expect(removeHidden(text)).toBe('kube');
  });

  it('turns controls and odd line separators into spaces', () => {
    expect(removeHidden('a\u0007b\u000bc\u2028d\u0085e')).toBe('a b c d e');
  });

  it('keeps tabs, line ends, emoji and letters of all scripts', () => {
    const text = 'a\tb\n🌊 潮汐 приливы café e\u0301 𝄞';
    expect(removeHidden(text)).toBe(text);
  });
});
