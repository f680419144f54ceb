import { nodeId } from './present/user.ts';
import { errorReply, type Reply } from './reply.ts';
import type { State } from './state.ts';
import { loginOf, type Token } from './tokens.ts';

const viewerFields = new Set(['login', 'id', 'databaseId', '__typename']);

/**
 * The one query that this project has use for: `query { viewer { login } }`, with any of the fields `login`, `id`,
 * `databaseId`, `__typename`. Null where the query asks for anything else, which the caller reports as a violation.
 */
export function answerGraphql(state: State, token: Token | null, body: unknown): Reply | null {
  if (!token) return errorReply(401, 'This endpoint requires you to be authenticated.');
  const query = body instanceof Object && 'query' in body ? String(body.query) : '';
  const wanted = /^\s*(?:query\s*\w*\s*)?\{\s*viewer\s*\{([\s\w]*)\}\s*\}\s*$/.exec(query)?.[1];
  const fields = wanted?.split(/\s+/).filter((field) => field !== '');
  if (!fields?.length || fields.some((field) => !viewerFields.has(field))) return null;
  const { login, id, type } = state.owner(loginOf(token));
  const values = new Map<string, unknown>([
    ['login', login],
    ['id', nodeId(type, id)],
    ['databaseId', id],
    ['__typename', type],
  ]);
  return {
    status: 200,
    json: { data: { viewer: Object.fromEntries(fields.map((field) => [field, values.get(field)])) } },
  };
}
