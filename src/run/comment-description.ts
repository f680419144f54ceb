import type { EventContext } from '../model/event.ts';
import type { Tag } from '../model/vocabulary.ts';
import type { Pull } from '../ports.ts';
import type { LastRun } from '../report/carried.ts';
import type { CommentAdvice, CommentContext, CommentedTopics } from '../report/comment-context.ts';
import { type Report, reportTag } from '../report/report.ts';
import { compareTags } from '../report/tag-changes.ts';
import { isNear } from '../report/tag-table.ts';
import { DEFAULT_ARTIFACT_NAME, type Settings } from '../settings.ts';
import { formatOfName } from '../vocabulary/format.ts';
import type { Classified, Classifying } from './classified.ts';
import type { Compared } from './comparing.ts';
import type { Reading } from './reading.ts';
import { planOnMerge } from './topics-planning.ts';

export type CommentWork = {
  readonly reading: Reading;
  readonly classified: Classified;
  readonly classifying: Pick<Classifying, 'classify'>;
  readonly lastRun: LastRun | null;
  /** As it will be, but for the outcome of this sink. */
  readonly report: Report;
  readonly settings: Settings;
  readonly event: EventContext;
};

/** What a comment tells beside the report. */
export function describeComment(work: CommentWork, pull: Pull, comparison: Compared): CommentContext {
  const { reading, settings, event } = work;
  const { before, tagsFile } = comparison;
  return {
    serverUrl: event.serverUrl,
    runUrl: event.runUrl,
    artifactName: settings.artifactName,
    isDefaultName: settings.artifactName === DEFAULT_ARTIFACT_NAME,
    baseRef: pull.baseRef,
    defaultBranch: reading.repository.defaultBranch,
    isPrivate: reading.repository.isPrivate,
    before,
    tagsFile,
    topics: describeTopics(work, comparison),
    considered: describeConsidered(work, comparison),
    advice: describeAdvice(work, comparison),
  };
}

/** By the list that counts once this is merged. Null where no run could set topics by it. */
function describeTopics(work: CommentWork, { tagsFile, proposed }: Compared): CommentedTopics | null {
  const kind = tagsFile?.effect.kind;
  if (kind === 'broken' || kind === 'removed') return null;
  const { settings, lastRun } = work;
  const areSet = settings.publish.includes('topics') || (lastRun !== null && lastRun.topics.mode !== null);
  return { plan: planOnMerge({ ...work, ...proposed }), areSet };
}

function describeConsidered({ report }: CommentWork, { proposed }: Compared): CommentContext['considered'] {
  if (proposed === null) return report.considered;
  const { pinned } = proposed.reading;
  const { classification, thresholdOf } = proposed.classified;
  return classification.considered.map((considered) => ({
    ...reportTag(considered, { pinned, thresholdOf }),
    reason: considered.reason,
  }));
}

function describeAdvice(work: CommentWork, { before, proposed }: Compared): CommentAdvice {
  const { reading, classified } = proposed ?? work;
  const { tags, considered } = classified.classification;
  const given: readonly Tag[] = tags.map(({ tag }) => tag);
  const { added, removed } = compareTags(before ?? [], given);
  const lost = reading.vocabulary.tags.find(({ id }) => removed.some((tag) => tag.id === id));
  const missing = lost ?? considered.find(isNear)?.tag;
  const tag = missing ?? given[0];
  const file = tag?.place.file ?? reading.vocabulary.source;
  return {
    given: given.filter(({ id }) => added.some((each) => each.id === id)),
    example: tag === undefined ? null : { tag, isMissing: missing !== undefined },
    file,
    format: formatOfName(file) ?? null,
  };
}
