import { encodePath } from './markdown-escape.ts';
import type { Report } from './report.ts';

/** What of a report says which README was read. */
export type ReadRepository = Pick<Report, 'repository' | 'sha' | 'readme'>;

/**
 * The README at the commit that was read, with a `line` as plain text, so that the line can be pointed at; null where there
 * is no README. `serverUrl` has no slash at its end.
 */
export function readmeUrl(read: ReadRepository, serverUrl: string, line: number | null): string | null {
  if (read.sha === null || read.readme === null) return null;
  const page = `${serverUrl}/${encodePath(read.repository)}/blob/${read.sha}/${encodePath(read.readme.path)}`;
  return line === null ? page : `${page}?plain=1#L${line}`;
}

/** The page of the commit that was read; null in a repository without one. */
export function commitUrl({ repository, sha }: ReadRepository, serverUrl: string): string | null {
  return sha === null ? null : `${serverUrl}/${encodePath(repository)}/commit/${sha}`;
}
