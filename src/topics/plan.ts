import type { TopicChange, TopicsPlan } from '../model/topics.ts';
import { findCause } from './causes.ts';
import { claimOurs, findDeclined, normalizeTopics } from './ownership.ts';
import { createWaiting, holdBack } from './pending.ts';
import { allotPlaces } from './places.ts';
import type { PlanInput } from './plan-input.ts';
import { type Scene, type SceneContext, setScene } from './scene.ts';
import type { Standing } from './standing.ts';
import { indexTopics } from './topic-index.ts';

export type { Attempted, GivenTopic, PlanInput, ScoredTopic } from './plan-input.ts';

/**
 * Decides what a run does to the topics of a repository: what is on it now, what the classification says and what earlier
 * runs did make one plan, and planning again after it changes nothing. Never sets a topic that is not in the vocabulary,
 * never more than 20, and never removes one that people set (`managed`: one that is manual or not in the vocabulary).
 *
 * The plan tells how things are once it is carried out.
 */
export function planTopics(input: PlanInput): TopicsPlan {
  const before = normalizeTopics(input.before);
  const index = indexTopics(input.vocabulary, input.exclude);
  const ours = claimOurs(input.memory, input.attempted?.added ?? [], before);
  const declined = input.mode === 'managed' ? [] : findDeclined(input, new Set(before), index);
  const context = { before, ours, declined, index };
  return input.untouched ? leaveAlone(input, context) : change(input, context);
}

function leaveAlone({ mode, memory }: PlanInput, { before, ours, declined }: SceneContext): TopicsPlan {
  const pending = new Set(normalizeTopics(memory?.pending ?? []));
  return {
    mode,
    before,
    after: before,
    added: [],
    removed: [],
    kept: before,
    ours,
    declined,
    pending: before.filter((topic) => pending.has(topic)),
    notAdded: [],
    changes: [],
  };
}

function change(input: PlanInput, context: SceneContext): TopicsPlan {
  const scene = setScene(input, context);
  const { entrants, incumbents, fallen, places, gone, arriving } = scene;
  const shared = allotPlaces(incumbents, entrants, places);
  const allotment = { ...shared, leave: [...fallen, ...shared.leave] };
  const { stay, enter, pending, pushedOut, refused } = holdBack(allotment, createWaiting(input), arriving, places);

  const { before, ours, declined } = context;
  const present = new Set(before);
  const kept = new Set([...stay, ...pending].map(({ topic }) => topic));
  const ruled = new Set([...incumbents, ...fallen].map(({ topic }) => topic));
  const isLeaving = (topic: string) =>
    gone.has(topic) || (ruled.has(topic) && !kept.has(topic) && !places.permanent.has(topic));
  const removed = before.filter(isLeaving);
  const coming = new Set([
    ...scene.newPins,
    ...[...stay, ...enter.map(({ standing }) => standing)].map(({ topic }) => topic),
  ]);
  const arrived = [...arriving].filter((topic) => coming.has(topic));
  const added = [...new Set([...scene.given.map(({ topic }) => topic), ...arrived])].filter(
    (topic) => coming.has(topic) && !present.has(topic),
  );
  const leaving = new Set(removed);
  const left = before.filter((topic) => !leaving.has(topic));
  const after = [...left, ...added];
  const there = new Set(after);
  const pendingTopics = new Set(pending.map(({ topic }) => topic));
  const reasons = new Map([...scene.refused, ...refused]);
  return {
    mode: input.mode,
    before,
    after,
    added,
    removed,
    kept: left,
    ours: claimOurs({ ours }, added, after),
    // A pin that brings one back is a plan as yet: where it cannot be carried out, the topic stays declined.
    declined,
    pending: before.filter((topic) => pendingTopics.has(topic)),
    notAdded: scene.given
      .filter(({ topic }) => !there.has(topic))
      .map(({ topic }) => ({ topic, reason: reasons.get(topic) ?? 'no-room' })),
    changes: [
      ...removed.map(
        (topic): TopicChange => ({ topic, action: 'remove', cause: removalCause(topic, pushedOut, input, scene) }),
      ),
      ...added.map((topic): TopicChange => {
        const displaces = enter.find(({ standing }) => standing.topic === topic)?.displaces?.topic ?? null;
        return { topic, action: 'add', cause: additionCause(topic, displaces, input, scene) };
      }),
    ],
  };
}

function removalCause(
  topic: string,
  pushedOut: readonly Standing[],
  { memory, differing }: PlanInput,
  { gone, newPins }: Scene,
): TopicChange['cause'] {
  const reason = gone.get(topic);
  if (reason === 'excluded') return 'settings';
  if (reason !== undefined) return 'vocabulary';
  if (pushedOut.some((standing) => standing.topic === topic)) return newPins.length > 0 ? 'settings' : 'vocabulary';
  return findCause({ topic, action: 'remove' }, memory, differing);
}

function additionCause(
  topic: string,
  displaces: string | null,
  { memory, differing }: PlanInput,
  { newPins, arriving }: Scene,
): TopicChange['cause'] {
  if (newPins.includes(topic)) return 'settings';
  if (arriving.has(topic)) return 'vocabulary';
  return findCause({ topic, action: 'add' }, memory, differing, displaces);
}
