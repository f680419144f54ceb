import { createOfflineClassifier } from '../classify/offline/offline.ts';
import { renderCount } from '../count.ts';
import { type Problem, renderProblem } from '../errors.ts';
import { lintVocabulary } from '../vocabulary/lint.ts';
import type { LintFlags } from './commands.ts';
import { toPlainLine } from './plain-text.ts';
import type { Shell } from './shell.ts';
import { readTagsFiles } from './tags-files.ts';

/**
 * Checks tags files as one list: warnings and advice on standard output, a count on standard error.
 * @returns false where there are warnings and `--strict` was asked for
 * @throws UserError with every error of the files.
 */
export async function runLint(paths: readonly string[], { strict }: LintFlags, shell: Shell): Promise<boolean> {
  const vocabulary = await readTagsFiles(paths);
  const resolutions = createOfflineClassifier(vocabulary).resolve();
  const problems = [...vocabulary.warnings, ...lintVocabulary(vocabulary, resolutions)];
  for (const problem of problems) shell.stdout.write(`${renderLine(problem)}\n`);
  if (!shell.isQuiet) {
    const count = problems.length === 1 ? '1 warning' : `${renderCount(problems.length)} warnings`;
    const known = resolutions.filter(({ concept }) => concept !== null).length;
    const tags = vocabulary.tags.length === 1 ? '1 tag' : `${renderCount(vocabulary.tags.length)} tags`;
    shell.stderr.write(
      `${tags}, ${renderCount(known)} of them known to the offline classifier; ${problems.length === 0 ? 'nothing to complain of' : count}.\n`,
    );
  }
  return problems.length === 0 || strict !== true;
}

/** `warning: tags.json entry 3 (line 5): … [lint/unknown-tag]`. */
function renderLine(problem: Problem): string {
  return toPlainLine(`warning: ${renderProblem(problem)} [${problem.code}]`);
}
