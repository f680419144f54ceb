import { MAX_TOPICS } from '../topics/preview.ts';
import { renderCode, renderFence } from './markdown-escape.ts';
import type { Report } from './report.ts';
import type { SummaryContext } from './summary-context.ts';

/** The topics that the repository has, how the result would change them, and the line that does it. */
export function renderTopics(report: Report, context: SummaryContext): string {
  const { topics, tags } = report;
  const lines = ['### Topics', renderPresent(topics.before)];
  if (topics.added.length > 0) lines.push(...renderAdded(report, context));
  const noRoom = topics.notAdded.filter(({ reason }) => reason === 'no-room').map(({ topic }) => topic);
  if (noRoom.length > 0) {
    lines.push(`There is no room for ${renderCodes(noRoom)}: a repository has at most ${MAX_TOPICS} topics.`);
  }
  const without = tags.filter(({ topic }) => topic === null).map(({ name }) => name);
  if (without.length > 0) {
    lines.push(
      `${renderCodes(without)}: no topic can be made of ${without.length === 1 ? 'this name' : 'these names'}. Where it matters, the tags file can give a \`topic\`.`,
    );
  }
  if (tags.length > without.length && topics.added.length === 0 && noRoom.length === 0) {
    lines.push(`Every topic of the result is there already.`);
  }
  return lines.join('\n\n');
}

function renderPresent(topics: readonly string[]): string {
  if (topics.length === 0) return 'The repository has no topics yet.';
  return `The repository has the ${topics.length === 1 ? 'topic' : 'topics'} ${renderCodes(topics)}.`;
}

function renderAdded({ topics, repository }: Report, context: SummaryContext): readonly string[] {
  const { serverUrl, isPrivate, isArchived, pendingOn } = context;
  const [would, them] = [
    `The result would add ${renderCodes(topics.added)}.`,
    topics.added.length === 1 ? 'it' : 'them',
  ];
  if (isArchived) return [`${would} The repository is archived, so its topics cannot be changed.`];
  const when = pendingOn === null ? 'This' : `Once this is on ${renderCode(pendingOn)}, this`;
  const host = new URL(serverUrl).host;
  const target = host === 'github.com' ? repository : `${host}/${repository}`;
  const flags = topics.added.map((topic) => `--add-topic ${topic}`).join(' ');
  return [
    `${would} ${when} line of the [GitHub CLI](https://cli.github.com) sets ${them}:`,
    renderFence(`gh repo edit ${target} ${flags}`, 'sh'),
    ...(isPrivate ? ['Topics are public, also those of a private repository.'] : []),
  ];
}

function renderCodes(names: readonly string[]): string {
  return names.map((name) => renderCode(name, 60)).join(' ');
}
