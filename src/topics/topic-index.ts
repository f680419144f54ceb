import type { Tag, Vocabulary } from '../model/vocabulary.ts';

/** What the vocabulary and the exclusions say of topics. */
export type TopicIndex = {
  /** The tag that a topic belongs to; null for a topic that is not in the vocabulary. */
  find(topic: string): Tag | null;
  /** The tag that took this one's place; null where none did. */
  heirOf(tag: Tag): Tag | null;
  isExcluded(tag: Tag): boolean;
};

/** `exclude` are names or aliases of tags. A topic that two tags have is the first one's, and a replaced tag's only where no other has it. */
export function indexTopics({ tags }: Pick<Vocabulary, 'tags'>, exclude: readonly string[]): TopicIndex {
  const byTopic = new Map<string, Tag>();
  const byName = new Map<string, Tag>();
  const excluded = new Set(exclude);
  for (const tag of tags) {
    byName.set(tag.name, tag);
    if (tag.topic === null) continue;
    const owner = byTopic.get(tag.topic);
    if (owner === undefined || (owner.replacedBy !== null && tag.replacedBy === null)) byTopic.set(tag.topic, tag);
  }
  return {
    find: (topic) => byTopic.get(topic) ?? null,
    heirOf: (tag) => (tag.replacedBy === null ? null : (byName.get(tag.replacedBy) ?? null)),
    isExcluded: (tag) => [tag.name, ...tag.aliases].some((name) => excluded.has(name)),
  };
}
