import type { LlmRecord } from './llm.ts';
import type { Field, ReadmeDocument } from './readme.ts';
import type { Tag } from './vocabulary.ts';

/** Why a tag was given. `quote` is a checked substring of that README line, or of the name or description. */
export type Evidence = {
  readonly field: Field;
  /** From 1; null for the repository's name and description. */
  readonly line: number | null;
  readonly quote: string;
};

export type ScoredTag = {
  readonly tag: Tag;
  /** 0 to 1, calibrated (offline); null where a model gave the tag. */
  readonly score: number | null;
  /** The offline score beside a model's tag; null in an offline result. */
  readonly support: number | null;
  readonly evidence: readonly Evidence[];
};

/**
 * Why a tag that was near was not given. `weak`: the score would do, but nothing strong stands in a telling place;
 * `same-kind`: one tag that says what kind of thing this is was given already; `broader`: a narrower tag was given.
 * `not-chosen`: the model had it in its list and did not name it; `unsupported`: the model named it with no quote that is in
 * the README, and nothing there speaks for it.
 */
export type LeftOutReason =
  | 'below-threshold'
  | 'over-cap'
  | 'weak'
  | 'same-kind'
  | 'same-group'
  | 'broader'
  | 'not-chosen'
  | 'unsupported'
  | 'excluded'
  | 'manual'
  | 'replaced';

export type ConsideredTag = ScoredTag & { readonly reason: LeftOutReason };

export type ClassifierIdentity = {
  readonly kind: 'offline' | 'llm';
  /** `readme-tagger-offline`, or the model's name. */
  readonly model: string;
  readonly version: string;
};

/** What a classifier says of one README. */
export type Classification = {
  readonly classifier: ClassifierIdentity;
  /** Best first, at most `maxTags` and the pinned ones. */
  readonly tags: readonly ScoredTag[];
  /** The next best (up to ten), best first. */
  readonly considered: readonly ConsideredTag[];
  /** Names that a model gave and the list does not hold. */
  readonly dropped: readonly string[];
  /** What a model was sent; absent in an offline classification. */
  readonly llm?: LlmRecord;
};

export type ChoiceOptions = {
  readonly maxTags: number;
  /** Threshold for all tags without one of their own; null means the classifier's own. */
  readonly minScore: number | null;
  /** Names (or aliases) never given. */
  readonly exclude: readonly string[];
  /** Names (or aliases) always given; they count towards `maxTags` and stand in the result by their score. */
  readonly pin: readonly string[];
};

/** Features and weights behind one tag's score, for `--explain`. */
export type Explanation = ScoredTag & {
  /** Name of the lexicon concept that the tag's name resolved to; null when it stands on its name alone. */
  readonly concept: string | null;
  /** Lexicon concepts that its description speaks of, surest first; looked for only where its name resolved to none. */
  readonly described: readonly string[];
  /** Null when the tag was given. */
  readonly reason: LeftOutReason | null;
  readonly features: readonly { readonly name: string; readonly value: number; readonly weight: number }[];
};

/** What a tag's name means to the offline classifier, for `lint`. */
export type TagResolution = {
  readonly tag: Tag;
  readonly concept: string | null;
  /** Word sequences that are looked for in READMEs, strongest first. */
  readonly forms: readonly string[];
};

/** The embedded classifier, made once for a vocabulary and then used for any number of READMEs. Pure: no I/O, no clock. */
export type OfflineClassifier = {
  readonly identity: ClassifierIdentity;
  /** Threshold used where neither the options nor the tag have one. */
  readonly defaultMinScore: number;
  classify(document: ReadmeDocument, options: ChoiceOptions): Classification;
  /** The best `limit` tags by score, whatever the threshold; manual and replaced ones are not ranked. */
  rank(document: ReadmeDocument, limit: number): readonly { readonly tag: Tag; readonly score: number }[];
  explain(document: ReadmeDocument, options: ChoiceOptions, limit: number): readonly Explanation[];
  resolve(): readonly TagResolution[];
};
