import type { ChangePart, TopicsMemory, TopicsMode } from '../model/topics.ts';
import type { Vocabulary } from '../model/vocabulary.ts';

/** A tag of the report, given or considered, as far as topics depend on it. */
export type ScoredTopic = {
  readonly topic: string | null;
  /** Null where a model gave the tag. */
  readonly score: number | null;
  /** The offline score beside a model's tag. */
  readonly support: number | null;
  /** The score that the tag needed to be given; null where a model chose. */
  readonly threshold: number | null;
};

export type GivenTopic = ScoredTopic & {
  /** Given because `pin-tags` names it. */
  readonly pinned: boolean;
};

/** What writes of this run tried whose outcome is not known: topics that they may have set or taken away. */
export type Attempted = { readonly added: readonly string[]; readonly removed: readonly string[] };

export type PlanInput = {
  /** Null where topics are not published: then this shows what `merge` would do. */
  readonly mode: TopicsMode | null;
  /** The topics that are on the repository now. */
  readonly before: readonly string[];
  readonly vocabulary: Pick<Vocabulary, 'tags'>;
  /** The tags that were given, best first, pinned ones included; at most `maxTags`. */
  readonly tags: readonly GivenTopic[];
  /** The next best, and every topic of ours (`managed`: every present topic of the vocabulary; for a replaced tag, the one that took its place) that was not given: one without an entry here counts as 0. */
  readonly considered: readonly ScoredTopic[];
  /** Names or aliases of tags that are never given, as in `exclude-tags`. */
  readonly exclude: readonly string[];
  readonly memory: TopicsMemory | null;
  /** What differs from the run that the memory is of; null without memory. A changed `topics-mode` counts as `settings`. */
  readonly differing: ReadonlySet<ChangePart> | null;
  /** Whether a person started this run. */
  readonly isByHand: boolean;
  readonly maxTags: number;
  /** Nothing was classified that topics could follow (an empty README and description, or the starter list): all stays. */
  readonly untouched: boolean;
  readonly attempted?: Attempted;
};
