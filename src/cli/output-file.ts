import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { isFileFault, isSystemError, renderSystemError } from './system-error.ts';

/**
 * Writes a file whole or not at all: into a new file beside it, to the disk, and then over it in one step. A link stays a
 * link, an existing file keeps its mode, and what is no file (a pipe, `/dev/null`) is written to as it is.
 * @throws UserError `file/unwritable`; the file is then as it was.
 */
export function writeOutputFile(path: string, text: string, what: string): void {
  try {
    const target = resolveTarget(path);
    if (target.isSpecial) writeFileSync(target.path, text);
    else replaceFile(target.path, target.mode, text);
  } catch (error) {
    throw toWriteError(path, what, error);
  }
}

/**
 * Whether `writeOutputFile` has a chance and harms none of `inputs`, asked before long work.
 * @throws UserError `file/is-input`, `file/unwritable`.
 */
export function checkOutputFile(path: string, what: string, inputs: readonly string[]): void {
  const real = findRealPath(path);
  if (real !== null && inputs.some((input) => findRealPath(input) === real)) {
    throw new UserError('input', {
      code: 'file/is-input',
      message: `The ${what} ${JSON.stringify(path)} would overwrite a file that this call reads. Name another file.`,
    });
  }
  try {
    const target = resolveTarget(path);
    accessSync(target.isSpecial ? target.path : dirname(target.path), constants.W_OK);
  } catch (error) {
    throw toWriteError(path, what, error);
  }
}

/** Null where there is no such file; an input may also be `-` or a repository. */
function findRealPath(path: string): string | null {
  try {
    const real = realpathSync(path);
    return statSync(real).isFile() ? real : null;
  } catch {
    return null;
  }
}

type Target = { readonly path: string; readonly isSpecial: boolean; readonly mode: number | undefined };

function resolveTarget(path: string): Target {
  const link = lstatSync(path, { throwIfNoEntry: false });
  const stats = link?.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : link;
  if (!stats) return { path, isSpecial: false, mode: undefined };
  if (stats.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR', syscall: 'open' });
  return { path: realpathSync(path), isSpecial: !stats.isFile(), mode: stats.mode & 0o777 };
}

function replaceFile(path: string, mode: number | undefined, text: string): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    const descriptor = openSync(temporary, 'w');
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (mode !== undefined) chmodSync(temporary, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

export function toWriteError(path: string, what: string, cause: unknown): unknown {
  if (!isFileFault(cause)) return cause;
  // A wrong path is the call's fault; a full disk is nobody's.
  const isPath = isSystemError(cause) && ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP'].includes(cause.code);
  const hint = isSystemError(cause) && cause.code === 'ENOENT' ? ' Make the folder first.' : '';
  return new UserError(
    isPath ? 'input' : 'work',
    {
      code: 'file/unwritable',
      message: `Cannot write the ${what} ${JSON.stringify(path)}: ${renderSystemError(cause)}.${hint}`,
    },
    { cause },
  );
}
