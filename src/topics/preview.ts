import type { TopicsPlan } from '../model/topics.ts';
import type { Tag } from '../model/vocabulary.ts';
import { planTopics } from './plan.ts';

export { MAX_TOPICS } from './limits.ts';

/** What `planTopics` does without memory, for topics whose scores do not matter. */
export function previewTopics(before: readonly string[], topics: readonly (string | null)[]): TopicsPlan {
  const tag = (topic: string | null): Tag => ({
    id: String(topic),
    name: String(topic),
    description: null,
    aliases: [],
    topic,
    manual: false,
    replacedBy: null,
    group: null,
    minScore: null,
    place: {},
  });
  return planTopics({
    mode: null,
    before,
    vocabulary: { tags: topics.map(tag) },
    tags: topics.map((topic) => ({ topic, score: null, support: null, threshold: null, pinned: false })),
    considered: [],
    exclude: [],
    memory: null,
    differing: null,
    isByHand: false,
    maxTags: topics.length,
    untouched: false,
  });
}
