import { UserError } from '../errors.ts';
import { renderRepositoryName } from '../model/repository.ts';
import type { FilePlace, FileSource, SourceFile } from '../ports.ts';
import { listCheckoutFolder, readCheckoutFile } from './checkout.ts';
import type { Client } from './client.ts';
import { type Content, readContent } from './contents.ts';
import { isStatus, toUserError } from './http-error.ts';

export type FileSourceOptions = {
  readonly client: Client;
  /** Folder of the checkout; nothing outside of it is read. */
  readonly workspace: string;
  readonly maxBytes: number;
};

/** Reads tags files, through the API or from the checkout; at most `maxBytes` of each. */
export function createFileSource({ client, workspace, maxBytes }: FileSourceOptions): FileSource {
  return {
    async read(place) {
      if (place.kind === 'checkout') return readCheckoutFile(workspace, place.path, maxBytes);
      const name = renderRepositoryName(place.repository);
      const what = `read the tags file ${JSON.stringify(place.path)} of ${name}`;
      try {
        return toFile(await readContent(client, place, maxBytes, what), what);
      } catch (error) {
        if (isStatus(error, 404)) return null;
        throw toUserError(error, { what, permission: 'contents: read', missing: '' });
      }
    },

    async listBeside(place) {
      const path = parentOf(place.path);
      if (place.kind === 'checkout') return listCheckoutFolder(workspace, path);
      try {
        const content = await readContent(client, { ...place, path }, maxBytes, 'list a folder');
        return content.kind === 'folder' ? content.names.map((name) => (path === '' ? name : `${path}/${name}`)) : [];
      } catch {
        // Only for a suggestion; what is wrong with the API shows where it matters.
        return [];
      }
    },
  };
}

function parentOf(path: FilePlace['path']): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function toFile(content: Content, what: string): SourceFile {
  if (content.kind === 'file') return content.file;
  const is =
    content.kind === 'symlink'
      ? `a link to ${JSON.stringify(content.target)}, which is no file of that repository`
      : `a ${content.kind}`;
  throw new UserError('input', {
    code: 'settings/tags-file',
    message: `Cannot ${what}: it is ${is}. Name a file in "tags-file".`,
  });
}
