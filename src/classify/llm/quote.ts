import type { Evidence } from '../../model/classification.ts';
import type { ReadmeDocument, Segment } from '../../model/readme.ts';
import { createUnfolder, foldText } from './quote-fold.ts';

/** Characters of a quote that are shown at most. */
const MAX_SHOWN = 160;
/** Longer quotes are not looked for: nobody asked for them. */
const MAX_QUOTE = 2000;
/** Letters and digits that a quote must have at least, since a shorter one stands in every README. */
const MIN_LETTERS = 3;
/** The same in scripts whose characters are syllables or words. */
const MIN_WIDE = 2;
/** Places of a quote that are looked at, where it stands in markup again and again, and where it begins or ends in a word. */
const MAX_TRIES = 20;
const MAX_PLACES = 10_000;
/** Pieces of a quote: a dozen words have no more. */
const MAX_PIECES = 40;

/** What stands between pieces of a quote that need not follow one another: `a … b`. */
const GAP = /…|\.{3,}|\[\.\.\.\]/;
/** What the condensed README has between pieces that do not either: other lines, code blocks, items in a row. */
const SEAM = /…|\.{3,}|\[\.\.\.\]|·|\n|```[\w+#-]*/;

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

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

/** The text of all segments that have any, folded and joined, and where each of them begins. */
type Folded = {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly starts: readonly number[];
  /** Of the segments that something was found in so far. */
  readonly unfolders: Map<Segment, (from: number, to: number) => string>;
};

/** The README is read at the first question, in time linear in its length. */
export function createQuoteFinder(document: ReadmeDocument): QuoteFinder {
  let folded: Folded | undefined;
  let lines: readonly string[] | undefined;
  return {
    find(quote) {
      if (quote.length > MAX_QUOTE) return null;
      folded ??= foldSegments(document.segments);
      lines ??= document.source.split('\n');
      return findAll(quote.split(GAP), folded, lines) ?? findAll(quote.split(SEAM), folded, lines);
    },
  };
}

/** The longest evidence of all pieces; null where one of them is not to be found. */
function findAll(pieces: readonly string[], folded: Folded, lines: readonly string[]): Evidence | null {
  let best: Evidence | null = null;
  if (pieces.length > MAX_PIECES) return null;
  for (const piece of pieces) {
    const wanted = foldText(piece);
    if (wanted === '') continue;
    const evidence = findPiece(wanted, folded, lines);
    if (evidence === null) return null;
    if (best === null || evidence.quote.length > best.quote.length) best = evidence;
  }
  return best;
}

function findPiece(wanted: string, folded: Folded, lines: readonly string[]): Evidence | null {
  if (wanted.replaceAll(' ', '').length < (WIDE.test(wanted) ? MIN_WIDE : MIN_LETTERS)) return null;
  let tries = 0;
  for (let at = folded.text.indexOf(wanted), places = 0; at !== -1 && places < MAX_PLACES; places++) {
    const end = at + wanted.length;
    if (isWordEdge(folded.text, at) && isWordEdge(folded.text, end)) {
      if (++tries > MAX_TRIES) return null;
      const evidence = quoteRange(folded, at, end, lines);
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
function quoteRange(folded: Folded, from: number, to: number, lines: readonly string[]): Evidence | null {
  const { segments, starts, unfolders } = folded;
  let best: Evidence | null = null;
  for (let at = lastStart(starts, from); at < starts.length && starts[at]! < to; at++) {
    const segment = segments[at]!;
    const { field, line, text } = segment;
    const unfold = unfolders.get(segment) ?? createUnfolder(text);
    unfolders.set(segment, unfold);
    const piece = unfold(from - starts[at]!, to - starts[at]!);
    const quote = longestPiece(piece, line === 0 ? text : (lines[line - 1] ?? ''));
    if (quote !== null && (best === null || quote.length > best.quote.length)) {
      best = { field, line: line === 0 ? null : line, quote };
    }
  }
  return best;
}

/** The last of the segments that begin at or before a place. */
function lastStart(starts: readonly number[], place: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Markup may stand between the words of the source: then the longest run of words without any. */
function longestPiece(text: string, source: string): string | null {
  const cuts = cutsOf(text.slice(0, MAX_SHOWN));
  if (text.length <= MAX_SHOWN) cuts.push(text.length);
  let best = '';
  // What holds a piece holds its parts, so neither end ever goes back.
  for (let from = 0, to = 1; to < cuts.length; ) {
    const piece = text.slice(cuts[from], cuts[to]).trim();
    if (source.includes(piece)) {
      if (piece.length > best.length) best = piece;
      to++;
    } else {
      from++;
      if (from === to) to++;
    }
  }
  return letters(best) >= (WIDE.test(best) ? MIN_WIDE : MIN_LETTERS) ? best : null;
}

/** Where a text may be cut: its beginning, spaces, and around the characters of scripts without any. */
function cutsOf(text: string): number[] {
  const cuts = [0];
  for (let at = 1; at < text.length; at++) {
    if (text[at] === ' ' || WIDE.test(text[at]!) || WIDE.test(text[at - 1]!)) cuts.push(at);
  }
  return cuts;
}

const letters = (text: string): number => text.replace(/[^\p{L}\p{N}]/gu, '').length;

function foldSegments(all: readonly Segment[]): Folded {
  const parts: string[] = [];
  const segments: Segment[] = [];
  const starts: number[] = [];
  let length = 0;
  for (const segment of all) {
    const part = foldText(segment.text);
    if (part === '') continue;
    parts.push(part);
    segments.push(segment);
    starts.push(length);
    length += part.length + 1;
  }
  return { text: parts.join(' '), segments, starts, unfolders: new Map() };
}
