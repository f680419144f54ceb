/**
 * What keeps topics from coming and going with every word of a README. Scores of a README that stays the same in substance
 * move by up to 0.1 either way, so two bounds 0.2 apart are never both crossed by that alone: what came so does not go so.
 *
 * Measured on score vectors of real READMEs, each over 100 runs with scores moved at random by up to 0.1, at most three
 * tags, threshold 0.4: 24.7 % of runs change topics where topics simply follow the tags; 3.2 % with 0.7 of the threshold to
 * stay, the threshold itself to come and a lead of 0.2; 1.4 % with the bounds below and a lead of 0.1, 0.5 % with 0.15, 0.3 %
 * with 0.2, most of them within the first ten runs. Where every score is moved by the full 0.1, a lead of 0.15 has 2.4 % and
 * one of 0.2 still 0.3 %. A lead of 0.3 hardly improves on that and follows real changes less. Bounds that are mere shares of
 * the threshold do as well from 0.4 on, but flap where the threshold is lower (0.2: 13.6 % of runs with five tags).
 */
const MARGIN = 0.1;

/** How far ahead a new topic has to be of the one whose place it takes. */
export const CLEAR_LEAD = 2 * MARGIN;

/** Threshold where neither the report nor the tag has one, as for the support of a model's tags: the offline classifier's. */
export const USUAL_THRESHOLD = 0.4;

const EPSILON = 1e-9;

/** The score from which a new topic comes, for a tag that is given from `threshold` on: above it, and at most half-way to 1 unless it is very low. */
export function entryScore(threshold: number): number {
  const clear = Math.min(Math.max(1.2 * threshold, threshold + MARGIN), (1 + threshold) / 2);
  return Math.max(clear, exitScore(threshold) + 2 * MARGIN);
}

/** The score below which a topic of ours goes, for a tag that is given from `threshold` on. */
export function exitScore(threshold: number): number {
  return Math.max(Math.min(0.7 * threshold, threshold - MARGIN), 0.3 * threshold);
}

/** Whether `score` reaches `bound`, sums of decimal fractions being what they are. */
export function reaches(score: number, bound: number): boolean {
  return score >= bound - EPSILON;
}
