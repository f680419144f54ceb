import { UserError } from '../errors.ts';

/**
 * Bytes of a tags file as text: UTF-8 with or without byte order mark, UTF-16 with one (or without, where it shows in
 * the first character). Line ends become LF, so that line numbers are those of an editor.
 * @throws UserError `vocabulary/binary` or `vocabulary/encoding`.
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  const fail = (code: string, message: string, line?: number): never => {
    throw new UserError('input', { code, message, place: { file, ...(line === undefined ? {} : { line }) } });
  };
  const binary = signatures.find(({ signature }) => signature.every((byte, index) => bytes[index] === byte));
  if (binary) fail('vocabulary/binary', `the file is ${binary.what}, not text. ${binary.hint}`);

  const encoding = sniffUtf16(bytes);
  let text: string;
  if (encoding === null) {
    if (bytes.includes(0))
      fail('vocabulary/binary', 'the file is not text. Give a file in JSON, YAML, CSV or plain text.');
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      const line = lineOfInvalidByte(bytes);
      return fail('vocabulary/encoding', 'the file is not UTF-8 text. Save the file as UTF-8.', line);
    }
  } else {
    if (bytes.length % 2 !== 0)
      fail('vocabulary/encoding', 'the file is UTF-16 text that ends in half a character. Save the file as UTF-8.');
    text = new TextDecoder('utf-16le').decode(encoding === 'little' ? bytes : swapBytes(bytes));
    if (text.includes('\0'))
      fail('vocabulary/binary', 'the file is not text. Give a file in JSON, YAML, CSV or plain text.');
  }
  const unified = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  if (unified.startsWith('version https://git-lfs.github.com/spec/')) {
    fail(
      'vocabulary/binary',
      'the file is a Git LFS pointer, not the file itself. Keep the tags file in the repository as a plain file.',
    );
  }
  if (/^\s{0,100}<(?:!doctype html|html|\?xml)/.test(unified.slice(0, 120).toLowerCase())) {
    fail('vocabulary/syntax', 'the file is an HTML or XML page. Give a file in JSON, YAML, CSV or plain text.', 1);
  }
  return unified;
}

const signatures = [
  { signature: [0x50, 0x4b, 0x03, 0x04], what: 'a ZIP archive or a spreadsheet', hint: 'Export the sheet as CSV.' },
  { signature: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Office document', hint: 'Export the sheet as CSV.' },
  { signature: [0x1f, 0x8b], what: 'a gzip archive', hint: 'Give the unpacked file.' },
  {
    signature: [0x25, 0x50, 0x44, 0x46],
    what: 'a PDF document',
    hint: 'Give a file in JSON, YAML, CSV or plain text.',
  },
  { signature: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG image', hint: 'Give a file in JSON, YAML, CSV or plain text.' },
] as const;

function sniffUtf16(bytes: Uint8Array): 'little' | 'big' | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return 'little';
  if (first === 0xfe && second === 0xff) return 'big';
  // Any format starts with an ASCII character or two where it has no byte order mark.
  if (bytes.length < 4) return null;
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'little';
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return 'big';
  return null;
}

/** By hand because `utf-16be` is missing from a Node built with little ICU. */
function swapBytes(bytes: Uint8Array): Uint8Array {
  const swapped = new Uint8Array(bytes.length);
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    swapped[at] = bytes[at + 1]!;
    swapped[at + 1] = bytes[at]!;
  }
  return swapped;
}

/** Line of the first byte that is not UTF-8: decoded leniently, that is where the replacement character first stands. */
function lineOfInvalidByte(bytes: Uint8Array): number {
  let line = 1;
  let from = 0;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at <= bytes.length; at += 1) {
    if (at < bytes.length && bytes[at] !== 0x0a) continue;
    try {
      decoder.decode(bytes.subarray(from, at));
    } catch {
      return line;
    }
    from = at + 1;
    line += 1;
  }
  return line;
}
