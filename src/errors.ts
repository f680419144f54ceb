/** Where a problem stands in what the user wrote. Lines, columns and entries count from 1. */
export type Place = {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Position in the list of tags, for formats that have one. */
  readonly entry?: number;
};

/**
 * One thing that is wrong, as a user should read it: what it is, with the value quoted; what is allowed; how to fix it.
 * `code` is stable (`area/what`), for tests, documentation and scripts; `message` never holds README text or a model's reply.
 */
export type Problem = {
  readonly code: string;
  readonly message: string;
  readonly place?: Place;
};

/**
 * `input`: the call or a file the user wrote is wrong (exit code 2). `work`: the call was fine and the work failed, for
 * example because an API said no (exit code 1).
 */
export type ErrorKind = 'input' | 'work';

/**
 * An error that is the reader's to fix. Everything that is wrong with one input is in one error, so that it is fixed in
 * one go. Whatever is thrown and is not a `UserError` is a bug of ours and is reported as one.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly kind: ErrorKind;
  readonly problems: readonly Problem[];

  /** `headline` stands above the list where there are several problems; a single problem speaks for itself. */
  constructor(
    kind: ErrorKind,
    problems: Problem | readonly Problem[],
    options?: { headline?: string; cause?: unknown },
  ) {
    const all: readonly Problem[] = Array.isArray(problems) ? problems : [problems as Problem];
    super(renderProblems(all, options?.headline), options?.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.problems = all;
  }

  get code(): string {
    return this.problems[0]?.code ?? 'unknown';
  }
}

/** `tags.json entry 26 (line 104, column 3)`, as much of it as is known; an empty string when nothing is. */
export function renderPlace(place: Place | undefined): string {
  if (!place) return '';
  const inFile = [
    place.line === undefined ? undefined : `line ${place.line}`,
    place.column === undefined ? undefined : `column ${place.column}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
  const entry = place.entry === undefined ? undefined : `entry ${place.entry}`;
  const head = [place.file, entry].filter((part) => part !== undefined).join(' ');
  if (!inFile) return head;
  return head ? `${head} (${inFile})` : inFile;
}

/** One problem as a sentence, its place in front. */
export function renderProblem(problem: Problem): string {
  const place = renderPlace(problem.place);
  return place ? `${place}: ${problem.message}` : problem.message;
}

function renderProblems(problems: readonly Problem[], headline: string | undefined): string {
  const [first] = problems;
  if (problems.length === 1 && first) return renderProblem(first);
  return [headline ?? `${problems.length} problems:`, ...problems.map((problem) => `- ${renderProblem(problem)}`)].join(
    '\n',
  );
}
