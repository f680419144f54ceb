import type { ChoiceOptions } from '../model/classification.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import { checkChoice, OPTION_WORDING } from '../settings/choice.ts';
import type { ChoiceFlags } from './commands.ts';

/** Tags given where `--max-tags` is not used. */
const DEFAULT_MAX_TAGS = 3;

/**
 * The choice that was asked for, checked against the list.
 * @throws UserError `call/exclude-tags`, `call/pin-tags` with everything that is wrong with it.
 */
export function createChoiceOptions(flags: ChoiceFlags, vocabulary: Vocabulary): ChoiceOptions {
  const options: ChoiceOptions = {
    maxTags: flags.maxTags ?? DEFAULT_MAX_TAGS,
    minScore: flags.minScore ?? null,
    exclude: flags.excludeTags ?? [],
    pin: flags.pinTags ?? [],
  };
  checkChoice(options, vocabulary, OPTION_WORDING);
  return options;
}
