/** An error of the operating system, as Node throws it. */
export type SystemError = Error & { readonly code: string; readonly syscall?: string };

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && typeof (error as { code?: unknown }).code === 'string' && 'syscall' in error;
}

/** Whether the error is about the file that was named, and no fault of ours. */
export function isFileFault(error: unknown): boolean {
  return isSystemError(error) || hasNullCharacter(error);
}

/** Node refuses such a path before it asks the system. */
function hasNullCharacter(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && error.code === 'ERR_INVALID_ARG_VALUE';
}

const REASONS = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['ENOTDIR', 'a part of the path is a file, not a folder'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'the system does not permit it'],
  ['EROFS', 'it is on a read-only file system'],
  ['ENOSPC', 'no space left on the device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'the file would be larger than allowed'],
  ['EMFILE', 'too many files are open'],
  ['ELOOP', 'its symbolic links go in circles'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['EBADF', 'it is closed'],
  ['EIO', 'the device failed'],
  ['EBUSY', 'another program is using it'],
]);

/** What the operating system had against it, as the end of a sentence: `permission denied (EACCES)`. */
export function renderSystemError(error: unknown): string {
  if (hasNullCharacter(error)) return 'the path has a null character';
  if (!isSystemError(error)) return error instanceof Error ? error.message : String(error);
  const reason = REASONS.get(error.code);
  return reason ? `${reason} (${error.code})` : error.code;
}
