import type { Field } from '../../model/readme.ts';
import { ROLE_HEAD, ROLE_MEANS, ROLE_MODIFIER } from './definition.ts';
import { keepBest } from './evidence.ts';
import type { Match, ReadTokens } from './matches.ts';
import { kindScore, type Structure } from './structure.ts';
import { addCue, createSums, favourUsedNames, type Sums, totalOf } from './sums.ts';
import type { TagIndex } from './tag-index.ts';

/**
 * What is known of one tag and one README, as numbers from 0 to about 3. None depends on which tag it is or on what else
 * is in the vocabulary (but for other tags of the same meaning); larger always means more evidence.
 */
export const FEATURES = [
  'name',
  'head',
  'modifier',
  'intro',
  'code',
  'cueTop',
  'cueMiddle',
  'cueBody',
  'density',
  'densityRare',
  'breadth',
  'early',
  'earlyMiddle',
  'earlyRare',
  'flow',
  'ownTop',
  'ownName',
  'ownDensity',
  'ownFlow',
  'looseTop',
  'looseDensity',
  'narrowHead',
  'narrowTop',
  'narrowRest',
  'narrowFar',
  'kind',
] as const;

export type FeatureName = (typeof FEATURES)[number];

const at = Object.fromEntries(FEATURES.map((name, position) => [name, position])) as Record<FeatureName, number>;

export type Row = {
  readonly tag: number;
  readonly values: Float64Array;
  /** Whether a form (no cue) stands in name, description, title, lead, intro or a heading. */
  readonly strong: boolean;
  /** The best few, for evidence. */
  readonly matches: readonly { readonly match: Match; readonly worth: number }[];
};

const TOP: ReadonlySet<Field> = new Set<Field>(['name', 'description', 'title', 'lead']);
const MIDDLE: ReadonlySet<Field> = new Set<Field>(['intro', 'heading']);
const CODE: ReadonlySet<Field> = new Set<Field>(['code', 'install', 'fence']);

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

/** Words after which a place counts half as early. */
const EARLY_WORDS = 40;
const NESTED_FACTOR = 0.5;
/** For a name that means other things as well, beside one that is clear. */
const LOOSE_FACTOR = 0.6;
/** Weight from which a form counts as standing in a field. */
const PLAIN_WEIGHT = 0.45;
/** Fewest words that a density is taken over. */
const LEAST_WORDS = 50;

const saturate = (sum: number, half: number): number => sum / (sum + half);

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** One row for every tag that anything at all speaks for; all other tags have no evidence. */
export function extractFeatures(read: ReadTokens, index: TagIndex, structure: Structure): readonly Row[] {
  const byTag = new Map<number, Sums>();
  const sumsOf = (tag: number): Sums => {
    let sums = byTag.get(tag);
    if (!sums) {
      sums = createSums();
      byTag.set(tag, sums);
    }
    return sums;
  };
  for (const match of read.matches) {
    const sums = sumsOf(match.meaning.tag);
    switch (match.meaning.role) {
      case 'cue':
        addCue(sums, match, TOP.has(match.field) ? 'cueTop' : MIDDLE.has(match.field) ? 'cueMiddle' : 'cueBody');
        keepBest(sums.matches, match);
        break;
      case 'narrower':
        addNarrower(sums, match);
        keepBest(sums.matches, match);
        break;
      case 'far':
        addFar(sums, match, read);
        break;
      case 'whole':
        addWhole(sums, match);
        keepBest(sums.matches, match);
        break;
      default:
        addForm(sums, match);
        keepBest(sums.matches, match);
    }
  }
  favourUsedNames(byTag, index);
  for (const [tag, { kind }] of index.tags.entries()) {
    if (kind === null) continue;
    const score = kindScore(kind, structure);
    if (score > 0) sumsOf(tag).kind = score;
  }
  const words = Math.max(LEAST_WORDS, read.proseWords);
  return (
    [...byTag]
      .map(
        ([tag, sums]): Row => ({
          tag,
          values: valuesOf(sums, words, index.tags[tag]!.kind !== null),
          strong: sums.strong,
          matches: sums.matches,
        }),
      )
      // By position in the vocabulary: matches come in the order of the text, and nothing may depend on that.
      .sort((a, b) => a.tag - b.tag)
  );
}

/** A form that names the tag itself. */
function addForm(sums: Sums, { meaning, field, rarity, nested, role, from }: Match): void {
  const isTop = TOP.has(field);
  const weight = meaning.weight * (nested ? NESTED_FACTOR : 1);
  const rare = weight * (isTop ? rarity.atTop : rarity.anywhere);
  const telling = weight * rarity.anywhere * rarity.anywhere;
  const nearness = 1 / (1 + from / EARLY_WORDS);
  if (meaning.role === 'own' || meaning.role === 'loose') {
    const factor = meaning.role === 'own' ? 1 : LOOSE_FACTOR;
    sums.ownCount += factor * telling;
    sums.ownFlow += factor * telling * nearness;
    if (isTop) sums.ownTop = Math.max(sums.ownTop, factor * rare);
    if (field === 'name') sums.ownName = Math.max(sums.ownName, factor * rare);
  }
  if (meaning.role === 'loose') {
    sums.looseCount += telling;
    if (isTop) sums.looseTop = Math.max(sums.looseTop, rare);
    if (isTop) sums.strong = true;
    return;
  }
  sums.count += weight;
  sums.countRare += telling;
  sums.flow += telling * nearness;
  if (!CODE.has(field)) {
    // What a project is made with says little of what it is.
    if (isTop && role !== ROLE_MEANS) sums.early = Math.max(sums.early, weight * nearness);
    else if (MIDDLE.has(field)) sums.earlyMiddle = Math.max(sums.earlyMiddle, weight * nearness);
    sums.earlyRare = Math.max(sums.earlyRare, telling * nearness);
  }
  if (weight > PLAIN_WEIGHT) sums.fields |= FIELD_BITS[field];
  if (field === 'name') sums.name = Math.max(sums.name, rare);
  if (role === ROLE_HEAD) sums.head = Math.max(sums.head, weight);
  else if (role === ROLE_MODIFIER) sums.modifier = Math.max(sums.modifier, rare);
  if (field === 'intro') sums.intro += rare;
  else if (field === 'code') sums.code += rare;
  if (isTop || MIDDLE.has(field)) sums.strong = true;
}

/** A form that names a kind of what the tag names. */
function addNarrower(sums: Sums, { meaning, field, rarity, role }: Match): void {
  const isTop = TOP.has(field);
  const value = meaning.weight * (isTop ? rarity.atTop : rarity.anywhere);
  if (role === ROLE_HEAD || field === 'title' || field === 'name') sums.narrowHead = Math.max(sums.narrowHead, value);
  else if (isTop && role !== ROLE_MEANS) sums.narrowTop = Math.max(sums.narrowTop, value);
  else if (!isTop && !CODE.has(field)) sums.narrowRest += value;
  if (isTop) sums.strong = true;
}

/** A kind of a kind of what the tag names: it counts only where it is what the project is, or what it is called. */
function addFar(sums: Sums, match: Match, { tokens }: ReadTokens): void {
  const { meaning, field, rarity, role, from, to } = match;
  const segment = tokens.segments[from];
  const isWhole = tokens.segments[from - 1] !== segment && tokens.segments[to] !== segment;
  if (role !== ROLE_HEAD && !(isWhole && (field === 'name' || field === 'title'))) return;
  sums.narrowFar = Math.max(sums.narrowFar, meaning.weight * rarity.atTop);
  sums.strong = true;
  keepBest(sums.matches, match);
}

/** The whole name of the project, where that names the tag or a kind of it and may mean something else. */
function addWhole(sums: Sums, { meaning, rarity }: Match): void {
  sums.narrowFar = Math.max(sums.narrowFar, meaning.weight * rarity.atTop);
}

function valuesOf(sums: Sums, words: number, isKind: boolean): Float64Array {
  const values = new Float64Array(FEATURES.length);
  const density = (count: number): number => Math.min(3, Math.log1p((100 * count) / words));
  values[at.name] = sums.name;
  values[at.head] = sums.head;
  values[at.modifier] = sums.modifier;
  values[at.intro] = saturate(sums.intro, 1);
  values[at.code] = saturate(sums.code, 2);
  values[at.cueTop] = saturate(totalOf(sums.cueTop), 1);
  values[at.cueMiddle] = saturate(totalOf(sums.cueMiddle), 2);
  values[at.cueBody] = saturate(totalOf(sums.cueBody), 3);
  // How often `library` or `package` is said tells nothing of what a project is.
  if (!isKind) {
    values[at.density] = density(sums.count);
    values[at.densityRare] = density(sums.countRare);
    values[at.flow] = Math.log1p(2 * sums.flow);
  }
  values[at.breadth] = Math.min(6, countBits(sums.fields)) / 3;
  values[at.early] = sums.early;
  values[at.earlyMiddle] = sums.earlyMiddle;
  values[at.earlyRare] = sums.earlyRare;
  values[at.ownTop] = sums.ownTop;
  values[at.ownName] = sums.ownName;
  values[at.ownDensity] = density(sums.ownCount);
  values[at.ownFlow] = Math.log1p(2 * sums.ownFlow);
  values[at.looseTop] = sums.looseTop;
  values[at.looseDensity] = density(sums.looseCount);
  values[at.narrowHead] = sums.narrowHead;
  values[at.narrowTop] = sums.narrowTop;
  values[at.narrowRest] = saturate(sums.narrowRest, 3);
  values[at.narrowFar] = sums.narrowFar;
  values[at.kind] = sums.kind;
  return values;
}
