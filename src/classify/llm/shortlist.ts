import type { ChoiceOptions, OfflineClassifier } from '../../model/classification.ts';
import type { ReadmeDocument } from '../../model/readme.ts';
import type { Tag, Vocabulary } from '../../model/vocabulary.ts';

/** The tags that a model may choose from. */
export type Candidates = {
  /** In the order of the vocabulary. */
  readonly tags: readonly Tag[];
  /** Whether the offline ranking chose them from a longer list. */
  readonly isShortlisted: boolean;
};

/**
 * The tags to ask a model about: all that can be given at all (neither manual nor replaced nor excluded), or, where these are
 * more than `limit`, the pinned ones and those that the offline classifier ranks highest, `limit` in all (more where more are
 * pinned).
 */
export function pickCandidates(
  vocabulary: Vocabulary,
  offline: Pick<OfflineClassifier, 'rank'>,
  document: ReadmeDocument,
  { exclude, pin }: Pick<ChoiceOptions, 'exclude' | 'pin'>,
  limit: number,
): Candidates {
  const excluded = new Set(exclude);
  const pinned = new Set(pin);
  const isNamed = (tag: Tag, names: ReadonlySet<string>): boolean =>
    names.has(tag.name) || tag.aliases.some((alias) => names.has(alias));
  const open = vocabulary.tags.filter(
    (tag) => !tag.manual && tag.replacedBy === null && (!isNamed(tag, excluded) || isNamed(tag, pinned)),
  );
  if (open.length <= limit) return { tags: open, isShortlisted: false };
  const isOpen = new Set(open);
  const chosen = new Set(open.filter((tag) => isNamed(tag, pinned)));
  for (const { tag } of offline.rank(document, limit + vocabulary.tags.length - open.length)) {
    if (chosen.size >= limit) break;
    if (isOpen.has(tag)) chosen.add(tag);
  }
  return { tags: open.filter((tag) => chosen.has(tag)), isShortlisted: true };
}
