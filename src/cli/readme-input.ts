import { UserError } from '../errors.ts';
import { readStandardInput } from './input-file.ts';
import { checkIsText, MAX_README_BYTES, readLocalReadme } from './local-readme.ts';
import { parseRemote, type ReadmeInput } from './readme-argument.ts';
import type { Shell } from './shell.ts';

/**
 * Reads what the README argument names: `-` (standard input), a file, a folder, or else `owner/repo[@ref]` through the API.
 * @throws UserError `readme/not-found` and those of the readers.
 */
export async function readReadmeInput(argument: string, shell: Shell): Promise<ReadmeInput> {
  if (argument === '-') {
    if (process.stdin.isTTY) shell.stderr.write('Reading the README from standard input; end it with Ctrl-D.\n');
    const bytes = await readStandardInput('README', MAX_README_BYTES);
    checkIsText(bytes, 'standard input');
    return local({ bytes, path: 'README.md' });
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
