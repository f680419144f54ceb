import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { decodeText } from '../../../src/vocabulary/decode.ts';

const bytesOf = (...bytes: number[]) => Uint8Array.from(bytes);
const utf8 = (text: string) => new TextEncoder().encode(text);

function thrownBy(bytes: Uint8Array): UserError {
  try {
    decodeText(bytes, 'tags.json');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('bytes as text', () => {
  test('loses a byte order mark and keeps everything else', () => {
    expect(decodeText(bytesOf(0xef, 0xbb, 0xbf, 0x61), 'x')).toBe('a');
    expect(decodeText(utf8('é\u200b数👍'), 'x')).toBe('é\u200b数👍');
  });

  test('has LF at the end of every line', () => {
    expect(decodeText(utf8('a\r\nb\rc\nd'), 'x')).toBe('a\nb\nc\nd');
  });

  test.each([
    ['little-endian', [0xff, 0xfe, 0x61, 0, 0xe9, 0]],
    ['big-endian', [0xfe, 0xff, 0, 0x61, 0, 0xe9]],
  ])('is read from UTF-16, %s', (_, bytes) => {
    expect(decodeText(Uint8Array.from(bytes), 'x')).toBe('aé');
  });

  test.each([
    [[0x5b, 0, 0x5d, 0], 'little-endian'],
    [[0, 0x5b, 0, 0x5d], 'big-endian'],
  ])('is read from UTF-16 without a byte order mark where it starts with ASCII', (bytes) => {
    expect(decodeText(Uint8Array.from(bytes), 'x')).toBe('[]');
  });

  test.each([
    ['NUL', [0x5b, 0x22, 0x00, 0x22, 0x5d]],
    ['UTF-32', [0xff, 0xfe, 0, 0, 0x5b, 0, 0, 0]],
    ['ZIP', [0x50, 0x4b, 0x03, 0x04]],
    ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ])('is refused as binary: %s', (_, bytes) => {
    expect(thrownBy(Uint8Array.from(bytes)).code).toBe('vocabulary/binary');
  });

  test.each([
    [[0x61, 0x0a, 0x0a, 0x62, 0xe9, 0x0a], 3],
    [[0xff], 1],
    [[0x61, 0x0a, 0xc3], 2],
    [[0x61, 0x0a, 0xed, 0xa0, 0x80], 2],
  ])('is refused where it is not UTF-8, with the line', (bytes, line) => {
    expect(thrownBy(Uint8Array.from(bytes)).problems).toMatchObject([
      { code: 'vocabulary/encoding', place: { file: 'tags.json', line } },
    ]);
  });
});
