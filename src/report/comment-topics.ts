import type { CommentContext, CommentedTopics } from './comment-context.ts';
import { renderCode } from './markdown-escape.ts';
import { renderTagName } from './tag-table.ts';
import { NOT_ADDED_REASONS } from './topics-words.ts';

/** What merging would do to the topics that are there now, and who does it. */
export function renderCommentTopics(
  { plan, areSet }: CommentedTopics,
  { defaultBranch, isPrivate }: Pick<CommentContext, 'defaultBranch' | 'isPrivate'>,
): string {
  const { added, removed, notAdded } = plan;
  const branch = renderCode(defaultBranch);
  const changes = [
    ...(added.length > 0 ? [`adds ${renderNames(added)}`] : []),
    ...(removed.length > 0 ? [`takes ${renderNames(removed)} away`] : []),
  ].join(' and ');
  const sentences: string[] = [];
  if (changes === '') sentences.push('**Topics:** those of the repository stay as they are.');
  else if (areSet) {
    sentences.push(
      `**Topics:** this ${changes}, once it is on ${branch}. Merging is the approval: the run on ${branch} sets them.`,
    );
  } else {
    sentences.push(
      `**Topics:** the result ${changes}, compared with what the repository has. This workflow sets no topics; once merged, a workflow that does sets them, and otherwise the summary of a run on ${branch} has the line for it.`,
    );
  }
  for (const { topic, reason } of notAdded) {
    sentences.push(`${renderTagName(topic)} is not set: ${NOT_ADDED_REASONS[reason]}.`);
  }
  if (isPrivate && added.length > 0) sentences.push('Topics are public, also those of a private repository.');
  return sentences.join(' ');
}

function renderNames(topics: readonly string[]): string {
  return topics.map(renderTagName).join(' ');
}
