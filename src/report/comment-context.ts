import type { TopicsPlan } from '../model/topics.ts';
import type { Tag } from '../model/vocabulary.ts';
import type { ConsideredReportedTag, ReportedTag } from './report.ts';
import type { NamedTag } from './tag-changes.ts';

/** What a comment tells beside the report. */
export type CommentContext = {
  /** `https://github.com`, without a slash at the end. */
  readonly serverUrl: string;
  /** The page of this run; null where it is not known. */
  readonly runUrl: string | null;
  readonly artifactName: string;
  /** Whether it is the name that steps have where they give none: then there is likely no second comment. */
  readonly isDefaultName: boolean;
  /** The branch that is merged into. */
  readonly baseRef: string;
  /** The branch whose README the topics follow. */
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  /** The tags of the base: what its README gets from its list. Null where it has no list yet. */
  readonly before: readonly NamedTag[] | null;
  /** What the pull request does to the tags file; null where it leaves it alone. */
  readonly tagsFile: TagsFileChange | null;
  readonly topics: CommentedTopics | null;
  /** The next best by the list that counts once this is merged. */
  readonly considered: readonly ConsideredReportedTag[];
  readonly advice: CommentAdvice;
};

export type TagsFileChange = {
  readonly paths: readonly string[];
  readonly effect: /** From a fork: it is not read. */
    | { readonly kind: 'unread' }
    /** What the README of the pull request gets from it. */
    | { readonly kind: 'result'; readonly tags: readonly ReportedTag[] }
    | { readonly kind: 'broken'; readonly problems: readonly string[] }
    /** It is gone. */
    | { readonly kind: 'removed' };
};

/** How the topics would change, as things are now, once this is merged. */
export type CommentedTopics = {
  readonly plan: TopicsPlan;
  /** Whether a run of this action sets topics in this repository. */
  readonly areSet: boolean;
};

export type TagsFileFormat = 'json' | 'yaml' | 'csv' | 'text';

/** What it takes to say how to disagree. */
export type CommentAdvice = {
  /** Tags that can be excluded, those first that the pull request brings. */
  readonly given: readonly Tag[];
  /** A tag that was lost or came nearest without being given, or else (`isMissing` false) one that was given. */
  readonly example: { readonly tag: Tag; readonly isMissing: boolean } | null;
  /** As the user wrote it: a path, or `owner/repo:path@ref`. */
  readonly file: string;
  /** Null where neither name nor path tells. */
  readonly format: TagsFileFormat | null;
};
