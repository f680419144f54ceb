import type { ConsideredTag } from '../model/classification.ts';
import type { EventContext } from '../model/event.ts';
import type { ChangePart, TopicsPlan } from '../model/topics.ts';
import type { LastRun } from '../report/carried.ts';
import { findDiffering } from '../report/memory.ts';
import { roundScore } from '../report/report.ts';
import type { Settings } from '../settings.ts';
import { type Attempted, planTopics } from '../topics/plan.ts';
import type { Classified } from './classified.ts';
import type { Reading } from './reading.ts';

export type TopicsWork = {
  readonly reading: Reading;
  readonly classified: Classified;
  readonly lastRun: LastRun | null;
  readonly settings: Settings;
  readonly event: EventContext;
};

export type Planner = {
  readonly planFor: (present: readonly string[], attempted?: Attempted) => TopicsPlan;
  /** What the last plan weighed. */
  readonly considered: () => readonly ConsideredTag[];
};

/** Plans with what was read and classified, for whatever topics are there. `mayRemove` false makes `merge` remove none. */
export function createPlanner(
  { reading, classified, lastRun, settings, event }: TopicsWork,
  { mayRemove }: { readonly mayRemove: boolean },
): Planner {
  const { topicsMode } = settings;
  const { vocabulary, choice, pinned, starter, subject } = reading;
  const { classification, thresholdOf } = classified;
  const memory = lastRun?.topics ?? null;
  const scoreOf = ({ tag, score, support }: (typeof classification.tags)[number]) => ({
    topic: tag.topic,
    score: roundScore(score),
    support: roundScore(support),
    threshold: roundScore(thresholdOf(tag)),
    pinned: pinned.has(tag.name),
  });
  let considered = classification.considered;
  return {
    planFor(present, attempted) {
      const weighed = topicsMode === 'managed' ? present : [];
      considered = classified.considerTopics([...(memory?.ours ?? []), ...weighed]);
      const plan = planTopics({
        mode: topicsMode === 'merge' && !mayRemove ? 'add' : topicsMode,
        before: present,
        vocabulary,
        tags: classification.tags.map(scoreOf),
        considered: considered.map(scoreOf),
        exclude: choice.exclude,
        memory,
        differing: findDifferences(lastRun, classified, settings),
        isByHand: event.isByHand,
        maxTags: choice.maxTags,
        untouched: starter !== null || subject.basis === 'nothing' || classified.fallback !== null,
        ...(attempted && { attempted }),
      });
      return { ...plan, mode: topicsMode };
    },
    considered: () => considered,
  };
}

/**
 * How the topics would change, as they are now, once what was read is on the default branch; nothing is written. Where this
 * step does not publish topics, the mode is that of the runs that do.
 */
export function planOnMerge(work: TopicsWork): TopicsPlan {
  const { settings, lastRun, reading } = work;
  const isPublished = settings.publish.includes('topics');
  const topicsMode = isPublished ? settings.topicsMode : (lastRun?.topics.mode ?? settings.topicsMode);
  return createPlanner({ ...work, settings: { ...settings, topicsMode } }, { mayRemove: true }).planFor(
    reading.repository.topics,
  );
}

/** A change of `topics-mode`, or that topics are published at all, is one of the settings too. */
function findDifferences(
  lastRun: LastRun | null,
  { taken }: Classified,
  { topicsMode }: Settings,
): ReadonlySet<ChangePart> | null {
  if (lastRun === null) return null;
  const differing = findDiffering(lastRun.digests, taken.digests);
  return lastRun.topics.mode === topicsMode ? differing : new Set<ChangePart>([...differing, 'settings']);
}
