import type { TopicsMemory, TopicsPlan } from '../model/topics.ts';
import { claimOurs } from '../topics/ownership.ts';
import type { Attempted } from '../topics/plan.ts';

const without = (topics: readonly string[], others: readonly string[]) => topics.filter((it) => !others.includes(it));
const within = (topics: readonly string[], others: readonly string[]) => topics.filter((it) => others.includes(it));

/** What was tried and may have worked, this plan included: a later write counts over an earlier one. */
export function addAttempt({ added, removed }: Attempted, plan: TopicsPlan): Attempted {
  return {
    added: [...without(added, [...plan.removed, ...plan.added]), ...plan.added],
    removed: [...without(removed, [...plan.removed, ...plan.added]), ...plan.removed],
  };
}

/** What writing came to. */
export type Written = {
  /** Before the first write, and as last read. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The plans that were written, or may have been, oldest first. */
  readonly plans: readonly TopicsPlan[];
  /** The last plan that was made. */
  readonly last: TopicsPlan;
};

/** The record of a run that wrote: of what was read before and after, as far as it can be this run's doing. */
export function recordWritten({ before, after, plans, last }: Written, memory: TopicsMemory | null): TopicsPlan {
  const attempted = plans.reduce(addAttempt, { added: [], removed: [] });
  const added = without(within(attempted.added, after), before);
  const removed = without(within(attempted.removed, before), after);
  const changes = plans.flatMap((plan) => plan.changes);
  const changesOf = (action: 'add' | 'remove', topics: readonly string[]) =>
    topics.flatMap((topic) => changes.findLast((change) => change.topic === topic && change.action === action) ?? []);
  return {
    ...last,
    before,
    after,
    added,
    removed,
    kept: within(before, after),
    ours: claimOurs(memory, attempted.added, after),
    declined: without(last.declined, after),
    pending: within(last.pending, after),
    changes: [...changesOf('remove', removed), ...changesOf('add', added)],
  };
}

/**
 * The record of a run that wrote nothing, or failed to: the plan, with `after` what it would come to, and with `ours` what is ours
 * on the repository as it is. `added` and `present` are what is known of it.
 */
export function recordUnwritten(
  plan: TopicsPlan,
  memory: TopicsMemory | null,
  { added, present }: { readonly added: readonly string[]; readonly present: readonly string[] },
): TopicsPlan {
  return { ...plan, ours: claimOurs(memory, added, present) };
}
