import type { Field, Segment } from '../../model/readme.ts';

/** What stands between a word and the one before it. A phrase never reaches over anything but `JOINED`. */
export const JOINED = 0;
export const PAUSE = 1;
export const SENTENCE = 2;
/** Another block of text: a new paragraph, list item, heading or field. */
export const BLOCK = 3;

/** The words of a text in order, in parallel arrays of the same length. */
export type Tokens = {
  /** Lower case, singular; one ideograph, kana or hangul syllable is a word of its own. */
  readonly words: readonly string[];
  readonly gaps: readonly number[];
  /** Index into the segments they came from, and where in its text the word stands. */
  readonly segments: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
};

type MutableTokens = { words: string[]; gaps: number[]; segments: number[]; starts: number[]; ends: number[] };

/** Fields in which one source line goes on in the next. */
const FLOWING: ReadonlySet<Field> = new Set<Field>(['lead', 'intro', 'body']);

/** Words that end in `s` and are not plurals, or whose singular is another word. */
const NOT_PLURAL: ReadonlySet<string> = new Set(
  'news https windows always pandas canvas alias bias atlas texas kudos chaos perhaps towards afterwards whereas sms gps tls vms cms lms rss ous ops devops gitops mlops jenkins keras rails express postgres wordpress axios nexus lens cross redis macos ios tvos'.split(
    ' ',
  ),
);

/** Of the words in `-is`, those that are plurals. */
const PLURAL_IN_IS: ReadonlySet<string> = new Set('apis guis clis wikis emojis uis taxis'.split(' '));

/**
 * The singular of an English plural, by its ending alone; applied to names and text alike, so what matters is that both
 * come out the same, not that the stem is a word.
 */
export function singular(word: string): string {
  const length = word.length;
  if (length < 4 || word.charCodeAt(length - 1) !== 115) return word;
  const before = word.charCodeAt(length - 2);
  // -ss, -us, -is, -js
  if (before === 115 || before === 117 || before === 106 || (before === 105 && !PLURAL_IN_IS.has(word))) return word;
  if (NOT_PLURAL.has(word)) return word;
  if (word.endsWith('ies')) return length > 5 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (word.endsWith('aches')) return word.slice(0, -1);
  if (word.endsWith('sses') || word.endsWith('shes') || word.endsWith('ches') || word.endsWith('xes')) {
    return word.slice(0, -2);
  }
  return word.slice(0, -1);
}

const isAsciiLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Scripts written without spaces, or with particles joined to nouns: every character is a word. */
function isIdeographic(code: number): boolean {
  return (
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x4dbf) ||
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0x0e01 && code <= 0x0e5b)
  );
}

/** Made when first needed: it takes V8 longer than reading the words of a short text. */
let letter: RegExp | undefined;
const letterCache = new Map<number, boolean>();

function isOtherLetter(code: number): boolean {
  // Surrogates: letters outside the basic plane are too rare in READMEs to be worth the pairs.
  if (code < 0xaa || (code >= 0xd800 && code <= 0xdfff)) return false;
  // Punctuation, arrows, mathematical signs, boxes and dingbats: what English READMEs have beyond ASCII.
  if ((code >= 0x2000 && code <= 0x206f) || (code >= 0x2190 && code <= 0x245f)) return false;
  if (code >= 0x2500 && code <= 0x2775) return false;
  let known = letterCache.get(code);
  if (known === undefined) {
    letter ??= /[\p{L}\p{N}\p{M}]/u;
    known = letter.test(String.fromCharCode(code));
    letterCache.set(code, known);
  }
  return known;
}

function gapOf(code: number): number {
  // . ! ? ; and their full-width forms end a sentence; the dot does so only before white space, see below.
  if (code === 33 || code === 63 || code === 59 || code === 0x3002 || code === 0xff01 || code === 0xff1f)
    return SENTENCE;
  // , : ( ) [ ] { } | " < > = — – • · and their full-width forms pause
  if (
    code === 44 ||
    code === 58 ||
    code === 40 ||
    code === 41 ||
    code === 91 ||
    code === 93 ||
    code === 123 ||
    code === 125 ||
    code === 124 ||
    code === 34 ||
    code === 60 ||
    code === 62 ||
    code === 61 ||
    code === 0x2014 ||
    code === 0x2013 ||
    code === 0x2022 ||
    code === 0xb7 ||
    code === 0xff0c ||
    code === 0x3001 ||
    code === 0xff1a ||
    code === 0x201c ||
    code === 0x201d ||
    code === 0xff08 ||
    code === 0xff09
  ) {
    return PAUSE;
  }
  return JOINED;
}

function scan(raw: string, segment: number, firstGap: number, out: MutableTokens): void {
  const text = raw.toLowerCase();
  // toLowerCase may change the length for a handful of letters (İ); offsets then stay within the text.
  const length = text.length;
  let gap = firstGap;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (isIdeographic(code)) {
      out.words.push(text.charAt(at));
      out.gaps.push(gap);
      out.segments.push(segment);
      out.starts.push(at);
      out.ends.push(at + 1);
      gap = JOINED;
      at++;
      continue;
    }
    if (isAsciiLetter(code) || isDigit(code) || isOtherLetter(code)) {
      const start = at;
      at++;
      while (at < length) {
        const next = text.charCodeAt(at);
        if (isAsciiLetter(next) || isDigit(next) || (isOtherLetter(next) && !isIdeographic(next))) at++;
        else break;
      }
      // c++, c#, f#, notepad++
      const after = text.charCodeAt(at);
      if (after === 35 && at - start === 1) at++;
      else if (after === 43 && text.charCodeAt(at + 1) === 43) at += 2;
      let word = text.slice(start, at);
      // "don't", "project's": what follows the apostrophe says nothing.
      const quote = text.charCodeAt(at);
      if ((quote === 39 || quote === 0x2019) && isAsciiLetter(text.charCodeAt(at + 1))) {
        at++;
        while (at < length && isAsciiLetter(text.charCodeAt(at))) at++;
      }
      // .net at the start of a word
      let begin = start;
      if (
        word === 'net' &&
        start > 0 &&
        text.charCodeAt(start - 1) === 46 &&
        (start === 1 || text.charCodeAt(start - 2) <= 32)
      ) {
        word = 'dotnet';
        begin = start - 1;
        if (gap === SENTENCE) gap = JOINED;
      }
      out.words.push(singular(word));
      out.gaps.push(gap);
      out.segments.push(segment);
      out.starts.push(begin);
      out.ends.push(at);
      gap = JOINED;
      continue;
    }
    let between = gapOf(code);
    if (code === 46) {
      const next = text.charCodeAt(at + 1);
      between = Number.isNaN(next) || next <= 32 ? SENTENCE : JOINED;
    } else if (code === 45 && text.charCodeAt(at - 1) <= 32 && text.charCodeAt(at + 1) <= 32) {
      // A hyphen between spaces is a dash.
      between = PAUSE;
    }
    if (between > gap) gap = between;
    at++;
  }
}

/** Words of one text, for names of tags and forms of concepts. */
export function tokenizeText(text: string): Tokens {
  const out: MutableTokens = { words: [], gaps: [], segments: [], starts: [], ends: [] };
  scan(text.normalize('NFKC'), 0, BLOCK, out);
  return out;
}

/** Words of a README's segments. Consecutive lines of one paragraph are read on; anything else starts a new block. */
export function tokenizeSegments(segments: readonly Segment[]): Tokens {
  const out: MutableTokens = { words: [], gaps: [], segments: [], starts: [], ends: [] };
  let previous: Segment | undefined;
  for (let index = 0; index < segments.length; index++) {
    const segment = segments[index]!;
    const continues =
      previous !== undefined &&
      previous.field === segment.field &&
      segment.line === previous.line + 1 &&
      FLOWING.has(segment.field);
    const sentenceEnded = previous !== undefined && /[.!?。！？:]\s*$/.test(previous.text.slice(-4));
    scan(segment.text, index, continues ? (sentenceEnded ? SENTENCE : JOINED) : BLOCK, out);
    previous = segment;
  }
  return out;
}
