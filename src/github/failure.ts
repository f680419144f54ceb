import * as core from '@actions/core';
import { UserError } from '../errors.ts';
import { PROJECT_URL, VERSION } from '../project.ts';
import { toHarmless } from './log.ts';

/**
 * Ends the run as failed: one annotation with everything that is to be mended. What is no `UserError` is a bug of ours and
 * says so, with the beginning of its message, since that may hold what was read.
 */
export function failRun(error: unknown): void {
  if (error instanceof UserError) {
    if (error.cause instanceof Error) core.debug(toHarmless(error.cause.stack ?? error.cause.message));
    core.setFailed(toHarmless(error.message));
    return;
  }
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  core.info(toHarmless(frames.join('\n')));
  core.setFailed(
    toHarmless(
      `This is a bug in README Tagger ${VERSION}: ${name}: ${message.slice(0, 200)}\nPlease report it with the lines above at ${PROJECT_URL}/issues.`,
    ),
  );
}
