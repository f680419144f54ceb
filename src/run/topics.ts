import { UserError } from '../errors.ts';
import type { ConsideredTag } from '../model/classification.ts';
import { renderRepositoryName } from '../model/repository.ts';
import type { TopicsMemory, TopicsPlan } from '../model/topics.ts';
import type { TopicsStore } from '../ports.ts';
import { renderGhLine } from '../report/gh-line.ts';
import type { SinkOutcome } from '../report/report.ts';
import type { TopicsFailure } from '../report/summary-context.ts';
import { tellTokenAdvice } from '../report/token-advice.ts';
import { claimOurs } from '../topics/ownership.ts';
import { previewTopics } from '../topics/preview.ts';
import type { Notice, Served } from './sink.ts';
import { createPlanner, type Planner, type TopicsWork } from './topics-planning.ts';
import { recordUnwritten } from './topics-record.ts';
import { type WrittenTopics, writeTopics } from './topics-writing.ts';

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
  const memory = work.lastRun?.topics ?? null;
  const written = await writeTopics({ topics, repository: repository.name, memory, planFor: planner.planFor });
  return tellWritten(work, planner, written);
}

/** How topics would change, where they are not published. What earlier runs knew of them is kept. */
function preview({ reading, classified, lastRun }: TopicsWork): ServedTopics {
  const { topics } = reading.repository;
  // What stood in for a model's answer is nothing that anybody should set.
  const given = classified.fallback === null ? classified.classification.tags : [];
  const plan = previewTopics(
    topics,
    given.map(({ tag }) => tag.topic),
  );
  return {
    served: null,
    plan: { ...plan, ...(lastRun && keepKnown(lastRun.topics, topics)) },
    present: topics,
    considered: classified.classification.considered,
    failure: null,
  };
}

/** What earlier runs knew, brought up to date with the topics that are there. */
function keepKnown(
  memory: TopicsMemory,
  present: readonly string[],
): Pick<TopicsPlan, 'ours' | 'declined' | 'pending'> {
  const isPresent = (topic: string) => present.includes(topic);
  return {
    ours: claimOurs(memory, [], present),
    declined: [...new Set([...memory.declined, ...memory.ours])].filter((topic) => !isPresent(topic)),
    pending: memory.pending.filter(isPresent),
  };
}

type Hindrance = { readonly outcome: SinkOutcome; readonly notice: Notice | null };

/** Why topics are not written; null where they may be. */
function findHindrance({ reading, classified, settings }: TopicsWork): Hindrance | null {
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
  if (classified.fallback !== null) {
    return skip('topics/skipped', 'Topics are left alone, since the model that should have answered did not.');
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
  const plan = recordUnwritten(planner.planFor(present), work.lastRun?.topics ?? null, { added: [], present });
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
  const memory = work.lastRun?.topics ?? null;
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
