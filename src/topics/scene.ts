import type { NotAddedReason } from '../model/topics.ts';
import { MAX_TOPICS } from './limits.ts';
import type { Places } from './places.ts';
import type { PlanInput } from './plan-input.ts';
import { type GoneReason, sortPresent } from './present.ts';
import { createStandings, isClear, isHeld, type Standing } from './standing.ts';
import type { TopicIndex } from './topic-index.ts';

/** Who is there and who comes, before places are shared out. */
export type Scene = {
  /** The topics of given tags, best first. */
  readonly given: readonly Standing[];
  readonly gone: ReadonlyMap<string, GoneReason>;
  /** There, and held by their scores; those of renamed topics, which come for them, are among them. */
  readonly incumbents: readonly Standing[];
  readonly arriving: ReadonlySet<string>;
  /** There, ruled by their scores, and no longer held. */
  readonly fallen: readonly Standing[];
  readonly newPins: readonly string[];
  readonly entrants: readonly Standing[];
  /** Given, but not even entrants. */
  readonly refused: ReadonlyMap<string, NotAddedReason>;
  readonly places: Places;
};

export type SceneContext = {
  readonly before: readonly string[];
  readonly ours: readonly string[];
  readonly declined: readonly string[];
  readonly index: TopicIndex;
};

export function setScene(input: PlanInput, { before, ours, declined, index }: SceneContext): Scene {
  const neverRemoves = input.mode === 'add';
  const standingOf = createStandings(input, index);
  const given = [...new Set(input.tags.map(({ topic }) => topic))]
    .filter((topic) => topic !== null)
    .filter((topic) => isGivable(topic, index))
    .map(standingOf);
  const pins = new Set(given.filter(({ isPinned }) => isPinned).map(({ topic }) => topic));
  const present = sortPresent(before, {
    mode: input.mode,
    ours: new Set(ours),
    index,
    isPinned: (topic) => pins.has(topic),
  });

  const candidates = present.incumbents.map(standingOf);
  const held = candidates.filter(isHeld);
  const fallen = candidates.filter((standing) => !isHeld(standing));
  const arriving = present.arriving
    .filter((topic) => !declined.includes(topic))
    .map(standingOf)
    .filter(isHeld);

  const refused = new Map<string, NotAddedReason>();
  const known = new Set([...before, ...arriving.map(({ topic }) => topic)]);
  const absent = given.filter(({ topic }) => !known.has(topic));
  const stays = neverRemoves ? before : present.fixed;
  const missingPins = absent.filter(({ isPinned }) => isPinned).map(({ topic }) => topic);
  const newPins = missingPins.slice(0, Math.max(0, MAX_TOPICS - stays.length));
  for (const topic of missingPins.slice(newPins.length)) refused.set(topic, 'no-room');
  const entrants = absent.filter((standing) => {
    if (standing.isPinned) return false;
    const reason = declined.includes(standing.topic) ? 'declined' : isClear(standing) ? null : 'not-clear';
    if (reason !== null) refused.set(standing.topic, reason);
    return reason === null;
  });

  const fixed = [...present.fixed, ...(neverRemoves ? fallen.map(({ topic }) => topic) : [])].map(standingOf);
  const cap = Math.max(0, input.maxTags - pins.size);
  const slots = Math.max(0, cap - fixed.filter(({ isGiven, isPinned }) => isGiven && !isPinned).length);
  const places: Places = {
    taken: stays.length + newPins.length,
    permanent: new Set(neverRemoves ? held.map(({ topic }) => topic) : []),
    takenGroups: new Set([...fixed.map(({ topic }) => topic), ...newPins].flatMap((topic) => groupOf(topic, index))),
    cap: neverRemoves ? slots : cap,
    slots,
  };
  return {
    given,
    gone: present.gone,
    incumbents: [...held, ...arriving],
    arriving: new Set(arriving.map(({ topic }) => topic)),
    fallen: neverRemoves ? [] : fallen,
    newPins,
    entrants,
    refused,
    places,
  };
}

/** Whether a classifier may have given the tag of this topic: the list has the last word. */
function isGivable(topic: string, index: TopicIndex): boolean {
  const tag = index.find(topic);
  return tag !== null && !tag.manual && tag.replacedBy === null && !index.isExcluded(tag);
}

/** Replaced tags are in no group: what took their place is. */
function groupOf(topic: string, index: TopicIndex): readonly string[] {
  const tag = index.find(topic);
  return tag === null || tag.group === null || tag.replacedBy !== null ? [] : [tag.group];
}
