import weights from './data/model.json' with { type: 'json' };
import { FEATURES } from './features.ts';
import { KINDS, type Kind } from './kinds.ts';

/**
 * The whole of what was learned: one weight a feature, none below zero, so that more evidence never lowers a score; an
 * intercept, one more for tags that name a kind; and how raw scores become shares of right tags. Nothing is kept about
 * single tags. Made by `train/train.ts`.
 */
export type Model = {
  readonly version: string;
  readonly intercept: number;
  readonly kindIntercepts: Readonly<Record<string, number>>;
  readonly weights: Readonly<Record<string, number>>;
  readonly calibration: { readonly slope: number; readonly offset: number };
  /** Rules of choice, see `ChoiceRules`. */
  readonly minScore: number;
  readonly shareOfBest: number;
  readonly maxKinds: number;
  readonly broaderMargin: number;
};

export const model: Model = weights;

/** Fixed order, so that sums round the same everywhere. */
export type Scorer = (values: Float64Array, kind: Kind | null) => number;

/** Raw score (log odds) of a feature row. */
export function createScorer(from: Model): Scorer {
  const vector = FEATURES.map((name) => from.weights[name] ?? 0);
  const byKind = new Map(KINDS.map((kind) => [kind, from.kindIntercepts[kind] ?? 0]));
  return (values, kind) => {
    let sum = from.intercept + (kind === null ? 0 : (byKind.get(kind) ?? 0));
    for (let position = 0; position < vector.length; position++) sum += vector[position]! * values[position]!;
    return sum;
  };
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Log odds to the share of right tags among those with such a score, rounded to 4 places. */
export function calibrate(raw: number, from: Model): number {
  return Math.round(sigmoid(from.calibration.slope * raw + from.calibration.offset) * 10_000) / 10_000;
}
