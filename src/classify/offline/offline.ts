import type { OfflineClassifier } from '../../model/classification.ts';
import type { Vocabulary } from '../../model/vocabulary.ts';

/** Compiles a vocabulary for any number of READMEs; see `OfflineClassifier`. */
export function createOfflineClassifier(vocabulary: Vocabulary): OfflineClassifier {
  throw new Error(`not built yet (${vocabulary.tags.length} tags)`);
}
