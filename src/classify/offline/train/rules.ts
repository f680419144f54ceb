import type { Prediction } from '../../../evaluate/outcome.ts';
import { type Candidate, type ChoiceRules, chooseTags, compareCandidates } from '../../choose.ts';
import { FEATURES } from '../features.ts';
import { calibrate, createScorer, type Model } from '../model.ts';
import { STRONG_KIND_SCORE } from '../structure.ts';
import type { Example } from './examples.ts';

/** The tags that anything speaks for, best first. */
export function candidatesOf(example: Example, model: Model): Candidate[] {
  const scorer = createScorer(model);
  const kindAt = FEATURES.indexOf('kind');
  return example.rows
    .map((row): Candidate => {
      const entry = example.index.tags[row.tag]!;
      return {
        tag: entry.tag,
        score: calibrate(scorer(row.values, entry.kind), model),
        strong: row.strong || (entry.kind !== null && row.values[kindAt]! >= STRONG_KIND_SCORE),
        kind: entry.kind,
        concept: entry.concept?.id ?? null,
        broader: entry.broader,
        evidence: () => [],
      };
    })
    .sort(compareCandidates);
}

const OPTIONS = { maxTags: 3, minScore: null, exclude: [], pin: [] };

/** What a classifier with this model and these rules says of an example. */
export function predict(example: Example, model: Model, rules: ChoiceRules): Prediction {
  const candidates = candidatesOf(example, model);
  const { tags } = chooseTags(candidates, OPTIONS, rules);
  const name = ({ tag, score }: { tag: { name: string }; score: number | null }) => ({ name: tag.name, score });
  return { id: example.id, tags: tags.map(name), ranking: candidates.slice(0, 100).map(name) };
}

const SCORES = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6];
/** These make no difference that a hundred READMEs could show (f1 within 0.01 from 0.3 to 0.6), so they are not learned. */
const SHARE_OF_BEST = 0.5;
const MAX_KINDS = 2;
/** Broader tags are given beside narrower ones: people who label do so too. */
const BROADER_MARGIN = 1;
/**
 * A wrong tag costs trust as well as precision. Out of fold, 0.1 gives
 * more tags and a tenth more wrong ones at the same f1.
 */
const COST_OF_WRONG = 0.25;

/**
 * Of thresholds that differ by no more than that, the highest is taken: it answers less where a list has nothing that fits,
 * which these examples do not show.
 */
const NO_DIFFERENCE = 0.01;

/**
 * The threshold that serves these examples best: f1 less a cost for each wrong tag, averaged over neighbouring thresholds,
 * since the highest peak of a hundred READMEs is mostly luck. `ranked` holds each example's candidates.
 */
export function chooseRules(examples: readonly Example[], ranked: readonly (readonly Candidate[])[]): ChoiceRules {
  const rulesAt = (defaultMinScore: number): ChoiceRules => ({
    defaultMinScore,
    shareOfBest: SHARE_OF_BEST,
    maxKinds: MAX_KINDS,
    broaderMargin: BROADER_MARGIN,
  });
  const worths = SCORES.map((score) => worthOf(rulesAt(score), examples, ranked));
  const smoothed = worths.map((_, at) => {
    const around = worths.slice(Math.max(0, at - 1), at + 2);
    return around.reduce((sum, value) => sum + value, 0) / around.length;
  });
  const least = Math.max(...smoothed) - NO_DIFFERENCE;
  const best = smoothed.findLastIndex((worth) => worth >= least);
  return rulesAt(SCORES[best]!);
}

function worthOf(rules: ChoiceRules, examples: readonly Example[], ranked: readonly (readonly Candidate[])[]): number {
  let precision = 0;
  let recall = 0;
  let wrong = 0;
  for (const [at, example] of examples.entries()) {
    const { tags } = chooseTags(ranked[at]!, OPTIONS, rules);
    const inBest = tags.filter(({ tag }) => example.best.has(tag.name)).length;
    const inOk = tags.filter(({ tag }) => !example.best.has(tag.name) && example.ok.has(tag.name)).length;
    precision += tags.length === 0 ? 0 : (inBest + inOk) / tags.length;
    recall += inBest / example.best.size;
    wrong += tags.length - inBest - inOk;
  }
  const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall);
  return (f1 - COST_OF_WRONG * wrong) / examples.length;
}
