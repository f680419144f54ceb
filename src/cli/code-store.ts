import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { isAbsolute, join } from 'node:path';

/**
 * Compiled code kept from run to run, in the folder that the system has for what programs can make again. Taking the code in
 * is a third of a short run, and this does away with most of it.
 */
export type CodeStore = {
  /** What was kept for a file of this name; undefined where there is nothing that can be used. */
  read(name: string): Buffer | undefined;
  /** Keeps it, in place of what was kept for earlier versions of the file. What cannot be written is not kept. */
  write(name: string, code: Buffer): void;
};

const EXTENSION = '.bin';
/** Files have a hash of their content at the end of their names: `start-_a1B2-c3.cjs`. */
const HASH = /-[\w-]{8}\.cjs(?:\.bin)?$/;
const stemOf = (name: string): string => name.replace(HASH, '');

/**
 * The store of this Node for one `tag` (V8's version and flags), or null where there is to be none:
 * `NODE_DISABLE_COMPILE_CACHE`, as for Node's own; `CI`, whose machines are new each time; a system without such a folder.
 */
export function openCodeStore(env: NodeJS.ProcessEnv, tag: number): CodeStore | null {
  if (env['NODE_DISABLE_COMPILE_CACHE'] || env['CI']) return null;
  const caches = findCacheFolder(env, process.platform);
  if (caches === null) return null;
  // V8 itself takes the code of another Node whose V8 has the same number, and then does anything at all.
  const folder = join(caches, 'readme-tagger', `${process.version}-${process.arch}-${tag.toString(16)}`);
  return {
    read: (name) => readTrusted(join(folder, name + EXTENSION)),
    write: (name, code) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const path = join(folder, name + EXTENSION);
        const unfinished = `${path}.${process.pid}`;
        writeFileSync(unfinished, code, { mode: 0o600 });
        // All at once, so that a run beside this one never reads half of it.
        renameSync(unfinished, path);
        for (const other of readdirSync(folder)) {
          if (other !== name + EXTENSION && stemOf(other) === stemOf(name)) unlinkSync(join(folder, other));
        }
      } catch {
        // A read-only home, a full disk: the next run takes the code in as this one did.
      }
    },
  };
}

/** Where programs of this person keep what they can make again; null where the environment does not say. */
export function findCacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  const home = env['HOME'];
  const folder =
    platform === 'win32'
      ? env['LOCALAPPDATA']
      : env['XDG_CACHE_HOME'] || (home && join(home, platform === 'darwin' ? 'Library/Caches' : '.cache'));
  return folder && isAbsolute(folder) ? folder : null;
}

/** What is read is run, so it has to be this user's own: `HOME` may be another's, as with `sudo`. */
function readTrusted(path: string): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const { uid, mode } = fstatSync(file);
    const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
    return isOwn ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
