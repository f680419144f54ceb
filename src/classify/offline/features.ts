import type { Field, ReadmeDocument } from '../../model/readme.ts';
import { ROLE_HEAD, ROLE_MODIFIER, ROLE_OBJECT } from './definition.ts';
import { keepBest } from './evidence.ts';
import type { Match, ReadTokens } from './matches.ts';
import { kindScore, type Structure } from './structure.ts';
import type { Form, TagIndex } from './tag-index.ts';

/**
 * What is known of one tag and one README, as numbers from 0 to about 3. None depends on which tag it is or on what else
 * is in the vocabulary; larger always means more evidence.
 */
export const FEATURES = [
  'name',
  'title',
  'head',
  'headRare',
  'modifier',
  'object',
  'lead',
  'intro',
  'heading',
  'body',
  'code',
  'install',
  'fence',
  'cueTop',
  'cueMiddle',
  'cueBody',
  'density',
  'breadth',
  'early',
  'ownTop',
  'ownRest',
  'narrowHead',
  'narrowTop',
  'narrowRest',
  'kind',
] as const;

export type FeatureName = (typeof FEATURES)[number];

const at = Object.fromEntries(FEATURES.map((name, position) => [name, position])) as Record<FeatureName, number>;

export type Row = {
  readonly tag: number;
  readonly values: Float64Array;
  /** Whether a form (no cue) stands in name, description, title, lead, intro or a heading. */
  strong: boolean;
  /** The best few, for evidence. */
  readonly matches: { match: Match; worth: number }[];
};

/** Lines after which a word in the body counts half. */
const BODY_HALF_LINE = 200;
const saturate = (sum: number, half: number): number => sum / (sum + half);

type Sums = {
  row: Row;
  name: number;
  title: number;
  head: number;
  headRare: number;
  modifier: number;
  object: number;
  lead: number;
  intro: number;
  heading: number;
  body: number;
  code: number;
  install: number;
  fence: number;
  ownTop: number;
  ownRest: number;
  narrowHead: number;
  narrowTop: number;
  narrowRest: number;
  count: number;
  earliest: number;
  /** One bit a field. */
  fields: number;
  cueTop: Map<Form, number> | null;
  cueMiddle: Map<Form, number> | null;
  cueBody: Map<Form, number> | null;
};

const FIELD_BITS: Readonly<Record<Field, number>> = {
  name: 1,
  description: 2,
  title: 4,
  lead: 8,
  intro: 16,
  heading: 32,
  body: 64,
  code: 128,
  install: 256,
  fence: 512,
};

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

const NESTED_FACTOR = 0.5;

/** One row for every tag that anything at all speaks for; all other tags have no evidence. */
export function extractFeatures(
  document: ReadmeDocument,
  read: ReadTokens,
  index: TagIndex,
  structure: Structure,
): readonly Row[] {
  const byTag = new Map<number, Sums>();
  const sumsOf = (tag: number): Sums => {
    let sums = byTag.get(tag);
    if (!sums) {
      sums = {
        row: { tag, values: new Float64Array(FEATURES.length), strong: false, matches: [] },
        name: 0,
        title: 0,
        head: 0,
        headRare: 0,
        modifier: 0,
        object: 0,
        lead: 0,
        intro: 0,
        heading: 0,
        body: 0,
        code: 0,
        install: 0,
        fence: 0,
        ownTop: 0,
        ownRest: 0,
        narrowHead: 0,
        narrowTop: 0,
        narrowRest: 0,
        count: 0,
        earliest: Number.POSITIVE_INFINITY,
        fields: 0,
        cueTop: null,
        cueMiddle: null,
        cueBody: null,
      };
      byTag.set(tag, sums);
    }
    return sums;
  };

  for (const match of read.matches) {
    const { form, meaning, field, rarity } = match;
    const sums = sumsOf(meaning.tag);
    const isTop = field === 'name' || field === 'description' || field === 'title' || field === 'lead';
    if (meaning.role === 'cue') {
      const value = rarity.anywhere * meaning.weight;
      const place = isTop ? 'cueTop' : field === 'intro' || field === 'heading' ? 'cueMiddle' : 'cueBody';
      sums[place] ??= new Map();
      const cues = sums[place];
      cues.set(form, Math.max(cues.get(form) ?? 0, value));
      keepBest(sums.row.matches, match);
      continue;
    }
    if (meaning.role === 'narrower') {
      const value = meaning.weight * (isTop ? rarity.atTop : rarity.anywhere);
      if (match.role === ROLE_HEAD || field === 'title' || field === 'name')
        sums.narrowHead = Math.max(sums.narrowHead, value);
      else if (isTop) sums.narrowTop = Math.max(sums.narrowTop, value);
      else if (field === 'intro' || field === 'heading' || field === 'body') sums.narrowRest += value;
      keepBest(sums.row.matches, match);
      if (isTop) sums.row.strong = true;
      continue;
    }
    const weight = meaning.weight * (match.nested ? NESTED_FACTOR : 1);
    const rare = weight * (isTop ? rarity.atTop : rarity.anywhere);
    keepBest(sums.row.matches, match);
    if (meaning.role === 'own') {
      if (isTop) sums.ownTop = Math.max(sums.ownTop, rare);
      else if (field === 'intro' || field === 'heading' || field === 'body') sums.ownRest += rare;
    }
    sums.count += weight;
    sums.fields |= FIELD_BITS[field];
    if (field !== 'code' && field !== 'install' && field !== 'fence' && match.from < sums.earliest)
      sums.earliest = match.from;
    if (field === 'name') sums.name = Math.max(sums.name, rare);
    if (field === 'title') sums.title = Math.max(sums.title, rare);
    if (match.role === ROLE_HEAD) {
      sums.head = Math.max(sums.head, weight);
      sums.headRare = Math.max(sums.headRare, rare);
    } else if (match.role === ROLE_MODIFIER) sums.modifier = Math.max(sums.modifier, rare);
    else if (match.role === ROLE_OBJECT) sums.object = Math.max(sums.object, rare);
    else if (field === 'description' || field === 'lead') sums.lead = Math.max(sums.lead, rare);
    if (field === 'intro') sums.intro += rare;
    else if (field === 'heading') sums.heading += rare;
    else if (field === 'body') {
      const line = document.segments[read.tokens.segments[match.from]!]!.line;
      sums.body += rare / (1 + line / BODY_HALF_LINE);
    } else if (field === 'code') sums.code += rare;
    else if (field === 'install') sums.install += rare;
    else if (field === 'fence') sums.fence += rare;
    if (isTop || field === 'intro' || field === 'heading') sums.row.strong = true;
  }

  for (let tag = 0; tag < index.tags.length; tag++) {
    const kind = index.tags[tag]!.kind;
    if (kind === null) continue;
    const score = kindScore(kind, structure);
    if (score > 0) sumsOf(tag).row.values[at.kind] = score;
  }

  const rows: Row[] = [];
  for (const sums of byTag.values()) {
    const { values } = sums.row;
    values[at.name] = sums.name;
    values[at.title] = sums.title;
    values[at.head] = sums.head;
    values[at.headRare] = sums.headRare;
    values[at.modifier] = sums.modifier;
    values[at.object] = sums.object;
    values[at.lead] = sums.lead;
    values[at.intro] = saturate(sums.intro, 1);
    values[at.heading] = saturate(sums.heading, 1);
    values[at.body] = saturate(sums.body, 2);
    values[at.code] = saturate(sums.code, 2);
    values[at.install] = saturate(sums.install, 1);
    values[at.fence] = saturate(sums.fence, 1);
    values[at.ownTop] = sums.ownTop;
    values[at.ownRest] = saturate(sums.ownRest, 1);
    values[at.narrowHead] = sums.narrowHead;
    values[at.narrowTop] = sums.narrowTop;
    values[at.narrowRest] = saturate(sums.narrowRest, 3);
    values[at.cueTop] = saturate(total(sums.cueTop), 1);
    values[at.cueMiddle] = saturate(total(sums.cueMiddle), 2);
    values[at.cueBody] = saturate(total(sums.cueBody), 3);
    values[at.density] = Math.min(3, Math.log1p((100 * sums.count) / Math.max(50, read.proseWords)));
    values[at.breadth] = Math.min(6, countBits(sums.fields)) / 3;
    values[at.early] = sums.earliest === Number.POSITIVE_INFINITY ? 0 : 1 / (1 + sums.earliest / 40);
    rows.push(sums.row);
  }
  // By position in the vocabulary: matches come in the order of the text, and sums must not depend on a Map's.
  return rows.sort((a, b) => a.tag - b.tag);
}

function total(cues: ReadonlyMap<Form, number> | null): number {
  if (cues === null) return 0;
  // Sorted, so that the rounding of the sum does not depend on the order in which cues occur.
  return [...cues.values()].sort((a, b) => a - b).reduce((sum, value) => sum + value, 0);
}
