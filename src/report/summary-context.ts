/** What the summary tells beside the report. */
export type SummaryContext = {
  /** `https://github.com`, without a slash at the end. */
  readonly serverUrl: string;
  /** Whether the repository is private or internal: its topics would be public all the same. */
  readonly isPrivate: boolean;
  /** Whether the repository is archived: nobody can change its topics. */
  readonly isArchived: boolean;
  /** The default branch, where something else was read that has yet to get there; else null. */
  readonly pendingOn: string | null;
  /** The tags file to create where the default one is missing; else null. */
  readonly starter: StarterFile | null;
  /** Why the topics could not be set; else null. */
  readonly topicsFailure: TopicsFailure | null;
  /** The file in the artifact. */
  readonly reportFile: string;
  /** Where the artifact can be downloaded; null where there is none, or no address of it. */
  readonly artifactUrl: string | null;
  /** Why there is no artifact though one was asked for; else null. */
  readonly artifactTrouble: string | null;
};

export type TopicsFailure = {
  /** Plain text, a few lines. */
  readonly message: string;
  /** Whether another token mends it. */
  readonly needsToken: boolean;
};

export type StarterFile = {
  readonly path: string;
  readonly text: string;
  /** `owner/name` of the repository that the file belongs in. */
  readonly repository: string;
  /** The branch that it belongs on; null where it is not known. */
  readonly branch: string | null;
  /** A file beside it that looks like a tags file under another name; null where there is none. */
  readonly near: string | null;
};
