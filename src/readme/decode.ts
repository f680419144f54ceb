/** Longest README that is read whole; what stands beyond is cut, and the document says so. One megabyte in the decimal sense. */
export const MAX_README_BYTES = 1_000_000;
/** How far back from the cut a line end is looked for, so that no half line stays behind. */
const LINE_SEARCH_CHARACTERS = 65_536;
const REPLACEMENT = '\uFFFD';
const UTF8 = new TextDecoder('utf-8');
/** What windows-1252 has at 0x80 to 0x9F; the runtime's own decoder differs between versions of Node here. */
const WINDOWS_1252 =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';

export type DecodedReadme = { readonly source: string; readonly truncated: boolean };

/**
 * Bytes to text with LF line ends: UTF-8 or UTF-16 (with a byte order mark or without), else windows-1252, which is what
 * is left of files that are neither. A UTF-8 text with a few broken bytes stays UTF-8. At most `MAX_README_BYTES` are
 * read; the cut falls between lines, or between characters where a line is very long.
 */
export function decodeReadme(bytes: Uint8Array): DecodedReadme {
  const truncated = bytes.length > MAX_README_BYTES;
  const kept = truncated ? bytes.subarray(0, MAX_README_BYTES) : bytes;
  let text = decodeBytes(kept, truncated);
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (truncated) {
    const end = text.lastIndexOf('\n');
    if (end > 0 && text.length - end < LINE_SEARCH_CHARACTERS) text = text.slice(0, end + 1);
  }
  return { source: text, truncated };
}

function decodeBytes(bytes: Uint8Array, isCut: boolean): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes.subarray(2), true);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes.subarray(2), false);
  const order = guessUtf16(bytes);
  if (order !== null) return decodeUtf16(bytes, order === 'little');
  const whole = isCut ? bytes.subarray(0, endOfLastCharacter(bytes)) : bytes;
  const text = UTF8.decode(whole);
  if (!text.includes(REPLACEMENT) || isMostlyUtf8(whole)) return text;
  return decodeWindows1252(bytes);
}

/** UTF-16 without a mark: Latin text has a zero in every second byte, which no other encoding has. */
function guessUtf16(bytes: Uint8Array): 'little' | 'big' | null {
  const length = Math.min(bytes.length, 4096) & ~1;
  if (length < 4 || bytes.subarray(0, length).indexOf(0) < 0) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const pairs = length / 2;
  // In a short text a few stray zeros make a large share.
  const enough = pairs * (pairs < 64 ? 0.6 : 0.3);
  const few = pairs * 0.05;
  if (odd > enough && even < few) return 'little';
  if (even > enough && odd < few) return 'big';
  return null;
}

function decodeUtf16(bytes: Uint8Array, isLittle: boolean): string {
  const decoder = new TextDecoder('utf-16le');
  const length = bytes.length & ~1;
  if (isLittle) return decoder.decode(bytes.subarray(0, length));
  const swapped = new Uint8Array(length);
  for (let i = 0; i < length; i += 2) {
    swapped[i] = bytes[i + 1]!;
    swapped[i + 1] = bytes[i]!;
  }
  return decoder.decode(swapped);
}

/** Where the last whole UTF-8 character ends: a cut may have gone through one. */
function endOfLastCharacter(bytes: Uint8Array): number {
  let start = bytes.length - 1;
  while (start > 0 && bytes.length - start < 4 && (bytes[start]! & 0xc0) === 0x80) start--;
  const lead = bytes[start]!;
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + size > bytes.length ? start : bytes.length;
}

/** Whether more of the bytes above ASCII form UTF-8 characters than do not. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let valid = 0;
  let broken = 0;
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const size = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    let read = 1;
    while (read < size && i + read < bytes.length && (bytes[i + read]! & 0xc0) === 0x80) read++;
    if (size > 0 && read === size) {
      valid++;
      i += size;
    } else {
      broken++;
      i += read;
    }
  }
  return valid > broken;
}

function decodeWindows1252(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 8192) {
    const codes: number[] = [];
    for (const byte of bytes.subarray(start, start + 8192)) {
      codes.push(byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252.charCodeAt(byte - 0x80) : byte);
    }
    parts.push(String.fromCharCode(...codes));
  }
  return parts.join('');
}
