import { renderProblem } from '../errors.ts';
import type { ScoredTag } from '../model/classification.ts';
import type { Log } from '../ports.ts';
import type { Classified } from './classified.ts';
import type { Reading } from './reading.ts';
import { tellNotices } from './sink.ts';
import { renderTarget } from './target.ts';
import type { ServedTopics } from './topics.ts';

/** Warnings of a tags file that stand in one annotation; GitHub shows at most ten annotations of a kind for a step. */
const maxWarnings = 10;

/** What was read, and what people should know about it. */
export function tellReading({ vocabulary, readme, subject, target, sha, notices }: Reading, log: Log): void {
  for (const { message } of [...notices, ...subject.warnings]) log.notice(message);
  const warnings = vocabulary.warnings.slice(0, maxWarnings).map(renderProblem);
  const more = vocabulary.warnings.length - warnings.length;
  if (more > 0) warnings.push(`… and ${more} more, in the report`);
  if (warnings.length > 0) log.warning(warnings.join('\n'));
  const file = readme === null ? 'no README' : `${readme.path} (${readme.totalBytes} bytes)`;
  log.info(`Read ${file} of ${renderTarget(target)} (${sha === null ? 'no commit' : sha.slice(0, 7)})`);
  log.info(`Tags to choose from: ${vocabulary.tags.length}, of ${vocabulary.source}`);
}

/** `Tags: real-time (0.91), networking (0.64)`. */
export function tellClassification({ classification, isRecalled }: Classified, log: Log): void {
  const { tags, considered } = classification;
  if (isRecalled) log.info('Nothing changed since the last run; its tags are taken.');
  log.info(`Tags: ${tags.length === 0 ? 'none fits well enough' : renderScores(tags)}`);
  if (considered.length > 0) log.info(`Nearly: ${renderScores(considered.slice(0, 3))}`);
}

function renderScores(tags: readonly ScoredTag[]): string {
  return tags.map(({ tag, score }) => (score === null ? tag.name : `${tag.name} (${score.toFixed(2)})`)).join(', ');
}

/** `Topics: added real-time; removed cli; kept 1 of this action and 4 of people`. */
export function tellTopics({ served, plan }: ServedTopics, log: Log): void {
  if (served === null) return;
  tellNotices(served.notices, log);
  const isDone = served.outcome === 'written' || served.outcome === 'unchanged';
  const clauses = [
    ...renderNames(isDone ? 'added' : 'would add', plan.added),
    ...renderNames(isDone ? 'removed' : 'would remove', plan.removed),
    renderKept(plan, isDone),
  ];
  log.info(`Topics: ${clauses.join('; ')}`);
  for (const { topic, reason } of plan.notAdded) log.info(`Topic not set: ${topic} (${reason})`);
}

function renderNames(verb: string, topics: readonly string[]): readonly string[] {
  return topics.length === 0 ? [] : [`${verb} ${topics.join(', ')}`];
}

function renderKept({ kept, ours }: ServedTopics['plan'], isDone: boolean): string {
  const own = kept.filter((topic) => ours.includes(topic)).length;
  return `${isDone ? 'kept' : 'would keep'} ${own} of this action and ${kept.length - own} of people`;
}
