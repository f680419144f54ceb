import { constants } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { UserError } from '../errors.ts';
import type { SourceFile } from '../ports.ts';

/**
 * A file of the checkout, at most `maxBytes` of it; null where there is none.
 * @throws UserError `settings/tags-file` where the path, or what a link on it points at, is outside of the checkout, or is no regular file.
 */
export async function readCheckoutFile(workspace: string, path: string, maxBytes: number): Promise<SourceFile | null> {
  const refuse = (reason: string) =>
    new UserError('input', {
      code: 'settings/tags-file',
      message: `Cannot read "./${path}" of the checkout: ${reason}.`,
    });
  let real: string;
  try {
    real = await realpath(join(workspace, path));
    const inside = relative(await realpath(workspace), real);
    if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
      throw refuse('it leads out of the checkout, which is not followed');
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return null;
    throw refuse(`the file system says ${codeOf(error)}`);
  }
  // Without `O_NONBLOCK` opening a named pipe would wait for ever. Windows has neither.
  const flags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);
  const file = await open(real, flags).catch((error: unknown) => {
    throw refuse(`the file system says ${codeOf(error)}`);
  });
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw refuse(stats.isDirectory() ? 'it is a folder; name a file' : 'it is not a regular file');
    const buffer = Buffer.alloc(Math.min(stats.size, maxBytes));
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return { path, sha: null, bytes: buffer.subarray(0, length), totalBytes: stats.size };
  } finally {
    await file.close();
  }
}

/** Paths of what stands in a folder of the checkout; empty where that cannot be told. */
export async function listCheckoutFolder(workspace: string, path: string): Promise<readonly string[]> {
  const names = await readdir(join(workspace, path)).catch(() => []);
  return names.map((name) => (path === '' ? name : `${path}/${name}`));
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no';
}
