import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { UserError } from '../errors.ts';
import { isFileFault, isSystemError, renderSystemError } from './system-error.ts';

const MEBIBYTE = 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

/**
 * Reads a whole file, pipe or device that the user named; `what` says what it is for ("README", "tags file").
 * @throws UserError `file/not-found`, `file/is-folder`, `file/too-large` (over `maxBytes`), `file/unreadable`.
 */
export function readInputFile(path: string, what: string, maxBytes: number): Uint8Array {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    throw toFileError(path, what, error);
  }
  try {
    const stats = fstatSync(descriptor);
    if (stats.isDirectory()) throw toFileError(path, what, 'folder');
    if (stats.size > maxBytes) throw createTooLarge(path, what, maxBytes);
    return readDescriptor(descriptor, stats.size, () => createTooLarge(path, what, maxBytes), maxBytes);
  } catch (error) {
    throw toFileError(path, what, error);
  } finally {
    closeSync(descriptor);
  }
}

/** Sizes of pipes and of files under /proc are 0, and a file may grow: what counts is the end of the data. */
function readDescriptor(
  descriptor: number,
  expectedBytes: number,
  tooLarge: () => UserError,
  maxBytes: number,
): Uint8Array {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, expectedBytes + 1 - total));
    const read = readSync(descriptor, chunk);
    if (read === 0) break;
    chunks.push(chunk.subarray(0, read));
    total += read;
    if (total > maxBytes) throw tooLarge();
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, total);
}

/**
 * Reads standard input to its end.
 * @throws UserError `file/too-large`, `file/unreadable`.
 */
export async function readStandardInput(what: string, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let total = 0;
  try {
    for await (const chunk of process.stdin) {
      chunks.push(chunk);
      total += chunk.length;
      if (total > maxBytes) throw createTooLarge('standard input', what, maxBytes);
    }
  } catch (error) {
    throw toFileError('standard input', what, error);
  }
  return Buffer.concat(chunks, total);
}

/** The error for a file that could not be opened or read, `folder` for one that is a folder. What is no such error comes back as it is. */
export function toFileError(path: string, what: string, cause: unknown): unknown {
  const quoted = JSON.stringify(path);
  if (cause !== 'folder' && !isFileFault(cause)) return cause;
  const code = isSystemError(cause) ? cause.code : cause === 'folder' ? 'EISDIR' : undefined;
  if (code === 'ENOENT') {
    return new UserError(
      'input',
      {
        code: 'file/not-found',
        message: `There is no ${what} ${quoted}. Check the path; it is read from ${JSON.stringify(process.cwd())}.`,
      },
      { cause },
    );
  }
  if (code === 'EISDIR') {
    return new UserError('input', {
      code: 'file/is-folder',
      message: `${quoted} is a folder; expected ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}. Name a file in it.`,
    });
  }
  return new UserError(
    'input',
    { code: 'file/unreadable', message: `Cannot read the ${what} ${quoted}: ${renderSystemError(cause)}.` },
    { cause },
  );
}

function createTooLarge(path: string, what: string, maxBytes: number): UserError {
  return new UserError('input', {
    code: 'file/too-large',
    message: `The ${what} ${JSON.stringify(path)} is larger than ${renderSize(maxBytes)}, the most that is read. Is it the right file?`,
  });
}

function renderSize(bytes: number): string {
  return bytes % MEBIBYTE === 0 ? `${bytes / MEBIBYTE} MiB` : `${bytes / 1_000_000} MB`;
}
