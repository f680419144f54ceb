import type { ChangeCause, NotAddedReason } from '../model/topics.ts';
import { MAX_TOPICS } from '../topics/limits.ts';

/** What led to a change: clauses that stand in a table or behind a comma. */
export const CAUSES: Record<ChangeCause, string> = {
  readme: 'the README changed',
  description: 'the description changed',
  vocabulary: 'the tags file changed',
  settings: 'the settings of the step changed',
  classifier: 'this version of the classifier sees it otherwise',
  people: 'people changed the topics',
  'first-run': 'no earlier run is known',
};

/** Why the topic of a tag that was given is not set: clauses. */
export const NOT_ADDED_REASONS: Record<NotAddedReason, string> = {
  declined: 'people took it away; it stays away until the README or the tags file changes',
  'not-clear': 'its score is only just high enough; a new topic has to be clear',
  'no-lead': 'topics of this action that are about as good have the places',
  'same-group': 'another topic of its group is there',
  pending: 'a topic that waits to be removed has its place',
  'no-room': `there is no room for it, since a repository has at most ${MAX_TOPICS} topics`,
};
