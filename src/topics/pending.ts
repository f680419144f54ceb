import type { NotAddedReason } from '../model/topics.ts';
import { MAX_TOPICS } from './limits.ts';
import { type Allotment, groupsOf, type Places } from './places.ts';
import type { PlanInput } from './plan-input.ts';
import { compareStandings, type Standing } from './standing.ts';

/**
 * Tells which topics must not go in this run: those that wait already, until README or description change or a person
 * starts a run, and all of them where nothing but the classifier differs. A removal that an earlier run decided for
 * another reason, and that failed then, does not wait.
 */
export function createWaiting({ mode, memory, differing, isByHand }: PlanInput): (topic: string) => boolean {
  if (mode === 'add' || memory === null || isByHand || differing?.has('readme') || differing?.has('description'))
    return () => false;
  const pending = new Set(memory.pending);
  const isAllWaiting = differing?.size === 1 && differing.has('classifier');
  const decided = new Set(
    memory.changes
      .filter(({ action, cause }) => action === 'remove' && cause !== 'classifier')
      .map(({ topic }) => topic),
  );
  return (topic) => pending.has(topic) || (isAllWaiting && !decided.has(topic));
}

export type Withheld = Allotment & {
  readonly pending: readonly Standing[];
  /** Those that would wait, had not something that comes whatever the scores are filled the 20. */
  readonly pushedOut: readonly Standing[];
};

/** Keeps the topics that wait; what would have come in their place waits with them. */
export function holdBack(
  allotment: Allotment,
  waits: (topic: string) => boolean,
  arriving: ReadonlySet<string>,
  { taken, slots }: Places,
): Withheld {
  const waiting = allotment.leave.filter(({ topic }) => waits(topic)).sort(compareStandings);
  if (waiting.length === 0) return { ...allotment, pending: [], pushedOut: [] };

  const refused = new Map<string, NotAddedReason>(allotment.refused);
  const groups = groupsOf(waiting);
  const isBarred = ({ topic, group }: Standing, displaces: Standing | null) => {
    const isWaitingFor = (group !== null && groups.has(group)) || (displaces !== null && waiting.includes(displaces));
    if (isWaitingFor) refused.set(topic, 'pending');
    return isWaitingFor;
  };
  const stay = allotment.stay.filter((standing) => !(arriving.has(standing.topic) && isBarred(standing, null)));
  let enter = allotment.enter.filter(({ standing, displaces }) => !isBarred(standing, displaces));
  const count = () => stay.length + waiting.length + enter.length;
  // The last ones to come are the first that have to wait; one that takes a place of its own accord takes none of these.
  for (const entry of [...enter].reverse()) {
    if (entry.displaces !== null || (count() <= slots && taken + count() <= MAX_TOPICS)) continue;
    refused.set(entry.standing.topic, 'pending');
    enter = enter.filter((other) => other !== entry);
  }
  // A pin and the new name of a topic come first.
  const room = Math.max(0, MAX_TOPICS - taken - stay.length - enter.length);
  const pending = waiting.slice(0, room);
  const leave = allotment.leave.filter((each) => !pending.includes(each));
  return { stay, leave, enter, refused, pending, pushedOut: waiting.slice(room) };
}
