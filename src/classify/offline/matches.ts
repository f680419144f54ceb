import type { Field, ReadmeDocument } from '../../model/readme.ts';
import { background, type Rarity } from './background.ts';
import { markRoles, ROLE_NONE, sentenceEnd } from './definition.ts';
import type { Form, MatchRole, Meaning, TagIndex } from './tag-index.ts';
import { BLOCK, JOINED, PAUSE, type Tokens, tokenizeSegments } from './tokens.ts';

/** A place where a form of a tag stands in the text. */
export type Match = {
  readonly form: Form;
  readonly meaning: Meaning;
  readonly rarity: Rarity;
  /** First word and first word after it, as indexes into the tokens. */
  readonly from: number;
  readonly to: number;
  readonly field: Field;
  readonly role: number;
  /** Whether it is a part of a longer form of another tag (`http` in `http client`). */
  readonly nested: boolean;
};

/** The words of a README with all that matching found in them. */
export type ReadTokens = {
  readonly tokens: Tokens;
  readonly matches: readonly Match[];
  /** Words of prose, headings and lists. */
  readonly proseWords: number;
};

const PROSE: ReadonlySet<Field> = new Set<Field>(['title', 'lead', 'intro', 'heading', 'body']);
const DEFINITION_SENTENCES = 2;
const FIRST_IDEOGRAPH = 0x3040;
/** Of scripts in which every character is a word here. */
const IDEOGRAPH_WORDS = 0.5;

/** Roles of the words in those sentences that say what the project is: description, title after its dash, first sentences. */
function findRoles(document: ReadmeDocument, tokens: Tokens): Uint8Array {
  const roles = new Uint8Array(tokens.words.length);
  let leadSentences = 0;
  let at = 0;
  while (at < tokens.words.length) {
    let end = at + 1;
    while (end < tokens.words.length && tokens.gaps[end] !== BLOCK) end++;
    const field = document.segments[tokens.segments[at]!]!.field;
    if (field === 'description') {
      markRoles(tokens, at, sentenceEnd(tokens, at, end), true, roles);
    } else if (field === 'title') {
      let pause = at + 1;
      while (pause < end && tokens.gaps[pause]! < PAUSE) pause++;
      if (pause < end) markRoles(tokens, pause, end, true, roles);
    } else if (field === 'lead' || (field === 'intro' && leadSentences === 0)) {
      for (let from = at; from < end && leadSentences < DEFINITION_SENTENCES; leadSentences++) {
        const to = sentenceEnd(tokens, from, end);
        markRoles(tokens, from, to, false, roles);
        from = to;
      }
    } else if (field === 'body' || field === 'heading') {
      if (leadSentences > 0) break;
    }
    at = end;
  }
  return roles;
}

/** Roles that say nothing inside a longer form. */
const HINTS: ReadonlySet<MatchRole> = new Set<MatchRole>(['cue', 'narrower', 'far', 'whole']);

/** Finds every form of every tag; the cost grows with the words, not with the number of tags. */
export function findMatches(document: ReadmeDocument, index: TagIndex): ReadTokens {
  const tokens = tokenizeSegments(document.segments);
  const roles = findRoles(document, tokens);
  const matches: Match[] = [];
  /** Per tag: end of the last phrase that speaks against it. */
  const blockedUntil = new Map<number, number>();
  const { words, gaps, segments } = tokens;
  let proseWords = 0;
  // End of the longest form found so far: what ends within it is nested.
  let coveredTo = 0;
  let cover: Form | null = null;
  const found: { form: Form; to: number }[] = [];
  for (let from = 0; from < words.length; from++) {
    const field = document.segments[segments[from]!]!.field;
    if (PROSE.has(field)) proseWords += words[from]!.charCodeAt(0) >= FIRST_IDEOGRAPH ? IDEOGRAPH_WORDS : 1;
    let node = index.startsWith(words[from]!);
    if (!node) continue;
    found.length = 0;
    let to = from + 1;
    let longest = 0;
    let longestForm: Form | null = null;
    while (node) {
      if (node.form) {
        found.push({ form: node.form, to });
        for (const { role, tag } of index.meaningsOf(node.form)) {
          if (role === 'against') blockedUntil.set(tag, Math.max(blockedUntil.get(tag) ?? 0, to));
          else if (role === 'own' || role === 'alias' || role === 'phrase') {
            longest = to;
            longestForm = node.form;
          }
        }
      }
      if (to >= words.length || gaps[to] !== JOINED) break;
      node = index.goOn(node, words[to]!);
      to++;
    }
    for (const { form, to: end } of found) {
      const outer: Form | null = end < longest ? longestForm : end <= coveredTo ? cover : null;
      let rarity: Rarity | undefined;
      for (const meaning of index.meaningsOf(form)) {
        if (meaning.role === 'against' || (outer && HINTS.has(meaning.role))) continue;
        if (meaning.role === 'whole' && !isWholeName(field, tokens, from, end)) continue;
        if (end <= (blockedUntil.get(meaning.tag) ?? 0)) continue;
        rarity ??= rarityOf(form);
        matches.push({
          form,
          meaning,
          rarity,
          from,
          to: end,
          field,
          role: strongestRole(roles, from, end),
          nested: outer !== null && isPartOf(meaning.tag, outer, index),
        });
      }
    }
    if (longest > coveredTo && longest > from + 1) {
      coveredTo = longest;
      cover = longestForm;
    }
  }
  return { tokens, matches, proseWords };
}

/** A phrase is the head when any of its words is (`guide to`), else what its last words are. */
function strongestRole(roles: Uint8Array, from: number, to: number): number {
  let strongest = ROLE_NONE;
  for (let at = from; at < to; at++) {
    const role = roles[at]!;
    if (role !== ROLE_NONE && (strongest === ROLE_NONE || role < strongest)) strongest = role;
  }
  return strongest;
}

/** Whether a longer form speaks of the same tag or of a kind of it: then the words inside say nothing new. */
function isPartOf(tag: number, outer: Form, index: TagIndex): boolean {
  const concept = index.tags[tag]!.concept?.id;
  return index
    .meaningsOf(outer)
    .some((meaning) => meaning.tag === tag || (concept !== undefined && index.tags[meaning.tag]!.broader.has(concept)));
}

/** Whether these words are all that the project is called. */
function isWholeName(field: Field, { segments }: Tokens, from: number, to: number): boolean {
  return field === 'name' && segments[from - 1] !== segments[from] && segments[to] !== segments[from];
}

const rarities = new WeakMap<Form, Rarity>();

function rarityOf(form: Form): Rarity {
  let rarity = rarities.get(form);
  if (!rarity) {
    rarity = background().rarity(form.phrase);
    rarities.set(form, rarity);
  }
  return rarity;
}
