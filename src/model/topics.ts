/** `merge`: remove only what this action had set; `add`: never remove; `managed`: topics of the vocabulary follow the result. */
export const TOPICS_MODES = ['merge', 'add', 'managed'] as const;

export type TopicsMode = (typeof TOPICS_MODES)[number];

/** What a classification depends on, and what can therefore lead to a change of topics. */
export type ChangePart = 'readme' | 'description' | 'vocabulary' | 'settings' | 'classifier';

/** What led to a change: the part that differs from the run before, `people` where only they did something, `first-run` where no run before is known. */
export type ChangeCause = ChangePart | 'people' | 'first-run';

export type TopicChange = {
  readonly topic: string;
  readonly action: 'add' | 'remove';
  readonly cause: ChangeCause;
};

/**
 * Why the topic of a tag that was given is not set. `declined`: a person took it away; `not-clear`: its score is only
 * just above what it needs; `no-lead`: it would displace a topic of ours that is about as good; `same-group`: another
 * topic of its group is set, by people or about as good; `pending`: a pending topic has its place; `no-room`: people's
 * topics and better ones fill the 20.
 */
export type NotAddedReason = 'declined' | 'not-clear' | 'no-lead' | 'same-group' | 'pending' | 'no-room';

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
  /** Topics of ours that a person took away, and that stay away; one that `pin-tags` brings back is among them until it is there. */
  readonly declined: readonly string[];
  /** Topics of ours that only a new version of the classifier would remove; they stay until the README changes or a run is started by hand. */
  readonly pending: readonly string[];
  /** Topics of tags that were given, which are not set all the same. */
  readonly notAdded: readonly { readonly topic: string; readonly reason: NotAddedReason }[];
  readonly changes: readonly TopicChange[];
};

/** What the report of an earlier run tells about topics. Untrusted until it is checked. */
export type TopicsMemory = Pick<TopicsPlan, 'ours' | 'declined' | 'pending' | 'changes'>;
