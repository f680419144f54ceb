import { bootstrapIntervals, type Figures } from './bootstrap.ts';
import { calibrationError, riskCoverageArea, type SortedScores, sortScores } from './calibration.ts';
import { compareWithLabels, type Labels, type Outcome, type Prediction, RECALL_DEPTHS } from './outcome.ts';

/** A figure with its bootstrap 95 % interval; null where there is nothing to measure. */
export type Estimate = { readonly value: number | null; readonly low: number | null; readonly high: number | null };

export const CHOICE_METRICS = ['precision', 'recall', 'f1', 'strict_f1', 'hit1', 'wrong', 'clean'] as const;
export const SCORE_METRICS = ['ece', 'aurc'] as const;

export type ChoiceMetrics = { readonly [name in (typeof CHOICE_METRICS)[number]]: Estimate };
export type RecallAt = Estimate & {
  readonly n: (typeof RECALL_DEPTHS)[number];
  /** The most any ranking could reach: `best` may be longer than n. */
  readonly ceiling: number | null;
};

export type Metrics = ChoiceMetrics & { readonly [name in (typeof SCORE_METRICS)[number]]: Estimate } & {
  readonly readmes: number;
  /** Mean number of tags given. */
  readonly given: number | null;
  readonly recallAt: readonly RecallAt[];
  /** The first 1, 2 and 3 of the same ranking, given to every README. */
  readonly always: readonly (ChoiceMetrics & { readonly n: number })[];
};

export type MetricsOptions = { readonly resamples: number; readonly seed: number };

export const DEFAULT_METRICS_OPTIONS: MetricsOptions = { resamples: 2000, seed: 1 };

const ALWAYS = [1, 2, 3];

/**
 * Measures predictions against labels, one prediction for each README, paired by `id`. READMEs whose `best` is empty do not
 * count towards recall, hit1, recall@n and aurc. Pure and deterministic: the intervals come from a seeded generator.
 * @throws Error when an id has no prediction, which is a fault of the caller.
 */
export function measurePredictions(
  labels: readonly Labels[],
  predictions: readonly Prediction[],
  options: MetricsOptions = DEFAULT_METRICS_OPTIONS,
): Metrics {
  const byId = new Map(predictions.map((prediction) => [prediction.id, prediction]));
  const pairs = labels.map((label) => {
    const prediction = byId.get(label.id);
    if (!prediction) throw new Error(`no prediction for ${JSON.stringify(label.id)}`);
    return { label, prediction };
  });
  const chosen = pairs.map(({ label, prediction }) => compareWithLabels(label, prediction));
  const always = ALWAYS.map((n) =>
    pairs.map(({ label, prediction: { id, ranking } }) =>
      compareWithLabels(label, { id, tags: ranking.slice(0, n), ranking: [] }),
    ),
  );

  const measures = [
    measureChoice('', chosen),
    measureRecallAt(chosen),
    measureScores(chosen),
    ...always.map((outcomes, index) => measureChoice(`always ${ALWAYS[index]} `, outcomes)),
  ];
  const measure = (weights: Int32Array): Figures => {
    const figures = new Map<string, number | null>();
    for (const add of measures) add(weights, figures);
    return figures;
  };

  const once = new Int32Array(pairs.length).fill(1);
  const values = measure(once);
  const intervals = bootstrapIntervals({ readmes: pairs.length, ...options }, measure);
  const estimate = (name: string): Estimate => {
    const value = values.get(name) ?? null;
    const interval = value === null ? undefined : intervals.get(name);
    return { value, low: interval?.low ?? null, high: interval?.high ?? null };
  };
  const choice = (prefix: string): ChoiceMetrics => ({
    precision: estimate(`${prefix}precision`),
    recall: estimate(`${prefix}recall`),
    f1: estimate(`${prefix}f1`),
    strict_f1: estimate(`${prefix}strict_f1`),
    hit1: estimate(`${prefix}hit1`),
    wrong: estimate(`${prefix}wrong`),
    clean: estimate(`${prefix}clean`),
  });
  return {
    readmes: pairs.length,
    given: pairs.length === 0 ? null : chosen.reduce((sum, { given }) => sum + given, 0) / pairs.length,
    ...choice(''),
    recallAt: RECALL_DEPTHS.map((n) => ({
      n,
      ...estimate(`recall@${n}`),
      ceiling: values.get(`ceiling@${n}`) ?? null,
    })),
    ece: estimate('ece'),
    aurc: estimate('aurc'),
    always: ALWAYS.map((n) => ({ n, ...choice(`always ${n} `) })),
  };
}

/** Adds one group of figures, for a sample in which each README counts as often as `weights` says. */
type Measure = (weights: Int32Array, figures: Map<string, number | null>) => void;

function measureChoice(prefix: string, outcomes: readonly Outcome[]): Measure {
  const sum = createSums(outcomes);
  const precision = sum((outcome) => outcome.precision);
  const recall = sum((outcome) => outcome.recall);
  const labelled = sum((outcome) => (outcome.best > 0 ? 1 : 0));
  const given = sum((outcome) => outcome.given);
  const best = sum((outcome) => outcome.best);
  const givenBest = sum((outcome) => outcome.givenBest);
  const hit = sum((outcome) => (outcome.best > 0 && outcome.hit ? 1 : 0));
  const wrong = sum((outcome) => outcome.wrong);
  const clean = sum((outcome) => (outcome.clean ? 1 : 0));
  return (weights, figures) => {
    const readmes = weights.reduce((total, weight) => total + weight, 0);
    const labelledReadmes = labelled(weights);
    const meanPrecision = ratio(precision(weights), readmes);
    const meanRecall = ratio(recall(weights), labelledReadmes);
    figures.set(`${prefix}precision`, meanPrecision);
    figures.set(`${prefix}recall`, meanRecall);
    figures.set(`${prefix}f1`, harmonicMean(meanPrecision, meanRecall));
    figures.set(`${prefix}strict_f1`, ratio(2 * givenBest(weights), given(weights) + best(weights)));
    figures.set(`${prefix}hit1`, ratio(hit(weights), labelledReadmes));
    figures.set(`${prefix}wrong`, ratio(wrong(weights), readmes));
    figures.set(`${prefix}clean`, ratio(clean(weights), readmes));
  };
}

function measureRecallAt(outcomes: readonly Outcome[]): Measure {
  const sum = createSums(outcomes);
  const labelled = sum((outcome) => (outcome.best > 0 ? 1 : 0));
  const depths = RECALL_DEPTHS.map((n, index) => ({
    n,
    recall: sum((outcome) => outcome.recallAt[index] as number),
    ceiling: sum((outcome) => outcome.ceilingAt[index] as number),
  }));
  return (weights, figures) => {
    const labelledReadmes = labelled(weights);
    for (const { n, recall, ceiling } of depths) {
      figures.set(`recall@${n}`, ratio(recall(weights), labelledReadmes));
      figures.set(`ceiling@${n}`, ratio(ceiling(weights), labelledReadmes));
    }
  };
}

function measureScores(outcomes: readonly Outcome[]): Measure {
  const given = sortScores(
    outcomes.flatMap(({ scored }, readme) => scored.map(({ score, right }) => ({ score, right, readme }))),
    'rising',
  );
  const tops = sortTops(outcomes);
  return (weights, figures) => {
    figures.set('ece', calibrationError(given, weights));
    figures.set('aurc', tops && riskCoverageArea(tops, weights));
  };
}

/** Null where some README's top tag has no score: a curve over the others would flatter. */
function sortTops(outcomes: readonly Outcome[]): SortedScores | null {
  const tops = outcomes.flatMap(({ best, topScore, hit }, readme) =>
    best === 0 ? [] : [{ score: topScore, right: hit, readme }],
  );
  const scored = tops.flatMap(({ score, ...rest }) => (score === null ? [] : [{ score, ...rest }]));
  return scored.length === tops.length ? sortScores(scored, 'falling') : null;
}

function createSums(outcomes: readonly Outcome[]) {
  return (part: (outcome: Outcome) => number) => {
    const parts = Float64Array.from(outcomes, part);
    return (weights: Int32Array): number => {
      let total = 0;
      for (let index = 0; index < parts.length; index += 1) {
        total += (parts[index] as number) * (weights[index] as number);
      }
      return total;
    };
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function harmonicMean(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return null;
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}
