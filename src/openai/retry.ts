import { diagnose } from './diagnosis.ts';
import type { Failure } from './failure.ts';

/** The longest pause that an endpoint may ask for. */
export const maxWaitMs = 60_000;

/** How often a request is sent again after errors that pass, all that is refused in between included. */
const maxRepeats = 2;

/** Pauses where an endpoint does not say how long; the same in every run. */
const pausesMs = [1000, 4000];
const limitPausesMs = [5000, 20_000];

/**
 * How long to wait before the same request may succeed; null where it will not, or only after more than `maxWaitMs`. `repeats`
 * counts those before. A timeout of ours is not repeated: what took minutes would again, and is paid for twice.
 */
export function findPauseMs(failure: Failure, repeats: number): number | null {
  if (repeats >= maxRepeats || !isPassing(failure)) return null;
  if (failure.kind === 'answer' && failure.retryAfterMs !== null) {
    return failure.retryAfterMs <= maxWaitMs ? failure.retryAfterMs : null;
  }
  const isLimit = failure.kind === 'answer' && failure.status === 429;
  return (isLimit ? limitPausesMs : pausesMs)[repeats] ?? null;
}

function isPassing(failure: Failure): boolean {
  switch (failure.kind) {
    case 'network':
      return ['dns', 'refused', 'connect', 'reset'].includes(failure.what);
    case 'reply':
      return failure.what === 'empty';
    case 'answer': {
      if (failure.mayRepeat === false || diagnose(failure) !== null) return false;
      if ([408, 409, 429].includes(failure.status)) return true;
      if (failure.mayRepeat === true) return failure.status >= 500;
      // 501 and 505 are about what is asked.
      return failure.status >= 500 && failure.status !== 501 && failure.status !== 505;
    }
  }
}
