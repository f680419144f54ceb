import type { NotAddedReason } from '../model/topics.ts';
import { MAX_TOPICS } from '../topics/preview.ts';
import type { CommentContext, CommentedTopics } from './comment-context.ts';
import { renderCode } from './markdown-escape.ts';
import { renderTagName } from './tag-table.ts';

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
  for (const [reason, why] of notAddedReasons) {
    const topics = notAdded.filter((each) => each.reason === reason).map(({ topic }) => topic);
    if (topics.length > 0) sentences.push(`${renderNames(topics)}: ${why}.`);
  }
  if (isPrivate && added.length > 0) sentences.push('Topics are public, also those of a private repository.');
  return sentences.join(' ');
}

const notAddedReasons: ReadonlyMap<NotAddedReason, string> = new Map([
  ['declined', 'taken away by somebody before, so not set again'],
  ['not-clear', 'not set, since the score is only just enough'],
  ['no-lead', 'not set, since it is not clearly better than those that are there'],
  ['no-room', `no room, since a repository has at most ${MAX_TOPICS} topics`],
]);

function renderNames(topics: readonly string[]): string {
  return topics.map(renderTagName).join(' ');
}
