import { UserError } from '../errors.ts';
import { parseRepositoryName, type RepositoryName } from '../model/repository.ts';
import { readStandardInput } from './input-file.ts';
import { MAX_README_BYTES, readLocalReadme } from './local-readme.ts';
import type { Shell } from './shell.ts';

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

/**
 * Reads what the README argument names: `-` (standard input), a file, a folder, or else `owner/repo[@ref]` through the API.
 * @throws UserError `readme/not-found` and those of the readers.
 */
export async function readReadmeInput(argument: string, shell: Shell): Promise<ReadmeInput> {
  if (argument === '-') {
    if (process.stdin.isTTY) shell.stderr.write('Reading the README from standard input; end it with Ctrl-D.\n');
    return local({ bytes: await readStandardInput('README', MAX_README_BYTES), path: 'README.md' });
  }
  const file = readLocalReadme(argument);
  if (file) return local(file);
  const remote = parseRemote(argument);
  if (!remote) {
    throw new UserError('input', {
      code: 'readme/not-found',
      message: `There is no file ${JSON.stringify(argument)}. README is a file, a folder with a README, "-" for standard input, or owner/repo[@ref] on GitHub.`,
    });
  }
  const { readRemoteReadme } = await import('./remote-readme.ts');
  return await readRemoteReadme(remote, shell);
}

function local(file: { readonly bytes: Uint8Array; readonly path: string }): ReadmeInput {
  return {
    ...file,
    totalBytes: file.bytes.length,
    repository: null,
    description: null,
    ref: null,
    sha: null,
    blobSha: null,
    topics: [],
  };
}

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
