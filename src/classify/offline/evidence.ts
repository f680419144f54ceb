import type { Evidence } from '../../model/classification.ts';
import type { Field, ReadmeDocument } from '../../model/readme.ts';
import { ROLE_HEAD, ROLE_MODIFIER } from './definition.ts';
import type { Match } from './matches.ts';
import type { MatchRole } from './tag-index.ts';
import type { Tokens } from './tokens.ts';

const MOST_EVIDENCE = 2;
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
  alias: 1,
  phrase: 1,
  half: 0.6,
  narrower: 0.6,
  cue: 0.3,
  against: 0,
};

function worth(match: Match): number {
  const role = match.role === ROLE_HEAD ? 2 : match.role === ROLE_MODIFIER ? 1.4 : 1;
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
  matches: readonly { readonly match: Match }[],
  signs: readonly number[],
): readonly Evidence[] {
  const found: Evidence[] = [];
  for (const { match } of matches) {
    if (found.length >= MOST_EVIDENCE) break;
    const evidence = quoteMatch(document, lines, tokens, match);
    if (evidence && !found.some((other) => other.line === evidence.line && other.field === evidence.field)) {
      found.push(evidence);
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
  const wide = widen(segment.text, start, end);
  const quote = [wide, segment.text.slice(start, end), segment.text.slice(start, tokens.ends[match.from])].find(
    (candidate) => candidate.length > 0 && source.includes(candidate),
  );
  if (quote === undefined) return null;
  return { field: segment.field, line: segment.line === 0 ? null : segment.line, quote };
}

function quoteSegment(document: ReadmeDocument, lines: readonly string[], number: number): Evidence | null {
  const segment = document.segments[number];
  if (!segment || segment.line === 0) return null;
  const quote = segment.text.trim().slice(0, 2 * CONTEXT);
  if (quote === '' || !(lines[segment.line - 1] ?? '').includes(quote)) return null;
  return { field: segment.field, line: segment.line, quote };
}

/** The words with some of what stands around them, cut between words. */
function widen(text: string, start: number, end: number): string {
  let from = Math.max(0, start - CONTEXT);
  let to = Math.min(text.length, end + CONTEXT);
  if (from > 0) {
    const space = text.indexOf(' ', from);
    from = space >= 0 && space < start ? space + 1 : start;
  }
  if (to < text.length) {
    const space = text.lastIndexOf(' ', to);
    to = space > end ? space : end;
  }
  return text.slice(from, to).trim();
}
