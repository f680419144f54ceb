import { CONSIDERED_LIMIT } from '../classify/choose.ts';
import { createOfflineClassifier } from '../classify/offline/offline.ts';
import type { ChoiceOptions, Classification, ConsideredTag, OfflineClassifier } from '../model/classification.ts';
import type { Tag } from '../model/vocabulary.ts';
import { type Fingerprint, takeFingerprint } from '../report/fingerprint.ts';
import { recallClassification } from '../report/recall.ts';
import { type Report, roundScore, type Usage } from '../report/report.ts';
import type { Settings } from '../settings.ts';
import { indexTopics } from '../topics/topic-index.ts';
import type { Reading } from './reading.ts';

export type Classified = {
  readonly classification: Classification;
  readonly usage: Usage;
  readonly taken: Fingerprint;
  /** Whether the last report had it, since nothing differs from its run. */
  readonly isRecalled: boolean;
  /** The score that `tag` needs to be given. */
  readonly thresholdOf: (tag: Tag) => number;
  /**
   * What was nearly given, and after it the tags of those of `topics` that were neither given nor near, with their scores:
   * a topic that is there stays or goes by its score. For a tag that was replaced the one that took its place counts.
   */
  readonly considerTopics: (topics: readonly string[]) => readonly ConsideredTag[];
};

/** Classifies what was read, or takes the classification of the last report where it would be the same. */
export function classify(reading: Reading, settings: Settings, lastReport: Report | null): Classified {
  const { vocabulary, subject, choice, repository, readme } = reading;
  const classifier = createOfflineClassifier(vocabulary);
  const taken = takeFingerprint({
    readme,
    name: repository.name.name,
    description: repository.description,
    vocabularySha256: vocabulary.sha256,
    classifier: classifier.identity,
    settings: {
      maxTags: settings.maxTags,
      minScore: settings.minScore,
      excludeTags: settings.excludeTags,
      pinTags: settings.pinTags,
    },
  });
  const isKnown = !settings.force && lastReport?.fingerprint === taken.fingerprint;
  const recalled = isKnown ? recallClassification(lastReport, vocabulary, choice) : null;
  const classification = recalled ? withoutTopics(recalled) : classifier.classify(subject.document, choice);
  const thresholdOf = (tag: Tag) => tag.minScore ?? choice.minScore ?? classifier.defaultMinScore;
  return {
    classification,
    usage: { requests: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, cost: null },
    taken,
    isRecalled: recalled !== null,
    thresholdOf,
    considerTopics: createTopicsConsideration({ reading, classifier, classification, thresholdOf }),
  };
}

/** Without the tags that were added for the topics of that time; those of now are added again. */
function withoutTopics(recalled: Classification): Classification {
  return { ...recalled, considered: recalled.considered.slice(0, CONSIDERED_LIMIT) };
}

type Context = {
  readonly reading: Reading;
  readonly classifier: OfflineClassifier;
  readonly classification: Classification;
  readonly thresholdOf: (tag: Tag) => number;
};

function createTopicsConsideration({ reading, classifier, classification, thresholdOf }: Context) {
  const { vocabulary, choice } = reading;
  const { tags, considered } = classification;
  const known = new Set([...tags, ...considered].map(({ tag }) => tag));
  const index = indexTopics(vocabulary, []);
  let scores: ReadonlyMap<Tag, number> | null = null;
  return (topics: readonly string[]): readonly ConsideredTag[] => {
    const missing = new Set<Tag>();
    for (const topic of topics) {
      const tag = index.find(topic);
      const current = tag && (index.heirOf(tag) ?? tag);
      if (current !== null && !known.has(current)) missing.add(current);
    }
    if (missing.size === 0) return considered;
    scores ??= rankAll(classifier, reading);
    const extra = [...missing].flatMap((tag): ConsideredTag[] => {
      const score = scores?.get(tag);
      if (score === undefined) return [];
      const reason = reasonOf(tag, score >= thresholdOf(tag), tags.length >= choice.maxTags, choice);
      return [{ tag, score: roundScore(score), support: null, evidence: [], reason }];
    });
    extra.sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || (a.tag.name < b.tag.name ? -1 : 1));
    return [...considered, ...extra];
  };
}

function rankAll(classifier: OfflineClassifier, { vocabulary, subject }: Reading): ReadonlyMap<Tag, number> {
  const ranked = classifier.rank(subject.document, vocabulary.tags.length);
  return new Map(ranked.map(({ tag, score }) => [tag, score]));
}

function reasonOf(tag: Tag, isEnough: boolean, isFull: boolean, { exclude }: ChoiceOptions): ConsideredTag['reason'] {
  if ([tag.name, ...tag.aliases].some((name) => exclude.includes(name))) return 'excluded';
  if (!isEnough) return 'below-threshold';
  return isFull ? 'over-cap' : 'weak';
}
