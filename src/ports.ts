import type { UserError } from './errors.ts';
import type { ChatReply, ChatRequest, Dialect } from './model/llm.ts';
import type { Repository, RepositoryName } from './model/repository.ts';
import type { OutputName } from './settings/outputs.ts';

/** Reads what GitHub knows of a repository. */
export interface Repositories {
  /** @throws UserError where there is no such repository or the token cannot see it. */
  read(name: RepositoryName): Promise<Repository>;
  /**
   * The full sha that a branch, tag or commit stands for now; null where the repository has no commit yet.
   * @throws UserError where there is no such ref.
   */
  resolve(name: RepositoryName, ref: string): Promise<string | null>;
}

/** A file's content, cut at the reader's limit. */
export type SourceFile = {
  /** Path in the repository or checkout. */
  readonly path: string;
  /** Git's id of the content; null for a file that does not come through the API. */
  readonly sha: string | null;
  readonly bytes: Uint8Array;
  /** Length of the whole file; more than `bytes.length` where it was cut. */
  readonly totalBytes: number;
};

export interface ReadmeSource {
  /**
   * The README of a commit: the one GitHub shows, or the file or the folder's README that `path` names. Null where there
   * is none and no `path` was given.
   * @throws UserError where `path` names nothing that can be read.
   */
  read(repository: RepositoryName, sha: string, path: string | null): Promise<SourceFile | null>;
}

/** A file of the vocabulary, at a place that is known exactly. */
export type FilePlace =
  | { readonly kind: 'checkout'; readonly path: string }
  | {
      readonly kind: 'api';
      readonly repository: RepositoryName;
      readonly path: string;
      /** Branch, tag or sha; null means the tip of the default branch. */
      readonly ref: string | null;
    };

export interface FileSource {
  /** Null where there is no such file. @throws UserError where it is no file, too large, or cannot be read. */
  read(place: FilePlace): Promise<SourceFile | null>;
  /** Names of the files beside `place`; empty where they cannot be told. Never throws. */
  listBeside(place: FilePlace): Promise<readonly string[]>;
}

export interface ReportStore {
  /**
   * Writes the whole text or nothing, and returns the path.
   * @throws UserError where the disk says no.
   */
  write(fileName: string, text: string): Promise<string>;
}

export type ArtifactOutcome =
  | { readonly kind: 'uploaded'; readonly id: number; readonly url: string | null }
  /** There is no artifact, the file stands; `message` names the fix. */
  | { readonly kind: 'kept-as-file'; readonly message: string };

export interface ArtifactStore {
  /** @throws UserError where the upload was possible and failed. */
  upload(name: string, path: string): Promise<ArtifactOutcome>;
}

export interface SummaryStore {
  /** Adds `markdown` (at most 1 MiB) to the job summary. False where the runner has none. */
  write(markdown: string): Promise<boolean>;
}

export interface Outputs {
  set(name: OutputName, value: string): void;
}

/** `again`: it did not work now, may have worked all the same, and whatever GitHub asked to wait was waited; look at the state anew before the next attempt. */
export type WriteOutcome<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'again'; readonly error: UserError };

export interface TopicsStore {
  /** The topics that are on the repository now. */
  read(repository: RepositoryName): Promise<readonly string[]>;
  /**
   * Replaces the whole set, which is all that the API knows, in one request that is never repeated by itself: it knows no
   * precondition, so a repetition could undo what people did meanwhile.
   * @throws UserError where another attempt would not help.
   */
  replace(repository: RepositoryName, topics: readonly string[]): Promise<WriteOutcome<null>>;
}

/** What is known of earlier runs. */
export type FoundMemory =
  | { readonly kind: 'found'; readonly bytes: Uint8Array }
  /** `message` is a sentence that says why, and what to do where something can be done; null on a first run. */
  | { readonly kind: 'none'; readonly message: string | null };

/** The repository that the workflow belongs to, which keeps the artifacts, whatever the run reads. */
export type OwnRepository = Pick<Repository, 'id' | 'name' | 'defaultBranch'>;

export interface MemorySource {
  /**
   * The report in the newest artifact of this name that a run of this workflow file about the default branch, or a release,
   * of `repository` itself uploaded, dry runs aside; the content is untrusted. Never throws for what GitHub answers: no
   * memory is always safe.
   */
  find(artifactName: string, repository: OwnRepository): Promise<FoundMemory>;
}

export type Pull = {
  readonly number: number;
  readonly isOpen: boolean;
  readonly isLocked: boolean;
  readonly headSha: string;
  /** `owner:branch`; null where the fork is gone. */
  readonly headLabel: string | null;
  /** Whether the head is in another repository; a fork that is gone counts as one. */
  readonly isFork: boolean;
  readonly baseRef: string;
  readonly baseSha: string;
};

export interface Pulls {
  /** Null where there is no such pull request. */
  read(repository: RepositoryName, number: number): Promise<Pull | null>;
  /** The pull requests, open or not, whose head is `label` or, where that is null or finds none, the open ones whose head commit is `sha`. */
  findByHead(
    repository: RepositoryName,
    head: { readonly label: string | null; readonly sha: string },
  ): Promise<readonly Pull[]>;
  /** Paths of the files that a pull request changes, the old names of renamed ones included; all pages. */
  changedFiles(repository: RepositoryName, number: number): Promise<readonly string[]>;
  /** The commit that both come from; null where there is none. */
  mergeBase(repository: RepositoryName, base: string, head: string): Promise<string | null>;
}

export type PullComment = { readonly id: number; readonly body: string; readonly url: string };

export interface Comments {
  /** The comments of the token's own account that start with `marker`, oldest first; all pages. */
  findOwn(repository: RepositoryName, number: number, marker: string): Promise<readonly PullComment[]>;
  /** Never repeated by itself, since it may have worked. @throws UserError where another attempt would not help. */
  create(repository: RepositoryName, number: number, body: string): Promise<WriteOutcome<PullComment>>;
  /** Null where the comment is gone. */
  update(repository: RepositoryName, id: number, body: string): Promise<PullComment | null>;
  /** Also where it is gone already. */
  remove(repository: RepositoryName, id: number): Promise<void>;
}

/** A model behind an OpenAI-compatible endpoint. */
export interface ChatModel {
  /** As it was asked for. */
  readonly name: string;
  /** What the endpoint takes, as far as this run knows. */
  readonly dialect: () => Dialect;
  /**
   * Asks the model, again without what the endpoint refuses, and after errors that pass. `beforeSend` is called before every
   * request that leaves and may throw to stop it.
   * @throws UserError with a code `llm/…`, without a word of the request, the reply or the key, where no answer comes.
   */
  ask(request: ChatRequest, beforeSend: () => void): Promise<ChatReply>;
}

export interface ChatModels {
  /** The model of the settings; called once in a run at most, and only where something is to be asked. @throws UserError where it cannot be used at all. */
  connect(): Promise<ChatModel>;
}

/** Every message may hold untrusted text; the log makes it harmless. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  notice(message: string): void;
  warning(message: string): void;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** Everything outside that a run needs. */
export type Ports = {
  readonly repositories: Repositories;
  readonly readmes: ReadmeSource;
  readonly files: FileSource;
  readonly reports: ReportStore;
  readonly artifacts: ArtifactStore;
  readonly memory: MemorySource;
  readonly topics: TopicsStore;
  readonly pulls: Pulls;
  readonly comments: Comments;
  readonly chatModels: ChatModels;
  readonly summary: SummaryStore;
  readonly outputs: Outputs;
  readonly log: Log;
  readonly clock: Clock;
};
