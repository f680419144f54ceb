/** Bins of the expected calibration error. */
const BINS = 5;

/** A score, whether it was right, and how often it counts (0 or more; a resample draws some twice and some never). */
export type WeightedScore = { readonly score: number; readonly right: boolean; readonly readme: number };

/** Scores sorted once, runs of equal scores marked, so that many resamples can be measured quickly. */
export type SortedScores = {
  /** README that each score belongs to. */
  readonly readme: Int32Array;
  readonly score: Float64Array;
  readonly right: Uint8Array;
  /** Where each run of equal scores ends (exclusive), in order. */
  readonly runEnds: readonly number[];
};

/** Sorts scores, `rising` or falling; how equal scores stand to each other changes no figure made from them. */
export function sortScores(scores: readonly WeightedScore[], direction: 'rising' | 'falling'): SortedScores {
  const sign = direction === 'rising' ? 1 : -1;
  const sorted = [...scores].sort((a, b) => sign * (a.score - b.score));
  const runEnds: number[] = [];
  sorted.forEach((item, index) => {
    if (sorted[index + 1]?.score !== item.score) runEnds.push(index + 1);
  });
  return {
    readme: Int32Array.from(sorted, (item) => item.readme),
    score: Float64Array.from(sorted, (item) => item.score),
    right: Uint8Array.from(sorted, (item) => (item.right ? 1 : 0)),
    runEnds,
  };
}

/**
 * Expected calibration error: scores in rising order are cut into five bins of equal mass (equal but for rounding), and the
 * distance between mean score and share of right tags is averaged over the bins by their mass. Equal scores share their
 * rights evenly, so that the figure does not depend on the order of READMEs. `weights` says how often each README counts.
 * Null without scores.
 */
export function calibrationError(scores: SortedScores, weights: Int32Array): number | null {
  let mass = 0;
  for (const readme of scores.readme) mass += weights[readme] as number;
  if (mass === 0) return null;

  let error = 0;
  let bin = 0;
  let seen = 0;
  let gap = 0;
  let start = 0;
  for (const end of scores.runEnds) {
    let runMass = 0;
    let runRight = 0;
    for (let index = start; index < end; index += 1) {
      const weight = weights[scores.readme[index] as number] as number;
      runMass += weight;
      runRight += weight * (scores.right[index] as number);
    }
    const gapEach = runMass === 0 ? 0 : (scores.score[start] as number) - runRight / runMass;
    while (runMass > 0) {
      const binEnd = Math.floor(((bin + 1) * mass) / BINS);
      const taken = Math.min(runMass, binEnd - seen);
      gap += taken * gapEach;
      seen += taken;
      runMass -= taken;
      if (seen === binEnd) {
        error += Math.abs(gap);
        gap = 0;
        bin += 1;
      }
    }
    start = end;
  }
  return error / mass;
}

/**
 * Area under the risk-coverage curve: READMEs in falling order of their top score; the risk at coverage k/n is the share of
 * misses among the first k, and the area is its mean over k = 1 to n. Equal scores share their misses evenly. Null without
 * READMEs.
 */
export function riskCoverageArea(tops: SortedScores, weights: Int32Array): number | null {
  let count = 0;
  let misses = 0;
  let area = 0;
  let start = 0;
  for (const end of tops.runEnds) {
    let runMass = 0;
    let runMisses = 0;
    for (let index = start; index < end; index += 1) {
      const weight = weights[tops.readme[index] as number] as number;
      runMass += weight;
      runMisses += weight * (1 - (tops.right[index] as number));
    }
    for (let step = 1; step <= runMass; step += 1) {
      area += (misses + (runMisses * step) / runMass) / (count + step);
    }
    count += runMass;
    misses += runMisses;
    start = end;
  }
  return count === 0 ? null : area / count;
}
