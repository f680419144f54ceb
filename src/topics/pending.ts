import type { NotAddedReason } from '../model/topics.ts';
import { MAX_TOPICS } from './limits.ts';
import type { Allotment, Entry, Places } from './places.ts';
import type { PlanInput } from './plan-input.ts';
import { compareStandings, type Standing } from './standing.ts';

/**
 * Tells which topics must not go in this run: those that wait already, until README or description change or a person
 * starts a run, and all of them where nothing but the classifier differs. A removal that an earlier run decided for
 * another reason, and that failed then, does not wait.
 */
export function createWaiting({ memory, differing, isByHand }: PlanInput): (topic: string) => boolean {
  if (memory === null || isByHand || differing?.has('readme') || differing?.has('description')) return () => false;
  const pending = new Set(memory.pending);
  const parts = differing ?? new Set();
  const isAllWaiting = parts.size === 0 ? pending.size > 0 : parts.size === 1 && parts.has('classifier');
  const decided = new Set(
    memory.changes
      .filter(({ action, cause }) => action === 'remove' && cause !== 'classifier')
      .map(({ topic }) => topic),
  );
  return (topic) => pending.has(topic) || (isAllWaiting && !decided.has(topic));
}

/**
 * Keeps the topics that wait; what would have come in their place waits with them. `entry` counts those that enter
 * without being permanent, as in `allotPlaces`.
 */
export function holdBack(
  allotment: Allotment,
  waits: (topic: string) => boolean,
  arriving: ReadonlySet<string>,
  { taken, slots }: Places,
): Allotment & { readonly pending: readonly Standing[] } {
  const arrivingGroups = groupsOf(allotment.stay.filter(({ topic }) => arriving.has(topic)));
  let pending = allotment.leave
    .filter(({ topic, group }) => waits(topic) && !(group !== null && arrivingGroups.has(group)))
    .sort(compareStandings);
  if (pending.length === 0) return { ...allotment, pending };

  const refused = new Map<string, NotAddedReason>(allotment.refused);
  let enter = allotment.enter;
  const drop = (entry: Entry) => {
    refused.set(entry.standing.topic, 'pending');
    enter = enter.filter((other) => other !== entry);
  };
  const held = new Set(pending);
  const groups = groupsOf(pending);
  for (const entry of allotment.enter) {
    const { displaces, standing } = entry;
    if ((displaces && held.has(displaces)) || (standing.group !== null && groups.has(standing.group))) drop(entry);
  }
  const count = () => allotment.stay.length + pending.length + enter.length;
  for (const entry of allotment.enter.filter(({ displaces }) => displaces === null).reverse()) {
    if (enter.includes(entry) && (count() > slots || taken + count() > MAX_TOPICS)) drop(entry);
  }
  // What comes whatever the scores are comes first: a pin, or the new name of another topic.
  const room = Math.max(0, MAX_TOPICS - taken - allotment.stay.length - enter.length);
  pending = pending.slice(0, room);
  const kept = new Set(pending);
  return { stay: allotment.stay, leave: allotment.leave.filter((each) => !kept.has(each)), enter, refused, pending };
}

function groupsOf(standings: readonly Standing[]): ReadonlySet<string> {
  return new Set(standings.flatMap(({ group }) => group ?? []));
}
