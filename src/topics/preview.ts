import type { TopicsPlan } from '../model/topics.ts';

/** GitHub's limit for one repository. */
export const MAX_TOPICS = 20;

/**
 * How the topics of the given tags would change those that are there, were they published: what fits is added, best tag
 * first, and nothing is removed, since without memory every topic that is there counts as people's.
 */
export function previewTopics(before: readonly string[], topics: readonly (string | null)[]): TopicsPlan {
  const present = new Set(before);
  const missing = [...new Set(topics)].filter((topic) => topic !== null).filter((topic) => !present.has(topic));
  const room = Math.max(0, MAX_TOPICS - before.length);
  const added = missing.slice(0, room);
  return {
    mode: null,
    before,
    after: [...before, ...added],
    added,
    removed: [],
    kept: before,
    ours: [],
    declined: [],
    pending: [],
    notAdded: missing.slice(room).map((topic) => ({ topic, reason: 'no-room' })),
    changes: added.map((topic) => ({ topic, action: 'add', cause: 'first-run' })),
  };
}
