import { canSee } from '../access.ts';
import { type Call, param } from '../call.ts';
import { paginate } from '../paging.ts';
import { presentRepository } from '../present/repository.ts';
import { presentUser } from '../present/user.ts';
import { ok, type Reply, refuse } from '../reply.ts';
import { plainRoute } from '../router.ts';
import { covers, loginOf } from '../tokens.ts';

/** People have this; an installation token is refused, which is why a workflow asks GraphQL for `viewer` instead. */
function getAuthenticatedUser(call: Call): Reply {
  if (!call.token) throw refuse(401, 'Requires authentication');
  if (call.token.kind === 'workflow' || call.token.kind === 'app')
    throw refuse(403, 'Resource not accessible by integration');
  return ok(presentProfile(call, loginOf(call.token)));
}

function presentProfile(call: Call, login: string): object {
  const owner = call.state.owner(login);
  return {
    ...presentUser(owner, call.urls),
    name: owner.login,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: call.state.repositories.filter((repository) => repository.owner.login === owner.login).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2020-01-01T00:00:00Z',
  };
}

function getUser(call: Call): Reply {
  const login = param(call, 'username');
  if (!call.state.hasOwner(login)) throw refuse(404, 'Not Found');
  return ok(presentProfile(call, login));
}

function listOrganisationRepositories(call: Call): Reply {
  const login = param(call, 'org').toLowerCase();
  if (!call.state.hasOwner(login)) throw refuse(404, 'Not Found');
  const seen = call.state.repositories.filter(
    (repository) => repository.owner.login.toLowerCase() === login && canSee(call.token, repository),
  );
  const { items, headers } = paginate(call, seen);
  return ok(
    items.map((repository) => presentRepository(repository, call.urls)),
    headers,
  );
}

function listInstallationRepositories(call: Call): Reply {
  const { token } = call;
  if (token?.kind !== 'app' && token?.kind !== 'workflow')
    throw refuse(
      403,
      'You must authenticate with an installation access token in order to list repositories for an installation.',
    );
  const covered = call.state.repositories.filter((repository) => covers(token, repository));
  const { items, headers } = paginate(call, covered);
  return ok(
    {
      total_count: covered.length,
      repository_selection: token.repositories === 'all' ? 'all' : 'selected',
      repositories: items.map((repository) => presentRepository(repository, call.urls)),
    },
    headers,
  );
}

export const accountRoutes = [
  plainRoute('GET /user', getAuthenticatedUser),
  plainRoute('GET /users/{username}', getUser),
  plainRoute('GET /orgs/{org}/repos', listOrganisationRepositories),
  plainRoute('GET /installation/repositories', listInstallationRepositories),
];
