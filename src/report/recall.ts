import type {
  ChoiceOptions,
  Classification,
  ClassifierIdentity,
  ConsideredTag,
  ScoredTag,
} from '../model/classification.ts';
import type { Tag, TagId, Vocabulary } from '../model/vocabulary.ts';
import type { Report, ReportedTag } from './report.ts';

/**
 * The classification that a report tells of, for a run whose fingerprint is the report's: nothing has to be classified
 * again. The report has passed the schema and is untrusted all the same, so null for everything that no classifier of ours
 * would say of this vocabulary with these options.
 */
export function recallClassification(
  report: Report,
  vocabulary: Vocabulary,
  options: Pick<ChoiceOptions, 'maxTags' | 'exclude' | 'pin'>,
): Classification | null {
  const known = new Map(vocabulary.tags.map((tag) => [keyOf(tag), tag]));
  const tags = report.tags.flatMap((reported) => recallTag(reported, known) ?? []);
  const considered = report.considered.flatMap((reported): readonly ConsideredTag[] => {
    const scored = recallTag(reported, known);
    return scored === null ? [] : [{ ...scored, reason: reported.reason }];
  });
  if (tags.length !== report.tags.length || considered.length !== report.considered.length) return null;
  const all = [...tags, ...considered];
  if (new Set(all.map(({ tag }) => tag)).size !== all.length) return null;
  if (!isPossible(tags, vocabulary, options) || !isScoredAsBy(report.classifier, tags)) return null;
  const { kind, model, version } = report.classifier;
  const llm = report.llm && { llm: report.llm };
  return { classifier: { kind, model, version }, tags, considered, dropped: report.dropped, ...llm };
}

/** The tags that a report tells were given, best first; null where one of them is none that this vocabulary gives. */
export function recallGiven({ tags }: Pick<Report, 'tags'>, vocabulary: Vocabulary): readonly Tag[] | null {
  const known = new Map(vocabulary.tags.filter(isGivable).map((tag) => [keyOf(tag), tag]));
  const given = tags.flatMap((reported) => known.get(keyOf(reported)) ?? []);
  return given.length === tags.length && new Set(given).size === given.length ? given : null;
}

/** As the vocabulary has it, by id and name; null where it has no such tag. */
function recallTag(reported: ReportedTag, known: ReadonlyMap<string, Tag>): ScoredTag | null {
  const tag = known.get(keyOf(reported));
  if (tag === undefined) return null;
  const { score, support } = reported;
  return { tag, score, support, evidence: reported.evidence.map(({ field, line, quote }) => ({ field, line, quote })) };
}

/** `77` and `"77"` are two ids. */
function keyOf({ id, name }: { readonly id: TagId; readonly name: string }): string {
  return JSON.stringify([id, name]);
}

function isGivable({ manual, replacedBy }: Tag): boolean {
  return !manual && replacedBy === null;
}

/** Whether these tags may be given together. */
function isPossible(
  tags: readonly ScoredTag[],
  vocabulary: Vocabulary,
  { maxTags, exclude, pin }: Pick<ChoiceOptions, 'maxTags' | 'exclude' | 'pin'>,
): boolean {
  const isNamed = (tag: Tag, names: readonly string[]): boolean =>
    [tag.name, ...tag.aliases].some((name) => names.includes(name));
  const given = new Set(tags.map(({ tag }) => tag));
  const pinned = new Set(vocabulary.tags.filter((tag) => isGivable(tag) && isNamed(tag, pin)));
  const free = [...given].filter((tag) => !pinned.has(tag));
  const groups = free.flatMap(({ group }) => group ?? []);
  const taken = new Set([...pinned].map(({ group }) => group));
  return (
    [...given].every(isGivable) &&
    [...pinned].every((tag) => given.has(tag)) &&
    given.size <= Math.max(maxTags, pinned.size) &&
    !free.some((tag) => isNamed(tag, exclude)) &&
    new Set(groups).size === groups.length &&
    !groups.some((group) => taken.has(group))
  );
}

/** Offline every tag has a score and the best stands first; a model gives an order and no scores. */
function isScoredAsBy({ kind }: ClassifierIdentity, tags: readonly ScoredTag[]): boolean {
  if (kind === 'llm') return tags.every(({ score }) => score === null);
  const scores = tags.map(({ score }) => score ?? -1);
  const isSorted = scores.every((score, at) => at === 0 || score <= scores[at - 1]!);
  return isSorted && tags.every(({ score, support }) => score !== null && support === null);
}
