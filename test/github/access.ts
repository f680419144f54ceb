import { refuse } from './reply.ts';
import type { Repository } from './repository.ts';
import { covers, type PermissionName, permits, type Token } from './tokens.ts';

/** What a route needs: any one of the permissions at this level. */
export type Need = {
  readonly permissions: readonly PermissionName[];
  readonly level: 'read' | 'write';
  /** Whether it wants a token with any scope even where it only reads something public, as downloads of artifacts do. */
  readonly signedIn?: boolean;
};

export const need = (level: 'read' | 'write', ...permissions: readonly PermissionName[]): Need => ({
  permissions,
  level,
});

/** Public repositories are seen by everybody, others by tokens that cover them. */
export function canSee(token: Token | null, repository: Repository): boolean {
  return repository.visibility === 'public' || (token !== null && covers(token, repository));
}

/**
 * Throws what GitHub answers when the token may not do this: 404 where it may not even know that the repository exists,
 * 401 for strangers, 403 with the words that belong to the kind of token.
 */
export function assertAllowed(
  token: Token | null,
  repository: Repository,
  { permissions, level, signedIn }: Need,
): void {
  if (!canSee(token, repository)) throw refuse(404, 'Not Found');
  assertSignedOn(token, repository);
  if (repository.blocked)
    throw refuse(451, 'Repository access blocked', {
      extra: {
        block: {
          reason: 'dmca',
          created_at: repository.updatedAt.toISOString(),
          html_url: 'https://github.com/github/dmca',
        },
      },
    });
  if (level === 'write' && repository.archived && token) {
    throw refuse(403, 'Repository was archived so is read-only.');
  }
  if (signedIn && (!token || (token.kind === 'classic' && token.scopes.length === 0)))
    throw refuse(token ? 403 : 401, 'You must have the actions scope to download artifacts.');
  if (level === 'read' && repository.visibility === 'public') return;
  if (!token) throw refuse(401, 'Requires authentication');
  if (permissions.some((permission) => permits(token, repository, permission, level))) return;
  throw refuse(403, refusalFor(token), {
    headers: {
      'x-accepted-github-permissions': permissions.map((name) => `${name}=${level}`).join('; '),
    },
  });
}

function refusalFor(token: Token): string {
  if (token.kind === 'workflow' || token.kind === 'app') return 'Resource not accessible by integration';
  if (token.kind === 'fine-grained') return 'Resource not accessible by personal access token';
  return 'Must have admin rights to Repository.';
}

function assertSignedOn(token: Token | null, repository: Repository): void {
  const organisation = repository.owner.login;
  if (token?.kind !== 'classic' || !token.ssoMissing?.includes(organisation)) return;
  throw refuse(
    403,
    'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
    {
      headers: { 'x-github-sso': `required; url=https://github.com/orgs/${organisation}/sso?authorization_request=A` },
    },
  );
}
