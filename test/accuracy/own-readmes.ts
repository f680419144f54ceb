import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readSubject } from '../../src/cli/subject.ts';
import { type GoldRecord, parseGold } from '../../src/evaluate/gold.ts';
import type { Prediction } from '../../src/evaluate/outcome.ts';
import type { ChoiceOptions, OfflineClassifier } from '../../src/model/classification.ts';
import type { ReadmeDocument } from '../../src/model/readme.ts';
import type { Vocabulary } from '../../src/model/vocabulary.ts';
import { parseVocabulary } from '../../src/vocabulary/vocabulary.ts';

/** A README that we made up, with the labels that were given before anything had classified it. */
export type OwnReadme = {
  readonly record: GoldRecord;
  readonly document: ReadmeDocument;
  /** ISO 639 code of the language it is written in. */
  readonly language: string;
};

const DEFAULTS: ChoiceOptions = { maxTags: 3, minScore: null, exclude: [], pin: [] };
/** As many as `evaluate` looks at. */
const RANKED = 100;

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export async function readOwnTags(): Promise<Vocabulary> {
  return parseVocabulary([{ name: 'tags.json', bytes: readFileSync(pathOf('tags.json')) }], { topics: 'optional' });
}

export function readOwnReadmes(): readonly OwnReadme[] {
  const gold = readFileSync(pathOf('gold.jsonl'), 'utf8');
  const lines = gold.split('\n');
  return parseGold(gold, 'gold.jsonl').map((record) => {
    const bytes =
      'path' in record.readme ? readFileSync(pathOf(record.readme.path)) : Buffer.from(record.readme.text, 'utf8');
    const { repo: repository, readmePath: path, description } = record;
    const { document } = readSubject({ bytes, totalBytes: bytes.length, path, repository, description });
    // A field of our own beside those of gold files.
    const { language = 'en' } = JSON.parse(lines[record.line - 1]!) as { language?: string };
    return { record, document, language };
  });
}

/** What `evaluate` would say of this README. `minScore` null means the classifier's own. */
export function predict(
  classifier: OfflineClassifier,
  { record, document }: Pick<OwnReadme, 'record' | 'document'>,
  minScore: number | null = null,
): Prediction {
  return {
    id: record.id,
    tags: classifier
      .classify(document, { ...DEFAULTS, minScore })
      .tags.map(({ tag, score }) => ({ name: tag.name, score })),
    ranking: classifier.rank(document, RANKED).map(({ tag, score }) => ({ name: tag.name, score })),
  };
}
