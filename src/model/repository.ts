/** `owner/name`. */
export type RepositoryName = { readonly owner: string; readonly name: string };

/** What one `GET /repos/{owner}/{repo}` tells. */
export type Repository = {
  readonly id: number;
  /** As GitHub writes it now; differs from what was asked for where the repository was renamed or moved. */
  readonly name: RepositoryName;
  readonly description: string | null;
  readonly defaultBranch: string;
  readonly topics: readonly string[];
  /** Private or internal. */
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly isFork: boolean;
};

// Logins may hold an underscore where they belong to an enterprise (EMU); names may hold dots.
const namePattern = /^([A-Za-z0-9][A-Za-z0-9_-]{0,99})\/([A-Za-z0-9._-]{1,100})$/;

/** Null where `text` cannot be the `owner/name` of a repository. */
export function parseRepositoryName(text: string): RepositoryName | null {
  const match = namePattern.exec(text);
  return match && match[2] !== '.' && match[2] !== '..' ? { owner: match[1]!, name: match[2]! } : null;
}

export function renderRepositoryName({ owner, name }: RepositoryName): string {
  return `${owner}/${name}`;
}

/** GitHub knows no difference of case in names. */
export function isSameRepository(left: RepositoryName, right: RepositoryName): boolean {
  return renderRepositoryName(left).toLowerCase() === renderRepositoryName(right).toLowerCase();
}
