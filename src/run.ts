import type { Classification } from './model/classification.ts';
import type { EventContext } from './model/event.ts';
import { renderRepositoryName } from './model/repository.ts';
import type { Ports } from './ports.ts';
import { carryOn } from './report/carried.ts';
import { makeReport, type Report } from './report/report.ts';
import type { StarterFile } from './report/summary-context.ts';
import type { Classified, Classifying } from './run/classified.ts';
import { chooseClassifier } from './run/classifier-choice.ts';
import { createClassifying } from './run/classifying.ts';
import { serveComment } from './run/comment.ts';
import { type Kept, keep } from './run/keeping.ts';
import { type Published, publish } from './run/publish.ts';
import { findPullRequest } from './run/pull-request.ts';
import { type Reading, readAll, type Skipped } from './run/reading.ts';
import { type Remembered, remember } from './run/remembering.ts';
import { problemsOf, type Served, tellNotices } from './run/sink.ts';
import { tellClassification, tellReading, tellTopics } from './run/telling.ts';
import { createTimer, type Timer } from './run/timer.ts';
import { type ServedTopics, serveTopics } from './run/topics.ts';
import type { ParsedSettings, Settings } from './settings.ts';

export type RunResult =
  | { readonly kind: 'done'; readonly report: Report; readonly published: Published }
  | Kept
  | Skipped;

/**
 * The action: reads repository, tags file and README, remembers the last run, classifies where something differs from it,
 * and publishes: first what the report tells of, then the report.
 * @throws UserError for everything that is the reader's to fix.
 */
export async function run(parsed: ParsedSettings, given: EventContext, ports: Ports): Promise<RunResult> {
  const { settings } = parsed;
  const { log } = ports;
  const timer = createTimer(ports.clock);
  for (const warning of parsed.warnings) log.warning(warning.message);
  for (const notice of parsed.notices) log.notice(notice.message);

  const found = await findPullRequest(given, settings, ports);
  if (found.kind === 'skipped') return tellSkipped(found, log);
  const { event } = found;
  const reading = await readAll(settings, event, ports, timer);
  if (reading.kind === 'skipped') return tellSkipped(reading, log);
  tellReading(reading, log);

  const remembered = await remember(settings, event, reading, ports);
  tellNotices(remembered.notices, log);
  const lastReport = remembered.report;
  const choice = chooseClassifier(settings, event, reading.repository, lastReport);
  const classifying = await createClassifying({ choice, settings, lastReport, ports });
  const classified = await timer.measure('classifyMs', () => classifying.classify(reading));
  const { fallback } = classified;
  if (fallback !== null && choice.kind === 'llm' && settings.onLlmError === 'keep') {
    return keep({ reading, fallback, lastReport, settings, usage: classifying.usage(), ports });
  }
  tellNotices(classified.notices, log);
  tellClassification(classified, log);

  // In this order, one after the other; the comment tells what topics came to.
  const work = { reading, classified, lastRun: remembered.lastRun, settings, event };
  const topics = await serveTopics(work, ports.topics, remembered.isKept);
  tellTopics(topics, log);
  const sources = { reading, remembered, classified, classifying, topics, parsed, event, timer };
  const draft = reportOn({ ...sources, served: [topics.served].filter((each) => each !== null) });
  const comment = await serveComment({ ...work, classifying, report: draft }, ports);
  tellNotices(comment.served?.notices ?? [], log);

  const served = [topics.served, comment.served].filter((each) => each !== null);
  const report = reportOn({ ...sources, served });
  const published = await publish(report, settings, event, {
    summary: {
      serverUrl: event.serverUrl,
      isPrivate: reading.repository.isPrivate,
      isArchived: reading.repository.isArchived,
      pendingOn: reading.target.isPending ? reading.repository.defaultBranch : null,
      starter: await makeStarter(reading, event),
      topicsFailure: topics.failure,
    },
    abstained: hasRoomLeft(reading, classified.classification, settings),
    present: topics.present,
    commentUrl: comment.url,
    served,
    ports,
  });
  return { kind: 'done', report, published };
}

function tellSkipped(skipped: Skipped, log: Ports['log']): Skipped {
  log.notice(skipped.reason);
  return skipped;
}

type ReportSources = {
  readonly reading: Reading;
  readonly remembered: Remembered;
  readonly classified: Classified;
  readonly classifying: Classifying;
  readonly topics: ServedTopics;
  readonly served: readonly Served[];
  readonly parsed: ParsedSettings;
  readonly event: EventContext;
  readonly timer: Timer;
};

function reportOn(sources: ReportSources): Report {
  const { reading, remembered, classified, classifying, topics, served, parsed, event, timer } = sources;
  const { settings } = parsed;
  const { repository, target, readme, subject, vocabulary, pinned } = reading;
  const outcomes = new Map(served.map(({ sink, outcome }) => [sink, outcome]));
  return makeReport({
    id: settings.id ?? String(repository.id),
    repository: renderRepositoryName(repository.name),
    ref: target.label,
    sha: reading.sha,
    event: event.name,
    workflow: event.workflow,
    dryRun: settings.dryRun,
    basis: subject.basis,
    readme: readme && { path: readme.path, sha: readme.sha, bytes: readme.totalBytes, truncated: subject.isTruncated },
    vocabulary,
    classification: { ...classified.classification, considered: topics.considered },
    pinned,
    thresholdOf: classified.thresholdOf,
    topics: topics.plan,
    publish: settings.publish.map((sink) => ({ sink, outcome: outcomes.get(sink) ?? 'requested' })),
    fallback: classified.fallback,
    carried: classified.fallback && carryOn(remembered.lastRun, topics.present),
    usage: classifying.usage(),
    ...classified.taken,
    warnings: [
      ...parsed.warnings,
      ...parsed.notices,
      ...subject.warnings,
      ...reading.notices,
      ...vocabulary.warnings,
      ...remembered.notices,
      ...classified.notices,
      ...served.flatMap(problemsOf),
    ],
    timings: timer.timings(),
  });
}

/** The file to start from where there is none; only then the list for it is loaded. */
async function makeStarter({ starter, repository }: Reading, event: EventContext): Promise<StarterFile | null> {
  if (starter === null) return null;
  const { renderStarter } = await import('./run/starter.ts');
  return renderStarter(starter, repository, event);
}

/** Whether fewer tags were given than there might have been. */
function hasRoomLeft({ vocabulary }: Reading, { tags }: Classification, { maxTags }: Settings): boolean {
  const givable = vocabulary.tags.filter((tag) => !tag.manual && tag.replacedBy === null);
  return tags.length < Math.min(maxTags, givable.length);
}
