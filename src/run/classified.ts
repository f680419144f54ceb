import { CONSIDERED_LIMIT } from '../classify/choose.ts';
import type { Classification, ClassifierIdentity, ConsideredTag, OfflineClassifier } from '../model/classification.ts';
import type { Fallback, Usage } from '../model/llm.ts';
import type { Tag } from '../model/vocabulary.ts';
import type { Ports } from '../ports.ts';
import { type Fingerprint, takeFingerprint } from '../report/fingerprint.ts';
import { recallClassification } from '../report/recall.ts';
import type { Report } from '../report/report.ts';
import type { Settings } from '../settings.ts';
import type { ClassifierChoice } from './classifier-choice.ts';
import { createTopicsConsideration } from './considering.ts';
import type { Reading } from './reading.ts';
import type { Notice } from './sink.ts';

export type Classified = {
  readonly classification: Classification;
  readonly taken: Fingerprint;
  /** Whether the last report had it, since nothing differs from its run. */
  readonly isRecalled: boolean;
  /** The score that `tag` needs to be given; null where a model chose. */
  readonly thresholdOf: (tag: Tag) => number | null;
  /**
   * What was nearly given, and after it the tags of those of `topics` that were neither given nor near, with their scores:
   * a topic that is there stays or goes by its score. For a tag that was replaced the one that took its place counts.
   */
  readonly considerTopics: (topics: readonly string[]) => readonly ConsideredTag[];
  /** The model that should have answered: then nothing may be changed for this classification. Null where it did, or none should have. */
  readonly fallback: Fallback | null;
  /** What people should know of how this came about. */
  readonly notices: readonly Notice[];
};

/** All classifications of one run: they share what is spent, and what is the same is classified once. */
export type Classifying = {
  /**
   * Classifies what was read, or takes the classification of the last report where it would be the same.
   * @throws UserError where a model does not answer and `on-llm-error` is `fail`.
   */
  readonly classify: (reading: Reading) => Promise<Classified>;
  readonly usage: () => Usage;
};

export type ClassifyingParts = {
  readonly choice: ClassifierChoice;
  readonly settings: Settings;
  readonly lastReport: Report | null;
  readonly ports: Pick<Ports, 'chatModels' | 'log'>;
};

/** What a run goes by that is told of later; the settings are those that change what the classifier gives. */
export function fingerprintOf(
  { readme, repository, vocabulary }: Reading,
  classifier: ClassifierIdentity,
  endpoint: string | null,
  settings: Parameters<typeof takeFingerprint>[0]['settings'],
): Fingerprint {
  return takeFingerprint({
    readme,
    name: repository.name.name,
    description: repository.description,
    vocabularySha256: vocabulary.sha256,
    classifier,
    endpoint,
    settings,
  });
}

/** The classification of the last report, where nothing differs from its run; null where something does. */
export function recall(
  taken: Fingerprint,
  classifier: ClassifierIdentity,
  { vocabulary, choice }: Reading,
  memory: Report | null,
): Classification | null {
  if (memory === null || memory.fingerprint !== taken.fingerprint) return null;
  const { kind, model, version } = memory.classifier;
  // The report is whatever the artifact holds, and its fingerprint a hash that anybody can make.
  if (kind !== classifier.kind || model !== classifier.model || version !== classifier.version) return null;
  const recalled = recallClassification(memory, vocabulary, choice);
  // Without the tags that were added for the topics of that time; those of now are added again.
  return recalled && { ...recalled, considered: recalled.considered.slice(0, CONSIDERED_LIMIT) };
}

export function classifyOffline(
  reading: Reading,
  offline: OfflineClassifier,
  { maxTags, minScore, excludeTags, pinTags }: Settings,
  memory: Report | null,
): Classified {
  const { subject, choice } = reading;
  const taken = fingerprintOf(reading, offline.identity, null, { maxTags, minScore, excludeTags, pinTags });
  const recalled = recall(taken, offline.identity, reading, memory);
  const classification = recalled ?? offline.classify(subject.document, choice);
  const thresholdOf = (tag: Tag) => tag.minScore ?? choice.minScore ?? offline.defaultMinScore;
  return {
    classification,
    taken,
    isRecalled: recalled !== null,
    thresholdOf,
    considerTopics: createTopicsConsideration({ reading, offline, classification, thresholdOf }),
    fallback: null,
    notices: [],
  };
}
