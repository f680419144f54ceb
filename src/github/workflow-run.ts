import { canBeMemory } from '../model/event.ts';
import type { RepositoryName } from '../model/repository.ts';
import type { OwnRepository } from '../ports.ts';
import type { Client } from './client.ts';
import { field, unexpectedShape } from './shape.ts';

export type WorkflowRun = {
  readonly event: string;
  /** `.github/workflows/tags.yml`, with `@` and a ref behind it or without. */
  readonly path: string;
  readonly repositoryId: number;
  /** Null where the head repository is gone. */
  readonly headRepositoryId: number | null;
  /** The tag on a release; null where there is none. */
  readonly headBranch: string | null;
};

/** @throws RequestError of octokit, UserError `github/unexpected`. */
export async function readRun(
  client: Client,
  { owner, name: repo }: RepositoryName,
  id: number,
  what: string,
): Promise<WorkflowRun> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { owner, repo, run_id: id });
  const [event, path, headBranch] = [field(data, 'event'), field(data, 'path'), field(data, 'head_branch')];
  const repositoryId = field(field(data, 'repository'), 'id');
  const headRepositoryId = field(field(data, 'head_repository'), 'id');
  if (field(data, 'id') !== id || typeof event !== 'string' || typeof path !== 'string') throw unexpectedShape(what);
  if (typeof repositoryId !== 'number') throw unexpectedShape(what);
  return {
    event,
    path,
    repositoryId,
    headRepositoryId: typeof headRepositoryId === 'number' ? headRepositoryId : null,
    headBranch: typeof headBranch === 'string' ? headBranch : null,
  };
}

/** Whether a run was one of the repository's own, about its default branch or a release; its workflow file left aside. */
export function isOwnRun(run: WorkflowRun, { id, defaultBranch }: OwnRepository): boolean {
  return (
    run.repositoryId === id && run.headRepositoryId === id && canBeMemory(run.event, run.headBranch, defaultBranch)
  );
}

/** Whether a run was one of this workflow file, whatever the ref that its path may name. */
export function isRunOf(run: WorkflowRun, workflow: string): boolean {
  return run.path === workflow || run.path.startsWith(`${workflow}@`);
}

const PAGE_SIZE = 100;

/**
 * Tells which runs may have been started by a release: one request for the newest hundred of them all, since their branch is
 * a tag and so tells nothing.
 * @throws RequestError of octokit, UserError `github/unexpected`.
 */
export async function findReleaseRuns(
  client: Client,
  { owner, name: repo }: RepositoryName,
  what: string,
): Promise<(runId: number) => boolean> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/actions/runs', {
    owner,
    repo,
    event: 'release',
    per_page: PAGE_SIZE,
  });
  const runs: unknown = field(data, 'workflow_runs');
  if (!Array.isArray(runs)) throw unexpectedShape(what);
  const ids = runs.map((run) => Number(field(run, 'id')));
  const known = new Set(ids);
  // Of a full page it is not known what came before its oldest run.
  const oldest = ids.length < PAGE_SIZE ? 0 : Math.min(...ids);
  return (runId) => known.has(runId) || runId < oldest;
}
