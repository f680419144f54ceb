import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readOnlyFile } from '../../../src/github/zip.ts';

const limit = 5_000_000;
const content = new TextEncoder().encode('{"hello":"world","again":"world world world"}');
const zip = zipSync({ 'report.json': content });

/** A zip of one file with bytes of its list of files changed. `at` counts from the entry's start. */
const patched = (at: number, ...bytes: readonly number[]): Uint8Array => {
  const copy = Uint8Array.from(zip);
  copy.set(bytes, entryOf(copy) + at);
  return copy;
};
const entryOf = (bytes: Uint8Array): number => {
  const view = new DataView(bytes.buffer);
  return view.getUint32(bytes.length - 6, true);
};
const reasonOf = (bytes: Uint8Array, max = limit): string => {
  const file = readOnlyFile(bytes, max);
  return file.kind === 'odd' ? file.reason : `holds ${file.name}`;
};

describe('a zip', () => {
  it.each([0, 6] as const)('of one file gives its bytes, packed at level %s', (level) => {
    const file = readOnlyFile(zipSync({ 'report.json': content }, { level }), limit);
    expect(file).toEqual({ kind: 'file', name: 'report.json', bytes: content });
  });

  it('gives an empty file', () => {
    expect(readOnlyFile(zipSync({ 'report.json': new Uint8Array() }), limit)).toMatchObject({
      bytes: new Uint8Array(),
    });
  });

  it('may stand in a larger buffer and have a comment', () => {
    const commented = Uint8Array.from([...zip, 0x68, 0x69]);
    commented[zip.length - 2] = 2;
    const buffer = new Uint8Array(commented.length + 20);
    buffer.set(commented, 10);
    expect(reasonOf(buffer.subarray(10, 10 + commented.length))).toBe('holds report.json');
  });

  it.each<[string, Uint8Array, string]>([
    ['is empty', new Uint8Array(), 'is no zip, or not a whole one'],
    ['is something else', content, 'is no zip, or not a whole one'],
    ['is cut short', zip.slice(0, -1), 'is no zip, or not a whole one'],
    ['has lost its beginning', zip.slice(1), 'is damaged'],
    ['stands behind something else', Uint8Array.from([1, ...zip]), 'is damaged'],
    ['is empty inside', zipSync({}), 'holds 0 files and folders; expected one file'],
    [
      'holds two files',
      zipSync({ 'a.json': content, 'b.json': content }),
      'holds 2 files and folders; expected one file',
    ],
    ['holds a folder', zipSync({ 'a.json/': new Uint8Array() }), 'holds a folder; expected one file'],
    ['is encrypted', patched(8, 1, 0), 'is encrypted'],
    ['is packed in another way', patched(10, 14, 0), 'is packed by method 14; expected deflate'],
    ['has another checksum', patched(16, 0, 0, 0, 0), 'is damaged'],
    ['has a packed size beyond its end', patched(20, 0xff, 0xff, 0, 0), 'is damaged'],
    ['has a packed size that is too small', patched(20, 3, 0, 0, 0), 'is damaged'],
    ['has another size', patched(24, 3, 0, 0, 0), 'is damaged'],
    ['points beyond its end', patched(42, 0xff, 0xff, 0xff, 0xff), 'is damaged'],
    ['points into its middle', patched(42, 1, 0, 0, 0), 'is damaged'],
  ])('that %s is refused', (_name, bytes, reason) => {
    expect(reasonOf(bytes)).toBe(reason);
  });

  it('that says it holds too much is refused unread', () => {
    expect(reasonOf(zip, 10)).toBe('holds more than 0.00001 MB');
    expect(reasonOf(patched(24, 0xff, 0xff, 0xff, 0xff))).toBe('holds more than 5 MB');
  });

  it('that holds a thousand times what it says is stopped at the limit', () => {
    const bomb = zipSync({ 'report.json': new Uint8Array(60_000_000) }, { level: 9 });
    expect(bomb.length).toBeLessThan(100_000);
    new DataView(bomb.buffer).setUint32(entryOf(bomb) + 24, 100, true);
    const before = process.memoryUsage().arrayBuffers;
    expect(reasonOf(bomb)).toBe('holds more than 5 MB');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  it('with any byte changed gives the same content or none', () => {
    for (let at = 0; at < zip.length; at++) {
      for (const change of [0x01, 0x80, 0xff]) {
        const broken = Uint8Array.from(zip);
        broken[at] = broken[at]! ^ change;
        const file = readOnlyFile(broken, limit);
        if (file.kind === 'file') expect(file.bytes).toEqual(content);
      }
    }
  });
});
