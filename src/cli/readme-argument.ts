import { parseRepositoryName, type RepositoryName } from '../model/repository.ts';

/** A README to classify, wherever it came from, with what is known of its repository. */
export type ReadmeInput = {
  readonly bytes: Uint8Array;
  /** Length of the whole README; more than `bytes` holds where it was cut on the way. */
  readonly totalBytes: number;
  /** Path that tells the format. */
  readonly path: string;
  readonly repository: RepositoryName | null;
  readonly description: string | null;
  /** Branch, tag or commit, as people call it; null for files. */
  readonly ref: string | null;
  /** Commit that it was read from; null for files. */
  readonly sha: string | null;
  /** Git's id of the README; null for files. */
  readonly blobSha: string | null;
  /** Topics that the repository has now; none for files. */
  readonly topics: readonly string[];
};

export type RemoteTarget = { readonly repository: RepositoryName; readonly ref: string | null };

/**
 * `owner/repo` or `owner/repo@ref`; null where the argument cannot be one, or is a README's path by the look of it: a path
 * with a slip in it is not sent to a server.
 */
export function parseRemote(argument: string): RemoteTarget | null {
  const at = argument.indexOf('@');
  const repository = parseRepositoryName(at === -1 ? argument : argument.slice(0, at));
  const ref = at === -1 ? null : argument.slice(at + 1);
  if (!repository || ref === '') return null;
  const looksLikeFile = /^readme$|\.(?:md|markdown|mdown|mkdn|mdx|rst|adoc|asciidoc|org|textile|txt)$/i;
  return ref === null && looksLikeFile.test(repository.name) ? null : { repository, ref };
}
