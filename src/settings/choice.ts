import { type Problem, UserError } from '../errors.ts';
import type { ChoiceOptions } from '../model/classification.ts';
import type { Tag, Vocabulary } from '../model/vocabulary.ts';
import { renderSuggestion } from '../suggestion.ts';

type ChoiceName = 'exclude-tags' | 'pin-tags' | 'max-tags';

/** How the options of a choice are called where they are given: as inputs of the action or options of the command line. */
export type ChoiceWording = {
  readonly code: (option: ChoiceName) => string;
  /** Stands before a name at the beginning of a sentence. */
  readonly lead: string;
  readonly name: (option: ChoiceName) => string;
};

export const INPUT_WORDING: ChoiceWording = {
  code: (input) => `settings/${input}`,
  lead: 'Input ',
  name: (input) => `"${input}"`,
};
export const OPTION_WORDING: ChoiceWording = {
  code: (option) => `call/${option}`,
  lead: '',
  name: (option) => `--${option}`,
};

/** What cannot be right whatever the vocabulary: a name pinned and excluded, more names pinned than may be given. */
export function findContradictions({ pin, exclude, maxTags }: ChoiceOptions, wording: ChoiceWording): Problem[] {
  const { lead, name } = wording;
  const problems = pin.filter((pinned) => exclude.includes(pinned)).map((both) => inBoth(both, wording));
  if (pin.length > maxTags) {
    const message = `${lead}${name('pin-tags')} has ${pin.length} names, but ${name('max-tags')} is ${maxTags}; raise ${name('max-tags')} or pin fewer.`;
    problems.push({ code: wording.code('pin-tags'), message });
  }
  return problems;
}

/**
 * Checks a choice against the vocabulary.
 * @returns the names of the tags that are pinned, also where an alias was used
 * @throws UserError with the codes of `exclude-tags` and `pin-tags`: every name that is no tag or alias, every pinned tag
 * that only people give, and every contradiction.
 */
export function checkChoice(
  options: ChoiceOptions,
  vocabulary: Vocabulary,
  wording: ChoiceWording,
): ReadonlySet<string> {
  const { code, lead, name } = wording;
  const tags = new Map<string, Tag>();
  for (const tag of vocabulary.tags) {
    // A replaced tag is named by its heir, which has its name as an alias.
    if (tag.replacedBy === null) for (const each of [tag.name, ...tag.aliases]) tags.set(each, tag);
  }
  const findUnknown = (option: 'exclude-tags' | 'pin-tags', given: readonly string[]): Problem[] =>
    given
      .filter((each) => !tags.has(each))
      .map((each) => ({
        code: code(option),
        message: `${lead}${name(option)} holds ${JSON.stringify(each)}, which is no tag of ${vocabulary.source}${renderSuggestion(each, tags.keys()) || '.'}`,
      }));
  const pinned = new Set(options.pin.flatMap((each) => tags.get(each) ?? []));
  const excluded = new Set(options.exclude.flatMap((each) => tags.get(each) ?? []));
  const problems = [
    ...findUnknown('exclude-tags', options.exclude),
    ...findUnknown('pin-tags', options.pin),
    ...[...pinned]
      .filter((tag) => tag.manual)
      .map((tag) => ({
        code: code('pin-tags'),
        message: `${lead}${name('pin-tags')} holds ${JSON.stringify(tag.name)}, which ${vocabulary.source} marks as manual: only people give it. Set it by hand, or take "manual" off.`,
      })),
    ...findContradictions(options, wording),
    // The same tag under two of its names.
    ...[...pinned]
      .filter((tag) => excluded.has(tag))
      .filter((tag) => !isNamedAlike(tag, options))
      .map((tag) => inBoth(tag.name, wording)),
  ];
  if (problems.length > 0) {
    throw new UserError('input', problems, { headline: `${problems.length} names need attention:` });
  }
  return new Set([...pinned].map((tag) => tag.name));
}

function inBoth(both: string, { code, name }: ChoiceWording): Problem {
  const message = `${JSON.stringify(both)} is in ${name('pin-tags')} and in ${name('exclude-tags')}; leave it in one of them.`;
  return { code: code('pin-tags'), message };
}

function isNamedAlike(tag: Tag, { pin, exclude }: ChoiceOptions): boolean {
  return [tag.name, ...tag.aliases].some((each) => pin.includes(each) && exclude.includes(each));
}
