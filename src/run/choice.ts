import { type Problem, UserError } from '../errors.ts';
import type { ChoiceOptions } from '../model/classification.ts';
import type { Tag, Vocabulary } from '../model/vocabulary.ts';
import type { Settings } from '../settings.ts';
import { renderSuggestion } from '../suggestion.ts';

export type Choice = {
  readonly options: ChoiceOptions;
  /** Names of the tags that `pin-tags` names, also where it uses an alias. */
  readonly pinned: ReadonlySet<string>;
};

/**
 * What may be given, checked against the vocabulary.
 * @throws UserError `settings/exclude-tags` and `settings/pin-tags` with every name that is no tag or alias, and every
 * pinned tag that only people give.
 */
export function checkChoice(settings: Settings, vocabulary: Vocabulary): Choice {
  const { excludeTags, pinTags, maxTags, minScore } = settings;
  const tags = new Map<string, Tag>();
  for (const tag of vocabulary.tags) {
    // A replaced tag is named by its heir, which has its name as an alias.
    if (tag.replacedBy === null) for (const name of [tag.name, ...tag.aliases]) tags.set(name, tag);
  }
  const findUnknown = (input: string, names: readonly string[]): Problem[] =>
    names
      .filter((name) => !tags.has(name))
      .map((name) => ({
        code: `settings/${input}`,
        message: `Input "${input}" holds ${JSON.stringify(name)}, which is no tag of ${vocabulary.source}${renderSuggestion(name, tags.keys()) || '.'}`,
      }));
  const pinned = pinTags.flatMap((name) => tags.get(name) ?? []);
  const problems = [
    ...findUnknown('exclude-tags', excludeTags),
    ...findUnknown('pin-tags', pinTags),
    ...pinned
      .filter((tag) => tag.manual)
      .map((tag) => ({
        code: 'settings/pin-tags',
        message: `Input "pin-tags" holds ${JSON.stringify(tag.name)}, which ${vocabulary.source} marks as manual: only people give it. Set it by hand, or take "manual" off.`,
      })),
  ];
  if (problems.length > 0) {
    throw new UserError('input', problems, { headline: `${problems.length} names need attention:` });
  }
  return {
    options: { maxTags, minScore, exclude: excludeTags, pin: pinTags },
    pinned: new Set(pinned.map((tag) => tag.name)),
  };
}
