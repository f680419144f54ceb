/** `merge`: remove only what this action had set; `add`: never remove; `managed`: topics of the vocabulary follow the result. */
export type TopicsMode = 'merge' | 'add' | 'managed';

/** What differs from the run before, and so led to a change; `first-run` where no run before is known. */
export type ChangeCause = 'first-run' | 'readme' | 'description' | 'vocabulary' | 'settings' | 'classifier';

export type TopicChange = {
  readonly topic: string;
  readonly action: 'add' | 'remove';
  readonly cause: ChangeCause;
};

/** What a run does, or would do, to the topics of a repository. Lists keep the order that GitHub or the result gives. */
export type TopicsPlan = {
  /** Null where topics are not published and this only shows how they would change. */
  readonly mode: TopicsMode | null;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly kept: readonly string[];
  /** Topics that are on the repository after the run because a run of this action added them. */
  readonly ours: readonly string[];
  /** Topics of ours that a person took away, and that stay away. */
  readonly declined: readonly string[];
  /** Topics of the result for which there is no room among the 20. */
  readonly noRoom: readonly string[];
  readonly changes: readonly TopicChange[];
};
