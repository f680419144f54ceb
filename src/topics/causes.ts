import type { ChangeCause, ChangePart, TopicChange, TopicsMemory } from '../model/topics.ts';

/** The first of these that differs is named: what people wrote about the project before what they set up, and that before what we changed. */
const PARTS: readonly ChangePart[] = ['readme', 'description', 'vocabulary', 'settings', 'classifier'];

/**
 * Finds what led to a change that scores alone explain. Where nothing differs from the run before, that run could not
 * write it (its cause stands), it was pending until now, or people made room for it.
 */
export function findCause(
  { topic, action }: Pick<TopicChange, 'topic' | 'action'>,
  memory: TopicsMemory | null,
  differing: ReadonlySet<ChangePart> | null,
  /** The topic whose place it takes. */
  displaces: string | null = null,
): ChangeCause {
  if (memory === null) return 'first-run';
  const part = PARTS.find((each) => differing?.has(each));
  const earlier = memory.changes.find((change) => change.topic === topic && change.action === action);
  // What a run before decided and could not write was decided by the classifier of that time.
  if (earlier !== undefined && (part === undefined || part === 'classifier')) return earlier.cause;
  if (part !== undefined) return part;
  const wasPending = memory.pending.some((each) => each === topic || each === displaces);
  return wasPending ? 'classifier' : 'people';
}
