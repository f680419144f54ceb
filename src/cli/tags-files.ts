import { UserError } from '../errors.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import { maxBytes } from '../vocabulary/limits.ts';
import { parseVocabulary } from '../vocabulary/vocabulary.ts';
import { readInputFile, readStandardInput } from './input-file.ts';
import { type Shell, warnAll } from './shell.ts';

/** Warnings of a tags file told by commands that are not about it. */
const MOST_WARNINGS = 5;

/**
 * Reads the list of tags from the files that `--tags` names (`-` is standard input), all of them one list.
 * @throws UserError with every problem of all files.
 */
export async function readTagsFiles(paths: readonly string[]): Promise<Vocabulary> {
  if (paths.filter((path) => path === '-').length > 1) {
    throw new UserError('input', {
      code: 'call/tags',
      message: 'Standard input ("-") can be only one of the tags files.',
    });
  }
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const path of new Set(paths)) {
    files.push({
      name: path === '-' ? 'standard input' : path,
      bytes: path === '-' ? await readStandardInput('tags file', maxBytes) : readInputFile(path, 'tags file', maxBytes),
    });
  }
  return await parseVocabulary(files, { topics: 'optional' });
}

/** The same for a command that works with the list: the first few warnings are told. */
export async function readVocabulary(paths: readonly string[] | undefined, shell: Shell): Promise<Vocabulary> {
  if (!paths || paths.length === 0) {
    throw new UserError('input', {
      code: 'call/tags',
      message:
        'Option "--tags FILE" is missing: it names the list of tags to choose from. "readme-tagger init > tags.json" makes one to start with.',
    });
  }
  const vocabulary = await readTagsFiles(paths);
  warnAll(shell, vocabulary.warnings, MOST_WARNINGS, '"readme-tagger lint FILE" shows all.');
  return vocabulary;
}
