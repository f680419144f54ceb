import { renderCount } from '../count.ts';
import type { Problem } from '../errors.ts';
import type { TagResolution } from '../model/classification.ts';
import type { Tag, Vocabulary } from '../model/vocabulary.ts';
import { nameKey } from './name-key.ts';
import { findNearNames } from './near-names.ts';
import { quote, quoteAll } from './quote.ts';

/** Of one kind of advice this much is told tag by tag; the rest is counted. */
const maxOfOneKind = 10;
const maxNamed = 50;

const restNames = new Set(
  'other others misc miscellaneous general various uncategorized uncategorised none unknown stuff etc n/a'.split(' '),
);

/**
 * Advice on a list that is right but could serve better, in the order of the list. `resolutions` is what the offline
 * classifier makes of it. Says nothing that `vocabulary.warnings` says already.
 */
export function lintVocabulary(vocabulary: Vocabulary, resolutions: readonly TagResolution[]): Problem[] {
  const given = vocabulary.tags.filter((tag) => !tag.manual && tag.replacedBy === null);
  const concepts = new Map(resolutions.map(({ tag, concept }) => [tag.name, concept]));
  const alike = findAlike(given, concepts);
  return [
    ...limit(findUnknown(given, concepts)),
    ...limit(alike.map(tellAlike)),
    ...limit(findNear(given, alike, concepts)),
    ...limit(findSameDescription(given)),
    ...limit(findRestTags(given)),
    ...limit(findMixedScripts(vocabulary.tags)),
    ...limit(findIdleGroups(given)),
    ...limit(findExtremeScores(given)),
    ...listTopicless(vocabulary),
    ...adviseDescriptions(given),
  ];
}

/** An advice on one tag, `name`. */
type Advice = Problem & { readonly name: string };

function limit(advice: readonly Advice[]): Problem[] {
  const told = advice
    .slice(0, maxOfOneKind)
    .map(({ code, message, place }): Problem => ({ code, message, ...(place === undefined ? {} : { place }) }));
  const rest = advice.slice(maxOfOneKind).map(({ name }) => name);
  const [first] = told;
  if (first === undefined || rest.length === 0) return told;
  return [
    ...told,
    { code: first.code, message: `the same holds for ${renderCount(rest.length)} more: ${quoteAll(rest, maxNamed)}.` },
  ];
}

function isDescribed(tag: Tag): boolean {
  return tag.description !== null && nameKey(tag.description) !== nameKey(tag.name);
}

function findUnknown(tags: readonly Tag[], concepts: ReadonlyMap<string, string | null>): Advice[] {
  return tags
    .filter((tag) => concepts.get(tag.name) === null && !isDescribed(tag) && tag.aliases.length === 0)
    .map((tag) => ({
      code: 'lint/unknown-tag',
      message: `the offline classifier knows nothing of ${quote(tag.name)} and finds it only where a README has this very word. Add "aliases", the words that READMEs use for it, or else a "description" of when it fits.`,
      place: tag.place,
      name: tag.name,
    }));
}

type Alike = { readonly concept: string; readonly tags: readonly Tag[] };

/** Tags that are looked for under one concept, unless each says in a description of its own what it is about. */
function findAlike(tags: readonly Tag[], concepts: ReadonlyMap<string, string | null>): readonly Alike[] {
  const byConcept = new Map<string, Tag[]>();
  for (const tag of tags) {
    const concept = concepts.get(tag.name) ?? null;
    if (concept === null) continue;
    const others = byConcept.get(concept);
    if (others === undefined) byConcept.set(concept, [tag]);
    else others.push(tag);
  }
  return [...byConcept]
    .map(([concept, members]) => ({ concept, tags: members }))
    .filter(({ tags: members }) => members.length > 1 && !members.every(isDescribed));
}

function tellAlike({ concept, tags: [first, ...others] }: Alike): Advice {
  const names = quoteAll([first, ...others].flatMap((tag) => tag?.name ?? []));
  const message = `${names} are looked for under one concept, ${quote(concept)}, and the offline classifier can hardly tell them apart. Make one an alias of the other or replace it ("replacedBy"), or give each a "description".`;
  return { code: 'lint/alike', message, name: first?.name ?? concept, ...(first ? { place: first.place } : {}) };
}

function findNear(
  tags: readonly Tag[],
  alike: readonly Alike[],
  concepts: ReadonlyMap<string, string | null>,
): Advice[] {
  const isKnown = ({ name }: Tag) => (concepts.get(name) ?? null) !== null;
  const groups = new Map(alike.flatMap((group) => group.tags.map((tag) => [tag, group] as const)));
  return (
    findNearNames(tags)
      .filter(({ tag, other }) => groups.get(tag) === undefined || groups.get(tag) !== groups.get(other))
      // Two words that the classifier knows are no slips of each other.
      .filter(({ tag, other, why }) => why !== 'by one letter' || !isKnown(tag) || !isKnown(other))
      .map(({ tag, other, why }) => ({
        code: 'lint/near-names',
        message: `${quote(tag.name)} and ${quote(other.name)} (entry ${other.place.entry ?? '?'}) differ only ${why}. If they are one thing, make one an alias of the other.`,
        place: tag.place,
        name: tag.name,
      }))
  );
}

function findSameDescription(tags: readonly Tag[]): Advice[] {
  const first = new Map<string, Tag>();
  const problems: Advice[] = [];
  for (const tag of tags) {
    if (tag.description === null) continue;
    const key = nameKey(tag.description);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, tag);
      continue;
    }
    const message = `${quote(tag.name)} has the same description as ${quote(other.name)} (entry ${other.place.entry ?? '?'}). Say what tells them apart.`;
    problems.push({ code: 'lint/same-description', message, place: tag.place, name: tag.name });
  }
  return problems;
}

function findRestTags(tags: readonly Tag[]): Advice[] {
  return tags
    .filter(({ name }) => restNames.has(nameKey(name)))
    .map(({ name, place }) => ({
      code: 'lint/rest-tag',
      message: `${quote(name)} stands for whatever is left, which no README says of itself. Remove it (nothing fits is a result too), or mark it "manual": true.`,
      place,
      name,
    }));
}

function findMixedScripts(tags: readonly Tag[]): Advice[] {
  return tags
    .filter(({ name }) => /[a-z][\u0370-\u052f]|[\u0370-\u052f][a-z]/i.test(name))
    .map(({ name, place }) => ({
      code: 'lint/mixed-scripts',
      message: `${quote(name)} mixes Latin letters with Greek or Cyrillic ones that look alike. Type it anew if that is not meant.`,
      place,
      name,
    }));
}

function findIdleGroups(tags: readonly Tag[]): Advice[] {
  const members = new Map<string, Tag[]>();
  for (const tag of tags) {
    if (tag.group !== null) members.set(tag.group, [...(members.get(tag.group) ?? []), tag]);
  }
  return [...members].flatMap(([group, [only, second]]) =>
    only === undefined || second !== undefined
      ? []
      : [
          {
            code: 'lint/group-of-one',
            message: `group ${quote(group)} has ${quote(only.name)} alone, so it does nothing. Is its name misspelt, or can it go?`,
            place: only.place,
            name: only.name,
          },
        ],
  );
}

function findExtremeScores(tags: readonly Tag[]): Advice[] {
  return tags.flatMap(({ name, minScore, place }) => {
    if (minScore !== 0 && minScore !== 1) return [];
    const effect = minScore === 0 ? 'it may be given to any README' : 'it is never given';
    const message = `minScore of ${quote(name)} is ${minScore}: ${effect}. Values around 0.3 to 0.7 make sense.`;
    return [{ code: 'lint/extreme-score', message, place, name }];
  });
}

/** All names where the warning of the list could show no more than three. */
function listTopicless({ tags, warnings }: Vocabulary): Problem[] {
  const without = tags.filter(({ topic }) => topic === null);
  if (without.length <= 3 && warnings.some(({ code }) => /\/(?:no|long|invalid)-topic$/.test(code))) return [];
  const names = quoteAll(
    without.map(({ name }) => name),
    maxNamed,
  );
  if (without.length === 0) return [];
  return [
    {
      code: 'lint/no-topic',
      message: `${without.length === 1 ? 'one tag has' : `${renderCount(without.length)} tags have`} no topic: ${names}.`,
    },
  ];
}

function adviseDescriptions(tags: readonly Tag[]): Problem[] {
  const without = tags.filter((tag) => !isDescribed(tag));
  if (without.length === 0) return [];
  const which =
    without.length === 1
      ? `the tag ${quote(without[0]?.name ?? '')} has`
      : `${renderCount(without.length)} of ${renderCount(tags.length)} tags have`;
  const message = `${which} no description. For a tag that the classifier does not know, an alias helps most, then a line that says when it fits.`;
  return [{ code: 'lint/no-description', message }];
}
