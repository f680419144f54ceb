import { UserError } from '../errors.ts';
import { PROJECT_URL, VERSION } from '../project.ts';
import type { Output } from './output.ts';
import { toPlainLines } from './plain-text.ts';

/** What a process ends with: 0 done, 1 the work failed, 2 the call or an input file is wrong. */
export type ExitCode = 0 | 1 | 2;

/** `help` is told after an error in the call. */
export type FailureOptions = { readonly isVerbose: boolean; readonly help?: string };

/** Tells of whatever was thrown, once, and gives the exit code. Whatever is not a `UserError` is a bug of ours. */
export function reportFailure(error: unknown, stderr: Output, { isVerbose, help }: FailureOptions): ExitCode {
  const { red, dim } = stderr.style;
  if (error instanceof UserError) {
    stderr.write(`${red('error:')} ${toPlainLines(error.message)}\n`);
    if (help !== undefined && error.code.startsWith('call/')) stderr.write(`${help}\n`);
    if (isVerbose && error.cause !== undefined) stderr.write(`${dim(toPlainLines(renderStack(error.cause)))}\n`);
    return error.kind === 'input' ? 2 : 1;
  }
  stderr.write(`${red('error:')} ${toPlainLines(renderBug(error))}\n`);
  stderr.write(
    isVerbose
      ? `${dim(toPlainLines(renderStack(error)))}\n`
      : 'Run it again with --verbose to see where it happened, and put that into the issue.\n',
  );
  return 1;
}

/** One sentence for a fault of ours, with where to tell us. */
export function renderBug(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `Internal error: ${message}. This is a bug in readme-tagger ${VERSION}; please open an issue: ${PROJECT_URL}/issues`;
}

function renderStack(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
