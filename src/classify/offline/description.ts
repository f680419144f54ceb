import { background } from './background.ts';
import { broaderOf, conceptOf, type FormRole, formsStartingWith, MAX_CONCEPTS } from './lexicon.ts';
import { JOINED, PAUSE, type Tokens } from './tokens.ts';

/** A concept that a description speaks of, and how surely it is what the tag means, from 0 to 1. */
export type Described = { readonly concept: number; readonly surety: number };

/** What a form in a description says for its concept, before its rarity. `name`: too ambiguous to say much. */
const ROLE_WORTH: Readonly<Record<FormRole, number>> = { alias: 1, phrase: 0.9, name: 0.4, cue: 0.35, against: 0 };
/** Several words in a row are no accident. */
const PHRASE_FACTOR = 1.3;
/** What names one thing says little of what that is a kind of; what names several kinds of a thing says more. */
const ONE_NARROWER = 0.1;
const MORE_NARROWER = 0.4;
/** Sorts of project are named in descriptions of everything, and these concepts most of all. */
const KIND_FACTOR = 0.5;
const BROAD_FACTOR = 0.25;
const BROAD: ReadonlySet<string> = new Set(
  'app data framework library plugin programming server template tool toolkit website'.split(' '),
);
/** Forms that say less than this are left out: common words are cues of very many concepts. */
const LEAST_WORTH = 0.08;

/** Below this nothing stands out. */
const LEAST_SCORE = 0.35;
/** A description is no name, however much it says; with this score it is half as sure as it can be. */
const MOST_SURETY = 0.95;
const HALF_SURE_SCORE = 0.35;
/** Where two concepts stand out nearly alike, each is a part of what the tag means. */
const ALIKE = 0.8;
const SHARED_FACTOR = 0.75;

/** After these a clause says what the tag is not for. */
const NEGATIONS: ReadonlySet<string> = new Set(
  'not no without except excluding never nor unlike instead rather cannot'.split(' '),
);

/** For each word of a description whether it stands in the part of a clause that says what the tag is not about. */
export function findNegated({ words, gaps }: Tokens): readonly boolean[] {
  let isNegated = false;
  return words.map((word, at) => {
    if (gaps[at]! >= PAUSE || word === 'but') isNegated = false;
    isNegated ||= NEGATIONS.has(word);
    return isNegated;
  });
}

function breadthFactor(number: number): number {
  const { id, kind } = conceptOf(number);
  if (BROAD.has(id)) return BROAD_FACTOR;
  return kind === null ? 1 : KIND_FACTOR;
}

/** One form and what it says of its concepts. */
type Phrase = {
  readonly rest: readonly string[];
  readonly isName: boolean;
  readonly says: { readonly concept: number; readonly worth: number; readonly broader: readonly number[] }[];
};

/** Kept, since the descriptions of a long list share their words. */
const phrasesByFirstWord = new Map<string, ReadonlyMap<string, readonly Phrase[]>>();
const ALONE = '';
const NONE: readonly Phrase[] = [];
const NO_PHRASES: ReadonlyMap<string, readonly Phrase[]> = new Map();
const NO_BROADER: readonly number[] = [];

/** The forms that start with a word, by the word that comes second; longest first. */
function phrasesStartingWith(word: string): ReadonlyMap<string, readonly Phrase[]> {
  const known = phrasesByFirstWord.get(word);
  if (known) return known;
  const forms = formsStartingWith(word);
  // Not kept: there is no end of such words.
  if (forms.length === 0) return NO_PHRASES;
  const phrases = new Map<string, Phrase & { isName: boolean }>();
  for (const { phrase, role, concept } of forms) {
    const isLong = phrase.length > word.length;
    const factor = ROLE_WORTH[role] * (isLong ? PHRASE_FACTOR : 1) * breadthFactor(concept);
    const worth = factor < LEAST_WORTH ? 0 : factor * background().rarity(phrase).anywhere;
    if (worth < LEAST_WORTH) continue;
    let found = phrases.get(phrase);
    if (!found) {
      found = { rest: isLong ? phrase.slice(word.length + 1).split(' ') : [], isName: false, says: [] };
      phrases.set(phrase, found);
    }
    const names = role === 'alias' || role === 'phrase';
    if (names || role === 'name') found.isName = true;
    found.says.push({ concept, worth, broader: names ? broaderOf(concept) : NO_BROADER });
  }
  const bySecond = new Map<string, Phrase[]>();
  for (const phrase of [...phrases.values()].sort((a, b) => b.rest.length - a.rest.length)) {
    const second = phrase.rest[0] ?? ALONE;
    const others = bySecond.get(second);
    if (others) others.push(phrase);
    else bySecond.set(second, [phrase]);
  }
  phrasesByFirstWord.set(word, bySecond);
  return bySecond;
}

/** What one description adds up to, by concept; used for one after the other and empty between them, since lists are long. */
const sheet = {
  scores: new Float64Array(MAX_CONCEPTS),
  narrower: new Float64Array(MAX_CONCEPTS),
  mostNarrower: new Float64Array(MAX_CONCEPTS),
  touched: [] as number[],
};

function standsAt({ rest }: Phrase, { words, gaps }: Tokens, from: number): boolean {
  for (let at = 0; at < rest.length; at++) {
    if (words[from + 1 + at] !== rest[at] || gaps[from + 1 + at] !== JOINED) return false;
  }
  return true;
}

/**
 * The one or two concepts that a description speaks of most: by names in it, by names of what is a kind of them, and by words
 * that go with them. Empty where nothing stands out. `mayMean` says which concepts are known.
 */
export function resolveDescription(
  tokens: Tokens,
  negated: readonly boolean[] = findNegated(tokens),
  mayMean: (concept: number) => boolean = () => true,
): readonly Described[] {
  const { words } = tokens;
  const { scores, narrower, mostNarrower, touched } = sheet;
  touched.length = 0;
  const touch = (concept: number): void => {
    if (scores[concept] === 0 && narrower[concept] === 0) touched.push(concept);
  };
  const seen = new Set<Phrase>();
  const take = (phrase: Phrase): void => {
    if (seen.has(phrase)) return;
    seen.add(phrase);
    for (const { concept, worth, broader } of phrase.says) {
      touch(concept);
      scores[concept]! += worth;
      for (const above of broader) {
        touch(above);
        narrower[above]! += worth;
        if (worth > mostNarrower[above]!) mostNarrower[above] = worth;
      }
    }
  };
  // Words inside a longer name say nothing of their own.
  let covered = 0;
  for (let from = 0; from < words.length; from++) {
    if (negated[from]) continue;
    const phrases = phrasesStartingWith(words[from]!);
    if (phrases.size === 0) continue;
    let end = from;
    const next = words[from + 1];
    if (next !== undefined) {
      for (const phrase of phrases.get(next) ?? NONE) {
        const to = from + 1 + phrase.rest.length;
        if (to < end || to <= covered || !standsAt(phrase, tokens, from)) continue;
        take(phrase);
        if (phrase.isName) end = to;
      }
    }
    const [alone] = phrases.get(ALONE) ?? NONE;
    if (alone && from + 1 > covered && from + 1 >= end) {
      take(alone);
      if (alone.isName) end = from + 1;
    }
    covered = Math.max(covered, end);
  }
  for (const concept of touched) {
    const most = mostNarrower[concept]!;
    if (most > 0) {
      scores[concept]! += breadthFactor(concept) * (ONE_NARROWER * most + MORE_NARROWER * (narrower[concept]! - most));
    }
  }
  const chosen = choose(scores, touched, mayMean);
  for (const concept of touched) {
    scores[concept] = 0;
    narrower[concept] = 0;
    mostNarrower[concept] = 0;
  }
  return chosen;
}

function choose(
  scores: Float64Array,
  touched: readonly number[],
  mayMean: (concept: number) => boolean,
): readonly Described[] {
  let first = -1;
  let second = -1;
  let best = 0;
  let next = 0;
  for (const concept of touched) {
    const score = scores[concept]!;
    if (score < LEAST_SCORE || !mayMean(concept)) continue;
    if (score > best || (score === best && concept < first)) {
      second = first;
      next = best;
      first = concept;
      best = score;
    } else if (score > next || (score === next && concept < second)) {
      second = concept;
      next = score;
    }
  }
  if (first < 0) return [];
  const surety = (score: number): number => (MOST_SURETY * score) / (score + HALF_SURE_SCORE);
  if (second < 0 || next < ALIKE * best) return [{ concept: first, surety: surety(best) }];
  return [
    { concept: first, surety: surety(best) * SHARED_FACTOR },
    { concept: second, surety: surety(next) * SHARED_FACTOR },
  ];
}
