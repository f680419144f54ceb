import { setTimeout as sleep } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';
import { readHeaders } from './response-headers.ts';

export type RetryAfterOptions = {
  readonly maxWaitMs: number;
  readonly now: () => number;
  readonly onWait: (message: string) => void;
};

const maxWaits = 2;

/** For requests that may have worked where they seem to have failed: neither repeated after errors nor after limits. */
export const NEVER_REPEATED = { retries: 0, waits: 0 };

/** What GitHub wants of clients that met a secondary limit without a `retry-after`. Source: rate-limits-for-the-rest-api. */
const secondaryWaitMs = 60_000;

/**
 * Octokit plugin, the only one that waits for limits: an answer that says when to come back, with `retry-after` (403,
 * 429, 503) or by its rate limit, is asked for again then, at most twice and never after more than `maxWaitMs`. The official
 * retry plugin never looks at `retry-after`, and the throttling plugin only where the words "secondary rate" stand. A request
 * made with `request: NEVER_REPEATED` is not asked for again.
 */
export function retryAfter({ maxWaitMs, onWait, now }: RetryAfterOptions) {
  return ({ hook }: Pick<Octokit, 'hook'>): void => {
    hook.wrap('request', async (request, parameters) => {
      // The retry plugin repeats what failed here; what was waited for once is not waited for again.
      const isRepeated = (parameters.request?.['retryCount'] ?? 0) > 0;
      const most: unknown = parameters.request?.['waits'] ?? maxWaits;
      for (let waits = 0; ; waits++) {
        try {
          return await request(parameters);
        } catch (error) {
          const waitMs = readWaitMs(error, now());
          if (waitMs === null || waitMs > maxWaitMs || waits === most || isRepeated) throw error;
          onWait(
            `GitHub asks to come back in ${Math.ceil(waitMs / 1000)} s (${parameters.method} ${parameters.url}); waiting.`,
          );
          await sleep(waitMs);
        }
      }
    });
  };
}

/** How long an answer asks to wait; null where it does not. */
export function readWaitMs(error: unknown, nowMs: number): number | null {
  if (!(error instanceof Error && 'status' in error)) return null;
  const { status } = error;
  if (status !== 403 && status !== 429 && status !== 503) return null;
  const headers = readHeaders(error);
  const seconds = headers.get('retry-after');
  // GitHub gives seconds. The date that HTTP allows too would come from something in between, which is tried again by the retry plugin.
  if (seconds !== undefined && /^[0-9]{1,9}$/.test(seconds)) return Number(seconds) * 1000;
  if (status === 503) return null;
  const reset = headers.get('x-ratelimit-reset');
  if (headers.get('x-ratelimit-remaining') === '0' && reset !== undefined && /^[0-9]{1,12}$/.test(reset)) {
    // A second more, since clocks differ.
    return Math.max(0, Number(reset) * 1000 - nowMs) + 1000;
  }
  return /\bsecondary rate\b/i.test(error.message) ? secondaryWaitMs : null;
}
