import type { LlmSettings } from '../classify/llm/llm.ts';
import { UserError } from '../errors.ts';
import type { ChoiceOptions, Classification, ClassifierIdentity, OfflineClassifier } from '../model/classification.ts';
import type { Usage } from '../model/llm.ts';
import type { ReadmeDocument } from '../model/readme.ts';
import { note, type Shell } from './shell.ts';

export type CallAsking = LlmSettings & {
  /** Host and path; null means OpenAI's own. */
  readonly endpoint: string | null;
};

/** The classifier that a call asked for. */
export type CallClassifier = {
  readonly identity: ClassifierIdentity;
  readonly offline: OfflineClassifier;
  /** What a model's answer depends on beside list, README and choice; null where none is asked. */
  readonly asking: CallAsking | null;
  /** Not a promise where it is the offline one, which takes no time. */
  readonly classify: (document: ReadmeDocument, options: ChoiceOptions) => Classification | Promise<Classification>;
  /** How many READMEs may be worked on at a time. */
  readonly concurrency: number;
  /** What the model took so far; null where none is asked. */
  readonly usage: () => Usage | null;
  /** The same for a line of progress or a note: `12,034 tokens, 0.0021`. */
  readonly tellUsage: () => string | null;
};

/** Says what the model took, where one was asked. */
export function tellSpent({ tellUsage }: CallClassifier, shell: Shell): void {
  const usage = tellUsage();
  if (usage !== null) note(shell, `${usage}.`);
}

/** What one README alone may have led to, or a moment; whatever else befalls a request, it would befall all. */
const ownProblem = /^(?:llm\/(?:answer-|too-large|refused-request|timeout|unavailable)|network\/reset$)/;

/**
 * Whether an error of one README means that no other would fare better: a key that is refused, a ceiling that is reached, a server
 * that is not there.
 */
export function endsAllWork(error: unknown): boolean {
  return error instanceof UserError && /^(?:llm|network)\//.test(error.code) && !ownProblem.test(error.code);
}
