import { createHash } from 'node:crypto';
import type { Vocabulary } from '../../../model/vocabulary.ts';
import { extractFeatures } from '../features.ts';
import { findMatches } from '../matches.ts';
import { readStructure } from '../structure.ts';
import { createTagIndex, type TagIndex } from '../tag-index.ts';
import type { EvaluationData, LabelledReadme } from './corpus.ts';
import { createRandom } from './random.ts';

export type ExampleRow = { readonly tag: number; readonly values: Float64Array; readonly strong: boolean };

/** One README seen through one vocabulary. */
export type Example = {
  readonly id: string;
  readonly fold: number;
  readonly index: TagIndex;
  readonly rows: readonly ExampleRow[];
  readonly best: ReadonlySet<string>;
  readonly ok: ReadonlySet<string>;
  readonly weight: ExampleWeight;
};

/** How much an example counts in training. */
export type ExampleWeight = {
  /** For what the score of each of its tags should be. */
  readonly scores: number;
  /** For the order in which its tags should stand. */
  readonly order: number;
  /** Whether sorts of project and subjects are compared with each other in that order. */
  readonly acrossKinds: boolean;
};

export const FOLDS = 10;

/** By owner: repositories of one owner are much alike, so none may teach what is measured on another. */
export function foldOf(id: string): number {
  return createHash('sha256').update(id.split('/')[0]!).digest()[0]! % FOLDS;
}

export function toExample(
  { record, document }: LabelledReadme,
  index: TagIndex,
  weight: ExampleWeight,
  rename: (name: string) => string = (name) => name,
): Example {
  const read = findMatches(document, index);
  const names = (list: readonly string[]): ReadonlySet<string> => new Set(list.map((name) => rename(name.trim())));
  return {
    id: record.id,
    fold: foldOf(record.id),
    index,
    rows: extractFeatures(read, index, readStructure(document)),
    best: names(record.best),
    ok: names(record.ok),
    weight,
  };
}

/** Weights must also fit tags that the lexicon does not know: per README, half of the entries are hidden. */
function hideHalf(
  corpus: readonly LabelledReadme[],
  vocabulary: Vocabulary,
  { seed, weight }: { readonly seed: number; readonly weight: ExampleWeight },
): Example[] {
  const random = createRandom(seed);
  return corpus.map((readme) => {
    const hidden = new Set(vocabulary.tags.filter(() => random() < 0.5));
    return toExample(readme, createTagIndex(vocabulary, { useLexicon: (tag) => !hidden.has(tag) }), weight);
  });
}

/** The same READMEs seen in the ways that the weights must fit, by name. */
export type ExampleSets = Readonly<Record<'dev' | 'renamed' | 'halfHidden' | 'owners', readonly Example[]>>;

/**
 * Owners leave out much that fits, so little is to be learned from how many of their tags are right; which of them come first
 * says more.
 */
const WEIGHTS = {
  dev: { scores: 1, order: 0.3, acrossKinds: false },
  renamed: { scores: 0.3, order: 0.1, acrossKinds: false },
  halfHidden: { scores: 0.3, order: 0.3, acrossKinds: false },
  owners: { scores: 0.1, order: 0.2, acrossKinds: true },
} as const;

export function makeExamples(data: EvaluationData): ExampleSets {
  const devIndex = createTagIndex(data.tags);
  const renamedIndex = createTagIndex(data.renamedTags);
  const ownerIndex = createTagIndex(data.ownerTags);
  const rename = (name: string): string => data.renames.get(name) ?? name;
  return {
    dev: data.dev.map((readme) => toExample(readme, devIndex, WEIGHTS.dev)),
    renamed: data.dev.map((readme) => toExample(readme, renamedIndex, WEIGHTS.renamed, rename)),
    owners: data.owners.map((readme) => toExample(readme, ownerIndex, WEIGHTS.owners)),
    halfHidden: hideHalf(data.dev, data.tags, { seed: 7, weight: WEIGHTS.halfHidden }),
  };
}

/** All that weights are learned from. */
export function trainingOf(sets: ExampleSets): readonly Example[] {
  return [...sets.dev, ...sets.renamed, ...sets.owners, ...sets.halfHidden];
}
