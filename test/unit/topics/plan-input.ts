import type { Tag } from '../../../src/model/vocabulary.ts';
import type { GivenTopic, PlanInput, ScoredTopic } from '../../../src/topics/plan.ts';

/** A tag whose name is its topic. */
export function tag(name: string, fields: Partial<Tag> = {}): Tag {
  return {
    id: name,
    name,
    description: null,
    aliases: [],
    topic: name,
    manual: false,
    replacedBy: null,
    group: null,
    minScore: null,
    place: {},
    ...fields,
  };
}

/** The threshold of these examples: a new topic needs 0.5, one that is there 0.28. */
export const THRESHOLD = 0.4;

export function scored(topic: string, score: number | null, fields: Partial<ScoredTopic> = {}): ScoredTopic {
  return { topic, score, support: null, threshold: score === null ? null : THRESHOLD, ...fields };
}

export function given(topic: string, score: number | null, fields: Partial<GivenTopic> = {}): GivenTopic {
  return { ...scored(topic, score), pinned: false, ...fields };
}

/** A run in `merge` whose memory is empty and from which nothing differs, with a vocabulary of every topic that is given or considered. */
export function planInput(fields: Partial<PlanInput>): PlanInput {
  const named = [...(fields.tags ?? []), ...(fields.considered ?? [])].flatMap(({ topic }) => topic ?? []);
  return {
    mode: 'merge',
    before: [],
    vocabulary: { tags: [...new Set(named)].map((name) => tag(name)) },
    tags: [],
    considered: [],
    exclude: [],
    memory: null,
    differing: fields.memory ? new Set() : null,
    isByHand: false,
    maxTags: 3,
    untouched: false,
    ...fields,
  };
}

export const NO_MEMORY = { ours: [], declined: [], pending: [], changes: [] } as const;
