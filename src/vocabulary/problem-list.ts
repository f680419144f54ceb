import { renderCount } from '../count.ts';
import { type Place, type Problem, UserError } from '../errors.ts';
import { maxProblems } from './limits.ts';

/** Gathers the problems, or the warnings, of one list of tags. */
export type ProblemList = {
  add(code: string, place: Place | undefined, message: string): void;
  /** Takes over the problems of an error; anything but a `UserError` is thrown on. */
  addError(error: unknown): void;
  /** All that were added, those beyond the first hundred included. */
  count(): number;
  /** In the order of `files`, then of entries and lines; at most a hundred, and one that counts the rest. */
  all(files: readonly string[]): readonly Problem[];
};

export function createProblemList(): ProblemList {
  const kept: Problem[] = [];
  let count = 0;
  const add = (problem: Problem): void => {
    count += 1;
    if (kept.length < maxProblems) kept.push(problem);
  };
  return {
    add: (code, place, message) => add({ code, message, ...(place === undefined ? {} : { place }) }),
    addError: (error) => {
      if (!(error instanceof UserError)) throw error;
      for (const problem of error.problems) add(problem);
    },
    count: () => count,
    all: (files) => {
      const order = new Map(files.map((file, index) => [file, index]));
      const key = ({ place }: Problem) => [
        order.get(place?.file ?? '') ?? -1,
        place?.entry ?? -1,
        place?.line ?? -1,
        place?.column ?? -1,
      ];
      const sorted = kept
        .map((problem) => ({ problem, key: key(problem) }))
        .sort((left, right) => {
          const at = left.key.findIndex((part, index) => part !== right.key[index]);
          return at < 0 ? 0 : left.key[at]! - right.key[at]!;
        })
        .map(({ problem }) => problem);
      if (count > kept.length) {
        sorted.push({ code: 'vocabulary/more', message: `and ${renderCount(count - kept.length)} more like these.` });
      }
      return sorted;
    },
  };
}
