import type { Classification } from '../model/classification.ts';
import { renderRepositoryName } from '../model/repository.ts';
import { makeResult } from '../report/result.ts';
import { createTimer } from '../run/timer.ts';
import { tellSpent } from './call-classifier.ts';
import { createChoiceOptions } from './choice-options.ts';
import { createCallClassifier } from './classifier-choice.ts';
import type { ClassifyFlags } from './commands.ts';
import { toTerminalJson } from './plain-text.ts';
import type { ReadmeInput } from './readme-argument.ts';
import { readReadmeInput } from './readme-input.ts';
import { detail, note, type Shell } from './shell.ts';
import { expectLongRun } from './short-run.ts';
import { readSubject } from './subject.ts';
import { readVocabulary } from './tags-files.ts';

/** Tags shown by `--explain`. */
const EXPLAINED_TAGS = 10;

/** From these sizes on, optimised code pays. */
const LONG_README_BYTES = 200_000;
const LONG_LIST_TAGS = 2000;

/** Classifies one README: the result on standard output, all else on standard error or in the report. */
export async function runClassify(argument: string, flags: ClassifyFlags, shell: Shell): Promise<void> {
  const timer = createTimer({ now: Date.now });
  const vocabulary = await timer.measure('vocabularyMs', () => readVocabulary(flags.tags, shell));
  const options = createChoiceOptions(flags, vocabulary);
  const { input, subject } = await timer.measure('readmeMs', async () => {
    const found = withFlags(await readReadmeInput(argument, shell), flags);
    if (found.totalBytes > LONG_README_BYTES || vocabulary.tags.length > LONG_LIST_TAGS) expectLongRun();
    const repository = found.repository && renderRepositoryName(found.repository);
    return { input: found, subject: readSubject({ ...found, repository }) };
  });
  const { classifier, classification } = await timer.measure('classifyMs', async () => {
    const compiled = await createCallClassifier(vocabulary, flags, shell);
    return { classifier: compiled, classification: await compiled.classify(subject.document, options) };
  });
  const id = flags.id ?? argument;

  for (const { message } of subject.warnings) note(shell, message);
  const { model, version } = classifier.identity;
  detail(shell, `${model} ${version}, ${vocabulary.tags.length} tags, README of ${input.totalBytes} bytes`);
  if (flags.report !== undefined) {
    const { writeCallReport } = await import('./call-report.ts');
    const timings = timer.timings();
    writeCallReport(flags.report, {
      id,
      tagsFiles: flags.tags ?? [],
      input,
      subject,
      vocabulary,
      options,
      classification,
      classifier,
      timings,
    });
  }
  tellSpent(classifier, shell);
  if (classification.classifier.kind === 'llm') tellAnswer(classification, shell);
  if (flags.compare) {
    const { renderComparison } = await import('./comparison-table.ts');
    const offline = classifier.offline.classify(subject.document, options);
    shell.stderr.write(renderComparison(offline, classification, shell.stderr));
  } else if (shell.stderr.isTerminal && !shell.isQuiet) {
    const { renderResultTable } = await import('./result-table.ts');
    shell.stderr.write(renderResultTable(classification, shell.stderr));
  }
  if (flags.explain) {
    const { renderExplanation } = await import('./explanation-table.ts');
    if (classification.classifier.kind === 'llm') {
      shell.stderr.write('What the offline classifier thinks; a model does not say why:\n');
    }
    shell.stderr.write(
      renderExplanation(classifier.offline.explain(subject.document, options, EXPLAINED_TAGS), shell.stderr),
    );
  }
  shell.stdout.write(`${toTerminalJson(makeResult(id, classification.tags))}\n`);
}

/** What a model's answer lost on its way to the result. */
function tellAnswer({ dropped, considered, llm }: Classification, shell: Shell): void {
  const quote = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ');
  if (dropped.length > 0) note(shell, `The model named what is not in the list: ${quote(dropped)}. It was dropped.`);
  const held = considered.filter(({ reason }) => reason === 'unsupported').map(({ tag }) => tag.name);
  if (held.length > 0) {
    note(
      shell,
      `Held back, since no quote of the model is in the README and nothing there speaks for it: ${quote(held)}. To give such tags, use --llm-unsupported give.`,
    );
  }
  if (llm?.shortlist)
    detail(shell, `The model was sent the ${llm.candidates} tags that the offline ranking puts first.`);
  for (const cut of llm?.cut ?? []) detail(shell, cut);
}

function withFlags(input: ReadmeInput, flags: ClassifyFlags): ReadmeInput {
  const description = flags.description ?? input.description;
  return {
    ...input,
    repository: flags.repo ?? input.repository,
    description: description?.trim() ? description : null,
  };
}
