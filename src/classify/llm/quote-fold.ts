const ASCII = /^[\s -~]*$/;
const WORD_CHARACTER = /[\p{L}\p{N}]/u;
/** Accents, and characters that cannot be seen. */
const MARKS = /[\p{M}\p{Cf}]/gu;

/** The words of a text: lower case, no accents, one space for all that stands between two. */
export function foldText(text: string): string {
  // The same as below for nearly all text, many times faster.
  if (ASCII.test(text)) {
    return text
      .toLowerCase()
      .replace(/(?<![a-z0-9+#])[+#]+/g, ' ')
      .replace(/[^a-z0-9+#]+/g, ' ')
      .trim();
  }
  const characters: string[] = [];
  fold(text, (character) => characters.push(character));
  return characters.join('').trim();
}

/** Gives the characters of words in lower case without accents, and one space for all that stands between words. */
function fold(text: string, give: (character: string, offset: number) => void): void {
  let isApart = true;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0;
    const character = String.fromCodePoint(code);
    // `c#` and `c++` are words; the signs of headings and lists are none.
    const isSign = character === '+' || character === '#';
    const kept = isSign ? (isApart ? ' ' : character) : code < 0x80 ? foldAscii(code, character) : foldOther(character);
    if (kept === ' ') {
      if (!isApart) give(' ', at);
      isApart = true;
    } else {
      for (const unit of kept.split('')) give(unit, at);
      if (kept !== '') isApart = false;
    }
    at += character.length;
  }
}

function foldAscii(code: number, character: string): string {
  if (code >= 0x61 && code <= 0x7a) return character;
  if (code >= 0x41 && code <= 0x5a) return character.toLowerCase();
  return code >= 0x30 && code <= 0x39 ? character : ' ';
}

/** Normalising costs more than looking up; alphabets are short. */
const OTHERS = new Map<string, string>();
const MAX_OTHERS = 10_000;

function foldOther(character: string): string {
  const known = OTHERS.get(character);
  if (known !== undefined) return known;
  const plain = character.normalize('NFKD').toLowerCase().replace(MARKS, '');
  const folded = plain === '' ? '' : WORD_CHARACTER.test(plain) ? plain.replaceAll(' ', '') : ' ';
  if (OTHERS.size < MAX_OTHERS) OTHERS.set(character, folded);
  return folded;
}

/** Gives the part of a text that a range of its folded form was made of; the text is folded once, however often it is asked. */
export function createUnfolder(text: string): (from: number, to: number) => string {
  const offsets: number[] = [];
  fold(text, (_, offset) => offsets.push(offset));
  return (from, to) => {
    const start = offsets[Math.max(0, from)];
    const end = offsets[Math.min(to, offsets.length) - 1];
    if (start === undefined || end === undefined) return '';
    const piece = text.slice(start, end + 1);
    // A character of two units is quoted as a whole.
    return /[\ud800-\udbff]$/.test(piece) ? piece + text.charAt(end + 1) : piece;
  };
}
