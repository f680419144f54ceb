import * as core from '@actions/core';
import type { Log } from '../ports.ts';

/** The log of the job. Untrusted text in a message starts no workflow command and hides nothing. */
export function createLog(): Log {
  return {
    debug: (message) => core.debug(toHarmless(message)),
    info: (message) => core.info(toHarmless(message)),
    notice: (message) => core.notice(toHarmless(message)),
    warning: (message) => core.warning(toHarmless(message)),
  };
}

/**
 * Text that the runner reads as text: it takes every line that starts with `::`, white space aside, and every line with
 * `##[` in it as a command (ActionCommand.cs), after splitting at each kind of line break. Controls are replaced, the escape
 * character of terminal colours among them, and marks that turn the direction of text.
 */
export function toHarmless(message: string): string {
  return message
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) =>
      line
        .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) =>
          character === '\t' ? ' ' : '\ufffd',
        )
        .replace(/##(?=\[)/g, '# #')
        // Also behind characters that are no white space here and might be for the runner.
        .replace(/^([^\p{L}\p{N}\p{P}\p{S}]*):(?=:)/u, '$1: '),
    )
    .join('\n');
}
