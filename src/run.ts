import { createOfflineClassifier } from './classify/offline/offline.ts';
import type { Classification } from './model/classification.ts';
import type { EventContext } from './model/event.ts';
import { renderRepositoryName } from './model/repository.ts';
import type { Tag } from './model/vocabulary.ts';
import type { Ports } from './ports.ts';
import { takeFingerprint } from './report/fingerprint.ts';
import { makeReport, type Report } from './report/report.ts';
import type { StarterFile } from './report/summary-context.ts';
import { type Published, publish } from './run/publish.ts';
import { type Reading, readAll, type Skipped } from './run/reading.ts';
import { tellClassification, tellReading } from './run/telling.ts';
import { createTimer, type Timer } from './run/timer.ts';
import type { ParsedSettings, Settings } from './settings.ts';
import { previewTopics } from './topics/preview.ts';

export type RunResult = { readonly kind: 'done'; readonly report: Report; readonly published: Published } | Skipped;

/**
 * The action: reads repository, tags file and README, classifies, and publishes the report.
 * @throws UserError for everything that is the reader's to fix.
 */
export async function run(parsed: ParsedSettings, event: EventContext, ports: Ports): Promise<RunResult> {
  const { settings } = parsed;
  const timer = createTimer(ports.clock);
  for (const warning of parsed.warnings) ports.log.warning(warning.message);

  const reading = await readAll(settings, event, ports, timer);
  if (reading.kind === 'skipped') {
    ports.log.notice(reading.reason);
    return reading;
  }
  tellReading(reading, ports.log);

  const classified = await timer.measure('classifyMs', () => classify(reading));
  tellClassification(classified.classification, ports.log);

  const report = reportOn(reading, classified, parsed, event, timer);
  const published = await publish(report, settings, event, {
    summary: {
      serverUrl: event.serverUrl,
      isPrivate: reading.repository.isPrivate,
      isArchived: reading.repository.isArchived,
      pendingOn: reading.target.isPending ? reading.repository.defaultBranch : null,
      starter: await makeStarter(reading, event),
    },
    abstained: hasRoomLeft(reading, classified.classification, settings),
    ports,
  });
  return { kind: 'done', report, published };
}

type Classified = {
  readonly classification: Classification;
  /** The score that `tag` needs to be given. */
  readonly thresholdOf: (tag: Tag) => number;
};

function classify({ vocabulary, subject, choice }: Reading): Classified {
  const classifier = createOfflineClassifier(vocabulary);
  return {
    classification: classifier.classify(subject.document, choice),
    thresholdOf: (tag) => tag.minScore ?? choice.minScore ?? classifier.defaultMinScore,
  };
}

function reportOn(
  reading: Reading,
  { classification, thresholdOf }: Classified,
  { settings, warnings }: ParsedSettings,
  event: EventContext,
  timer: Timer,
): Report {
  const { repository, target, readme, subject, vocabulary, pinned } = reading;
  const topics = classification.tags.map(({ tag }) => tag.topic);
  return makeReport({
    id: settings.id ?? String(repository.id),
    repository: renderRepositoryName(repository.name),
    ref: target.label,
    sha: reading.sha,
    event: event.name,
    workflow: event.workflow,
    dryRun: false,
    basis: subject.basis,
    readme: readme && { path: readme.path, sha: readme.sha, bytes: readme.totalBytes, truncated: subject.isTruncated },
    vocabulary,
    classification,
    pinned,
    thresholdOf,
    topics: previewTopics(repository.topics, topics),
    publish: settings.publish.map((sink) => ({ sink, outcome: 'requested' })),
    usage: { requests: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, cost: null },
    ...takeFingerprint({
      readme,
      name: repository.name.name,
      description: repository.description,
      vocabularySha256: vocabulary.sha256,
      classifier: classification.classifier,
      settings: {
        maxTags: settings.maxTags,
        minScore: settings.minScore,
        excludeTags: settings.excludeTags,
        pinTags: settings.pinTags,
      },
    }),
    warnings: [...warnings, ...subject.warnings, ...reading.notices, ...vocabulary.warnings],
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
