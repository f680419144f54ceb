import type { Match } from './matches.ts';
import type { Form, TagIndex } from './tag-index.ts';

/** What the matches of one tag add up to; `features.ts` says what is added where. */
export type Sums = {
  /** Whether a form (no cue) stands in name, description, title, lead, intro or a heading. */
  strong: boolean;
  readonly matches: { match: Match; worth: number }[];
  /** One bit a field. */
  fields: number;
  name: number;
  head: number;
  modifier: number;
  intro: number;
  code: number;
  count: number;
  countRare: number;
  early: number;
  earlyMiddle: number;
  earlyRare: number;
  flow: number;
  ownTop: number;
  ownName: number;
  ownCount: number;
  ownFlow: number;
  looseTop: number;
  looseCount: number;
  narrowHead: number;
  narrowTop: number;
  narrowRest: number;
  narrowFar: number;
  kind: number;
  cueTop: Map<Form, number> | null;
  cueMiddle: Map<Form, number> | null;
  cueBody: Map<Form, number> | null;
};

export function createSums(): Sums {
  return {
    strong: false,
    matches: [],
    fields: 0,
    name: 0,
    head: 0,
    modifier: 0,
    intro: 0,
    code: 0,
    count: 0,
    countRare: 0,
    early: 0,
    earlyMiddle: 0,
    earlyRare: 0,
    flow: 0,
    ownTop: 0,
    ownName: 0,
    ownCount: 0,
    ownFlow: 0,
    looseTop: 0,
    looseCount: 0,
    narrowHead: 0,
    narrowTop: 0,
    narrowRest: 0,
    narrowFar: 0,
    kind: 0,
    cueTop: null,
    cueMiddle: null,
    cueBody: null,
  };
}

/** A cue counts once in each place, however often it occurs there. */
export function addCue(sums: Sums, { form, meaning, rarity }: Match, place: 'cueTop' | 'cueMiddle' | 'cueBody'): void {
  sums[place] ??= new Map();
  const cues = sums[place];
  cues.set(form, Math.max(cues.get(form) ?? 0, rarity.anywhere * meaning.weight));
}

export function totalOf(cues: ReadonlyMap<Form, number> | null): number {
  if (cues === null) return 0;
  // Sorted, so that the rounding of the sum does not depend on the order in which cues occur.
  return [...cues.values()].sort((a, b) => a - b).reduce((sum, value) => sum + value, 0);
}

const UNUSED_NAME_FACTOR = 0.4;
const SHARED = [
  'name',
  'head',
  'modifier',
  'intro',
  'code',
  'count',
  'countRare',
  'early',
  'earlyMiddle',
  'earlyRare',
  'flow',
  'narrowHead',
  'narrowTop',
  'narrowRest',
  'narrowFar',
] as const;

/**
 * Where several tags mean the same, what the text says belongs to those whose own name it uses: `database` is given before
 * `dbms` where the text says database, and the other way round.
 */
export function favourUsedNames(byTag: ReadonlyMap<number, Sums>, index: TagIndex): void {
  const used = new Set<number>();
  for (const [tag, sums] of byTag) {
    const concept = index.tags[tag]!.concept;
    if (concept && sums.ownFlow > 0) used.add(concept.number);
  }
  for (const [tag, sums] of byTag) {
    const concept = index.tags[tag]!.concept;
    if (!concept || sums.ownFlow > 0 || !used.has(concept.number)) continue;
    for (const key of SHARED) sums[key] *= UNUSED_NAME_FACTOR;
  }
}
