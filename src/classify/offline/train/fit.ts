import type { Tag } from '../../../model/vocabulary.ts';
import type { ChoiceRules } from '../../choose.ts';
import { FEATURES } from '../features.ts';
import { KINDS, type Kind } from '../kinds.ts';
import { createScorer, type Model, type Scorer } from '../model.ts';
import type { Example } from './examples.ts';
import { fitLogistic, type Sample } from './regression.ts';

/** What a tag that one labelling found defensible counts, beside 1 for one that most chose. */
const OK_TARGET = 0.5;
const RIDGE = 0.00005;

const size = FEATURES.length + 1 + KINDS.length;
const INTERCEPT = FEATURES.length;
const kindPosition = (kind: Kind): number => FEATURES.length + 1 + KINDS.indexOf(kind);

export const NO_CALIBRATION: Model['calibration'] = { slope: 1, offset: 0 };
export const FIRST_RULES: ChoiceRules = {
  defaultMinScore: 0.3,
  shareOfBest: 0.3,
  maxKinds: 2,
  broaderMargin: 1,
};

/**
 * Learns one weight a feature; calibration and rules are still to be chosen. Twice: what the first weights rank high and should
 * not is what the order is learned from.
 */
export function fitModel(examples: readonly Example[]): Model {
  const scores = examples.flatMap(toSamples);
  const first = createScorer(toModel(fitWeights(scores)));
  return toModel(fitWeights([...scores, ...examples.flatMap((example) => toPairs(example, first))]));
}

function fitWeights(samples: readonly Sample[]): Float64Array {
  return fitLogistic(samples, {
    ridge: RIDGE,
    nonNegative: Array.from({ length: size }, (_, position) => position < FEATURES.length),
    free: Array.from({ length: size }, (_, position) => position === INTERCEPT),
  });
}

function toModel(weights: Float64Array): Model {
  const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
  return completeModel(
    {
      version: '',
      intercept: rounded(weights[INTERCEPT]!),
      kindIntercepts: Object.fromEntries(KINDS.map((kind) => [kind, rounded(weights[kindPosition(kind)]!)])),
      weights: Object.fromEntries(FEATURES.map((name, position) => [name, rounded(weights[position]!)])),
    },
    NO_CALIBRATION,
    FIRST_RULES,
  );
}

/** The same weights with another calibration and other rules of choice. */
export function completeModel(
  weights: Pick<Model, 'version' | 'intercept' | 'kindIntercepts' | 'weights'>,
  calibration: Model['calibration'],
  rules: ChoiceRules,
): Model {
  return {
    version: weights.version,
    intercept: weights.intercept,
    kindIntercepts: weights.kindIntercepts,
    weights: weights.weights,
    calibration,
    minScore: rules.defaultMinScore,
    shareOfBest: rules.shareOfBest,
    maxKinds: rules.maxKinds,
    broaderMargin: rules.broaderMargin,
  };
}

const targetOf = (example: Example, tag: Tag): number =>
  example.best.has(tag.name) ? 1 : example.ok.has(tag.name) ? OK_TARGET : 0;

function vector(values: Float64Array | null, kind: Kind | null): Float64Array {
  const all = new Float64Array(size);
  if (values) all.set(values);
  all[INTERCEPT] = 1;
  if (kind !== null) all[kindPosition(kind)] = 1;
  return all;
}

/** One sample a tag that anything speaks for; all other tags of a kind are one sample, since they are alike. */
function toSamples(example: Example): Sample[] {
  const target = (tag: Tag): number => targetOf(example, tag);
  const weight = example.weight.scores;
  const touched = new Set(example.rows.map((row) => row.tag));
  const samples: Sample[] = example.rows.map((row) => {
    const entry = example.index.tags[row.tag]!;
    return { values: vector(row.values, entry.kind), target: target(entry.tag), weight };
  });
  const rest = new Map<Kind | null, { sum: number; count: number }>();
  for (const [number, entry] of example.index.tags.entries()) {
    if (touched.has(number)) continue;
    const group = rest.get(entry.kind) ?? { sum: 0, count: 0 };
    rest.set(entry.kind, { sum: group.sum + target(entry.tag), count: group.count + 1 });
  }
  for (const [kind, { sum, count }] of rest) {
    samples.push({ values: vector(null, kind), target: sum / count, weight: weight * count });
  }
  return samples;
}

/** Of each README, the highest of the wrong tags that right ones are compared with. */
const RIVALS = 20;
/** Right tags of a README beyond so many do not make it count more. */
const FULL_ORDER = 3;

/**
 * One sample a pair of a right tag and a wrong one that ranks high. Sorts of project are
 * compared with sorts of project and subjects with subjects, but where `acrossKinds` says otherwise: how many of each are right
 * is for the scores to learn.
 */
function toPairs(example: Example, score: Scorer): Sample[] {
  const ranked = example.rows
    .map(({ tag, values }) => {
      const { kind, tag: named } = example.index.tags[tag]!;
      return { kind, values: vector(values, kind), target: targetOf(example, named), score: score(values, kind) };
    })
    .sort((a, b) => b.score - a.score);
  const right = ranked.filter(({ target }) => target === 1);
  const wrong = ranked.filter(({ target }) => target < 1).slice(0, RIVALS);
  const weight = (example.weight.order * FULL_ORDER) / Math.max(FULL_ORDER, right.length);
  return right.flatMap((winner) =>
    wrong
      .filter(({ kind }) => example.weight.acrossKinds || (kind === null) === (winner.kind === null))
      .map((rival) => ({
        values: winner.values.map((value, position) => value - rival.values[position]!),
        target: 1,
        weight: weight * (winner.target - rival.target),
      })),
  );
}

/** Platt's method: the two numbers that turn log odds into the share of right tags. */
export function fitCalibration(pairs: readonly { raw: number; right: boolean }[]): Model['calibration'] {
  const samples = pairs.map(
    ({ raw, right }): Sample => ({ values: Float64Array.of(raw, 1), target: right ? 1 : 0, weight: 1 }),
  );
  const [slope = 1, offset = 0] = fitLogistic(samples, {
    ridge: 0,
    nonNegative: [true, false],
    free: [false, true],
    sweeps: 1000,
  });
  return { slope: Math.round(slope * 1000) / 1000, offset: Math.round(offset * 1000) / 1000 };
}
