import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import type { Log, WriteOutcome } from '../ports.ts';
import { explainNetworkError } from './network-error.ts';
import { readWaitMs } from './retry-after.ts';

export type WriteOnceOptions = {
  readonly log: Pick<Log, 'warning'>;
  /** Completes "Cannot …" in the log. */
  readonly what: string;
  /** Follows it there: `Looking at the topics again`. */
  readonly next: string;
  /** The longest pause that GitHub may ask for; after a longer one, another attempt is not worth its time. */
  readonly maxWaitMs?: number | undefined;
  /** The pause where GitHub asks for none. */
  readonly pauseMs?: number | undefined;
};

/**
 * One write that is never repeated by itself, since it may have worked where it seems to have failed. `send` makes the
 * request with `NEVER_REPEATED` and reads the answer; `explain` makes a sentence of what it throws. Where another attempt
 * may help, whatever GitHub asks to wait is waited first.
 * @throws what `explain` gives where another attempt would not help.
 */
export async function writeOnce<Value>(
  send: () => Promise<Value>,
  explain: (error: unknown) => unknown,
  { log, what, next, maxWaitMs = 60_000, pauseMs = 2000 }: WriteOnceOptions,
): Promise<WriteOutcome<Value>> {
  try {
    return { kind: 'done', value: await send() };
  } catch (error) {
    const problem = explain(error);
    if (!(problem instanceof UserError) || !mayHelpAgain(error)) throw problem;
    const waitMs = readWaitMs(error, Date.now()) ?? pauseMs;
    if (waitMs > maxWaitMs) throw problem;
    log.warning(
      `Cannot ${what}: ${explainShortly(error)}.\n${next} in ${Math.ceil(waitMs / 1000)} s before another attempt.`,
    );
    await sleep(waitMs);
    return { kind: 'again', error: problem };
  }
}

/** Why it did not work, without what to do about it: there will be another attempt. */
function explainShortly(error: unknown): string {
  if (!(error instanceof Error && 'status' in error)) return 'the answer is not what GitHub documents';
  if ('response' in error && error.response !== undefined) return `GitHub answered ${String(error.status)}`;
  return explainNetworkError(error).message.split('. ', 1)[0] ?? '';
}

/** No whole answer or a strange one, trouble on GitHub's side, somebody else's write at the same time, or a limit. */
function mayHelpAgain(error: unknown): boolean {
  // An answer of another shape, which `send` found.
  if (error instanceof UserError) return true;
  if (!(error instanceof Error && 'status' in error && typeof error.status === 'number')) return false;
  if (!('response' in error) || error.response === undefined) return true;
  return error.status >= 500 || error.status === 409 || error.status === 408 || readWaitMs(error, Date.now()) !== null;
}
