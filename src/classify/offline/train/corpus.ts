import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type GoldRecord, parseGold } from '../../../evaluate/gold.ts';
import type { ReadmeDocument } from '../../../model/readme.ts';
import type { Vocabulary } from '../../../model/vocabulary.ts';
import { parseReadme } from '../../../readme/readme.ts';
import { parseVocabulary } from '../../../vocabulary/vocabulary.ts';

export type LabelledReadme = { readonly record: GoldRecord; readonly document: ReadmeDocument };

export async function readVocabulary(path: string): Promise<Vocabulary> {
  return parseVocabulary([{ name: basename(path), bytes: readFileSync(path) }], { topics: 'optional' });
}

/** Reads a gold file and the READMEs it names, which stand beside it. */
export function readCorpus(path: string): readonly LabelledReadme[] {
  return parseGold(readFileSync(path, 'utf8'), basename(path)).map((record) => ({
    record,
    document: parseReadme(
      'path' in record.readme ? readFileSync(join(dirname(path), record.readme.path)) : Buffer.from(record.readme.text),
      { path: record.readmePath, name: record.repo?.split('/')[1] ?? null, description: record.description },
    ),
  }));
}
