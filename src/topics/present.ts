import type { TopicsMode } from '../model/topics.ts';
import type { TopicIndex } from './topic-index.ts';

/** Why a topic goes whatever its score. */
export type GoneReason = 'excluded' | 'not-in-vocabulary' | 'replaced';

/** What is on the repository, sorted by what may happen to it. */
export type Present = {
  /** Stays: people's topics, manual ones, pinned ones, and in `add` whatever would go otherwise. */
  readonly fixed: readonly string[];
  /** Stays as long as its score holds it. */
  readonly incumbents: readonly string[];
  readonly gone: ReadonlyMap<string, GoneReason>;
  /** Topics that take the place of renamed ones and are not there yet. */
  readonly arriving: readonly string[];
};

export type PresentContext = {
  /** Null counts as `merge`. */
  readonly mode: TopicsMode | null;
  readonly ours: ReadonlySet<string>;
  readonly index: TopicIndex;
  readonly isPinned: (topic: string) => boolean;
};

/** `managed` rules over every topic of the vocabulary, the other modes over topics of ours alone. */
export function sortPresent(before: readonly string[], { mode, ours, index, isPinned }: PresentContext): Present {
  const present = new Set(before);
  const fixed: string[] = [];
  const incumbents: string[] = [];
  const gone = new Map<string, GoneReason>();
  const arriving = new Set<string>();
  for (const topic of before) {
    const tag = index.find(topic);
    const heir = tag && index.heirOf(tag);
    const isRuled = mode === 'managed' ? tag !== null : ours.has(topic);
    if (!isRuled || tag?.manual || heir?.manual || isPinned(topic)) {
      fixed.push(topic);
      continue;
    }
    const isExcluded = [tag, heir].some((each) => each && index.isExcluded(each));
    const isReplaced = tag !== null && tag.replacedBy !== null;
    const reason = isExcluded ? 'excluded' : tag === null ? 'not-in-vocabulary' : isReplaced ? 'replaced' : null;
    if (reason === null) incumbents.push(topic);
    else if (mode === 'add') fixed.push(topic);
    else gone.set(topic, reason);
    if (reason === 'replaced' && heir?.topic && !present.has(heir.topic) && !isPinned(heir.topic)) {
      arriving.add(heir.topic);
    }
  }
  return { fixed, incumbents, gone, arriving: [...arriving] };
}
