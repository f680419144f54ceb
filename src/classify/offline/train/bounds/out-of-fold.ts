import { type Metrics, measurePredictions } from '../../../../evaluate/metrics.ts';
import type { Labels, Prediction } from '../../../../evaluate/outcome.ts';
import type { OfflineClassifier } from '../../../../model/classification.ts';
import type { ReadmeDocument } from '../../../../model/readme.ts';
import type { Vocabulary } from '../../../../model/vocabulary.ts';
import { parseReadme } from '../../../../readme/readme.ts';
import type { Model } from '../../model.ts';
import { createOfflineClassifier } from '../../offline.ts';
import type { LexiconLimits } from '../../tag-index.ts';
import type { EvaluationData, LabelledReadme } from '../corpus.ts';
import { foldOf } from '../examples.ts';

const DEFAULTS = { maxTags: 3, minScore: null, exclude: [], pin: [] };
const RANKED = 100;

/** What all measurements work on. */
export type Bench = { readonly data: EvaluationData; readonly models: readonly Model[] };

/** Classifies READMEs by models that saw neither them nor another one of their owner's. */
export type OutOfFold = (readme: LabelledReadme, document?: ReadmeDocument) => Prediction;

/** One classifier a fold, made when first needed. */
export function outOfFold(models: readonly Model[], vocabulary: Vocabulary, limits: LexiconLimits = {}): OutOfFold {
  const classifiers: (OfflineClassifier | undefined)[] = [];
  return ({ record: { id }, document: whole }, document = whole) => {
    const fold = foldOf(id);
    classifiers[fold] ??= createOfflineClassifier(vocabulary, { model: models[fold]!, ...limits });
    const classifier = classifiers[fold];
    const name = ({ tag, score }: { tag: { name: string }; score: number | null }) => ({ name: tag.name, score });
    return {
      id,
      tags: classifier.classify(document, DEFAULTS).tags.map(name),
      ranking: classifier.rank(document, RANKED).map(name),
    };
  };
}

/** The names only, twice as fast. */
export function givenBy(
  models: readonly Model[],
  vocabulary: Vocabulary,
): (readme: LabelledReadme, document?: ReadmeDocument) => readonly { name: string; score: number }[] {
  const classifiers: (OfflineClassifier | undefined)[] = [];
  return ({ record: { id }, document: whole }, document = whole) => {
    const fold = foldOf(id);
    classifiers[fold] ??= createOfflineClassifier(vocabulary, { model: models[fold]! });
    return classifiers[fold]
      .classify(document, DEFAULTS)
      .tags.map(({ tag, score }) => ({ name: tag.name, score: score ?? 0 }));
  };
}

export function withTags(vocabulary: Vocabulary, keep: (name: string) => boolean): Vocabulary {
  return { ...vocabulary, tags: vocabulary.tags.filter(({ name }) => keep(name)) };
}

/** The tags of both; where two have one name the first counts. */
export function joinVocabularies(first: Vocabulary, second: Vocabulary): Vocabulary {
  const names = new Set(first.tags.map(({ name }) => name));
  return { ...first, tags: [...first.tags, ...second.tags.filter(({ name }) => !names.has(name))] };
}

export const reparse = ({ facts }: LabelledReadme, text: string): ReadmeDocument =>
  parseReadme(Buffer.from(text), facts);

/** The README's text as it was read. */
export const textOf = ({ document }: LabelledReadme): string => document.source;

export function measure(labels: readonly Labels[], predictions: readonly Prediction[]): Metrics {
  return measurePredictions(labels, predictions, { resamples: 0, seed: 1 });
}

export const figure = ({ value }: { readonly value: number | null }): number => value ?? Number.NaN;

export const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
