import { type Problem, renderProblem } from '../errors.ts';
import type { Output } from './output.ts';
import { toPlainLine } from './plain-text.ts';

/** What a command works in: where it writes, and what the person asked of all commands. */
export type Shell = {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: NodeJS.ProcessEnv;
  readonly isVerbose: boolean;
  /** Nothing on standard error but errors and what was asked for. */
  readonly isQuiet: boolean;
};

export function warn(shell: Shell, message: string): void {
  if (!shell.isQuiet) shell.stderr.write(`${shell.stderr.style.yellow('warning:')} ${toPlainLine(message)}\n`);
}

/** A fact that is no trouble, but that the result cannot be understood without. */
export function note(shell: Shell, message: string): void {
  if (!shell.isQuiet) shell.stderr.write(`${shell.stderr.style.cyan('note:')} ${toPlainLine(message)}\n`);
}

/** A fact for those who asked for more. */
export function detail(shell: Shell, message: string): void {
  if (shell.isVerbose) shell.stderr.write(`${shell.stderr.style.dim(toPlainLine(message))}\n`);
}

/** Tells the first few warnings; `more` says where all of them are to be seen. */
export function warnAll(shell: Shell, problems: readonly Problem[], most: number, more: string): void {
  for (const problem of problems.slice(0, most)) warn(shell, renderProblem(problem));
  if (problems.length > most) warn(shell, `${problems.length - most} more warnings. ${more}`);
}
