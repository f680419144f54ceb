/**
 * How far ahead a new topic has to be of the one whose place it takes. Jitter of up to half of this on either side cannot
 * make two topics change places again and again.
 */
export const CLEAR_LEAD = 0.2;

/** Threshold where neither the report nor the tag has one, as for the support of a model's tags: the offline classifier's usual one. */
export const USUAL_THRESHOLD = 0.4;

const EPSILON = 1e-9;

/** The score from which a new topic comes, for a tag that is given from `threshold` on. */
export function entryScore(threshold: number): number {
  return Math.min(Math.max(1.2 * threshold, threshold + 0.1), (1 + threshold) / 2);
}

/** The score below which a topic of ours goes, for a tag that is given from `threshold` on. */
export function exitScore(threshold: number): number {
  return Math.max(Math.min(0.7 * threshold, threshold - 0.1), 0.3 * threshold);
}

/** Whether `score` reaches `bound`, sums of decimal fractions being what they are. */
export function reaches(score: number, bound: number): boolean {
  return score >= bound - EPSILON;
}
