import { fstatSync, writeSync } from 'node:fs';
import { UserError } from '../errors.ts';
import { createStyle, hasBlocks, hasColor, type Style } from './style.ts';
import { isSystemError, renderSystemError } from './system-error.ts';

/** Standard output or standard error. Writing ends when everything is with the system, so a full pipe holds the work up. */
export type Output = {
  readonly isTerminal: boolean;
  /** Width in columns; 80 where it is not known. */
  readonly columns: number;
  readonly style: Style;
  readonly blocks: boolean;
  write(text: string): void;
};

/** Whoever read our output went away (`| head`): no fault, and nobody left to tell. */
export class ClosedPipe extends Error {
  override readonly name = 'ClosedPipe';
}

/**
 * Standard output. Writes straight to the descriptor: that costs no start-up time, keeps memory constant when the reader is
 * slow, and gives every error at the place where it happens.
 * @throws ClosedPipe when the reader has gone; UserError `output/failed` on a full disk and the like.
 */
export function createStandardOutput(env: NodeJS.ProcessEnv): Output {
  return createOutput(1, env, (error) => {
    if (isSystemError(error) && (error.code === 'EPIPE' || error.code === 'EOF')) throw new ClosedPipe();
    if (!isSystemError(error)) throw error;
    throw new UserError(
      'work',
      { code: 'output/failed', message: `Cannot write to standard output: ${renderSystemError(error)}.` },
      { cause: error },
    );
  });
}

/** Standard error. What cannot be written there is lost: there is no other place to tell of it. */
export function createStandardError(env: NodeJS.ProcessEnv): Output {
  return createOutput(2, env, () => undefined);
}

function createOutput(descriptor: 1 | 2, env: NodeJS.ProcessEnv, fail: (error: unknown) => void): Output {
  // The streams of `process` are made on first use and load much code; a file or pipe never needs them.
  const stream = () => (descriptor === 1 ? process.stdout : process.stderr);
  const isTerminal = isCharacterDevice(descriptor) && stream().isTTY === true;
  const write =
    // Only the stream converts text for a Windows console.
    isTerminal && process.platform === 'win32'
      ? (text: string) => void stream().write(text)
      : (text: string) => writeAll(descriptor, text);
  return {
    isTerminal,
    get columns() {
      const given = isTerminal ? stream().columns : Number(env['COLUMNS']);
      return Number.isInteger(given) && given > 0 ? given : 80;
    },
    style: createStyle(hasColor(env, isTerminal)),
    blocks: hasBlocks(env),
    write: (text) => {
      try {
        write(text);
      } catch (error) {
        fail(error);
      }
    },
  };
}

function isCharacterDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}

function writeAll(descriptor: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      // A pipe that somebody set to non-blocking and that is full: wait for its reader.
      if (!isSystemError(error) || error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
