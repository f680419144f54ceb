import type { Tag } from '../../../model/vocabulary.ts';
import type { ChoiceRules } from '../../choose.ts';
import { FEATURES } from '../features.ts';
import { KINDS, type Kind } from '../kinds.ts';
import type { Model } from '../model.ts';
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

/** Learns one weight a feature; calibration and rules are still to be chosen. */
export function fitModel(examples: readonly Example[]): Model {
  const weights = fitLogistic(examples.flatMap(toSamples), {
    ridge: RIDGE,
    nonNegative: Array.from({ length: size }, (_, position) => position < FEATURES.length),
    free: Array.from({ length: size }, (_, position) => position === INTERCEPT),
  });
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

/** One sample a tag that anything speaks for; all other tags of a kind are one sample, since they are alike. */
function toSamples(example: Example): Sample[] {
  const target = (tag: Tag): number => (example.best.has(tag.name) ? 1 : example.ok.has(tag.name) ? OK_TARGET : 0);
  const vector = (values: Float64Array | null, kind: Kind | null): Float64Array => {
    const all = new Float64Array(size);
    if (values) all.set(values);
    all[INTERCEPT] = 1;
    if (kind !== null) all[kindPosition(kind)] = 1;
    return all;
  };
  const touched = new Set(example.rows.map((row) => row.tag));
  const samples: Sample[] = example.rows.map((row) => {
    const entry = example.index.tags[row.tag]!;
    return { values: vector(row.values, entry.kind), target: target(entry.tag), weight: example.weight };
  });
  const rest = new Map<Kind | null, { sum: number; count: number }>();
  for (const [number, entry] of example.index.tags.entries()) {
    if (touched.has(number)) continue;
    const group = rest.get(entry.kind) ?? { sum: 0, count: 0 };
    rest.set(entry.kind, { sum: group.sum + target(entry.tag), count: group.count + 1 });
  }
  for (const [kind, { sum, count }] of rest) {
    samples.push({ values: vector(null, kind), target: sum / count, weight: example.weight * count });
  }
  return samples;
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
