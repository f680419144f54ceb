import type { TopicsMemory, TopicsPlan } from '../model/topics.ts';
import { claimOurs, normalizeTopics } from './ownership.ts';

export type Writes = {
  /** The plans that were sent, one a round, the last one last. */
  readonly rounds: readonly [TopicsPlan, ...TopicsPlan[]];
  /** The topics as they were read last, after the last round wherever that was possible. */
  readonly live: readonly string[];
  readonly memory: Pick<TopicsMemory, 'ours'> | null;
  /** Whether the last round is known to have worked. */
  readonly isWritten: boolean;
};

/**
 * What a report says once writing is over, whether it took several rounds or failed. Written: before the first round and as
 * read after the last, with the changes of any round that are there, so that what people did meanwhile is not taken for
 * the run's. Not written: what is still planned, and as ours only what is known to be there.
 */
export function concludePlan({ rounds, live, memory, isWritten }: Writes): TopicsPlan {
  const last = rounds.at(-1) ?? rounds[0];
  const { before } = rounds[0];
  const now = normalizeTopics(live);
  const present = new Set(now);
  const sent = rounds.flatMap(({ changes }) => changes);
  const ours = claimOurs(
    memory,
    rounds.flatMap(({ added }) => added),
    now,
  );
  const pending = last.pending.filter((topic) => present.has(topic));
  if (!isWritten) return { ...last, ours, pending };

  const there = new Set(before);
  const changes = [...new Map(sent.map((change) => [change.topic, change])).values()].filter(({ topic, action }) =>
    action === 'add' ? present.has(topic) && !there.has(topic) : there.has(topic) && !present.has(topic),
  );
  const changed = new Set(changes.map(({ topic }) => topic));
  return {
    mode: last.mode,
    before,
    after: now,
    added: now.filter((topic) => changed.has(topic)),
    removed: before.filter((topic) => changed.has(topic)),
    kept: before.filter((topic) => present.has(topic)),
    ours,
    declined: last.declined.filter((topic) => !present.has(topic)),
    pending,
    notAdded: last.notAdded.filter(({ topic }) => !present.has(topic)),
    changes,
  };
}
