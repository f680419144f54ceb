import { BLOCK, JOINED, SENTENCE, type Tokens } from './tokens.ts';

/**
 * Parts of a sentence that says what a project is ("X is a fast HTTP client for browsers"): the noun it is (`client`,
 * with all that ends there: `HTTP client`), what stands before the noun, and what it is for, on or made with.
 */
export const ROLE_NONE = 0;
export const ROLE_HEAD = 1;
export const ROLE_MODIFIER = 2;
export const ROLE_OBJECT = 3;
export const ROLE_MEANS = 4;

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const COPULAS = words('is are was aim aims');
const OPENERS = words('a an the another yet your one my our');
/** Verbs after which the noun phrase stands that another sentence would put after "is a". */
const PRESENTING = words('provide implement offer contain include deliver bring be');
/** Words that end the noun phrase: what follows is what the project is for, on, of whom, or how it is made. */
const ENDINGS = words(
  'for to that which who with in on using by from written built based designed where when so as like via inside through without powered used focused allowing enabling supporting aimed intended over into at whose made your per it you this these if because while such running including featuring specifically capable targeting targeted compatible',
);
/** Of these, the ones before what it is made with, written in, or merely has. */
const MEANS = words(
  'with in using by from written built based inside via through without powered used including featuring over into made while because supporting compatible',
);
const CONJUNCTIONS = words('and or plus und y et');

/** Longest sentence looked at, in words. */
const MAX_WORDS = 60;
const MAX_SUBJECT_WORDS = 12;

/**
 * Marks the words of one sentence, from `from` to before `to`, with their roles. `bare` sentences (descriptions and what
 * follows a title's dash) need no "is a": they are a noun phrase from the start.
 */
export function markRoles(tokens: Tokens, from: number, to: number, bare: boolean, roles: Uint8Array): void {
  const end = Math.min(to, from + MAX_WORDS);
  let start = -1;
  for (let at = from; at < Math.min(end, from + MAX_SUBJECT_WORDS); at++) {
    const word = tokens.words[at]!;
    if (COPULAS.has(word)) {
      start = at + 1;
      break;
    }
  }
  if (start < 0) {
    for (let at = from; at < Math.min(end, from + 6); at++) {
      if (PRESENTING.has(tokens.words[at]!)) {
        start = at + 1;
        break;
      }
    }
  }
  if (start < 0 && (bare || OPENERS.has(tokens.words[from] ?? ''))) start = from;
  if (start < 0) return;
  let stop = start;
  while (stop < end) {
    const word = tokens.words[stop]!;
    if (stop > start && ENDINGS.has(word)) break;
    stop++;
  }
  for (let at = start; at < stop; at++) {
    const next = tokens.words[at + 1];
    const endsHere = at + 1 >= stop || tokens.gaps[at + 1] !== JOINED || (next !== undefined && CONJUNCTIONS.has(next));
    roles[at] = endsHere ? ROLE_HEAD : ROLE_MODIFIER;
  }
  let role = ROLE_OBJECT;
  for (let at = stop; at < end; at++) {
    const word = tokens.words[at]!;
    if (ENDINGS.has(word)) role = MEANS.has(word) ? ROLE_MEANS : ROLE_OBJECT;
    roles[at] = role;
  }
}

/** Index of the first word after the sentence that starts at `from`, `to` at most. */
export function sentenceEnd(tokens: Tokens, from: number, to: number): number {
  let at = from + 1;
  while (at < to && tokens.gaps[at] !== SENTENCE && tokens.gaps[at] !== BLOCK) at++;
  return at;
}
