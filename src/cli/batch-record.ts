import { type Place, type Problem, UserError } from '../errors.ts';
import type { TagId } from '../model/vocabulary.ts';
import { parseJson } from '../vocabulary/json.ts';

/** One README to classify, a line of a batch file. */
export type BatchRecord = {
  /** Comes back as it was given: a number as a number, text as text. */
  readonly id: TagId;
  /** Path of a README relative to the batch file, or the README itself. */
  readonly readme: { readonly path: string } | { readonly text: string };
  /** Path of the README in its repository: it tells the format. Null where it is not given. */
  readonly readmePath: string | null;
  readonly description: string | null;
  /** `owner/name`. */
  readonly repo: string | null;
};

export type ParsedBatchRecord =
  | { readonly record: BatchRecord }
  /** `id` as far as it could be read, so that the error can be matched to its record. */
  | { readonly id: TagId | null; readonly error: UserError };

/**
 * Reads one line of a batch. Never throws: a bad line gives the error with everything that is wrong with it, codes
 * `batch/not-json`, `batch/id`, `batch/field`. `file` and `line` stand in its message.
 */
export function parseBatchRecord(text: string, file: string, line: number): ParsedBatchRecord {
  const place = { file, line };
  const fail = (id: TagId | null, problems: readonly Problem[]): ParsedBatchRecord => ({
    id,
    error: new UserError('input', problems),
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail(null, [{ code: 'batch/not-json', ...findSyntaxError(text, place) }]);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail(null, [
      {
        code: 'batch/not-json',
        message: `is ${kindOf(value)}, not a JSON object. A batch holds one JSON object a line.`,
        place,
      },
    ]);
  }
  // JSON.parse gave an object that is neither null nor a list.
  const fields = new Map(Object.entries(value as Record<string, unknown>));
  const problems: Problem[] = [];

  const id = fields.get('id');
  const hasId = typeof id === 'string' || (typeof id === 'number' && isExact(id));
  if (!hasId) problems.push({ code: 'batch/id', message: renderIdProblem(id), place });

  const optionalText = (name: string): string | null => {
    const found = fields.get(name);
    if (found === undefined || found === null) return null;
    if (typeof found === 'string') return found;
    problems.push({
      code: 'batch/field',
      message: `"${name}" is ${quote(found)}; expected text.`,
      place,
    });
    return null;
  };
  const path = optionalText('readme');
  const content = optionalText('text');
  const readmePath = optionalText('readmePath');
  const description = optionalText('description');
  const repo = optionalText('repo');
  if (!isGiven(fields.get('readme')) && !isGiven(fields.get('text'))) {
    problems.push({
      code: 'batch/field',
      message: 'has neither "readme" (a path relative to the batch file) nor "text" (the README itself).',
      place,
    });
  } else if (path?.trim() === '') {
    problems.push({
      code: 'batch/field',
      message: '"readme" is empty; expected a path relative to the batch file.',
      place,
    });
  } else if (isGiven(fields.get('readme')) && isGiven(fields.get('text'))) {
    problems.push({ code: 'batch/field', message: 'has both "readme" and "text"; keep one.', place });
  }

  if (problems.length > 0 || !hasId) return fail(hasId ? id : null, problems);
  return {
    record: { id, readme: path === null ? { text: content ?? '' } : { path }, readmePath, description, repo },
  };
}

/** Where the line stops being JSON: the message of `JSON.parse` differs between versions of Node and may quote a README. */
function findSyntaxError(text: string, place: Place): { readonly message: string; readonly place: Place } {
  const advice = 'A batch holds one JSON object a line.';
  try {
    parseJson(text, '');
  } catch (error) {
    const [problem] = error instanceof UserError ? error.problems : [];
    const column = problem?.place?.column;
    if (problem && column !== undefined) {
      const message = problem.message.replace(/^the file ends/, 'the line ends');
      return { message: `${message} ${advice}`, place: { ...place, column } };
    }
  }
  return { message: `is not valid JSON. ${advice}`, place };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

/** Whole numbers beyond 2^53 are not what was written by the time JSON.parse gives them. */
function isExact(id: number): boolean {
  return Number.isFinite(id) && (!Number.isInteger(id) || Number.isSafeInteger(id));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function renderIdProblem(id: unknown): string {
  if (id === undefined) return '"id" is missing; expected text or a number.';
  if (typeof id === 'number') return '"id" is a number too large to be exact; write it in quotes.';
  return `"id" is ${quote(id)}; expected text or a number.`;
}

function quote(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${Array.from(json).slice(0, 60).join('')}…` : json;
}
