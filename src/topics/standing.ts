import { CLEAR_LEAD, entryScore, exitScore, reaches, USUAL_THRESHOLD } from './inertia.ts';
import type { GivenTopic, PlanInput, ScoredTopic } from './plan-input.ts';
import type { TopicIndex } from './topic-index.ts';

/** How a topic stands in this run's classification. */
export type Standing = {
  readonly topic: string;
  /** Its score, or the support of a tag that a model judged; 0 where nothing is known. */
  readonly strength: number;
  /** A model gave it, which counts for more than any support. */
  readonly isByModel: boolean;
  readonly isGiven: boolean;
  readonly isPinned: boolean;
  /** Where a model judges: it gave this one too, or the support alone would let it come. */
  readonly isFirm: boolean;
  readonly threshold: number;
  readonly group: string | null;
};

/** Tells how topics stand. */
export function createStandings({ tags, considered }: PlanInput, index: TopicIndex): (topic: string) => Standing {
  const entries = new Map<string, { entry: ScoredTopic; given: GivenTopic | null }>();
  const add = (entry: ScoredTopic, given: GivenTopic | null) => {
    if (entry.topic !== null && !entries.has(entry.topic)) entries.set(entry.topic, { entry, given });
  };
  for (const tag of tags) add(tag, tag);
  for (const tag of considered) add(tag, null);
  const isJudgedByModel = [...entries.values()].some(({ entry }) => entry.score === null);
  return (topic) => {
    const tag = index.find(topic);
    const { entry, given } = entries.get(topic) ?? { entry: null, given: null };
    const strength = entry?.score ?? entry?.support ?? 0;
    const threshold = entry?.threshold ?? tag?.minScore ?? USUAL_THRESHOLD;
    const isGiven = given !== null;
    return {
      topic,
      strength,
      isByModel: isGiven && isJudgedByModel,
      isGiven,
      isPinned: given?.pinned ?? false,
      isFirm: isJudgedByModel && (isGiven || reaches(strength, entryScore(threshold))),
      threshold,
      group: tag?.group ?? null,
    };
  };
}

/** Whether a topic that is not there may come. */
export function isClear({ strength, threshold, isByModel }: Standing): boolean {
  return isByModel || reaches(strength, entryScore(threshold));
}

/** Whether a topic that is there may stay. */
export function isHeld({ strength, threshold, isGiven, isPinned }: Standing): boolean {
  return (isGiven && !isPinned) || reaches(strength, exitScore(threshold));
}

/** Whether `entrant` is so much better that it may take the place of `incumbent`. A model's tags have no score to compare. */
export function leads(entrant: Standing, incumbent: Standing): boolean {
  if (entrant.isByModel) return !incumbent.isFirm;
  return reaches(entrant.strength, incumbent.strength + CLEAR_LEAD);
}

/** Given ones first, then those that lose their place last; a total order, whatever order the topics came in. */
export function compareStandings(a: Standing, b: Standing): number {
  return (
    Number(b.isGiven) - Number(a.isGiven) ||
    Number(b.isFirm) - Number(a.isFirm) ||
    b.strength - a.strength ||
    (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : 0)
  );
}
