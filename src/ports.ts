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
  readonly summary: SummaryStore;
  readonly outputs: Outputs;
  readonly log: Log;
  readonly clock: Clock;
};
