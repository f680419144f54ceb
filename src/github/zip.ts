import { inflateRawSync } from 'node:zlib';

export type ZippedFile =
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
  /** `reason` follows "it" in a sentence: `is no zip`. */
  | { readonly kind: 'odd'; readonly reason: string };

/** Bits of the general purpose flag for content that is encrypted, a patch, or hidden (APPNOTE.TXT 4.4.4). */
const ENCRYPTED = 0x0001 | 0x0020 | 0x0040 | 0x2000;
const STORED = 0;
const DEFLATED = 8;

const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const MOST_COMMENT_BYTES = 0xffff;

/**
 * The file of a zip that holds one file and nothing else, as an upload of one file makes it, of at most `maxBytes`
 * unpacked. Never unpacks more than that, whatever the zip says of itself. The format: APPNOTE.TXT 4.3.
 */
export function readOnlyFile(zip: Uint8Array, maxBytes: number): ZippedFile {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = findEnd(view);
  if (end === null) return odd('is no zip, or not a whole one');
  const count = view.getUint16(end + 10, true);
  if (count !== 1) return odd(`holds ${count} files and folders; expected one file`);
  const entry = view.getUint32(end + 16, true);
  // Only the first disk of one, and nothing between the list of files and its end: what is read is all there is.
  const isWhole = view.getUint32(end + 4, true) === 0 && entry + view.getUint32(end + 12, true) === end;
  if (!isWhole || entry + ENTRY_BYTES > end || view.getUint32(entry, true) !== ENTRY) return damaged;

  if (view.getUint16(entry + 8, true) & ENCRYPTED) return odd('is encrypted');
  const method = view.getUint16(entry + 10, true);
  const checksum = view.getUint32(entry + 16, true);
  const packedBytes = view.getUint32(entry + 20, true);
  const unpackedBytes = view.getUint32(entry + 24, true);
  const nameStart = entry + ENTRY_BYTES;
  const name = new TextDecoder().decode(zip.subarray(nameStart, nameStart + view.getUint16(entry + 28, true)));
  if (name.endsWith('/') || name.endsWith('\\')) return odd('holds a folder; expected one file');
  if (unpackedBytes > maxBytes) return odd(tooLarge(maxBytes));

  const local = view.getUint32(entry + 42, true);
  if (local + LOCAL_BYTES > entry || view.getUint32(local, true) !== LOCAL) return damaged;
  const start = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packedBytes > entry) return damaged;
  if (method !== STORED && method !== DEFLATED) return odd(`is packed by method ${method}; expected deflate`);
  const packed = zip.subarray(start, start + packedBytes);
  const unpacked = method === STORED ? { kind: 'bytes' as const, bytes: packed } : inflate(packed, maxBytes);
  if (unpacked.kind === 'odd') return unpacked;
  const { bytes } = unpacked;
  if (bytes.length !== unpackedBytes || crc32(bytes) !== checksum) return damaged;
  return { kind: 'file', name, bytes };
}

function odd(reason: string): { readonly kind: 'odd'; readonly reason: string } {
  return { kind: 'odd', reason };
}

const damaged = odd('is damaged');

const tooLarge = (maxBytes: number): string => `holds more than ${maxBytes / 1_000_000} MB`;

/** Where the end record starts: after it only its comment follows, up to the last byte. */
function findEnd(view: DataView): number | null {
  const least = Math.max(0, view.byteLength - END_BYTES - MOST_COMMENT_BYTES);
  for (let at = view.byteLength - END_BYTES; at >= least; at--) {
    if (view.getUint32(at, true) !== END) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return null;
}

function inflate(packed: Uint8Array, maxBytes: number) {
  try {
    return { kind: 'bytes' as const, bytes: new Uint8Array(inflateRawSync(packed, { maxOutputLength: maxBytes })) };
  } catch (error) {
    const isLarger = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return isLarger ? odd(tooLarge(maxBytes)) : damaged;
  }
}

/** The checksum of APPNOTE.TXT 4.4.7. Node's own is newer than the oldest Node that this runs on. */
function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (rest >>> 8) ^ table[(rest ^ byte) & 0xff]!;
  return (rest ^ 0xffffffff) >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});
