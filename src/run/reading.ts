import type { Problem } from '../errors.ts';
import type { ChoiceOptions } from '../model/classification.ts';
import type { EventContext } from '../model/event.ts';
import type { Repository } from '../model/repository.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import type { Ports, SourceFile } from '../ports.ts';
import { checkChoice, INPUT_WORDING } from '../settings/choice.ts';
import { choiceOf, type Settings } from '../settings.ts';
import { readSubject, type Subject } from './subject.ts';
import { findVocabulary, type StarterUse } from './tags-file.ts';
import { chooseTarget, type Target } from './target.ts';
import type { Timer } from './timer.ts';
import { holdBackTopics } from './topics-token.ts';

/** Everything a classification needs, read and checked. */
export type Reading = {
  readonly kind: 'read';
  readonly repository: Repository;
  readonly target: Target;
  /** Null in a repository without a commit. */
  readonly sha: string | null;
  readonly readme: SourceFile | null;
  readonly subject: Subject;
  readonly vocabulary: Vocabulary;
  /** Where the built-in list stands in for a missing tags file; else null. */
  readonly starter: StarterUse | null;
  readonly choice: ChoiceOptions;
  /** Names of the tags that `pin-tags` names, also where it uses an alias. */
  readonly pinned: ReadonlySet<string>;
  /** What people should know of how this was read. */
  readonly notices: readonly Problem[];
};

/** Nothing is to be done, and nothing is wrong. */
export type Skipped = { readonly kind: 'skipped'; readonly reason: string };

/** @throws UserError for everything that cannot be read or does not fit together. */
export async function readAll(
  settings: Settings,
  event: EventContext,
  ports: Ports,
  timer: Timer,
): Promise<Reading | Skipped> {
  const name = settings.repository ?? event.repository;
  const repository = await timer.measure('repositoryMs', () => ports.repositories.read(name));
  const chosen = chooseTarget(settings, event, repository);
  if (chosen === null) {
    return { kind: 'skipped', reason: 'The push deleted the branch or tag; there is nothing to read.' };
  }
  const target = holdBackTopics(chosen, settings, repository, event);
  const found = await timer.measure('vocabularyMs', () => findVocabulary(settings, event, ports.files));
  if (found.kind === 'skipped') return found;
  const choice = choiceOf(settings);
  const pinned = checkChoice(choice, found.vocabulary, INPUT_WORDING);
  const { sha, readme } = await timer.measure('readmeMs', () => readReadme(target, settings, ports));
  const subject = readSubjectOf(readme, repository, target.label);
  const { vocabulary, starter, notices } = found;
  return { kind: 'read', repository, target, sha, readme, subject, vocabulary, starter, choice, pinned, notices };
}

/** A README beside what GitHub knows of its repository. `label` is what people call the commit that it is of. */
export function readSubjectOf(readme: SourceFile | null, { name, description }: Repository, label: string): Subject {
  const wording = {
    readme: readme?.path ?? 'The README',
    missing: `There is no README at ${label}`,
    stubAdvice: 'Set "readme-path" to read that file.',
  };
  return readSubject({ readme, name: name.name, description }, wording);
}

async function readReadme(
  { repository, at }: Target,
  { readmePath }: Settings,
  { repositories, readmes }: Ports,
): Promise<{ sha: string | null; readme: SourceFile | null }> {
  const sha = 'sha' in at ? at.sha : await repositories.resolve(repository, at.ref);
  return { sha, readme: sha === null ? null : await readmes.read(repository, sha, readmePath) };
}
