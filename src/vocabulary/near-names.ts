import type { Tag } from '../model/vocabulary.ts';
import { editDistance } from '../suggestion.ts';
import { nameKey } from './name-key.ts';

export type NearNames = { readonly tag: Tag; readonly other: Tag; readonly why: string };

/** A letter more or less makes two words of short ones (`cat`, `chat`), and hardly of long ones. */
const minLetters = 8;
const maxLetters = 60;

/**
 * Pairs of tags whose names are probably one: they differ in hyphens and spaces, in number (`parser`, `parsers`), or by
 * one letter too many or too few in eight or more. Each tag is paired with the first it is near to. Linear in the number of tags.
 */
export function findNearNames(tags: readonly Tag[]): readonly NearNames[] {
  const joined = new Map<string, Tag>();
  const singular = new Map<string, Tag>();
  const shortened = new Map<string, Tag>();
  const found: NearNames[] = [];
  for (const tag of tags) {
    const word = nameKey(tag.name).replace(/[\s_.-]/g, '');
    const one = singularOf(word);
    const sameJoined = joined.get(word);
    const sameSingular = singular.get(one);
    const slip = (sameJoined ?? sameSingular) ? undefined : findSlip(word, shortened);
    if (sameJoined) found.push({ tag, other: sameJoined, why: 'in hyphens or spaces' });
    else if (sameSingular) found.push({ tag, other: sameSingular, why: 'in singular and plural' });
    else if (slip) found.push({ tag, other: slip, why: 'by one letter' });
    if (word !== '' && !joined.has(word)) joined.set(word, tag);
    if (one !== '' && !singular.has(one)) singular.set(one, tag);
    if (isLongWord(word)) {
      for (const variant of shortenings(word)) if (!shortened.has(variant)) shortened.set(variant, tag);
    }
  }
  return found;
}

function singularOf(word: string): string {
  if (word.length < 4 || /(?:ss|us|is|js|os|ws)$/.test(word)) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:[sxz]|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** Letters only: `http2` and `http3` are two things. */
function isLongWord(word: string): boolean {
  return word.length >= minLetters && word.length <= maxLetters && /^[a-z]+$/.test(word);
}

function findSlip(word: string, shortened: ReadonlyMap<string, Tag>): Tag | undefined {
  if (!isLongWord(word)) return undefined;
  for (const variant of shortenings(word)) {
    const other = shortened.get(variant);
    if (other === undefined) continue;
    const otherWord = nameKey(other.name).replace(/[\s_.-]/g, '');
    if (word.length !== otherWord.length && word[0] === otherWord[0] && editDistance(word, otherWord) === 1)
      return other;
  }
  return undefined;
}

/** The word, and the word without each of its letters: two words one slip apart share one of these. */
function* shortenings(word: string): Generator<string> {
  yield word;
  for (let at = 0; at < word.length; at += 1) yield word.slice(0, at) + word.slice(at + 1);
}
