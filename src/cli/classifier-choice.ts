import { createOfflineClassifier } from '../classify/offline/offline.ts';
import { UserError } from '../errors.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import type { CallClassifier } from './call-classifier.ts';
import type { ModelFlags } from './commands.ts';
import type { Shell } from './shell.ts';

/**
 * What answers: the offline classifier, or a model beside it, whose code is loaded only then.
 * @throws UserError with everything that is wrong with the options of the model.
 */
export async function createCallClassifier(
  vocabulary: Vocabulary,
  flags: ModelFlags,
  shell: Shell,
): Promise<CallClassifier> {
  const isModelAsked = flags.classifier === 'llm' || flags.compare === true;
  const misplaced = isModelAsked ? [] : MODEL_OPTIONS.filter(([key]) => flags[key] !== undefined);
  if (misplaced.length > 0) {
    throw new UserError('input', {
      code: 'call/classifier',
      message: `${misplaced.map(([, name]) => `--${name}`).join(', ')} ${misplaced.length === 1 ? 'is' : 'are'} for a model; add --classifier llm, or leave ${misplaced.length === 1 ? 'it' : 'them'} out.`,
    });
  }
  const offline = createOfflineClassifier(vocabulary);
  if (isModelAsked) {
    const { createModelClassifier } = await import('./model-classifier.ts');
    return await createModelClassifier(vocabulary, offline, flags, shell);
  }
  return {
    identity: offline.identity,
    offline,
    asking: null,
    classify: (document, options) => offline.classify(document, options),
    concurrency: 1,
    usage: () => null,
    tellUsage: () => null,
  };
}

/** Options that mean nothing without a model, as they are written. */
const MODEL_OPTIONS = [
  ['model', 'model'],
  ['baseUrl', 'base-url'],
  ['shortlist', 'shortlist'],
  ['readmeTokens', 'readme-tokens'],
  ['llmUnsupported', 'llm-unsupported'],
  ['maxTokensPerRun', 'max-tokens-per-run'],
  ['priceInput', 'price-input'],
  ['priceOutput', 'price-output'],
  ['answers', 'answers'],
  ['concurrency', 'concurrency'],
] as const satisfies readonly (readonly [keyof ModelFlags, string])[];
