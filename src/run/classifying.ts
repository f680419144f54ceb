import { createOfflineClassifier } from '../classify/offline/offline.ts';
import type { OfflineClassifier } from '../model/classification.ts';
import type { Usage } from '../model/llm.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import { type Classifying, type ClassifyingParts, classifyOffline } from './classified.ts';

const NO_USAGE: Usage = { requests: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, cost: null };

/** The classifications of a run; what asks a model is loaded only where one is chosen. */
export async function createClassifying(parts: ClassifyingParts): Promise<Classifying> {
  const { choice, settings, lastReport } = parts;
  const memory = settings.force ? null : lastReport;
  const createOffline = once(createOfflineClassifier);
  if (choice.kind === 'offline') {
    const notices = choice.notice === null ? [] : [choice.notice];
    return {
      classify: async (reading) => ({
        ...classifyOffline(reading, createOffline(reading.vocabulary), settings, memory),
        notices,
      }),
      usage: () => NO_USAGE,
    };
  }
  const { createModelClassifying } = await import('./model-classifying.ts');
  return createModelClassifying({ ...parts, choice, memory, createOffline });
}

/** The same offline classifier for the same vocabulary. */
function once(create: (vocabulary: Vocabulary) => OfflineClassifier): (vocabulary: Vocabulary) => OfflineClassifier {
  const made = new Map<Vocabulary, OfflineClassifier>();
  return (vocabulary) => {
    const known = made.get(vocabulary) ?? create(vocabulary);
    made.set(vocabulary, known);
    return known;
  };
}
