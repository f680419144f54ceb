import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type GoldRecord, parseGold } from '../../../evaluate/gold.ts';
import type { ReadmeDocument } from '../../../model/readme.ts';
import type { Vocabulary } from '../../../model/vocabulary.ts';
import { parseReadme, type RepositoryFacts } from '../../../readme/readme.ts';
import { parseVocabulary } from '../../../vocabulary/vocabulary.ts';

export type LabelledReadme = {
  readonly record: GoldRecord;
  readonly bytes: Uint8Array;
  readonly facts: RepositoryFacts;
  readonly document: ReadmeDocument;
};

export type EvaluationData = {
  readonly folder: string;
  readonly dev: readonly LabelledReadme[];
  readonly tags: Vocabulary;
  /** The tags of `dev` under other words; `renames` maps the old names to them. */
  readonly renamedTags: Vocabulary;
  readonly renames: ReadonlyMap<string, string>;
  readonly owners: readonly LabelledReadme[];
  readonly ownerTags: Vocabulary;
};

/** The folder of evaluation data that a script was called with, or the usual one. */
export function evaluationFolder(): string {
  const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? '../shared/eval';
  if (!existsSync(`${folder}/dev/gold.jsonl`)) throw new Error(`no dev/gold.jsonl in ${folder}`);
  return folder;
}

export async function readEvaluationData(folder: string): Promise<EvaluationData> {
  const renamedPath = `${folder}/tags-renamed.json`;
  const renamed = JSON.parse(readFileSync(renamedPath, 'utf8')) as { name: string; was: string }[];
  return {
    folder,
    dev: readCorpus(`${folder}/dev/gold.jsonl`),
    tags: await readVocabulary(`${folder}/tags.json`),
    renamedTags: await readVocabulary(renamedPath),
    renames: new Map(renamed.map((tag) => [tag.was.trim(), tag.name.trim()])),
    owners: readCorpus(`${folder}/owner-topics/gold.jsonl`),
    ownerTags: await readVocabulary(`${folder}/owner-topics/tags.json`),
  };
}

export async function readVocabulary(path: string): Promise<Vocabulary> {
  return parseVocabulary([{ name: basename(path), bytes: readFileSync(path) }], { topics: 'optional' });
}

/** Reads a gold file and the READMEs it names, which stand beside it. */
function readCorpus(path: string): readonly LabelledReadme[] {
  return parseGold(readFileSync(path, 'utf8'), basename(path)).map((record) => {
    const bytes =
      'path' in record.readme ? readFileSync(join(dirname(path), record.readme.path)) : Buffer.from(record.readme.text);
    const facts = {
      path: record.readmePath,
      name: record.repo?.split('/')[1] ?? null,
      description: record.description,
    };
    return { record, bytes, facts, document: parseReadme(bytes, facts) };
  });
}
