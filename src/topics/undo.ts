import { MAX_TOPICS } from './limits.ts';
import { normalizeTopics } from './ownership.ts';

export type UndoPlan = {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Topics that the run removed and that do not fit any more: people have filled their places. */
  readonly noRoom: readonly string[];
};

/**
 * Takes back what one run did: what it `added` goes, as far as it is still there, and what it `removed` comes back, as
 * long as there is room among the 20. Everything else that is `live` stays, and so does what people did to the run's own
 * topics since: one that they took away, or put back, needs nothing.
 */
export function planUndo(
  run: { readonly added: readonly string[]; readonly removed: readonly string[] },
  live: readonly string[],
): UndoPlan {
  const before = normalizeTopics(live);
  const runAdded = new Set(normalizeTopics(run.added));
  const runRemoved = normalizeTopics(run.removed).filter((topic) => !runAdded.has(topic));
  const removed = before.filter((topic) => runAdded.has(topic));
  const left = before.filter((topic) => !runAdded.has(topic));
  const missing = runRemoved.filter((topic) => !left.includes(topic));
  const room = Math.max(0, MAX_TOPICS - left.length);
  const added = missing.slice(0, room);
  return { before, after: [...left, ...added], added, removed, noRoom: missing.slice(room) };
}
