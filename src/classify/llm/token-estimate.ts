// Walks a text as o200k_base's pattern splits it (words with the sign or space before them, up to three digits, runs of signs,
// white space) and adds up what pieces of that sort come to on average, as counted over READMEs and, for other languages, over
// the Declaration of Human Rights. What tells most is whether a word is common: that READMEs at large say.
import { background } from '../offline/background.ts';
import { singular } from '../offline/tokens.ts';
import {
  DIGIT,
  FOREIGN,
  foreignCost,
  kindAt,
  LETTER_KINDS,
  LINE_END,
  LOWER,
  SIGN,
  SPACE,
  UPPER,
} from './character-kind.ts';

/** Cost of a word of ASCII letters: `start + slope * letters`, one token at least; by how common it is, from unknown to everyday. */
type WordCost = readonly (readonly [start: number, slope: number])[];
const LOWER_WORD: WordCost = [
  [0, 0.27],
  [1, 0.05],
  [1, 0.035],
  [1, 0.02],
  [1, 0.003],
];
const CAPITAL_WORD: WordCost = [
  [0.7, 0.24],
  [0.9, 0.12],
  [0.9, 0.12],
  [0.9, 0.08],
  [0.95, 0.02],
];
/** More than one capital at its beginning. */
const CAPITALS: WordCost = [
  [0.4, 0.46],
  [0.4, 0.46],
  [0.4, 0.42],
  [0.4, 0.35],
  [0.7, 0.11],
];
/** An ASCII letter of a word that has others as well, such as one of Polish. */
const BESIDE_FOREIGN = 0.3;
/** Unknown words with fewer vowels are none that anybody says: random letters, or words without their vowels. */
const VOWELS = 'aeiouyAEIOUY';
const LETTERS_PER_VOWEL = 5;
const UNSPOKEN = 0.55;
/** What a sign right before a word adds to it, which a space does not: a common word and sign are often one token. */
const SIGNED = [0.85, 0.85, 0.85, 0.85, 0.45];
/** Beyond so many letters a word is none: its pieces are shorter than those of words. */
const LONGEST_WORD = 20;
const SLOPE_BEYOND = 0.62;
/** From so many pieces without space or sign between them on, a text is random letters; each adds more than words do. */
const RANDOM_PIECES = 6;
const RANDOM_PIECE = 0.5;
/** Of a run of 1, 2, 3 … ASCII signs, the space before it included. */
const SIGN_RUN = [1, 1.02, 1.2, 1.55, 1.85, 2.1, 2.45, 2.5, 2.7, 3];
const SIGN_BEYOND = 0.35;
/** From the so-manieth repetition on, a sign adds next to nothing: lines are drawn with them. */
const REPEATED = 3;
const REPETITION = 0.07;
/** Spaces in a run that are one token at most. */
const SPACE_RUN = 80;
/** Added to all: repeated odd words make single READMEs deviate by up to a tenth, and too many is the better error. */
const MARGIN = 1.065;

/**
 * About how many tokens o200k_base makes of a text; the tokenizers of other models are not far from it. Rather too many than
 * too few: on texts of some hundred words and more at most a twentieth too few, and seldom more than 15 % too many. Linear in
 * the length of the text.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let adjoining = 0;
  for (let at = 0; at < text.length; ) {
    const first = kindAt(text, at);
    const isLead = (first === SPACE || first === SIGN) && kindAt(text, at + 1) >= LETTER_KINDS;
    const start = isLead ? at + 1 : at;
    const kind = isLead ? LETTER_KINDS : first;
    let end: number;
    if (kind >= LETTER_KINDS) {
      end = endOfWord(text, start);
      tokens += wordCost(text, start, end, isLead && first === SIGN);
    } else if (kind === DIGIT) {
      end = at + 1;
      while (end < at + 3 && kindAt(text, end) === DIGIT) end++;
      tokens += 1;
    } else if (kind === SIGN || (kind === SPACE && kindAt(text, at + 1) === SIGN)) {
      end = at + 1;
      while (kindAt(text, end) === SIGN) end++;
      tokens += signCost(text, at, end);
      while (kindAt(text, end) === LINE_END) end++;
    } else {
      end = endOfSpace(text, at);
      tokens += Math.ceil((end - at) / SPACE_RUN);
    }
    const isJoined = !isLead && (kind >= LETTER_KINDS || kind === DIGIT);
    adjoining = isJoined ? adjoining + 1 : 0;
    if (adjoining > RANDOM_PIECES && end - at > 1 && kind !== DIGIT) tokens += RANDOM_PIECE;
    at = end;
  }
  return Math.ceil(tokens * MARGIN);
}

/** Capitals, then small letters; a capital behind a small one begins a word of its own. */
function endOfWord(text: string, start: number): number {
  let end = start;
  while (kindAt(text, end) === UPPER) end++;
  while (kindAt(text, end) === LOWER || kindAt(text, end) === FOREIGN) end++;
  return end;
}

function wordCost(text: string, start: number, end: number, isSigned: boolean): number {
  let foreign = 0;
  let marks = 0;
  let capitals = 0;
  let vowels = 0;
  for (let at = start; at < end; at++) {
    const kind = kindAt(text, at);
    if (kind === FOREIGN) {
      foreign += foreignCost(text.charCodeAt(at));
      marks++;
    } else if (kind === UPPER) capitals++;
    else if (VOWELS.includes(text[at]!)) vowels++;
  }
  const length = end - start;
  const plain = Math.min(length, LONGEST_WORD);
  const beyond = (length - plain) * SLOPE_BEYOND;
  if (foreign > 0) {
    const plainLetters = length - marks;
    return Math.max(1, foreign + plainLetters * BESIDE_FOREIGN) + (isSigned ? SIGNED[0]! : 0);
  }
  const table = capitals === 0 ? LOWER_WORD : capitals === 1 && length > 1 ? CAPITAL_WORD : CAPITALS;
  const step = length > LONGEST_WORD ? 0 : commonness(text.slice(start, end));
  const [base, slope] = table[step]!;
  const isSpoken = step > 0 || capitals > 1 || vowels * LETTERS_PER_VOWEL >= length;
  return Math.max(1, isSpoken ? base + slope * plain : UNSPOKEN * plain) + beyond + (isSigned ? SIGNED[step]! : 0);
}

/** 0 for a word that READMEs at large do not hold, up to 4 for one that every tenth or so does. */
function commonness(word: string): number {
  if (word.length === 1) return 4;
  const share = 1 - background().rarity(singular(word.toLowerCase())).anywhere;
  return share === 0 ? 0 : share < 0.17 ? 1 : share < 0.3 ? 2 : share < 0.44 ? 3 : 4;
}

function signCost(text: string, start: number, end: number): number {
  let ascii = 0;
  let tokens = 0;
  let repeats = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    repeats = at > start && code === text.charCodeAt(at - 1) ? repeats + 1 : 0;
    if (repeats >= REPEATED) tokens += REPETITION;
    else if (code < 0x80) ascii++;
    else tokens += foreignCost(code);
  }
  if (ascii === 0) return tokens;
  const run = Math.min(ascii, SIGN_RUN.length);
  return tokens + SIGN_RUN[run - 1]! + (ascii - run) * SIGN_BEYOND;
}

/** White space up to its last line end is one piece, what indents the line behind it another, but for the space before a word. */
function endOfSpace(text: string, start: number): number {
  let end = start;
  let lineEnd = 0;
  for (; end < text.length && kindAt(text, end) <= SPACE; end++) {
    if (kindAt(text, end) === LINE_END) lineEnd = end + 1;
  }
  if (lineEnd > 0) return lineEnd;
  return end < text.length && end - 1 > start && text.charCodeAt(end - 1) === 0x20 ? end - 1 : end;
}
