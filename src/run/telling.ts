import { renderProblem } from '../errors.ts';
import type { Classification, ScoredTag } from '../model/classification.ts';
import type { Log } from '../ports.ts';
import type { Reading } from './reading.ts';
import { renderTarget } from './target.ts';

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
export function tellClassification({ tags, considered }: Classification, log: Log): void {
  log.info(`Tags: ${tags.length === 0 ? 'none fits well enough' : renderScores(tags)}`);
  if (considered.length > 0) log.info(`Nearly: ${renderScores(considered.slice(0, 3))}`);
}

function renderScores(tags: readonly ScoredTag[]): string {
  return tags.map(({ tag, score }) => (score === null ? tag.name : `${tag.name} (${score.toFixed(2)})`)).join(', ');
}
