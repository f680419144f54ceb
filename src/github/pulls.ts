import { renderRepositoryName } from '../model/repository.ts';
import type { Pull, Pulls } from '../ports.ts';
import type { Client } from './client.ts';
import { isStatus, toUserError } from './http-error.ts';
import { readPages } from './pages.ts';
import { field, unexpectedShape } from './shape.ts';

const permission = 'pull-requests: read';
const missing = `There is no such repository or pull request, or the token cannot see it; it needs ${permission}.`;

/** Pull requests and what they change, read as data. */
export function createPulls(client: Client): Pulls {
  return {
    async read(repository, number) {
      const what = `read pull request #${number} of ${renderRepositoryName(repository)}`;
      const { owner, name: repo } = repository;
      try {
        const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
        const { data } = await client.request(route, { owner, repo, pull_number: number });
        const pull = parsePull(data);
        if (pull === null) throw unexpectedShape(what);
        return pull;
      } catch (error) {
        if (isStatus(error, 404)) return null;
        throw toUserError(error, { what, permission, missing });
      }
    },

    async findByHead({ owner, name: repo }, { label, sha }) {
      const what = `find the pull request of ${sha.slice(0, 7)} in ${owner}/${repo}`;
      const list = async (query: Readonly<Record<string, unknown>>, isWanted: (pull: Pull) => boolean) => {
        for await (const page of readPages(
          client,
          'GET /repos/{owner}/{repo}/pulls',
          { owner, repo, ...query },
          what,
        )) {
          const pulls = page.map(parsePull);
          if (!pulls.every((pull) => pull !== null)) throw unexpectedShape(what);
          const found = pulls.filter(isWanted);
          // What was pushed to just now stands first; there can be thousands behind it.
          if (found.length > 0) return found;
        }
        return [];
      };
      try {
        const byLabel =
          label === null ? [] : await list({ state: 'all', head: label }, (pull) => isSameLabel(pull.headLabel, label));
        if (byLabel.length > 0) return byLabel;
        return await list({ state: 'open', sort: 'updated', direction: 'desc' }, (pull) => pull.headSha === sha);
      } catch (error) {
        throw toUserError(error, { what, permission, missing });
      }
    },

    async changedFiles({ owner, name: repo }, number) {
      const what = `list the files of pull request #${number} of ${owner}/${repo}`;
      const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files';
      const paths = new Set<string>();
      try {
        for await (const page of readPages(client, route, { owner, repo, pull_number: number }, what)) {
          for (const file of page) {
            const [path, before] = [field(file, 'filename'), field(file, 'previous_filename')];
            if (typeof path !== 'string') throw unexpectedShape(what);
            paths.add(path);
            if (typeof before === 'string') paths.add(before);
          }
        }
      } catch (error) {
        throw toUserError(error, { what, permission, missing });
      }
      return [...paths];
    },

    async mergeBase({ owner, name: repo }, base, head) {
      const what = `compare ${base.slice(0, 7)} and ${head.slice(0, 7)} of ${owner}/${repo}`;
      try {
        const { data } = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
          owner,
          repo,
          basehead: `${base}...${head}`,
          // Of the commits between them none is needed.
          per_page: 1,
        });
        const sha = field(field(data, 'merge_base_commit'), 'sha');
        if (!isSha(sha)) throw unexpectedShape(what);
        return sha;
      } catch (error) {
        if (isStatus(error, 404) && error instanceof Error && /\bno common ancestor\b/i.test(error.message))
          return null;
        throw toUserError(error, {
          what,
          permission: 'contents: read',
          missing: 'One of the two commits is gone, or the token cannot see it; it needs contents: read.',
        });
      }
    },
  };
}

/** Null where the answer is not what GitHub documents. */
function parsePull(data: unknown): Pull | null {
  const [head, base] = [field(data, 'head'), field(data, 'base')];
  const number = field(data, 'number');
  const state = field(data, 'state');
  const headSha = field(head, 'sha');
  const [baseRef, baseSha] = [field(base, 'ref'), field(base, 'sha')];
  const baseId = field(field(base, 'repo'), 'id');
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number <= 0) return null;
  if ((state !== 'open' && state !== 'closed') || !isSha(headSha) || !isSha(baseSha)) return null;
  if (typeof baseRef !== 'string' || baseRef === '' || typeof baseId !== 'number') return null;
  const headRepository = field(head, 'repo') ?? null;
  const label = field(head, 'label');
  return {
    number,
    isOpen: state === 'open',
    isLocked: field(data, 'locked') === true,
    headSha,
    headLabel: headRepository !== null && typeof label === 'string' ? label : null,
    isFork: field(headRepository, 'id') !== baseId,
    baseRef,
    baseSha,
  };
}

/** Owners are the same whatever their case, branches are not. */
function isSameLabel(left: string | null, right: string): boolean {
  if (left === null) return false;
  const [owner, otherOwner] = [left, right].map((label) => label.slice(0, label.indexOf(':')).toLowerCase());
  return owner === otherOwner && left.slice(left.indexOf(':')) === right.slice(right.indexOf(':'));
}

function isSha(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value);
}
