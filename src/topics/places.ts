import type { NotAddedReason } from '../model/topics.ts';
import { MAX_TOPICS } from './limits.ts';
import { compareStandings, leads, type Standing } from './standing.ts';

/** What there is to share out. */
export type Places = {
  /** How many of the 20 are taken whatever the scores are. */
  readonly taken: number;
  /** Incumbents that stay on the repository also when they lose their place, as all do in `add`; they are among `taken`. */
  readonly permanent: ReadonlySet<string>;
  /** Groups of which a topic is set whatever the scores are. */
  readonly takenGroups: ReadonlySet<string>;
  /** Most topics that stay by their score: `max-tags` less the pinned ones. */
  readonly cap: number;
  /** The number of such topics from which a new one needs a lead: `cap` less people's topics that were given too. */
  readonly slots: number;
};

export type Entry = { readonly standing: Standing; readonly displaces: Standing | null };

export type Allotment = {
  readonly stay: readonly Standing[];
  readonly leave: readonly Standing[];
  /** In the order of the entrants. */
  readonly enter: readonly Entry[];
  readonly refused: ReadonlyMap<string, NotAddedReason>;
};

/**
 * Shares places out: to the incumbents first, given ones before others and the better before the worse; an entrant takes a
 * free place, or that of an incumbent that was not given and that it leads clearly. Two of a group never have places.
 * Entrants come best first, so that what one of them makes room for, a later one may have, and never an earlier one.
 *
 * People's topics that were given keep entrants out but no incumbent: such a topic would go and come with every README
 * in which people's topic is only just given.
 */
export function allotPlaces(
  incumbents: readonly Standing[],
  entrants: readonly Standing[],
  { taken, permanent, takenGroups, cap, slots }: Places,
): Allotment {
  const sizeOf = ({ topic }: Standing) => (permanent.has(topic) ? 0 : 1);
  const permanentGroups = groupsOf(incumbents.filter(({ topic }) => permanent.has(topic)));
  const isGroupTaken = ({ topic, group }: Standing) =>
    group !== null && (takenGroups.has(group) || (permanentGroups.has(group) && !permanent.has(topic)));
  const leave: Standing[] = [];
  const refused = new Map<string, NotAddedReason>();
  let stay: Standing[] = [];
  let total = taken;
  for (const incumbent of [...incumbents].sort(compareStandings)) {
    const hasRival = isGroupTaken(incumbent) || findRival(stay, incumbent) !== undefined;
    if (hasRival || stay.length >= cap || total + sizeOf(incumbent) > MAX_TOPICS) {
      leave.push(incumbent);
      refused.set(incumbent.topic, hasRival ? 'same-group' : 'no-room');
    } else {
      stay.push(incumbent);
      total += sizeOf(incumbent);
    }
  }

  const enter: Entry[] = [];
  const attempt = (entrant: Standing): Entry | NotAddedReason => {
    if (
      isGroupTaken(entrant) ||
      findRival(
        enter.map(({ standing }) => standing),
        entrant,
      )
    )
      return 'same-group';
    const rival = findRival(stay, entrant);
    if (rival) return leads(entrant, rival) ? { standing: entrant, displaces: rival } : 'same-group';
    const isFree = stay.length + enter.length < slots;
    if (isFree && total < MAX_TOPICS) return { standing: entrant, displaces: null };
    const weakest = stay.findLast((incumbent) => !incumbent.isGiven && leads(entrant, incumbent));
    if (weakest && total + 1 - sizeOf(weakest) <= MAX_TOPICS) return { standing: entrant, displaces: weakest };
    return isFree || weakest ? 'no-room' : 'no-lead';
  };
  for (const entrant of entrants) {
    const outcome = attempt(entrant);
    if (typeof outcome === 'string') {
      refused.set(entrant.topic, outcome);
      continue;
    }
    enter.push(outcome);
    total += 1;
    const { displaces } = outcome;
    if (displaces === null) continue;
    total -= sizeOf(displaces);
    leave.push(displaces);
    stay = stay.filter((incumbent) => incumbent !== displaces);
  }
  return { stay, leave, enter, refused };
}

export function groupsOf(standings: readonly Standing[]): ReadonlySet<string> {
  return new Set(standings.flatMap(({ group }) => group ?? []));
}

function findRival(standings: readonly Standing[], { group }: Standing): Standing | undefined {
  return group === null ? undefined : standings.find((other) => other.group === group);
}
