import { renderCount } from '../count.ts';
import type { Findings } from './findings.ts';
import { quote, quoteAll } from './quote.ts';
import type { TagDraft } from './tag-draft.ts';
import { ownTopic, type TopicTrouble, topicOfName } from './topic.ts';
import { renderOther } from './unique.ts';

/** Whether topics are published with this list: trouble with them is then a problem, and otherwise a warning. */
export type TopicsUse = 'required' | 'optional';

/** Topic of each tag, or null. Manual and replaced tags need one too: to know what is theirs on GitHub, and to move it. */
export function findTopics(
  drafts: readonly TagDraft[],
  ends: ReadonlyMap<TagDraft, TagDraft>,
  use: TopicsUse,
  findings: Findings,
): ReadonlyMap<TagDraft, string | null> {
  const topics = new Map<TagDraft, string | null>();
  const owners = new Map<string, TagDraft>();
  const troubled: { draft: TagDraft; trouble: TopicTrouble | 'topic-clash'; message: string }[] = [];
  for (const draft of drafts) {
    const outcome = draft.topic === null ? topicOfName(draft.name) : ownTopic(draft.topic);
    topics.set(draft, outcome.topic);
    if (outcome.topic === null) {
      troubled.push({ draft, ...outcome });
      continue;
    }
    const owner = owners.get(outcome.topic);
    if (owner === undefined) {
      owners.set(outcome.topic, draft);
    } else if (ends.get(owner) !== ends.get(draft)) {
      const message = `${quote(draft.name)} and ${quote(owner.name)} in ${renderOther(draft, owner)} have the same topic, ${quote(outcome.topic)}. Give one of them a "topic" of its own.`;
      troubled.push({ draft, trouble: 'topic-clash', message });
    }
  }
  if (use === 'required') {
    for (const { draft, trouble, message } of troubled) {
      findings.problems.add(`vocabulary/${trouble}`, draft.place, message);
    }
    return topics;
  }
  for (const trouble of ['no-topic', 'long-topic', 'invalid-topic', 'topic-clash'] as const) {
    const these = troubled.filter((each) => each.trouble === trouble);
    const [first] = these;
    if (first === undefined) continue;
    const message =
      these.length === 1
        ? `${first.message} It matters only where topics are published.`
        : `${renderCount(these.length)} tags ${summaries[trouble]}: ${quoteAll(
            these.map(({ draft }) => draft.name),
            3,
          )}. Where topics are published, each needs a "topic" of its own.`;
    findings.warnings.add(`vocabulary/${trouble}`, first.draft.place, message);
  }
  return topics;
}

const summaries = {
  'no-topic': 'have names of which no topic can be made',
  'long-topic': 'have names too long for a topic',
  'invalid-topic': 'have a "topic" that GitHub does not accept',
  'topic-clash': 'have the topic of another tag',
} as const;
