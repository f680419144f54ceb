import { parseRepositoryName } from '../model/repository.ts';
import type { TopicChange } from '../model/topics.ts';
import { PROJECT_URL } from '../project.ts';
import { MAX_TOPICS } from '../topics/limits.ts';
import { renderGhLine } from './gh-line.ts';
import { renderCode, renderFence, renderLink, renderProse } from './markdown-escape.ts';
import type { Report, SinkOutcome } from './report.ts';
import type { SummaryContext, TopicsFailure } from './summary-context.ts';
import { renderTable } from './tag-table.ts';
import { renderTokenAdvice } from './token-advice.ts';
import { CAUSES, NOT_ADDED_REASONS } from './topics-words.ts';

/** What became of the topics, and why; where they are not published, how the result would change them. */
export function renderTopics(report: Report, context: SummaryContext): string {
  const outcome = report.publish.find(({ sink }) => sink === 'topics')?.outcome;
  const lines =
    report.topics.mode === null || outcome === undefined
      ? renderPreview(report, context)
      : renderPublished(report, outcome, context);
  return ['### Topics', ...lines].join('\n\n');
}

/** Whether the topics section tells this warning, so that no other has to. */
export function isAboutTopics({ code, message }: Report['warnings'][number], context: SummaryContext): boolean {
  return code.startsWith('topics/') || message === context.topicsFailure?.message;
}

function renderPublished(report: Report, outcome: SinkOutcome, context: SummaryContext): readonly string[] {
  const { topics, warnings } = report;
  const isDone = outcome === 'written' || outcome === 'unchanged';
  const notes = warnings
    .filter((warning) => isAboutTopics(warning, context) && warning.message !== context.topicsFailure?.message)
    .map(({ message }) => `> **Note.** ${renderProse(message)}`);
  return [
    ...notes,
    ...(context.topicsFailure === null ? [] : [renderFailure(context.topicsFailure)]),
    renderState(report, outcome),
    ...renderChanges(topics.changes, isDone),
    ...renderWaiting(report),
    ...renderWithout(report),
    ...(isDone ? renderOwnership(report) : []),
    ...(outcome === 'written' ? [renderUndo(context)] : []),
    ...(outcome === 'failed' ? renderMending(report, context) : []),
  ];
}

function renderFailure({ message }: TopicsFailure): string {
  const lines = message.split('\n').map((line) => renderProse(line, 3000));
  return `> **Failed.** ${lines.join('<br>')}`;
}

function renderState({ topics, dryRun, fallback }: Report, outcome: SinkOutcome): string {
  const hasChanges = topics.added.length > 0 || topics.removed.length > 0;
  switch (outcome) {
    case 'written':
      return `The repository now has ${renderTopicList(topics.after)}.`;
    case 'unchanged':
      return `Nothing to change: the repository has ${renderTopicList(topics.after)}.`;
    case 'failed':
      return hasChanges ? 'This was to be done:' : `The repository has ${renderTopicList(topics.before)}.`;
    case 'planned':
    case 'skipped':
    case 'requested': {
      const present = `The repository has ${renderTopicList(topics.before)}.`;
      // What the model would have changed is not known.
      if (fallback !== null) return present;
      if (!hasChanges) return `${present} There is nothing to change.`;
      const lead = dryRun ? 'Without the dry run, this run would do this:' : 'A run that may write would do this:';
      return `${present} ${lead}`;
    }
  }
}

function renderChanges(changes: readonly TopicChange[], isDone: boolean): readonly string[] {
  if (changes.length === 0) return [];
  const verbs = isDone ? { add: '**added**', remove: '**removed**' } : { add: '**add**', remove: '**remove**' };
  const rows = changes
    .slice(0, 2 * MAX_TOPICS)
    .map(({ topic, action, cause }) => [renderCode(topic, 60), verbs[action], CAUSES[cause]]);
  return [renderTable(['Topic', 'Change', 'Because'], rows)];
}

/** What was not done all the same, and why. */
function renderWaiting({ topics }: Report): readonly string[] {
  const rows = [
    ...topics.notAdded.map(
      ({ topic, reason }) => `- ${renderCode(topic, 60)} is not set: ${NOT_ADDED_REASONS[reason]}.`,
    ),
    ...topics.pending.map(
      (topic) =>
        `- ${renderCode(topic, 60)} waits to be removed: only the classifier changed. It stays until the README changes or somebody starts the workflow by hand.`,
    ),
  ];
  return rows.length === 0 ? [] : [rows.join('\n')];
}

/** Tags that have no topic. */
function renderWithout({ tags }: Report): readonly string[] {
  const names = tags.filter(({ topic }) => topic === null).map(({ name }) => name);
  if (names.length === 0) return [];
  const these = names.length === 1 ? 'this name' : 'these names';
  return [
    `${renderCodes(names)}: no topic can be made of ${these}. Where it matters, the tags file can give a \`topic\`.`,
  ];
}

function renderOwnership({ topics }: Report): readonly string[] {
  const { mode, ours, kept, declined } = topics;
  const people = kept.filter((topic) => !ours.includes(topic));
  const lines: string[] = [];
  if (mode === 'managed') {
    lines.push('Topics that are in the tags file follow the result (`managed`); all others stay as they are.');
  } else if (ours.length > 0) {
    const fate = mode === 'add' ? 'never removed, since `topics-mode` is `add`' : 'removed when it fits no longer';
    lines.push(`Set by this action, and ${fate}: ${renderCodes(ours)}.`);
  }
  if (mode !== 'managed' && people.length > 0) lines.push(`Set by people, and never removed: ${renderCodes(people)}.`);
  const isTold = new Set(topics.notAdded.map(({ topic }) => topic));
  const others = declined.filter((topic) => !isTold.has(topic)).slice(0, MAX_TOPICS);
  if (others.length > 0) {
    lines.push(
      `Taken away by people, and not set again until the README or the tags file changes: ${renderCodes(others)}.`,
    );
  }
  return lines.length === 0 ? [] : [lines.join(' ')];
}

function renderUndo({ reportFile, artifactUrl }: SummaryContext): string {
  const file = artifactUrl === null ? renderCode(reportFile) : renderLink(renderCode(reportFile), artifactUrl);
  const how = renderLink('take it back', `${PROJECT_URL}#undo`);
  return `Not what you want? With ${file} you can ${how}, or remove a topic by hand: it stays away.`;
}

function renderMending(report: Report, context: SummaryContext): readonly string[] {
  const { serverUrl, topicsFailure } = context;
  const line = ghLineOf(report, context);
  const repository = parseRepositoryName(report.repository);
  if (topicsFailure?.needsToken && repository !== null) return [renderTokenAdvice({ repository, serverUrl, line })];
  return line === null
    ? []
    : ['By hand, this line of the [GitHub CLI](https://cli.github.com) does it:', renderFence(line, 'sh')];
}

/** How the result would change the topics, were they published, and the line that does it. */
function renderPreview(report: Report, context: SummaryContext): readonly string[] {
  const { topics, tags } = report;
  const present = topics.before.length === 0 ? 'no topics yet' : renderTopicList(topics.before);
  const lines = [`The repository has ${present}.`];
  if (topics.added.length > 0) lines.push(...renderAdded(report, context));
  const noRoom = topics.notAdded.filter(({ reason }) => reason === 'no-room').map(({ topic }) => topic);
  if (noRoom.length > 0) {
    lines.push(`There is no room for ${renderCodes(noRoom)}: a repository has at most ${MAX_TOPICS} topics.`);
  }
  lines.push(...renderWithout(report));
  const hasTopics = tags.some(({ topic }) => topic !== null);
  if (hasTopics && topics.added.length === 0 && noRoom.length === 0) {
    lines.push(`Every topic of the result is there already.`);
  }
  return lines;
}

function renderAdded(report: Report, context: SummaryContext): readonly string[] {
  const { added } = report.topics;
  const { isPrivate, isArchived, pendingOn } = context;
  const [would, them] = [`The result would add ${renderCodes(added)}.`, added.length === 1 ? 'it' : 'them'];
  if (isArchived) return [`${would} The repository is archived, so its topics cannot be changed.`];
  const when = pendingOn === null ? 'This' : `Once this is on ${renderCode(pendingOn)}, this`;
  return [
    `${would} ${when} line of the [GitHub CLI](https://cli.github.com) sets ${them}:`,
    renderFence(ghLineOf(report, context) ?? '', 'sh'),
    ...(isPrivate ? ['Topics are public, also those of a private repository.'] : []),
  ];
}

function ghLineOf({ repository, topics: { added, removed } }: Report, { serverUrl }: SummaryContext): string | null {
  return renderGhLine({ serverUrl, repository, added, removed });
}

function renderTopicList(topics: readonly string[]): string {
  if (topics.length === 0) return 'no topics';
  return `the ${topics.length === 1 ? 'topic' : 'topics'} ${renderCodes(topics)}`;
}

function renderCodes(names: readonly string[]): string {
  return names.map((name) => renderCode(name, 60)).join(' ');
}
