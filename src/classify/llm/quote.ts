import type { Evidence } from '../../model/classification.ts';
import type { ReadmeDocument, Segment } from '../../model/readme.ts';

/** Characters of a quote that are shown at most. */
const MAX_SHOWN = 160;
/** Longer quotes are not looked for: nobody asked for them. */
const MAX_QUOTE = 2000;
/** Letters and digits that a quote must have at least, since a shorter one stands in every README. */
const MIN_LETTERS = 3;

const WORD_CHARACTER = /[\p{L}\p{N}+#]/u;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const MARKS = /\p{M}/gu;

/** Finds the quotes of models in one README. */
export type QuoteFinder = {
  /**
   * Where a quote stands, as evidence, or null where it stands nowhere. What counts is the words, one after the other: case,
   * white space, punctuation, markup and accents make no difference, and lines and parts of a README that follow one another
   * may be in one quote. Only text that readers see counts: not what stands in comments or is made of hidden characters. The
   * evidence holds the longest piece that stands on one line of the source (or in the name or description) letter by letter.
   */
  readonly find: (quote: string) => Evidence | null;
};

/** The text of all segments, folded, and where each of its characters comes from. */
type Folded = { readonly text: string; readonly segments: Uint32Array; readonly offsets: Uint32Array };

/** The README is read at the first question, in time linear in its length. */
export function createQuoteFinder(document: ReadmeDocument): QuoteFinder {
  let folded: Folded | undefined;
  let lines: readonly string[] | undefined;
  return {
    find(quote) {
      if (quote.length > MAX_QUOTE) return null;
      folded ??= foldSegments(document.segments);
      lines ??= document.source.split('\n');
      let best: Evidence | null = null;
      // `a … b`: each piece must be there.
      for (const piece of quote.split(/…|\.{3,}|\[\.\.\.\]/)) {
        const wanted = foldText(piece);
        if (wanted === '') continue;
        const evidence = findPiece(wanted, folded, document.segments, lines);
        if (evidence === null) return null;
        if (best === null || evidence.quote.length > best.quote.length) best = evidence;
      }
      return best;
    },
  };
}

function findPiece(
  wanted: string,
  folded: Folded,
  segments: readonly Segment[],
  lines: readonly string[],
): Evidence | null {
  if (wanted.replaceAll(' ', '').length < (WIDE.test(wanted) ? 2 : MIN_LETTERS)) return null;
  for (let at = folded.text.indexOf(wanted), tries = 0; at !== -1 && tries < 20; tries++) {
    const end = at + wanted.length;
    if (isWordEdge(folded.text, at) && isWordEdge(folded.text, end)) {
      const evidence = quoteRange(folded, at, end, segments, lines);
      if (evidence !== null) return evidence;
    }
    at = folded.text.indexOf(wanted, at + 1);
  }
  return null;
}

/** Whether a quote may begin or end between two characters: not in the middle of a word, where the script has words. */
function isWordEdge(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' ';
  const after = text[at] ?? ' ';
  return before === ' ' || after === ' ' || WIDE.test(before) || WIDE.test(after);
}

/** The longest piece of a range that stands on its line letter by letter. */
function quoteRange(
  { segments: numbers, offsets }: Folded,
  from: number,
  to: number,
  segments: readonly Segment[],
  lines: readonly string[],
): Evidence | null {
  let best: Evidence | null = null;
  for (let start = from; start < to; ) {
    const number = numbers[start]!;
    let end = start;
    while (end < to && numbers[end] === number) end++;
    const segment = segments[number]!;
    const text = segment.text.slice(offsets[start]!, offsets[end - 1]! + 1);
    const source = segment.line === 0 ? segment.text : (lines[segment.line - 1] ?? '');
    const quote = longestPiece(closeCharacter(text, segment.text, offsets[end - 1]! + 1), source);
    if (quote !== null && (best === null || quote.length > best.quote.length)) {
      best = { field: segment.field, line: segment.line === 0 ? null : segment.line, quote };
    }
    start = end;
  }
  return best;
}

/** A character of two units is quoted as a whole. */
function closeCharacter(piece: string, text: string, end: number): string {
  return /[\ud800-\udbff]$/.test(piece) ? piece + text.charAt(end) : piece;
}

/** Markup may stand between the words of the source: then the longest run of words without any. */
function longestPiece(text: string, source: string): string | null {
  const words = text.slice(0, MAX_SHOWN).trim().split(' ');
  if (text.length > MAX_SHOWN && words.length > 1) words.pop();
  let best = '';
  // What holds a piece holds its parts, so neither end ever goes back.
  for (let from = 0, to = 1; to <= words.length; ) {
    const piece = words.slice(from, to).join(' ');
    if (piece === '' || source.includes(piece)) {
      if (piece.length > best.length) best = piece;
      to++;
    } else {
      from++;
      if (from === to) to++;
    }
  }
  return letters(best) >= (WIDE.test(best) ? 2 : MIN_LETTERS) ? best : null;
}

const letters = (text: string): number => text.replace(/[^\p{L}\p{N}]/gu, '').length;

function foldSegments(segments: readonly Segment[]): Folded {
  const characters: string[] = [];
  const numbers: number[] = [];
  const offsets: number[] = [];
  for (const [number, { text }] of segments.entries()) {
    const at = characters.length;
    fold(text, (character, offset) => {
      characters.push(character);
      numbers.push(number);
      offsets.push(offset);
    });
    if (characters.length > at && characters.at(-1) !== ' ') {
      characters.push(' ');
      numbers.push(number);
      offsets.push(text.length - 1);
    }
  }
  return { text: characters.join(''), segments: Uint32Array.from(numbers), offsets: Uint32Array.from(offsets) };
}

function foldText(text: string): string {
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
    const kept = code < 0x80 ? foldAscii(code, character) : foldOther(character);
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
  if ((code >= 0x30 && code <= 0x39) || character === '+' || character === '#') return character;
  return ' ';
}

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
