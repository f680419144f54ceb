import { createOfflineClassifier } from '../classify/offline/offline.ts';
import { renderRepositoryName } from '../model/repository.ts';
import { parseReadme } from '../readme/readme.ts';
import { makeResult } from '../report/result.ts';
import { createChoiceOptions } from './choice-options.ts';
import type { ClassifyFlags } from './commands.ts';
import { toTerminalJson } from './plain-text.ts';
import { type ReadmeInput, readReadmeInput } from './readme-input.ts';
import { findReadmeNotes } from './readme-notes.ts';
import { detail, note, type Shell } from './shell.ts';
import { readVocabulary } from './tags-files.ts';

/** Tags shown by `--explain`. */
const EXPLAINED_TAGS = 10;

/** Classifies one README: the result on standard output, all else on standard error. */
export async function runClassify(argument: string, flags: ClassifyFlags, shell: Shell): Promise<void> {
  const vocabulary = await readVocabulary(flags.tags, shell);
  const options = createChoiceOptions(flags, vocabulary);
  const input = withFlags(await readReadmeInput(argument, shell), flags);
  const name = input.repository && renderRepositoryName(input.repository);
  const document = parseReadme(input.bytes, { path: input.path, name, description: input.description });
  const classifier = createOfflineClassifier(vocabulary);
  const classification = classifier.classify(document, options);

  for (const text of findReadmeNotes(document, input.totalBytes, input.description !== null)) note(shell, text);
  const { identity } = classifier;
  detail(
    shell,
    `${identity.model} ${identity.version}, ${vocabulary.tags.length} tags, README of ${input.totalBytes} bytes`,
  );
  if (shell.stderr.isTerminal && !shell.isQuiet) {
    const { renderResultTable } = await import('./result-table.ts');
    shell.stderr.write(renderResultTable(classification, shell.stderr));
  }
  if (flags.explain) {
    const { renderExplanation } = await import('./explanation-table.ts');
    shell.stderr.write(renderExplanation(classifier.explain(document, options, EXPLAINED_TAGS), shell.stderr));
  }
  shell.stdout.write(`${toTerminalJson(makeResult(flags.id ?? argument, classification.tags))}\n`);
}

function withFlags(input: ReadmeInput, flags: ClassifyFlags): ReadmeInput {
  const description = flags.description ?? input.description;
  return {
    ...input,
    repository: flags.repo ?? input.repository,
    description: description?.trim() ? description : null,
  };
}
