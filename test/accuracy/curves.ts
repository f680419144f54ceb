import { compareWithLabels, type Labels, type Outcome, type Prediction } from '../../src/evaluate/outcome.ts';

/** What was said of each README, in the same order. */
export type Answers = { readonly labels: readonly Labels[]; readonly predictions: readonly Prediction[] };

/** How many tags were given to a README on average, and which share of all given tags was right (in `best` or `ok`). */
export type GivenPoint = { readonly given: number; readonly right: number };

/** Null where no tag was given at all. */
export function measureGiven(answers: Answers): GivenPoint | null {
  const outcomes = compareAll(answers);
  const given = sum(outcomes, (outcome) => outcome.given);
  const wrong = sum(outcomes, (outcome) => outcome.wrong);
  return given === 0 ? null : { given: given / outcomes.length, right: 1 - wrong / given };
}

/** The same READMEs given the first `most` of the ranking, whatever the scores. */
export function giveAlways({ labels, predictions }: Answers, most: number): Answers {
  return { labels, predictions: predictions.map((one) => ({ ...one, tags: one.ranking.slice(0, most) })) };
}

/** Given tags of about the same score: what the scores promised, and what came of it with its 95 % interval. */
export type CalibrationBin = {
  readonly score: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
  readonly tags: number;
};

/** Given tags in order of their score, cut into bins of equal size; fewer bins where there are fewer tags. */
export function binByScore(answers: Answers, bins: number): readonly CalibrationBin[] {
  const scored = compareAll(answers)
    .flatMap((outcome) => outcome.scored)
    .sort((a, b) => a.score - b.score || Number(a.right) - Number(b.right));
  const ends = Array.from({ length: bins + 1 }, (_, bin) => Math.round((bin * scored.length) / bins));
  return ends.slice(1).flatMap((end, bin): CalibrationBin[] => {
    const part = scored.slice(ends[bin], end);
    if (part.length === 0) return [];
    const right = part.filter((one) => one.right).length;
    return [
      {
        score: sum(part, ({ score }) => score) / part.length,
        right: right / part.length,
        ...wilson(right, part.length),
        tags: part.length,
      },
    ];
  });
}

/** If only the surest READMEs are looked at, `coverage` of them, then the first tag is no good for `risk` of these. */
export type RiskPoint = { readonly coverage: number; readonly risk: number };

/** One point for each score that a first tag has, the surest first. READMEs that fit nothing do not count. */
export function traceRisk(answers: Answers): readonly RiskPoint[] {
  const tops = compareAll(answers)
    .filter(({ best }) => best > 0)
    .map(({ topScore, hit }) => ({ score: topScore ?? 0, hit }))
    .sort((a, b) => b.score - a.score);
  const points: RiskPoint[] = [];
  let misses = 0;
  for (const [at, { score, hit }] of tops.entries()) {
    if (!hit) misses += 1;
    // Equal scores cannot be told apart, so they come all at once.
    if (tops[at + 1]?.score !== score) points.push({ coverage: (at + 1) / tops.length, risk: misses / (at + 1) });
  }
  return points;
}

function compareAll({ labels, predictions }: Answers): readonly Outcome[] {
  return labels.map((label, at) => compareWithLabels(label, predictions[at]!));
}

const Z = 1.96;

/** Wilson's 95 % interval of a share; unlike the usual one it stays within 0 and 1. */
function wilson(part: number, whole: number): { readonly low: number; readonly high: number } {
  const share = part / whole;
  const middle = share + Z ** 2 / (2 * whole);
  const reach = Z * Math.sqrt((share * (1 - share)) / whole + Z ** 2 / (4 * whole ** 2));
  const scale = 1 + Z ** 2 / whole;
  return { low: Math.max(0, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale) };
}

function sum<T>(list: readonly T[], part: (one: T) => number): number {
  return list.reduce((total, one) => total + part(one), 0);
}
