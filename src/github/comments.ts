import { UserError } from '../errors.ts';
import { type RepositoryName, renderRepositoryName } from '../model/repository.ts';
import type { Comments, Log, PullComment } from '../ports.ts';
import type { Client } from './client.ts';
import { isStatus, quoteAnswer, toUserError } from './http-error.ts';
import { readPages } from './pages.ts';
import { NEVER_REPEATED } from './retry-after.ts';
import { field, unexpectedShape } from './shape.ts';
import { writeOnce } from './write-once.ts';

export type CommentsOptions = {
  readonly client: Client;
  readonly log: Pick<Log, 'warning'>;
  /** The longest pause that GitHub may ask for before another attempt to create one. */
  readonly maxWaitMs?: number | undefined;
  /** The pause before it where GitHub asks for none. */
  readonly pauseMs?: number | undefined;
};

/** GitHub names `issues: write` as well; for pull requests, some report that it alone is refused. */
const permission = 'pull-requests: write';

const missing = `There is no such pull request, or the token cannot see it; it needs ${permission}.`;

/**
 * Comments on pull requests. Which ones are our own is told by the id of the account, where it has one: a name can be
 * taken over, and the name of a bot is not the same everywhere.
 */
export function createComments({ client, log, maxWaitMs, pauseMs }: CommentsOptions): Comments {
  let own: Promise<Account> | null = null;

  return {
    async findOwn(repository, number, marker) {
      const what = `list the comments of ${render(repository, number)}`;
      own ??= readOwnAccount(client);
      const account = await own;
      const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
      const { owner, name: repo } = repository;
      const found = new Map<number, PullComment>();
      try {
        for await (const page of readPages(client, route, { owner, repo, issue_number: number }, what)) {
          for (const data of page) {
            const comment = parseComment(data);
            if (comment === null) throw unexpectedShape(what);
            if (isBy(account, field(data, 'user')) && comment.body.startsWith(marker)) found.set(comment.id, comment);
          }
        }
      } catch (error) {
        throw explain(error, what, missing);
      }
      return [...found.values()].sort((left, right) => left.id - right.id);
    },

    create(repository, number, body) {
      const what = `comment on ${render(repository, number)}`;
      const send = async () => {
        const { owner, name: repo } = repository;
        const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
        const { data } = await client.request(route, {
          owner,
          repo,
          issue_number: number,
          body,
          request: NEVER_REPEATED,
        });
        const comment = parseComment(data);
        if (comment === null) throw unexpectedShape(what);
        return comment;
      };
      const next = 'Looking at the comments again';
      return writeOnce(send, (error) => explain(error, what, missing), { log, what, next, maxWaitMs, pauseMs });
    },

    async update(repository, id, body) {
      const what = `change the comment ${id} of ${renderRepositoryName(repository)}`;
      const { owner, name: repo } = repository;
      try {
        const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
        const { data } = await client.request(route, { owner, repo, comment_id: id, body });
        const comment = parseComment(data);
        if (comment === null) throw unexpectedShape(what);
        return comment;
      } catch (error) {
        if (isStatus(error, 404)) return null;
        throw explain(error, what, '');
      }
    },

    async remove(repository, id) {
      const what = `remove the comment ${id} of ${renderRepositoryName(repository)}`;
      const { owner, name: repo } = repository;
      try {
        await client.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', {
          owner,
          repo,
          comment_id: id,
        });
      } catch (error) {
        if (!isStatus(error, 404)) throw explain(error, what, '');
      }
    },
  };
}

/** Whose token it is. GitHub's schema lets `databaseId` be null; the name tells then. */
type Account = { readonly id: number } | { readonly login: string };

/** By GraphQL, since GET /user is refused to the tokens of workflows and apps. */
async function readOwnAccount(client: Client): Promise<Account> {
  const what = 'find out which account the token comments as';
  try {
    const viewer = field(await client.graphql('query { viewer { login databaseId } }'), 'viewer');
    const [id, login] = [field(viewer, 'databaseId') ?? null, field(viewer, 'login')];
    if (typeof id === 'number') return { id };
    if (id === null && typeof login === 'string' && login !== '') return { login: login.toLowerCase() };
    throw unexpectedShape(what);
  } catch (error) {
    if (error instanceof Error && error.name === 'GraphqlResponseError') throw explainGraphqlErrors(error, what);
    throw toUserError(error, {
      what,
      permission,
      missing: 'There is no GraphQL at this address; a proxy in between has to let it through.',
    });
  }
}

/** GraphQL answers 200 where it refuses, and says why in a list of errors. */
function explainGraphqlErrors(error: Error, what: string): UserError {
  const errors = field(error, 'errors');
  const [first] = Array.isArray(errors) ? errors : [];
  const reason = field(first, 'message');
  if (typeof reason !== 'string') return unexpectedShape(what);
  const isForbidden = field(first, 'type') === 'FORBIDDEN';
  const advice = isForbidden ? `Give a token that has ${permission}.` : 'Run it again later.';
  const message = `Cannot ${what}: GitHub's GraphQL refused the query. ${advice} ${quoteAnswer(reason)}`.trimEnd();
  return new UserError(
    'work',
    { code: isForbidden ? 'github/forbidden' : 'github/unexpected', message },
    { cause: error },
  );
}

function isBy(account: Account, user: unknown): boolean {
  if ('id' in account) return field(user, 'id') === account.id;
  return String(field(user, 'login')).toLowerCase() === account.login;
}

function explain(error: unknown, what: string, missing: string): unknown {
  // "Unable to create comment because issue is locked."
  if (isStatus(error, 403) && error instanceof Error && /\bis locked\b/i.test(error.message)) {
    const message = `Cannot ${what}: the conversation is locked (403). Unlock it, or leave it without a comment.`;
    return new UserError('work', { code: 'github/locked', message }, { cause: error });
  }
  return toUserError(error, { what, permission, missing });
}

function render(repository: RepositoryName, number: number): string {
  return `#${number} of ${renderRepositoryName(repository)}`;
}

/** Null where the answer is not what GitHub documents. */
function parseComment(data: unknown): PullComment | null {
  const [id, body, url] = [field(data, 'id'), field(data, 'body') ?? '', field(data, 'html_url')];
  if (typeof id !== 'number' || typeof body !== 'string' || typeof url !== 'string') return null;
  return { id, body, url };
}
