import type { ChangePart, TopicsMemory } from '../model/topics.ts';
import type { PlanInput } from './plan-input.ts';
import type { TopicIndex } from './topic-index.ts';

/** GitHub keeps topics in lower case; a set from elsewhere may not be, and sending such a topic back would be refused. */
export function normalizeTopics(topics: readonly string[]): readonly string[] {
  return [...new Set(topics.map((topic) => topic.toLowerCase()))];
}

/**
 * The topics that are there because this action added them: those of the memory and those added since, as far as they are
 * among `present`. Whatever else is there counts as people's.
 */
export function claimOurs(
  memory: Pick<TopicsMemory, 'ours'> | null,
  added: readonly string[],
  present: readonly string[],
): readonly string[] {
  const set = new Set(normalizeTopics([...(memory?.ours ?? []), ...added]));
  return normalizeTopics(present).filter((topic) => set.has(topic));
}

/** What a remembered refusal is bound to. */
const REFUSAL_PARTS: readonly ChangePart[] = ['readme', 'vocabulary'];

/**
 * The topics of ours that people took away. What the memory has is forgotten once README or vocabulary differ; what went
 * since the run before counts in any case. One that was renamed since is refused under its new name.
 */
export function findDeclined(
  { memory, differing, attempted, untouched }: PlanInput,
  present: ReadonlySet<string>,
  index: TopicIndex,
): readonly string[] {
  if (memory === null) return [];
  const isForgotten = !untouched && REFUSAL_PARTS.some((part) => differing?.has(part));
  const byUs = new Set(normalizeTopics(attempted?.removed ?? []));
  const gone = normalizeTopics(memory.ours).filter((topic) => !present.has(topic) && !byUs.has(topic));
  const remembered = isForgotten ? [] : normalizeTopics(memory.declined);
  const current = [...remembered, ...gone].map((topic) => {
    const tag = index.find(topic);
    return (tag && index.heirOf(tag)?.topic) ?? topic;
  });
  return [...new Set(current)].filter((topic) => !present.has(topic));
}
