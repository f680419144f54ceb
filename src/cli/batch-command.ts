import { createReadStream, fstatSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { renderCount } from '../count.ts';
import { type Place, type Problem, UserError } from '../errors.ts';
import type { ChoiceOptions } from '../model/classification.ts';
import type { TagId } from '../model/vocabulary.ts';
import { makeResult } from '../report/result.ts';
import { type BatchRecord, parseBatchRecord } from './batch-record.ts';
import { type CallClassifier, endsAllWork, tellSpent } from './call-classifier.ts';
import { createChoiceOptions } from './choice-options.ts';
import { createCallClassifier } from './classifier-choice.ts';
import type { ClassifyFlags } from './commands.ts';
import { renderBug } from './failure.ts';
import { mapInOrder } from './in-order.ts';
import { toFileError } from './input-file.ts';
import { type Line, readLines } from './line-reader.ts';
import { readLocalReadme } from './local-readme.ts';
import { toTerminalJson } from './plain-text.ts';
import { createProgress, NO_PROGRESS } from './progress.ts';
import { note, type Shell } from './shell.ts';
import { readSubject } from './subject.ts';
import { readVocabulary } from './tags-files.ts';

/** Longest line that is read: a README of 1 MB with every character escaped fits. */
const MAX_LINE_BYTES = 8 * 1024 * 1024;

/**
 * Classifies the records of a JSON Lines file, in their order and holding no more of them than are worked on at a time. A bad
 * record gives a line with its error, and the others go on; what would fail for all of them, such as a key that is refused,
 * ends the work.
 * @returns whether every record was classified
 */
export async function runBatch(file: string, flags: ClassifyFlags, shell: Shell): Promise<boolean> {
  const vocabulary = await readVocabulary(flags.tags, shell);
  const options = createChoiceOptions(flags, vocabulary);
  const classifier = await createCallClassifier(vocabulary, flags, shell);
  const input = openInput(file);
  const folder = file === '-' ? process.cwd() : dirname(file);
  const hasProgress = shell.stderr.isTerminal && !shell.stdout.isTerminal && !shell.isQuiet;
  const progress = hasProgress
    ? createProgress(shell.stderr, 'READMEs', () => performance.now(), classifier.tellUsage)
    : NO_PROGRESS;

  const answerEach = async (line: Line): Promise<{ line: Line; answer: Answer }> => ({
    line,
    answer: await answerLine(line.text, { file: input.name, line: line.number }, (record) =>
      classifyRecord(record, folder, classifier, options),
    ),
  });
  let done = 0;
  let failed = 0;
  try {
    const lines = withoutBlank(readLines(input.stream, MAX_LINE_BYTES));
    for await (const { line, answer } of mapInOrder(lines, classifier.concurrency, answerEach)) {
      shell.stdout.write(`${toTerminalJson(answer)}\n`);
      done += 1;
      if ('error' in answer) failed += 1;
      progress.update(done, failed, input.bytes === null ? null : Math.min(1, line.endByte / input.bytes));
    }
  } catch (error) {
    progress.clear();
    tellSpent(classifier, shell);
    throw toFileError(file, 'batch file', error);
  }
  progress.clear();
  tellSpent(classifier, shell);
  if (failed > 0) {
    shell.stderr.write(
      `${shell.stderr.style.red('error:')} ${renderCount(failed)} of ${renderCount(done)} records could not be classified; their lines hold "error".\n`,
    );
  } else if (done === 0) {
    note(shell, `The batch ${JSON.stringify(input.name)} holds no record.`);
  }
  return failed === 0;
}

type Answer =
  | { readonly id: TagId; readonly tags: readonly { readonly id: TagId; readonly name: string }[] }
  | { readonly id: TagId | null; readonly error: { readonly code: string; readonly message: string } };

async function* withoutBlank(lines: AsyncIterable<Line>): AsyncGenerator<Line> {
  for await (const line of lines) if (line.text?.trim() !== '') yield line;
}

async function answerLine(
  text: string | null,
  place: { readonly file: string; readonly line: number },
  classify: (record: BatchRecord) => Promise<Answer>,
): Promise<Answer> {
  if (text === null) {
    const megabytes = MAX_LINE_BYTES / 1024 / 1024;
    const message = `${place.file} (line ${place.line}): is longer than ${megabytes} MiB. Put the README into a file and name it as "readme".`;
    return { id: null, error: { code: 'batch/line-too-long', message } };
  }
  const parsed = parseBatchRecord(text, place.file, place.line);
  if ('error' in parsed) return { id: parsed.id, error: { code: parsed.error.code, message: parsed.error.message } };
  const { id } = parsed.record;
  try {
    return await classify(parsed.record);
  } catch (error) {
    if (endsAllWork(error)) throw error;
    // One README that we fail on is no reason to lose the others.
    return error instanceof UserError
      ? { id, error: { code: error.code, message: new UserError('input', placeProblems(error, place)).message } }
      : { id, error: { code: 'internal', message: renderBug(error) } };
  }
}

/** A README's problems, told where its record stands. */
function placeProblems({ problems }: UserError, place: Place): readonly Problem[] {
  return problems.map(({ code, message }) => ({ code, message, place }));
}

async function classifyRecord(
  { id, readme, readmePath, description, repo }: BatchRecord,
  folder: string,
  classifier: CallClassifier,
  options: ChoiceOptions,
): Promise<Answer> {
  const file =
    'text' in readme ? { bytes: Buffer.from(readme.text), path: 'README.md' } : readFile(folder, readme.path);
  const { document } = readSubject({
    bytes: file.bytes,
    totalBytes: file.bytes.length,
    path: readmePath ?? file.path,
    repository: repo,
    description,
  });
  const { tags } = await classifier.classify(document, options);
  return makeResult(id, tags);
}

function readFile(folder: string, path: string) {
  const file = readLocalReadme(resolve(folder, path));
  if (file) return file;
  throw new UserError('input', {
    code: 'readme/not-found',
    message: `there is no README ${JSON.stringify(path)}; the path is relative to the folder of the batch file, ${JSON.stringify(folder)}.`,
  });
}

type BatchInput = {
  readonly name: string;
  readonly stream: AsyncIterable<Uint8Array>;
  /** Size; null where it is not known. */
  readonly bytes: number | null;
};

function openInput(file: string): BatchInput {
  try {
    const descriptor = file === '-' ? 0 : openSync(file, 'r');
    const stats = fstatSync(descriptor);
    if (stats.isDirectory()) throw toFileError(file, 'batch file', 'folder');
    return {
      name: file === '-' ? 'standard input' : file,
      stream: file === '-' ? process.stdin : createReadStream(file, { fd: descriptor }),
      bytes: stats.isFile() ? stats.size : null,
    };
  } catch (error) {
    throw toFileError(file, 'batch file', error);
  }
}
