import { UserError } from '../errors.ts';
import type { ConsideredTag } from '../model/classification.ts';
import type { EventContext } from '../model/event.ts';
import { renderRepositoryName } from '../model/repository.ts';
import type { ChangePart, TopicsPlan } from '../model/topics.ts';
import type { TopicsStore } from '../ports.ts';
import { renderGhLine } from '../report/gh-line.ts';
import { findDiffering } from '../report/memory.ts';
import { type Report, roundScore, type SinkOutcome } from '../report/report.ts';
import type { TopicsFailure } from '../report/summary-context.ts';
import { tellTokenAdvice } from '../report/token-advice.ts';
import type { Settings } from '../settings.ts';
import { claimOurs } from '../topics/ownership.ts';
import { type Attempted, planTopics } from '../topics/plan.ts';
import { previewTopics } from '../topics/preview.ts';
import type { Classified } from './classifying.ts';
import type { Reading } from './reading.ts';
import type { Notice, Served } from './sink.ts';
import { recordUnwritten } from './topics-record.ts';
import { type WrittenTopics, writeTopics } from './topics-writing.ts';

export type TopicsWork = {
  readonly reading: Reading;
  readonly classified: Classified;
  readonly lastReport: Report | null;
  readonly settings: Settings;
  readonly event: EventContext;
};

export type ServedTopics = {
  /** Null where topics are not published. */
  readonly served: Served | null;
  readonly plan: TopicsPlan;
  /** The topics that are there now, as far as is known. */
  readonly present: readonly string[];
  /** The next best tags, and those whose topics the plan weighed. */
  readonly considered: readonly ConsideredTag[];
  readonly failure: TopicsFailure | null;
};

/**
 * Publishes topics, as far as this run may, or shows how they would change. A failure is told, not thrown. Where later runs
 * will not know its report (`isKept` false), it removes none in `merge`.
 */
export async function serveTopics(work: TopicsWork, topics: TopicsStore, isKept: boolean): Promise<ServedTopics> {
  if (!work.settings.publish.includes('topics')) return preview(work);
  // What is only planned is what a run would do whose report is kept.
  const planner = createPlanner(work, { mayRemove: isKept || work.reading.target.plannedOnly !== null });
  const hindrance = findHindrance(work);
  if (hindrance !== null) return leave(work, planner, hindrance);
  const { repository } = work.reading;
  const memory = work.lastReport?.topics ?? null;
  const written = await writeTopics({ topics, repository: repository.name, memory, planFor: planner.planFor });
  return tellWritten(work, planner, written);
}

/** How topics would change, where they are not published. What earlier runs knew of them is kept. */
function preview({ reading, classified, lastReport }: TopicsWork): ServedTopics {
  const { topics } = reading.repository;
  const plan = previewTopics(
    topics,
    classified.classification.tags.map(({ tag }) => tag.topic),
  );
  const known = lastReport && { ours: claimOurs(lastReport.topics, [], topics), declined: lastReport.topics.declined };
  return {
    served: null,
    plan: { ...plan, ...known },
    present: topics,
    considered: classified.classification.considered,
    failure: null,
  };
}

/**
 * How the topics would change, as they are now, once what was read is on the default branch; nothing is written. Where this
 * step does not publish topics, the mode is that of the runs that do.
 */
export function planOnMerge(work: TopicsWork): TopicsPlan {
  const { settings, lastReport, reading } = work;
  const isPublished = settings.publish.includes('topics');
  const topicsMode = isPublished ? settings.topicsMode : (lastReport?.topics.mode ?? settings.topicsMode);
  return createPlanner({ ...work, settings: { ...settings, topicsMode } }, { mayRemove: true }).planFor(
    reading.repository.topics,
  );
}

type Planner = {
  readonly planFor: (present: readonly string[], attempted?: Attempted) => TopicsPlan;
  /** What the last plan weighed. */
  readonly considered: () => readonly ConsideredTag[];
};

function createPlanner(
  { reading, classified, lastReport, settings, event }: TopicsWork,
  { mayRemove }: { readonly mayRemove: boolean },
): Planner {
  const { topicsMode } = settings;
  const { vocabulary, choice, pinned, starter, subject } = reading;
  const { classification, thresholdOf } = classified;
  const memory = lastReport?.topics ?? null;
  const scoreOf = ({ tag, score, support }: (typeof classification.tags)[number]) => ({
    topic: tag.topic,
    score: roundScore(score),
    support: roundScore(support),
    threshold: roundScore(thresholdOf(tag)),
    pinned: pinned.has(tag.name),
  });
  let considered = classification.considered;
  return {
    planFor(present, attempted) {
      const weighed = topicsMode === 'managed' ? present : [];
      considered = classified.considerTopics([...(memory?.ours ?? []), ...weighed]);
      const plan = planTopics({
        mode: topicsMode === 'merge' && !mayRemove ? 'add' : topicsMode,
        before: present,
        vocabulary,
        tags: classification.tags.map(scoreOf),
        considered: considered.map(scoreOf),
        exclude: choice.exclude,
        memory,
        differing: findDifferences(lastReport, classified, settings),
        isByHand: event.isByHand,
        maxTags: choice.maxTags,
        untouched: starter !== null || subject.basis === 'nothing',
        ...(attempted && { attempted }),
      });
      return { ...plan, mode: topicsMode };
    },
    considered: () => considered,
  };
}

/** A change of `topics-mode`, or that topics are published at all, is one of the settings too. */
function findDifferences(
  lastReport: Report | null,
  { taken }: Classified,
  { topicsMode }: Settings,
): ReadonlySet<ChangePart> | null {
  if (lastReport === null) return null;
  const differing = findDiffering(lastReport.digests, taken.digests);
  return lastReport.topics.mode === topicsMode ? differing : new Set<ChangePart>([...differing, 'settings']);
}

type Hindrance = { readonly outcome: SinkOutcome; readonly notice: Notice | null };

/** Why topics are not written; null where they may be. */
function findHindrance({ reading, settings }: TopicsWork): Hindrance | null {
  const { repository, target, starter, subject } = reading;
  const name = renderRepositoryName(repository.name);
  const skip = (code: string, message: string): Hindrance => ({
    outcome: 'skipped',
    notice: { code, level: 'notice', message },
  });
  if (starter !== null) {
    return skip('topics/skipped', 'Topics are left alone while the built-in list stands in for a tags file.');
  }
  if (subject.basis === 'nothing') {
    return skip('topics/skipped', 'Topics are left alone, since there is nothing to classify.');
  }
  if (repository.isArchived) return skip('topics/archived', `${name} is archived, so its topics are left alone.`);
  if (target.plannedOnly !== null) {
    const message = `Topics are planned and not written: ${target.plannedOnly}.`;
    return { outcome: 'planned', notice: { code: 'topics/planned', level: 'notice', message } };
  }
  return settings.dryRun ? { outcome: 'planned', notice: null } : null;
}

function leave(work: TopicsWork, planner: Planner, { outcome, notice }: Hindrance): ServedTopics {
  const present = work.reading.repository.topics;
  const plan = recordUnwritten(planner.planFor(present), work.lastReport?.topics ?? null, { added: [], present });
  const notices = notice === null ? warnOfPublicity(work, plan) : [notice];
  return {
    served: { sink: 'topics', outcome, notices, error: null, advice: null },
    plan,
    present,
    considered: planner.considered(),
    failure: null,
  };
}

function tellWritten(work: TopicsWork, planner: Planner, written: WrittenTopics): ServedTopics {
  const { outcome, error, isConfirmed } = written;
  const present = written.present ?? work.reading.repository.topics;
  // Where not even the first look worked, the topics that the repository had when it was read tell what was to be done.
  const memory = work.lastReport?.topics ?? null;
  const plan = written.plan ?? recordUnwritten(planner.planFor(present), memory, { added: [], present });
  const told = { plan, present, considered: planner.considered() };
  if (error !== null) {
    const { advice, needsToken } = adviseOn(error, plan, work);
    const message = `${error.message}\n${tellState(written)}`;
    const failure = new UserError('work', { code: error.code, message }, { cause: error.cause });
    const served: Served = { sink: 'topics', outcome, notices: [], error: failure, advice };
    return { ...told, served, failure: { message, needsToken } };
  }
  const notices: Notice[] = [...warnOfPublicity(work, plan)];
  if (!isConfirmed) {
    const message =
      'GitHub took the topics and could not be asked for them again afterwards; the report has them as they were sent.';
    notices.push({ code: 'topics/unconfirmed', level: 'warning', message });
  }
  return { ...told, served: { sink: 'topics', outcome, notices, error: null, advice: null }, failure: null };
}

/** What is known of the topics after a failure. */
function tellState({ plan, present }: WrittenTopics): string {
  if (plan === null) return 'Nothing was written.';
  if (present === null) return 'Whether it was done all the same is not known; the next run looks.';
  return present.length === 0 ? 'The repository has no topics.' : `Its topics are ${present.join(', ')}.`;
}

/** Codes of failures that another token mends. */
const tokenCodes = ['topics/forbidden', 'topics/not-found', 'github/unauthorized'];

function adviseOn({ code }: UserError, { added, removed }: TopicsPlan, { reading, event }: TopicsWork) {
  if (!tokenCodes.includes(code)) return { needsToken: false, advice: null };
  const repository = reading.repository.name;
  const { serverUrl } = event;
  const line = renderGhLine({ serverUrl, repository: renderRepositoryName(repository), added, removed });
  return { needsToken: true, advice: tellTokenAdvice({ repository, serverUrl, line }) };
}

/** Topics are public, also those of a private repository. */
function warnOfPublicity({ reading }: TopicsWork, { added }: TopicsPlan): readonly Notice[] {
  const { name, isPrivate } = reading.repository;
  if (!isPrivate || added.length === 0) return [];
  const message = `${renderRepositoryName(name)} is not public, but topics always are: anybody sees ${added.join(', ')}. To keep one out of sight, name its tag in "exclude-tags".`;
  return [{ code: 'topics/public', level: 'warning', message }];
}
