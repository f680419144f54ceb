/**
 * Characters that cannot be seen or that change how others are shown: controls, soft hyphen, fillers, zero-width and
 * bidirectional controls, line and paragraph separators, tag characters, lone surrogates. Listed one by one because
 * the Unicode classes of the regular expression engine differ between versions of Node.
 */
const hiddenClass =
  '\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f' +
  '\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ud800-\\udfff\\ufe00-\\ufe0d\\ufeff\\uffa0\\ufff0-\\ufffb' +
  '\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}';
const hidden = new RegExp(`[${hiddenClass}]`, 'gu');
const joiners = new Set(['\u200c', '\u200d']);
const lineCharacters = new Set(['\t', '\n', '\r']);

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
  if (/^[ -~]*$/.test(text)) return null;
  for (const match of text.matchAll(hidden)) {
    const [character] = match;
    if (multiline && lineCharacters.has(character)) continue;
    const isJoining =
      joiners.has(character) &&
      (text.codePointAt(match.index - 1) ?? 0) > 0x7f &&
      (text.codePointAt(match.index + 1) ?? 0) > 0x7f;
    if (!isJoining) return character.codePointAt(0) ?? 0;
  }
  return null;
}

/** Replaces each hidden character by its escape, `\u202e` or `\u{e0041}`. */
export function escapeHiddenCharacters(text: string): string {
  return text.replace(hidden, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
  });
}
