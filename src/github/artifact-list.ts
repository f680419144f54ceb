import type { RepositoryName } from '../model/repository.ts';
import type { Client } from './client.ts';
import { field, unexpectedShape } from './shape.ts';

/** An artifact as the API lists it. */
export type ListedArtifact = {
  readonly id: number;
  readonly name: string;
  /** Of the zip. */
  readonly sizeBytes: number;
  readonly isExpired: boolean;
  /** Hex sha256 of the zip; null where GitHub does not tell. */
  readonly sha256: string | null;
  readonly runId: number;
  readonly repositoryId: number;
  /** Null where the head repository is gone, or GitHub does not tell. */
  readonly headRepositoryId: number | null;
  readonly headBranch: string | null;
};

const PAGE_SIZE = 100;

/**
 * The artifacts of a name, newest first, at most `maxPages` hundreds of them; those without a run are left out. GitHub gives
 * the newest first, which it does not document; within a page the order is made sure of.
 * @throws RequestError of octokit, UserError `github/unexpected`.
 */
export async function* listArtifacts(
  client: Client,
  { owner, name: repo }: RepositoryName,
  name: string,
  { what, maxPages }: { readonly what: string; readonly maxPages: number },
): AsyncGenerator<ListedArtifact> {
  for (let page = 1; page <= maxPages; page++) {
    const { data } = await client.request('GET /repos/{owner}/{repo}/actions/artifacts', {
      owner,
      repo,
      name,
      per_page: PAGE_SIZE,
      page,
    });
    const entries = field(data, 'artifacts');
    if (!Array.isArray(entries)) throw unexpectedShape(what);
    const artifacts = entries.map(parseArtifact).filter((artifact) => artifact !== null);
    yield* artifacts.sort((left, right) => right.id - left.id);
    if (entries.length < PAGE_SIZE) return;
  }
}

function parseArtifact(entry: unknown): ListedArtifact | null {
  const run = field(entry, 'workflow_run');
  const [id, name, sizeBytes] = [field(entry, 'id'), field(entry, 'name'), field(entry, 'size_in_bytes')];
  const [runId, repositoryId] = [field(run, 'id'), field(run, 'repository_id')];
  if (!isId(id) || typeof name !== 'string' || typeof sizeBytes !== 'number') return null;
  if (!isId(runId) || !isId(repositoryId)) return null;
  const [headRepositoryId, headBranch] = [field(run, 'head_repository_id'), field(run, 'head_branch')];
  return {
    id,
    name,
    sizeBytes,
    isExpired: field(entry, 'expired') === true,
    sha256: /^sha256:([0-9a-f]{64})$/.exec(String(field(entry, 'digest')))?.[1] ?? null,
    runId,
    repositoryId,
    headRepositoryId: isId(headRepositoryId) ? headRepositoryId : null,
    headBranch: typeof headBranch === 'string' ? headBranch : null,
  };
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
