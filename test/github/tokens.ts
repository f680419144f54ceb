import type { Repository } from './repository.ts';

export type PermissionName = 'actions' | 'administration' | 'contents' | 'issues' | 'metadata' | 'pull_requests';
export type Permissions = { readonly [name in PermissionName]?: 'read' | 'write' };

type RepositoryToken = {
  readonly permissions: Permissions;
  /** What the token was given for; every other repository is seen as by a stranger. */
  readonly repositories: readonly Repository[] | 'all';
};

/**
 * `workflow`: the GITHUB_TOKEN of a job (an installation token that can never hold `administration`); `app`: an
 * installation token of a GitHub App; `fine-grained`: a personal access token with chosen permissions; `classic`: one
 * with scopes, good for what its owner may do.
 */
export type Token =
  | (RepositoryToken & { readonly kind: 'workflow' })
  | (RepositoryToken & { readonly kind: 'app'; readonly slug: string })
  | (RepositoryToken & { readonly kind: 'fine-grained'; readonly user: string })
  | {
      readonly kind: 'classic';
      readonly user: string;
      readonly scopes: readonly ('repo' | 'public_repo')[];
      /** Organisations whose single sign-on this token has not been authorised for. */
      readonly ssoMissing?: readonly string[];
    };

/** The account that acts when this token is used. */
export function loginOf(token: Token): string {
  if (token.kind === 'workflow') return 'github-actions[bot]';
  return token.kind === 'app' ? `${token.slug}[bot]` : token.user;
}

/** Whether the token is installed on, or was made for, this repository (public or not). */
export function covers(token: Token, repository: Repository): boolean {
  if (token.kind !== 'classic') return token.repositories === 'all' || token.repositories.includes(repository);
  return roleOf(token.user, repository) !== null;
}

/** Whether the token may do `level` of `permission` in a repository that it covers. */
export function permits(
  token: Token,
  repository: Repository,
  permission: PermissionName,
  level: 'read' | 'write',
): boolean {
  if (!covers(token, repository)) return false;
  if (token.kind !== 'classic') {
    if (permission === 'metadata' && level === 'read') return true;
    const granted = token.permissions[permission];
    return granted === 'write' || granted === level;
  }
  const inScope =
    token.scopes.includes('repo') || (repository.visibility === 'public' && token.scopes.includes('public_repo'));
  const role = roleOf(token.user, repository);
  if (!inScope || role === null) return false;
  if (permission === 'administration') return role === 'admin';
  return level === 'read' || role !== 'read';
}

function roleOf(login: string, repository: Repository): 'admin' | 'write' | 'read' | null {
  if (repository.owner.login.toLowerCase() === login.toLowerCase()) return 'admin';
  return repository.collaborators.get(login.toLowerCase()) ?? null;
}
