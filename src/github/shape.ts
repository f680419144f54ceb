import { UserError } from '../errors.ts';

/** A field of an answer, or undefined where the answer is no object or has no such field. */
export function field(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, name)
    ? new Map<string, unknown>(Object.entries(data)).get(name)
    : undefined;
}

/** The text of an answer that is not JSON. Octokit gives bytes where the answer names no charset. */
export function textOf(data: unknown): string {
  if (typeof data === 'string') return data;
  return data instanceof ArrayBuffer ? new TextDecoder().decode(data) : '';
}

/** The error for an answer that came whole, yet is not what GitHub documents. Never holds the answer. */
export function unexpectedShape(what: string): UserError {
  return new UserError('work', {
    code: 'github/unexpected',
    message: `Cannot ${what}: the answer is not what GitHub documents. A proxy in between may have changed it; run it again later.`,
  });
}
