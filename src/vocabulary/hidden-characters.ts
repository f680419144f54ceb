/**
 * First and last code points of the characters that cannot be seen or that change how others are shown: controls, soft
 * hyphen, fillers, zero-width and bidirectional controls, line and paragraph separators, tag characters, lone
 * surrogates. Listed one by one because the Unicode classes of regular expressions differ between versions of Node;
 * numbers because compiling such a class takes longer than reading a whole tags file.
 */
const hiddenRanges: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0d],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];
const shown = /^[ -~]*$/;
const joiners = new Set([0x200c, 0x200d]);
const lineCharacters = new Set([0x09, 0x0a, 0x0d]);

const characterNames = new Map<number, string>([
  [0x00, 'null'],
  [0x09, 'tab'],
  [0x0a, 'line break'],
  [0x0d, 'line break'],
  [0x1b, 'escape'],
  [0xad, 'soft hyphen'],
  [0x200b, 'zero-width space'],
  [0x200c, 'zero-width non-joiner'],
  [0x200d, 'zero-width joiner'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x2028, 'line separator'],
  [0x2029, 'paragraph separator'],
  [0x202a, 'left-to-right embedding'],
  [0x202b, 'right-to-left embedding'],
  [0x202c, 'end of direction change'],
  [0x202d, 'left-to-right override'],
  [0x202e, 'right-to-left override'],
  [0x2060, 'word joiner'],
  [0x2066, 'left-to-right isolate'],
  [0x2067, 'right-to-left isolate'],
  [0x2068, 'direction isolate'],
  [0x2069, 'end of isolate'],
  [0xfeff, 'byte order mark'],
]);

/** `U+202E (right-to-left override)`. */
export function renderCodePoint(codePoint: number): string {
  const name = characterNames.get(codePoint) ?? (codePoint >= 0xd800 && codePoint <= 0xdfff ? 'half a character' : '');
  const code = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  return name ? `${code} (${name})` : code;
}

/**
 * Code point of the first hidden character, or null. The joiners that Persian, Indic scripts and emoji are written with
 * are fine between two characters beyond ASCII; `multiline` also lets tabs and line breaks pass.
 */
export function findHiddenCharacter(text: string, multiline = false): number | null {
  if (shown.test(text)) return null;
  let previous = 0;
  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at) ?? 0;
    const next = at + (codePoint > 0xffff ? 2 : 1);
    const isFine =
      (multiline && lineCharacters.has(codePoint)) ||
      (joiners.has(codePoint) && previous > 0x7f && (text.codePointAt(next) ?? 0) > 0x7f);
    if (!isFine && isHidden(codePoint)) return codePoint;
    previous = codePoint;
    at = next;
  }
  return null;
}

function isHidden(codePoint: number): boolean {
  return hiddenRanges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

/** Replaces each hidden character by its escape, `\u202e` or `\u{e0041}`. */
export function escapeHiddenCharacters(text: string): string {
  if (shown.test(text)) return text;
  let escaped = '';
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const code = codePoint.toString(16);
    if (!isHidden(codePoint)) escaped += character;
    else escaped += code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
  }
  return escaped;
}
