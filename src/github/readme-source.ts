import { UserError } from '../errors.ts';
import { renderRepositoryName } from '../model/repository.ts';
import type { ReadmeSource, SourceFile } from '../ports.ts';
import type { Client } from './client.ts';
import { type Content, type ContentPlace, readContent, readReadme } from './contents.ts';
import { isStatus, toUserError } from './http-error.ts';

/** Reads READMEs through the API as data; at most `maxBytes` of each. */
export function createReadmeSource(client: Client, maxBytes: number): ReadmeSource {
  return {
    async read(repository, sha, path) {
      const place: ContentPlace = { repository, path: path ?? '', ref: sha };
      const name = renderRepositoryName(repository);
      const what = path ? `read ${JSON.stringify(path)} of ${name}` : `read the README of ${name}`;
      try {
        if (!path) return toFile(await readReadme(client, place, maxBytes, what), what);
        const content = await readContent(client, place, maxBytes, what);
        if (content.kind !== 'folder') return toFile(content, what);
        return toFile(await readReadme(client, place, maxBytes, what), what);
      } catch (error) {
        if (isStatus(error, 404) && path === null) return null;
        const missing = `There is no such file at ${sha.slice(0, 7)}, or the folder has no README. "readme-path" is a path from the top of the repository.`;
        throw toUserError(error, { what, permission: 'contents: read', missing });
      }
    },
  };
}

function toFile(content: Content, what: string): SourceFile {
  switch (content.kind) {
    case 'file':
      return content.file;
    case 'symlink':
      throw new UserError('work', {
        code: 'readme/link',
        message: `Cannot ${what}: it is a link to ${JSON.stringify(content.target)}, which is no file of this repository. Name the file itself with "readme-path".`,
      });
    default:
      throw new UserError('work', {
        code: 'readme/no-file',
        message: `Cannot ${what}: it is a ${content.kind}. Name a file, or a folder with a README, with "readme-path".`,
      });
  }
}
