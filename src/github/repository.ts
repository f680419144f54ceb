import { UserError } from '../errors.ts';
import {
  parseRepositoryName,
  type Repository,
  type RepositoryName,
  renderRepositoryName,
} from '../model/repository.ts';
import type { Repositories } from '../ports.ts';
import type { Client } from './client.ts';
import { isStatus, toUserError } from './http-error.ts';
import { field, textOf, unexpectedShape } from './shape.ts';

/** Follows renamed and moved repositories: `name` of the answer is the present one. */
export function createRepositories(client: Client): Repositories {
  return {
    async read({ owner, name }) {
      const what = `read the repository ${renderRepositoryName({ owner, name })}`;
      const response = await client
        .request('GET /repos/{owner}/{repo}', { owner, repo: name })
        .catch((error: unknown) => {
          throw toUserError(error, {
            what,
            permission: 'metadata: read',
            missing:
              'There is no such repository, or the token cannot see it: a workflow token sees only its own and public ones. Check the name, or give a token that sees it.',
          });
        });
      const repository = parseRepository(response.data);
      if (repository === null) throw unexpectedShape(what);
      return repository;
    },

    async resolve({ owner, name }, ref) {
      const what = `find ${JSON.stringify(ref)} in ${renderRepositoryName({ owner, name })}`;
      try {
        const response = await client.request('GET /repos/{owner}/{repo}/commits/{ref}', {
          owner,
          repo: name,
          ref: ref.replace(/^refs\//, ''),
          // Only the sha, without the files of the commit.
          headers: { accept: 'application/vnd.github.sha' },
        });
        const sha = textOf(response.data).trim();
        if (!/^[0-9a-f]{40,64}$/.test(sha)) throw unexpectedShape(what);
        return sha;
      } catch (error) {
        if (isEmptyRepository(error)) return null;
        const missing =
          'There is no such branch, tag or commit, or the token cannot see it. Check the name; the token needs contents: read.';
        if (isUnknownCommit(error)) {
          throw new UserError(
            'work',
            { code: 'github/not-found', message: `Cannot ${what}: ${missing}` },
            { cause: error },
          );
        }
        throw toUserError(error, { what, permission: 'contents: read', missing });
      }
    },
  };
}

/** GitHub answers 409 "Git Repository is empty."; a 409 for another reason, or from something in between, is a failure. */
function isEmptyRepository(error: unknown): boolean {
  return isStatus(error, 409) && error instanceof Error && /\brepository is empty\b/i.test(error.message);
}

/** GitHub answers 422 "No commit found for SHA: name" for whatever names no commit. */
function isUnknownCommit(error: unknown): boolean {
  return isStatus(error, 422) && error instanceof Error && /\bno commit found\b/i.test(error.message);
}

function parseRepository(data: unknown): Repository | null {
  const id = field(data, 'id');
  const fullName = field(data, 'full_name');
  const defaultBranch = field(data, 'default_branch');
  const description = field(data, 'description') ?? null;
  const topics = field(data, 'topics') ?? [];
  if (typeof id !== 'number' || typeof fullName !== 'string' || typeof defaultBranch !== 'string') return null;
  if (description !== null && typeof description !== 'string') return null;
  if (!Array.isArray(topics) || !topics.every((topic) => typeof topic === 'string')) return null;
  const name: RepositoryName | null = parseRepositoryName(fullName);
  if (name === null) return null;
  return {
    id,
    name,
    description,
    defaultBranch,
    topics,
    isPrivate: field(data, 'private') === true,
    isArchived: field(data, 'archived') === true,
    isFork: field(data, 'fork') === true,
  };
}
