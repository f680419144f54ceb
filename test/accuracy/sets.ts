import { createOfflineClassifier } from '../../src/classify/offline/offline.ts';
import type { EvaluationData, LabelledReadme } from '../../src/classify/offline/train/corpus.ts';
import { foldOf, makeExamples } from '../../src/classify/offline/train/examples.ts';
import { crossValidate } from '../../src/classify/offline/train/folds.ts';
import type { Labels, Prediction } from '../../src/evaluate/outcome.ts';
import { findSlices } from '../../src/evaluate/slices.ts';
import type { OfflineClassifier } from '../../src/model/classification.ts';
import type { ReadmeDocument } from '../../src/model/readme.ts';
import type { Vocabulary } from '../../src/model/vocabulary.ts';
import type { HiddenVocabulary } from './hidden-tags.ts';
import { predict, readOwnReadmes, readOwnTags } from './own-readmes.ts';

/** A labelled README, whoever wrote it. */
export type Subject = {
  readonly labels: Labels;
  readonly document: ReadmeDocument;
  readonly description: string | null;
  readonly isEnglish: boolean;
};

/** Labelled READMEs, and the classifier as it is to be judged on them. */
export type MeasuredSet = {
  readonly name: 'dev' | 'own';
  readonly title: string;
  readonly vocabulary: Vocabulary;
  readonly subjects: readonly Subject[];
  /** Predictions in the order of `subjects`; `minScore` null means the default settings. */
  classify(minScore: number | null, hidden?: HiddenVocabulary): readonly Prediction[];
};

/** READMEs that we made up: nothing was learned from them, so the classifier that is shipped is judged as it is. */
export async function readOwnSet(): Promise<MeasuredSet> {
  const vocabulary = await readOwnTags();
  const readmes = readOwnReadmes();
  return {
    name: 'own',
    title: `own: ${readmes.length} READMEs, ${vocabulary.tags.length} tags`,
    vocabulary,
    subjects: readmes.map(({ record, document, language }) => ({
      labels: record,
      document,
      description: record.description,
      isEnglish: language === 'en',
    })),
    classify(minScore, hidden) {
      const classifier = createOfflineClassifier(hidden?.vocabulary ?? vocabulary, hidden?.limits);
      return readmes.map((readme) => predict(classifier, readme, minScore));
    },
  };
}

/** Real READMEs, from which the weights were learned: each is judged by weights that saw neither it nor one of its owner's. */
export function makeDevSet(data: EvaluationData): MeasuredSet {
  const models = crossValidate(makeExamples(data));
  return {
    name: 'dev',
    title: `dev: ${data.dev.length} READMEs, ${data.tags.tags.length} tags`,
    vocabulary: data.tags,
    subjects: data.dev.map(({ record, document }) => ({
      labels: record,
      document,
      description: record.description,
      isEnglish: !findSlices(document, record.description).includes('other scripts'),
    })),
    classify(minScore, hidden) {
      const classifiers = new Map<number, OfflineClassifier>();
      return data.dev.map((readme: LabelledReadme) => {
        const fold = foldOf(readme.record.id);
        const options = { model: models[fold]!, ...hidden?.limits };
        const classifier = classifiers.get(fold) ?? createOfflineClassifier(hidden?.vocabulary ?? data.tags, options);
        classifiers.set(fold, classifier);
        return predict(classifier, readme, minScore);
      });
    },
  };
}
