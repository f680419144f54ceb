import type { ChoiceOptions, Classification, ConsideredTag, OfflineClassifier } from '../model/classification.ts';
import type { Tag } from '../model/vocabulary.ts';
import { roundScore } from '../report/report.ts';
import { indexTopics } from '../topics/topic-index.ts';
import type { Reading } from './reading.ts';

export type ConsiderationContext = {
  readonly reading: Pick<Reading, 'vocabulary' | 'choice' | 'subject'>;
  readonly offline: OfflineClassifier;
  readonly classification: Classification;
  /** Null where a model chose. */
  readonly thresholdOf: (tag: Tag) => number | null;
};

/**
 * What was nearly given, and after it the tags of those topics that were neither given nor near, with their offline scores: a
 * topic that is there stays or goes by its score, beside a model's tags by what supports it. For a tag that was replaced the one
 * that took its place counts.
 */
export function createTopicsConsideration({ reading, offline, classification, thresholdOf }: ConsiderationContext) {
  const { vocabulary, choice, subject } = reading;
  const { tags, considered, classifier } = classification;
  const known = new Set([...tags, ...considered].map(({ tag }) => tag));
  const index = indexTopics(vocabulary, []);
  let scores: ReadonlyMap<Tag, number> | null = null;
  const toConsidered = (tag: Tag, score: number): ConsideredTag => {
    const common = { tag, evidence: [] };
    if (classifier.kind === 'llm') {
      const reason = isExcluded(tag, choice) ? 'excluded' : 'not-chosen';
      return { ...common, score: null, support: roundScore(score), reason };
    }
    const reason = reasonOf(tag, score >= (thresholdOf(tag) ?? 1), tags.length >= choice.maxTags, choice);
    return { ...common, score: roundScore(score), support: null, reason };
  };
  return (topics: readonly string[]): readonly ConsideredTag[] => {
    const missing = new Set<Tag>();
    for (const topic of topics) {
      const tag = index.find(topic);
      const current = tag && (index.heirOf(tag) ?? tag);
      if (current !== null && !known.has(current)) missing.add(current);
    }
    if (missing.size === 0) return considered;
    scores ??= new Map(
      offline.rank(subject.document, vocabulary.tags.length).map(({ tag, score }): [Tag, number] => [tag, score]),
    );
    const extra = [...missing].flatMap((tag) => {
      const score = scores?.get(tag);
      return score === undefined ? [] : [toConsidered(tag, score)];
    });
    const strength = ({ score, support }: ConsideredTag) => score ?? support ?? 0;
    extra.sort((a, b) => strength(b) - strength(a) || (a.tag.name < b.tag.name ? -1 : 1));
    return [...considered, ...extra];
  };
}

function isExcluded(tag: Tag, { exclude }: Pick<ChoiceOptions, 'exclude'>): boolean {
  return [tag.name, ...tag.aliases].some((name) => exclude.includes(name));
}

function reasonOf(tag: Tag, isEnough: boolean, isFull: boolean, choice: ChoiceOptions): ConsideredTag['reason'] {
  if (isExcluded(tag, choice)) return 'excluded';
  if (!isEnough) return 'below-threshold';
  return isFull ? 'over-cap' : 'weak';
}
