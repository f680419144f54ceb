import { createReadmeSource } from '../github/readme-source.ts';
import { createRepositories } from '../github/repository.ts';
import { renderRepositoryName } from '../model/repository.ts';
import { adviseCaller, createApiClient, findApiAccess } from './api.ts';
import type { ReadmeInput, RemoteTarget } from './readme-argument.ts';
import { detail, note, type Shell } from './shell.ts';

/** More than the document keeps, so that it knows that it was cut. */
const MAX_BYTES = 2_000_000;

/**
 * Reads the README that GitHub shows of a repository, at a branch, tag or commit or at the tip of its default branch.
 * @throws UserError of the API's adapters.
 */
export async function readRemoteReadme({ repository: asked, ref }: RemoteTarget, shell: Shell): Promise<ReadmeInput> {
  const access = findApiAccess(shell.env);
  const client = await createApiClient(access, shell);
  const argument = renderRepositoryName(asked);
  try {
    const repositories = createRepositories(client);
    const { name, description, defaultBranch, topics } = await repositories.read(asked);
    const sha = await repositories.resolve(name, ref ?? `refs/heads/${defaultBranch}`);
    const place = `${renderRepositoryName(name)} at ${ref ?? defaultBranch}`;
    const file = sha === null ? null : await createReadmeSource(client, MAX_BYTES).read(name, sha, null);
    if (file) detail(shell, `Read ${file.path} of ${place} (${sha}).`);
    else note(shell, sha === null ? `${place} has no commit yet.` : `${place} has no README.`);
    return {
      bytes: file?.bytes ?? new Uint8Array(),
      totalBytes: file?.totalBytes ?? 0,
      path: file?.path ?? 'README.md',
      repository: name,
      description,
      ref: ref ?? defaultBranch,
      sha,
      blobSha: file?.sha ?? null,
      topics,
    };
  } catch (error) {
    const missing =
      ref === null
        ? `There is no file or folder ${JSON.stringify(argument)} here either.`
        : 'A file is named without "@".';
    throw adviseCaller(error, access, missing);
  }
}
