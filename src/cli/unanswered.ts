import { renderCount } from '../count.ts';
import { UserError } from '../errors.ts';
import type { Classification, ScoredTag } from '../model/classification.ts';
import { type Shell, warn, warnAll } from './shell.ts';

/** READMEs without an answer that are told one by one. */
const SHOWN = 10;

const UNUSABLE = /^llm\/answer-[a-z]/;

type Answered = {
  readonly tags: readonly ScoredTag[];
  /** Why a model was of no use, and no tag was given; null where it answered. */
  readonly unanswered: UserError | null;
};

/** That a model gives no usable answer to a README is part of how good it is; that it cannot be asked is not, and is thrown. */
export async function giveNoneUnanswered(classify: () => Classification | Promise<Classification>): Promise<Answered> {
  try {
    const { tags } = await classify();
    return { tags, unanswered: null };
  } catch (error) {
    if (!(error instanceof UserError) || !UNUSABLE.test(error.code)) throw error;
    return { tags: [], unanswered: error };
  }
}

/**
 * Says for which of so many READMEs a model gave no usable answer.
 * @throws UserError where it did for none.
 */
export function tellUnanswered(
  unanswered: readonly { readonly line: number; readonly error: UserError }[],
  all: number,
  file: string,
  shell: Shell,
): void {
  if (unanswered.length === 0) return;
  const problems = unanswered.flatMap(({ line, error }) =>
    error.problems.map(({ code, message }) => ({ code, message, place: { file, line } })),
  );
  if (unanswered.length === all) {
    throw new UserError('work', problems, {
      headline: `The model gave no usable answer to any of ${renderCount(all)} READMEs:`,
    });
  }
  warnAll(shell, problems, SHOWN, 'They are of the same kind.');
  const count = unanswered.length === 1 ? '1 README counts' : `${renderCount(unanswered.length)} READMEs count`;
  warn(shell, `${count} as given no tag, of ${renderCount(all)}, since the model gave no usable answer.`);
}
