import type { OfflineClassifier } from '../../model/classification.ts';
import type { ReadmeDocument } from '../../model/readme.ts';
import type { Tag, Vocabulary } from '../../model/vocabulary.ts';

/** What becomes of a model's tag whose quote is not in the README and which the offline ranking does not support at all. */
export type UnsupportedPolicy = 'hold' | 'give';

/**
 * Offline scores up to this are no support: tags that nothing at all speaks for have 0.03 to 0.04. Neither is what a tag has for an
 * empty README, which is more for sorts of projects that are common (`cli`). On 97 labelled READMEs and 90 tags, 6 % of the tags
 * that most labellers chose and 31 % of those that are also defensible have no more, and 80 % of all others
 * (`train/measure-hold.ts`); they are held back only where the model's quote fails as well.
 */
export const LEAST_SUPPORT = 0.05;

const EMPTY: ReadmeDocument = {
  format: 'markdown',
  segments: [],
  shape: { words: 0, links: 0, listItems: 0, linkItems: 0, codeBlocks: 0, images: 0, badges: 0 },
  source: '',
  bytes: 0,
  truncated: false,
  plainFrom: null,
  stub: null,
  empty: true,
};

/** Judges whether an offline score speaks for a tag at all. */
export type SupportJudge = { readonly isSupport: (tag: Tag, score: number) => boolean };

/** `offline` is of this vocabulary; it is asked once, when first needed. */
export function createSupportJudge(offline: Pick<OfflineClassifier, 'rank'>, vocabulary: Vocabulary): SupportJudge {
  let floors: ReadonlyMap<Tag, number> | undefined;
  return {
    isSupport(tag, score) {
      floors ??= new Map(
        offline.rank(EMPTY, vocabulary.tags.length).map(({ tag: each, score: floor }) => [each, floor]),
      );
      return score > LEAST_SUPPORT && score > (floors.get(tag) ?? 0);
    },
  };
}
