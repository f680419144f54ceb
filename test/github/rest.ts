import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { assertAllowed, canSee } from './access.ts';
import { type Call, parseMediaType, type RepositoryCall } from './call.ts';
import { checkRequest, checkResponse, operations } from './contract.ts';
import type { RateLimits } from './limits.ts';
import { errorReply, Refusal, type Reply, refuse } from './reply.ts';
import type { Repository } from './repository.ts';
import { type Match, matchOperation, type Route } from './router.ts';
import { accountRoutes } from './routes/accounts.ts';
import { actionsRoutes } from './routes/actions.ts';
import { commentRoutes } from './routes/comments.ts';
import { commitRoutes } from './routes/commits.ts';
import { contentsRoutes } from './routes/contents.ts';
import { gitRoutes } from './routes/git.ts';
import { pullRoutes } from './routes/pulls.ts';
import { readmeRoutes } from './routes/readme.ts';
import { repositoryRoutes } from './routes/repositories.ts';
import type { State } from './state.ts';
import type { Token } from './tokens.ts';
import type { Urls } from './urls.ts';

const routes = new Map<string, Route>(
  [
    ...repositoryRoutes,
    ...readmeRoutes,
    ...contentsRoutes,
    ...commitRoutes,
    ...gitRoutes,
    ...actionsRoutes,
    ...pullRoutes,
    ...commentRoutes,
    ...accountRoutes,
  ].map((route) => [route.operation, route]),
);

const apiVersions = ['2022-11-28', '2026-03-10'];

export type RestRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
};

type Context = {
  readonly state: State;
  readonly urls: Urls;
  readonly limits: RateLimits;
  /** Newest API version that this edition knows. */
  readonly newestVersion: string;
  readonly report: (violation: string) => void;
};

/** The token that an `authorization` header carries; null without one. Throws 401 for one that was never given out. */
export function authenticate(
  state: State,
  header: string | undefined,
): { credential: string | null; token: Token | null } {
  if (header === undefined) return { credential: null, token: null };
  const [scheme = '', value = ''] = header.split(' ');
  const credential =
    scheme.toLowerCase() === 'basic' ? (Buffer.from(value, 'base64').toString().split(':').at(-1) ?? '') : value;
  const token = state.tokens.get(credential);
  if (!token) throw refuse(401, 'Bad credentials');
  return { credential, token };
}

/** Answers one request to the REST API, checks both sides against GitHub's description, and counts it. */
export function answerRest(request: RestRequest, context: Context): Reply {
  const { state, limits } = context;
  const { headers } = request;
  if (!headers['user-agent'])
    return errorReply(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    );
  const version = headers['x-github-api-version'];
  if (version !== undefined && (!apiVersions.includes(String(version)) || String(version) > context.newestVersion)) {
    return errorReply(400, `API version "${String(version)}" is not supported.`);
  }
  let identity: ReturnType<typeof authenticate>;
  try {
    identity = authenticate(state, headers.authorization);
  } catch (error) {
    return replyOf(error);
  }
  const bucket = limits.bucket(identity.credential, identity.token);
  const isFree = request.path === '/rate_limit';
  const reply = (isFree ? null : limits.refusal(bucket, identity.token)) ?? answer(request, identity, context);
  const tagged = withEtag(reply, request);
  if (!isFree && tagged.status !== 304) bucket.used += 1;
  return {
    ...tagged,
    headers: {
      'x-github-media-type': 'github.v3; format=json',
      'x-github-api-version-selected': String(version ?? apiVersions[0]),
      ...limits.headers(bucket),
      ...tagged.headers,
    },
  };
}

function answer(request: RestRequest, identity: ReturnType<typeof authenticate>, context: Context): Reply {
  try {
    const { path, repository } = locate(request, identity.token, context);
    const match = matchOperation(operations, request.method, path);
    if (!match) {
      context.report(`${request.method} ${request.path} is not in the slice of GitHub's description`);
      throw refuse(404, 'Not Found');
    }
    const accept = headerText(request.headers.accept) || '*/*';
    for (const problem of checkRequest(match, request.query, request.body))
      context.report(`request ${request.method} ${request.path}: ${problem}`);
    const media = parseMediaType(accept);
    if (media === 'html' || media === 'diff' || media === 'patch')
      context.report(`media type ${accept} is not emulated`);
    const reply = dispatch(
      match,
      repository,
      {
        ...context,
        ...identity,
        params: match.params,
        query: request.query,
        accept,
        media,
        apiVersion: headerText(request.headers['x-github-api-version']) || '2022-11-28',
        body: request.body,
        path: request.path,
      },
      context,
    );
    const form = media === 'object' ? 'application/vnd.github.object' : 'application/json';
    for (const problem of checkResponse(match.operation, form, reply))
      context.report(`answer to ${request.method} ${request.path} (${reply.status}): ${problem}`);
    return reply;
  } catch (error) {
    return replyOf(error);
  }
}

const headerText = (value: string | readonly string[] | undefined): string =>
  value === undefined ? '' : String(value);

function dispatch(match: Match, repository: Repository | null, call: Call, context: Context): Reply {
  if (match.operation === 'GET /rate_limit')
    return context.limits.overview(call.credential, call.token, call.apiVersion);
  if (match.operation === 'GET /meta') return { status: 200, json: { verifiable_password_authentication: false } };
  const route = routes.get(match.operation);
  if (!route) {
    context.report(`${match.operation} is in the slice but not implemented`);
    throw refuse(404, 'Not Found');
  }
  try {
    if (route.need === null) return route.handle(call);
    if (!repository) throw refuse(404, 'Not Found');
    assertAllowed(call.token, repository, route.need);
    return route.handle({ ...call, repository } satisfies RepositoryCall);
  } catch (error) {
    return replyOf(error);
  }
}

/**
 * Finds the repository of a path. `/repositories/{id}` is another name for `/repos/{owner}/{repo}`, and the one that a
 * moved repository redirects to: 301 for reading, 307 for anything else.
 */
function locate(
  { method, path, query }: RestRequest,
  token: Token | null,
  { state, urls }: Context,
): { readonly path: string; readonly repository: Repository | null } {
  const byId = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
  if (byId) {
    const repository = state.repositories.find(({ id }) => id === Number(byId[1]));
    if (!repository) throw refuse(404, 'Not Found');
    return { path: `/repos/${repository.fullName}${byId[2] ?? ''}`, repository };
  }
  const byName = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/.exec(path);
  if (!byName) return { path, repository: null };
  const fullName = `${byName[1]}/${byName[2]}`;
  const repository = state.findRepository(fullName);
  const movedId = repository ? undefined : state.moved.get(fullName.toLowerCase());
  const moved = state.repositories.find(({ id }) => id === movedId);
  if (!moved || !canSee(token, moved)) return { path, repository: repository ?? null };
  const search = query.size > 0 ? `?${query.toString()}` : '';
  const location = `${urls.api}/repositories/${moved.id}${byName[3] ?? ''}${search}`;
  const isRead = method === 'GET' || method === 'HEAD';
  throw refuse(isRead ? 301 : 307, isRead ? 'Moved Permanently' : 'Temporary Redirect', {
    headers: { location },
    extra: { url: location },
  });
}

export function replyOf(error: unknown): Reply {
  if (error instanceof Refusal) return error.reply;
  throw error;
}

/** Successful reads carry an ETag, and one that the client has already becomes a 304 without a body. */
function withEtag(reply: Reply, { method, headers }: RestRequest): Reply {
  if (reply.status !== 200 || method !== 'GET') return reply;
  const body = reply.bytes?.content ?? Buffer.from(JSON.stringify(reply.json));
  const digest = createHash('sha256').update(body).update(headerText(headers.accept)).digest('hex');
  const etag = `W/"${digest}"`;
  const known = headerText(headers['if-none-match'])
    .split(',')
    .map((tag) => tag.trim());
  const isKnown = known.some((tag) => tag === '*' || tag.replace(/^W\//, '') === `"${digest}"`);
  const tagged = { ...reply.headers, etag, 'cache-control': 'private, max-age=60, s-maxage=60' };
  return isKnown ? { status: 304, headers: tagged } : { ...reply, headers: tagged };
}
