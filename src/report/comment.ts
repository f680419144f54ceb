import { PROJECT_URL } from '../project.ts';
import { renderAdvice } from './comment-advice.ts';
import type { CommentContext, TagsFileChange } from './comment-context.ts';
import { type CommentBody, markComment } from './comment-mark.ts';
import { renderCommentTopics } from './comment-topics.ts';
import { fitInto } from './ladder.ts';
import { renderCode, renderLink, renderProse } from './markdown-escape.ts';
import { commitUrl } from './readme-url.ts';
import type { Report } from './report.ts';
import { compareTags, hasChanges, type NamedTag, type TagChanges } from './tag-changes.ts';
import { EVIDENCE_SHOWN, findNear, renderNearTable, renderTagName, renderTagTable } from './tag-table.ts';

/**
 * GitHub refuses longer ones: "body is too long (maximum is 65536 characters)". A character has at least one byte, so this
 * many bytes are never too much. Marker and digest take some of it.
 */
export const MAX_COMMENT_BYTES = 65_536;
const maxTextBytes = MAX_COMMENT_BYTES - 300;

/** What a pull request would change, and why: GitHub's Markdown within its limit, a marker as the first line. */
export function renderComment(report: Report, context: CommentContext): CommentBody {
  return mark(report, context, (shown, around) =>
    fitInto(maxTextBytes, [
      () => render(shown, around, { maxEvidence: EVIDENCE_SHOWN, maxNames: 100, hasMore: true, maxNotes: 20 }),
      () => render(shown, around, { maxEvidence: 1, maxNames: 40, hasMore: false, maxNotes: 5 }),
      () => render(shown, around, { maxEvidence: 0, maxNames: 5, hasMore: false, maxNotes: 1 }),
    ]),
  );
}

/** What takes the place of a comment when nothing is suggested any more. */
export function renderNothingLeft(report: Report, context: CommentContext): CommentBody {
  return mark(report, context, (shown, around) => {
    const names = shown.tags.slice(0, 20).map(({ name }) => renderTagName(name));
    const which = names.length === 0 ? '' : `: ${names.join(' ')}`;
    const text = `Nothing is suggested any more. With this pull request, the tags stay what they are on ${renderCode(around.baseRef)}${which}.`;
    return join([renderHeading(around), text, renderFooter(shown, around)]);
  });
}

/** Commit and run differ from push to push, and the version from release to release; a comment is not changed for them alone. */
function mark(
  report: Report,
  context: CommentContext,
  text: (report: Report, context: CommentContext) => string,
): CommentBody {
  const classifier = { ...report.classifier, version: '' };
  const lasting = text({ ...report, sha: null, classifier }, { ...context, runUrl: null });
  return markComment(context.artifactName, text(report, context), lasting);
}

type Detail = {
  /** 0: names of tags instead of a table. */
  readonly maxEvidence: number;
  readonly maxNames: number;
  readonly maxNotes: number;
  /** Whether there is room for what is folded away. */
  readonly hasMore: boolean;
};

function render(report: Report, context: CommentContext, detail: Detail): string {
  const { tagsFile, topics, before } = context;
  const changes = before && compareTags(before, report.tags);
  const cut = 'Some of it was left out here to keep the comment short; the report of the run has everything.';
  return join([
    renderHeading(context),
    ...renderNotes(report, detail),
    before === null || tagsFile === null || (changes && hasChanges(changes))
      ? join([renderChanges(changes, report.tags, context, detail), renderTags(report.tags, report, context, detail)])
      : null,
    tagsFile && renderTagsFile(tagsFile, report, context, detail),
    topics && renderCommentTopics(topics, context),
    detail.hasMore ? renderNear(context.considered) : null,
    detail.hasMore ? renderAdvice(context.advice, context.defaultBranch) : null,
    detail.hasMore ? null : cut,
    renderFooter(report, context),
  ]);
}

function join(sections: readonly (string | null)[]): string {
  return sections.filter((section) => section !== null).join('\n\n');
}

function renderHeading({ artifactName, isDefaultName }: CommentContext): string {
  return isDefaultName ? '### Suggested tags' : `### Suggested tags: ${renderCode(artifactName)}`;
}

/** What was read in another way than one would think. */
function renderNotes({ warnings }: Report, { maxNotes, hasMore }: Detail): readonly string[] {
  const isNote = ({ code }: { code: string }) => code.startsWith('readme/') || code.startsWith('tags-file/');
  return warnings
    .filter(isNote)
    .slice(0, maxNotes)
    .map(({ message }) => `> **Note.** ${renderProse(message, hasMore ? 1000 : 300)}`);
}

function renderChanges(
  changes: TagChanges | null,
  tags: readonly NamedTag[],
  { baseRef }: CommentContext,
  detail: Detail,
): string {
  if (changes === null) return `With this pull request, the repository gets ${tags.length === 1 ? 'a tag' : 'tags'}:`;
  const base = renderCode(baseRef);
  return `The README of this pull request gets other tags than that of ${base}:\n\n${renderChangeList(changes, detail)}`;
}

function renderChangeList({ added, removed, same }: TagChanges, { maxNames }: Detail): string {
  const line = (label: string, tags: readonly NamedTag[]) => {
    const more = tags.length > maxNames ? ` and ${tags.length - maxNames} more` : '';
    return tags.length === 0 ? [] : [`- ${label}: ${renderNames(tags.slice(0, maxNames))}${more}`];
  };
  return [...line('**new**', added), ...line('**no longer**', removed), ...line('as before', same)].join('\n');
}

function renderNames(tags: readonly NamedTag[]): string {
  return tags.map(({ name }) => renderTagName(name)).join(' ');
}

function renderTags(
  tags: Report['tags'],
  report: Report,
  { serverUrl }: CommentContext,
  { maxEvidence }: Detail,
): string | null {
  if (tags.length === 0) return '**No tag is left:** nothing in the list fits well enough.';
  if (maxEvidence === 0) return null;
  return renderTagTable(tags, { read: report, serverUrl, maxRows: 20, maxEvidence });
}

function renderTagsFile(
  { paths, effect }: TagsFileChange,
  report: Report,
  context: CommentContext,
  detail: Detail,
): string {
  const [shown, more] = [paths.slice(0, 3), paths.length - 3];
  const files = `${shown.map((path) => renderCode(path, 200)).join(' ')}${more > 0 ? ` and ${more} more` : ''}`;
  switch (effect.kind) {
    case 'unread':
      return `This pull request changes ${files} as well. A tags file of a fork is not read; the one of ${renderCode(context.baseRef)} was used.`;
    case 'removed':
      return `This pull request takes ${files} away. Without a tags file, topics and comments are left alone.`;
    case 'broken': {
      const problems = effect.problems
        .slice(0, detail.hasMore ? 10 : 3)
        .map((problem) => `- ${renderProse(problem, 300)}`);
      const rest = effect.problems.length - problems.length;
      return join([
        `**The tags file of this pull request cannot be used** (${files}). Merged as it is, every run would fail:`,
        [...problems, ...(rest > 0 ? [`- … and ${rest} more.`] : [])].join('\n'),
      ]);
    }
    case 'result': {
      if (!hasChanges(compareTags(report.tags, effect.tags))) {
        return `This pull request changes ${files}, too; by that list, the tags are the same.`;
      }
      const changes = compareTags(context.before ?? [], effect.tags);
      if (!hasChanges(changes))
        return `This pull request changes ${files}, too; by that list, the tags are those of ${renderCode(context.baseRef)}.`;
      return join([
        `The tags file of this pull request (${files}) gives its README other tags than ${renderCode(context.baseRef)} has:`,
        renderChangeList(changes, detail),
        renderTags(effect.tags, report, context, detail),
      ]);
    }
  }
}

function renderNear(considered: CommentContext['considered']): string | null {
  const near = findNear(considered);
  if (near.length === 0) return null;
  return `<details><summary>Nearly chosen</summary>\n\n${renderNearTable(near)}\n\n</details>`;
}

function renderFooter(report: Report, { serverUrl, runUrl }: CommentContext): string {
  const { classifier, vocabulary, sha } = report;
  const url = commitUrl(report, serverUrl);
  const by =
    classifier.kind === 'offline'
      ? `offline classifier ${renderProse(classifier.version, 40)}`
      : renderCode(classifier.model);
  const parts = [
    renderLink('README Tagger', PROJECT_URL),
    by,
    `tags of ${renderCode(vocabulary.source, 300)}`,
    ...(url === null || sha === null ? [] : [`as of ${renderLink(`<code>${sha.slice(0, 7)}</code>`, url)}`]),
    ...(runUrl === null ? [] : [renderLink('run', runUrl)]),
  ];
  return `<sub>${parts.join(' · ')}</sub>`;
}
