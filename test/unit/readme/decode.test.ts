import { describe, expect, it } from 'vitest';
import { decodeReadme, MAX_README_BYTES } from '../../../src/readme/decode.ts';

const TEXT = '# Über “tides” 潮汐 🌊\nnext line\n';

function utf16(text: string, isLittle: boolean, hasMark: boolean): Uint8Array {
  const units = (hasMark ? '\ufeff' : '') + text;
  const bytes = new Uint8Array(units.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < units.length; i++) view.setUint16(i * 2, units.charCodeAt(i), isLittle);
  return bytes;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe('encodings', () => {
  it.each([
    ['UTF-8', utf8(TEXT)],
    ['UTF-8 with a byte order mark', utf8(`\ufeff${TEXT}`)],
    ['UTF-16 LE with a byte order mark', utf16(TEXT, true, true)],
    ['UTF-16 BE with a byte order mark', utf16(TEXT, false, true)],
    ['UTF-16 LE without a mark', utf16(TEXT, true, false)],
    ['UTF-16 BE without a mark', utf16(TEXT, false, false)],
  ])('%s is told apart and read', (_name, bytes) => {
    expect(decodeReadme(bytes)).toEqual({ source: TEXT, truncated: false });
  });

  it('reads what is neither as windows-1252', () => {
    const bytes = Uint8Array.from([0x93, 0x45, 0x6c, 0x20, 0x4e, 0x69, 0xf1, 0x6f, 0x94, 0x20, 0x80]);
    expect(decodeReadme(bytes).source).toBe('“El Niño” €');
  });

  it('keeps UTF-8 with a broken byte as UTF-8', () => {
    const bytes = Uint8Array.from([...utf8('naïve café '), 0xff, ...utf8(' déjà vu')]);
    expect(decodeReadme(bytes).source).toBe('naïve café \ufffd déjà vu');
  });

  it('reads UTF-16 of odd length without its last byte', () => {
    expect(decodeReadme(utf16('ab', true, true).subarray(0, 5)).source).toBe('a');
  });

  it('keeps zero bytes of a text that is no UTF-16', () => {
    expect(decodeReadme(utf8('a\0b')).source).toBe('a\0b');
  });

  it('reads nothing as nothing', () => {
    expect(decodeReadme(new Uint8Array(0))).toEqual({ source: '', truncated: false });
  });
});

describe('line ends', () => {
  it.each(['\r\n', '\r', '\n'])('%j ends one line', (lineEnd) => {
    expect(decodeReadme(utf8(`a${lineEnd}${lineEnd}b`)).source).toBe('a\n\nb');
  });

  it('does not take line separators of other kinds for line ends', () => {
    expect(decodeReadme(utf8('a\u2028b\u0085c')).source).toBe('a\u2028b\u0085c');
  });
});

describe('long READMEs', () => {
  it('reads exactly the longest whole', () => {
    const { source, truncated } = decodeReadme(utf8('a'.repeat(MAX_README_BYTES)));
    expect([source.length, truncated]).toEqual([MAX_README_BYTES, false]);
  });

  it('cuts what is longer after a line', () => {
    const { source, truncated } = decodeReadme(utf8('0123456\n'.repeat(MAX_README_BYTES / 8 + 10).slice(1)));
    expect(truncated).toBe(true);
    expect(source.endsWith('\n0123456\n')).toBe(true);
    expect(source.length).toBeGreaterThan(MAX_README_BYTES - 10);
  });

  it.each([0, 1, 2, 3])('cuts one long line between characters (%i bytes before them)', (shift) => {
    const { source } = decodeReadme(utf8('x'.repeat(shift) + '🌊'.repeat(MAX_README_BYTES / 4)));
    expect(source).not.toContain('\ufffd');
    expect(source.endsWith('🌊')).toBe(true);
  });

  it.each([
    [true, '\ud83c\udf0a'],
    [false, '\ud83c\udf0a'],
  ])('cuts UTF-16 (little endian: %s) into text', (isLittle, wave) => {
    const { source, truncated } = decodeReadme(utf16(`a ${wave.repeat(MAX_README_BYTES / 4)}`, isLittle, true));
    expect(truncated).toBe(true);
    expect(source.startsWith('a 🌊🌊')).toBe(true);
    expect(source.length).toBeGreaterThan(MAX_README_BYTES / 2 - 4);
  });
});
