import { type Problem, UserError } from '../errors.ts';
import type { ChoiceOptions } from '../model/classification.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import { renderSuggestion } from '../suggestion.ts';
import type { ChoiceFlags } from './commands.ts';

/** Tags given where `--max-tags` is not used. */
const DEFAULT_MAX_TAGS = 3;

/**
 * The choice that was asked for, checked against the list.
 * @throws UserError `call/exclude-tags`, `call/pin-tags` with every name that is no tag, pinned and excluded, or for people only.
 */
export function createChoiceOptions(flags: ChoiceFlags, vocabulary: Vocabulary): ChoiceOptions {
  const exclude = flags.excludeTags ?? [];
  const pin = flags.pinTags ?? [];
  const maxTags = flags.maxTags ?? DEFAULT_MAX_TAGS;
  const names = new Set(vocabulary.tags.flatMap((tag) => [tag.name, ...tag.aliases]));
  const problems: Problem[] = [
    ...findUnknown('exclude-tags', exclude, names, vocabulary.source),
    ...findUnknown('pin-tags', pin, names, vocabulary.source),
    ...findManual(pin, vocabulary),
    ...pin
      .filter((name) => exclude.includes(name))
      .map((name) => ({
        code: 'call/pin-tags',
        message: `${JSON.stringify(name)} is in --pin-tags and in --exclude-tags; leave it in one of them.`,
      })),
  ];
  if (pin.length > maxTags) {
    problems.push({
      code: 'call/pin-tags',
      message: `--pin-tags has ${pin.length} names, but --max-tags is ${maxTags}; raise --max-tags or pin fewer.`,
    });
  }
  if (problems.length > 0) {
    throw new UserError('input', problems, { headline: `${problems.length} names need attention:` });
  }
  return { maxTags, minScore: flags.minScore ?? null, exclude, pin };
}

function findManual(pin: readonly string[], vocabulary: Vocabulary): readonly Problem[] {
  return vocabulary.tags
    .filter((tag) => tag.manual && [tag.name, ...tag.aliases].some((name) => pin.includes(name)))
    .map((tag) => ({
      code: 'call/pin-tags',
      message: `--pin-tags holds ${JSON.stringify(tag.name)}, which ${vocabulary.source} marks as manual: only people give it.`,
    }));
}

function findUnknown(
  option: string,
  given: readonly string[],
  names: ReadonlySet<string>,
  source: string,
): readonly Problem[] {
  return given
    .filter((name) => !names.has(name))
    .map((name) => ({
      code: `call/${option}`,
      message: `--${option} holds ${JSON.stringify(name)}, which is no tag of ${source}${renderSuggestion(name, names) || '.'}`,
    }));
}
