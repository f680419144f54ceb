import { type Problem, UserError } from '../errors.ts';
import { parseRepositoryName, type RepositoryName } from '../model/repository.ts';
import type { TopicsMode } from '../model/topics.ts';
import type { CallReport, SinkOutcome } from '../report/report.ts';
import { topicPattern } from '../vocabulary/topic.ts';

/** What a report tells of a run that wrote topics. */
export type WrittenTopics = {
  readonly repository: RepositoryName;
  readonly mode: TopicsMode;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** When the run began: ISO 8601, UTC. */
  readonly startedAt: string;
  /** Names of tags by their topic, as far as the report has them. */
  readonly tagNames: ReadonlyMap<string, string>;
};

/**
 * What the run of `report` did to the topics of its repository. A report is a file that anybody may have changed: whatever
 * is sent to GitHub is checked here.
 * @throws UserError `undo/not-written` where the run wrote none, `undo/changed-report` where the report holds what no run writes.
 */
export function findWrittenTopics(report: CallReport): WrittenTopics {
  const { repository: name, topics, dryRun } = report;
  if (name === null || report.event === 'command-line') {
    throw createError('undo/not-written', 'It is of a call of the command line, which sets no topics.');
  }
  if (dryRun) throw createError('undo/not-written', 'It is of a dry run, which sets no topics.');
  if (topics.mode === null) {
    throw createError('undo/not-written', 'Its run did not set topics: "publish" of the step did not hold "topics".');
  }
  const outcome = report.publish.find(({ sink }) => sink === 'topics')?.outcome ?? 'skipped';
  if (outcome !== 'written' && outcome !== 'unchanged') {
    throw createError('undo/not-written', explainOutcome(outcome, report.event));
  }
  const problems = findForeign(name, topics.added, topics.removed);
  if (problems.length > 0)
    throw new UserError('input', problems, { headline: 'This is no report as a run writes it:' });
  return {
    // Checked above.
    repository: parseRepositoryName(name) as RepositoryName,
    mode: topics.mode,
    added: topics.added,
    removed: topics.removed,
    startedAt: report.timings.startedAt,
    tagNames: new Map(
      [...report.considered, ...report.tags].flatMap((tag) => (tag.topic === null ? [] : [[tag.topic, tag.name]])),
    ),
  };
}

function explainOutcome(outcome: Exclude<SinkOutcome, 'written' | 'unchanged'>, event: string): string {
  switch (outcome) {
    case 'failed':
      return 'Its run could not set the topics, and what it left is not known. Look at the topics on the page of the repository; the report has those of before under "topics".';
    case 'planned':
    case 'requested':
      return `Its run only planned topics and set none, as runs for ${JSON.stringify(event)} may do.`;
    case 'skipped':
      return 'Its run left the topics alone.';
  }
}

function findForeign(repository: string, added: readonly string[], removed: readonly string[]): readonly Problem[] {
  const problems: string[] = [];
  if (parseRepositoryName(repository) === null) {
    problems.push(`The report names the repository ${quote(repository)}; expected owner/name.`);
  }
  for (const [key, given] of [
    ['added', added],
    ['removed', removed],
  ] as const) {
    const wrong = given.filter((topic) => !topicPattern.test(topic)).map(quote);
    if (wrong.length > 0) {
      const few = wrong.slice(0, 5).join(', ') + (wrong.length > 5 ? ` and ${wrong.length - 5} more` : '');
      problems.push(
        `"topics.${key}" of the report holds ${few}; a topic starts with a letter or digit and has at most 50 of a to z, 0 to 9 and hyphens.`,
      );
    }
  }
  const both = added.filter((topic) => removed.includes(topic)).map(quote);
  if (both.length > 0)
    problems.push(`${both.join(', ')} stands under "topics.added" and under "topics.removed" of the report.`);
  return problems.map((message) => ({ code: 'undo/changed-report', message }));
}

function createError(code: string, message: string): UserError {
  return new UserError('input', { code, message: `There is nothing to undo in this report. ${message}` });
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
