import type { Evidence } from '../../model/classification.ts';
import type { Field, ReadmeDocument } from '../../model/readme.ts';
import { ROLE_HEAD, ROLE_MODIFIER, ROLE_OBJECT } from './definition.ts';
import type { Match } from './matches.ts';
import type { MatchRole } from './tag-index.ts';
import type { Tokens } from './tokens.ts';

const MOST_EVIDENCE = 2;
/** Worth that a second reason must have beside the first. */
const LEAST_SHARE = 0.2;
/** Characters of context on each side of the words found. */
const CONTEXT = 40;

const FIELD_WORTH: Readonly<Record<Field, number>> = {
  description: 6,
  title: 5,
  lead: 5,
  name: 4,
  intro: 3,
  heading: 2.5,
  install: 1.5,
  body: 1,
  code: 0.8,
  fence: 0.6,
};

/** Matches kept for each tag: enough to find two that can be quoted. */
const MOST_KEPT = 8;

/** Adds a match to the best of its tag, best first; those found earlier win among equals. */
export function keepBest(best: { match: Match; worth: number }[], match: Match): void {
  const found = worth(match);
  if (best.length === MOST_KEPT && found <= best[MOST_KEPT - 1]!.worth) return;
  let at = best.length;
  while (at > 0 && best[at - 1]!.worth < found) at--;
  best.splice(at, 0, { match, worth: found });
  if (best.length > MOST_KEPT) best.pop();
}

const ROLE_WORTH: Readonly<Record<MatchRole, number>> = {
  own: 1,
  loose: 0.7,
  alias: 1,
  phrase: 1,
  half: 0.6,
  narrower: 0.6,
  far: 0.5,
  whole: 0.5,
  cue: 0.3,
  against: 0,
};

/** What the project is for or made with is a poorer reason than what it is. */
const ROLE_FACTORS: ReadonlyMap<number, number> = new Map([
  [ROLE_HEAD, 2],
  [ROLE_MODIFIER, 1.4],
  [ROLE_OBJECT, 0.7],
]);

function worth(match: Match): number {
  const role = ROLE_FACTORS.get(match.role) ?? 1;
  const { meaning } = match;
  return (
    FIELD_WORTH[match.field] *
    role *
    meaning.weight *
    (0.3 + match.rarity.anywhere) *
    ROLE_WORTH[meaning.role] *
    (match.nested ? 0.5 : 1)
  );
}

/**
 * The one or two best reasons for a tag, from different lines where there are any. Every quote stands in the line (or in
 * the name or description) letter by letter; a match whose words cannot be found there again gives none.
 */
export function pickEvidence(
  document: ReadmeDocument,
  lines: readonly string[],
  tokens: Tokens,
  matches: readonly { readonly match: Match; readonly worth: number }[],
  signs: readonly number[],
): readonly Evidence[] {
  const found: Evidence[] = [];
  let bestWorth = 0;
  for (const { match, worth } of matches) {
    // A second reason far below the first only weakens it.
    if (found.length >= MOST_EVIDENCE || worth < LEAST_SHARE * bestWorth) break;
    const evidence = quoteMatch(document, lines, tokens, match);
    if (evidence && !found.some((other) => other.line === evidence.line && other.field === evidence.field)) {
      found.push(evidence);
      bestWorth = Math.max(bestWorth, worth);
    }
  }
  for (const segment of signs) {
    if (found.length >= MOST_EVIDENCE) break;
    const evidence = quoteSegment(document, lines, segment);
    if (evidence && !found.some((other) => other.line === evidence.line)) found.push(evidence);
  }
  return found;
}

function quoteMatch(document: ReadmeDocument, lines: readonly string[], tokens: Tokens, match: Match): Evidence | null {
  const number = tokens.segments[match.from]!;
  const segment = document.segments[number]!;
  let last = match.to - 1;
  while (last > match.from && tokens.segments[last] !== number) last--;
  const start = tokens.starts[match.from]!;
  const end = tokens.ends[last]!;
  const source = segment.line === 0 ? segment.text : (lines[segment.line - 1] ?? '');
  const quote = quoteAround(segment.text, start, end, source) ?? longestWord(segment.text.slice(start, end), source);
  if (quote === null) return null;
  return { field: segment.field, line: segment.line === 0 ? null : segment.line, quote };
}

function quoteSegment(document: ReadmeDocument, lines: readonly string[], number: number): Evidence | null {
  const segment = document.segments[number];
  if (!segment || segment.line === 0) return null;
  const quote = segment.text.trim().slice(0, 2 * CONTEXT);
  if (quote === '' || !(lines[segment.line - 1] ?? '').includes(quote)) return null;
  return { field: segment.field, line: segment.line, quote };
}

/**
 * The words found and as much of what stands around them as the source has in the same letters (a link or emphasis ends it),
 * `CONTEXT` characters on each side at most, cut between words. Null where not even the words stand there as one.
 */
function quoteAround(text: string, start: number, end: number, source: string): string | null {
  if (end <= start || !source.includes(text.slice(start, end))) return null;
  let from = start;
  for (let next = wordBefore(text, from); next < from && start - next <= CONTEXT; next = wordBefore(text, from)) {
    if (!source.includes(text.slice(next, end))) break;
    from = next;
  }
  let to = end;
  for (let next = wordAfter(text, to); next > to && next - end <= CONTEXT; next = wordAfter(text, to)) {
    if (!source.includes(text.slice(from, next))) break;
    to = next;
  }
  return text.slice(from, to).trim();
}

/** Where the word before `at` starts; `at` itself when there is none. */
function wordBefore(text: string, at: number): number {
  let from = at;
  while (from > 0 && text.charAt(from - 1) === ' ') from--;
  while (from > 0 && text.charAt(from - 1) !== ' ') from--;
  return from;
}

/** Where the word after `at` ends; `at` itself when there is none. */
function wordAfter(text: string, at: number): number {
  let to = at;
  while (to < text.length && text.charAt(to) === ' ') to++;
  while (to < text.length && text.charAt(to) !== ' ') to++;
  return to;
}

/** For a phrase that runs over markup: the most telling of its words. */
function longestWord(phrase: string, source: string): string | null {
  const words = phrase.split(/[\s/_-]+/).filter((word) => word.length > 3 && source.includes(word));
  return words.sort((a, b) => b.length - a.length)[0] ?? null;
}
