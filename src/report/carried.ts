import type { Fallback } from '../model/llm.ts';
import type { TopicsMemory, TopicsPlan } from '../model/topics.ts';
import { normalizeTopics } from '../topics/ownership.ts';
import type { Digests } from './fingerprint.ts';

/** What a run left behind that the next one goes by when it plans topics. */
export type LastRun = {
  readonly digests: Digests;
  readonly topics: TopicsMemory & Pick<TopicsPlan, 'mode'>;
};

/**
 * What the last run left behind whose model answered, in the report of a run whose model did not: so that the next one plans
 * as if there had been none in between. Nothing of it is about the run that carries it.
 */
export type Carried = LastRun & {
  /** Those of `ours` that were not there: where one is there again, people set it. */
  readonly lost: readonly string[];
};

/** What a run goes by whose last report is `report`; `present` are the topics that are there now. Null where nothing is known. */
export function findLastRun(
  report: LastRun & { readonly fallback: Fallback | null; readonly carried: Carried | null },
  present: readonly string[],
): LastRun | null {
  if (report.fallback === null) return { digests: report.digests, topics: memoryOf(report.topics) };
  if (report.carried === null) return null;
  const { digests, topics, lost } = report.carried;
  const there = new Set(normalizeTopics(present));
  const byPeople = new Set(lost.filter((topic) => there.has(topic)));
  const isStillOurs = (topic: string) => !byPeople.has(topic);
  return {
    digests,
    topics: {
      ...memoryOf(topics),
      ours: topics.ours.filter(isStillOurs),
      pending: topics.pending.filter(isStillOurs),
    },
  };
}

/** What a run hands on whose model did not answer, and that went by `lastRun`. */
export function carryOn(lastRun: LastRun | null, present: readonly string[]): Carried | null {
  if (lastRun === null) return null;
  const there = new Set(normalizeTopics(present));
  const { digests, topics } = lastRun;
  return { digests, topics: memoryOf(topics), lost: topics.ours.filter((topic) => !there.has(topic)) };
}

function memoryOf({ mode, ours, declined, pending, changes }: LastRun['topics']): LastRun['topics'] {
  return { mode, ours, declined, pending, changes };
}
