import { UserError } from '../errors.ts';
import type { EventContext } from '../model/event.ts';
import type { FoundMemory, MemorySource, OwnRepository } from '../ports.ts';
import { isDryRun, MAX_REPORT_BYTES } from '../report/memory.ts';
import { downloadArtifact } from './artifact-download.ts';
import { type ListedArtifact, listArtifacts } from './artifact-list.ts';
import type { Client } from './client.ts';
import { hostOf, isEnterpriseServer } from './enterprise-server.ts';
import { type Attempt, isStatus, toUserError } from './http-error.ts';
import { findReleaseRuns, isOwnRun, isRunOf, readRun, type WorkflowRun } from './workflow-run.ts';
import { readOnlyFile } from './zip.ts';

/** What is looked at before the search is given up. */
const MAX_PAGES = 5;
const MAX_RUNS = 30;
const MAX_DRY_RUNS = 10;

const WHAT = 'look for the last report';

/**
 * Finds the last report among the artifacts of the repository that the workflow belongs to. The newest artifact whose run
 * fits decides: where it cannot be used there is none, since an older one may count topics as ours that people set since.
 * Only dry runs are stepped over; they change nothing.
 */
export function createMemorySource(client: Client, event: Pick<EventContext, 'workflow' | 'serverUrl'>): MemorySource {
  return {
    async find(artifactName, repository) {
      const { workflow, serverUrl } = event;
      if (isEnterpriseServer(serverUrl)) {
        return none(
          `GitHub Enterprise Server (${hostOf(serverUrl)}) does not take the artifacts that reports of earlier runs are kept in.`,
        );
      }
      if (workflow === null) {
        return none(
          'Cannot tell which reports are of this workflow: the runner does not name its file (GITHUB_WORKFLOW_REF is not set).',
        );
      }
      try {
        return await search(client, artifactName, repository, workflow);
      } catch (error) {
        const explained = toUserError(error, attempt(WHAT));
        if (explained instanceof UserError) return none(explained.message);
        throw explained;
      }
    },
  };
}

function attempt(what: string): Attempt {
  const missing =
    'The token cannot see the artifacts of this repository: add "actions: read" to "permissions" of the job, or give a token that has it.';
  return { what, permission: 'actions: read', missing };
}

function none(message: string | null): FoundMemory {
  return { kind: 'none', message };
}

async function search(
  client: Client,
  artifactName: string,
  repository: OwnRepository,
  workflow: string,
): Promise<FoundMemory> {
  const { name } = repository;
  const runs = new Map<number, WorkflowRun>();
  let mayBeRelease: ((runId: number) => boolean) | null = null;
  let seen = 0;
  let dryRuns = 0;
  let otherFile: string | null = null;
  for await (const artifact of listArtifacts(client, name, artifactName, { what: WHAT, maxPages: MAX_PAGES })) {
    seen++;
    if (artifact.name !== artifactName) continue;
    if (artifact.repositoryId !== repository.id || artifact.headRepositoryId !== repository.id) continue;
    if (artifact.headBranch !== null && artifact.headBranch !== repository.defaultBranch) {
      mayBeRelease ??= await findReleaseRuns(client, name, WHAT);
      if (!mayBeRelease(artifact.runId)) continue;
    }
    let run = runs.get(artifact.runId);
    if (run === undefined) {
      if (runs.size === MAX_RUNS)
        return none(`None of the newest ${MAX_RUNS} runs with an artifact ${quote(artifactName)} ${UNFIT}`);
      run = await readRun(client, name, artifact.runId, WHAT);
      runs.set(artifact.runId, run);
    }
    if (!isOwnRun(run, repository)) continue;
    if (!isRunOf(run, workflow)) {
      otherFile ??= run.path;
      continue;
    }
    const found = await open(client, repository, artifact);
    if (found.kind === 'none' || !isDryRun(found.bytes)) return found;
    dryRuns++;
    if (dryRuns === MAX_DRY_RUNS)
      return none(`The last ${dryRuns} runs were dry runs; older reports are not looked for.`);
  }
  if (seen === MAX_PAGES * 100) return none(`None of the newest ${seen} artifacts ${quote(artifactName)} ${UNFIT}`);
  if (otherFile === null) return none(null);
  return none(
    `The last report ${quote(artifactName)} is that of another workflow file, ${quote(otherFile)}; where the file was renamed, this is a first run again. Two workflows need two names: "artifact-name".`,
  );
}

const UNFIT =
  'is of this workflow file on the default branch; delete old artifacts, or give this step an "artifact-name" of its own.';

/** The report in the artifact of a run that fits. */
async function open(client: Client, { name }: OwnRepository, artifact: ListedArtifact): Promise<FoundMemory> {
  if (artifact.isExpired) return none(EXPIRED);
  const download = await downloadArtifact(client, name, artifact, MAX_REPORT_BYTES).catch((error: unknown) => {
    if (isStatus(error, 410)) return none(EXPIRED);
    const explained = toUserError(error, attempt(`download the last report (artifact ${artifact.id})`));
    if (!(explained instanceof UserError && explained.code.startsWith('network/'))) throw explained;
    return none(`${explained.message} ${STORAGE_HINT}`);
  });
  if (download.kind === 'none') return download;
  const file = download.kind === 'odd' ? download : readOnlyFile(download.bytes, MAX_REPORT_BYTES);
  if (file.kind === 'odd') return none(`The last report cannot be used: its artifact (${artifact.id}) ${file.reason}.`);
  if (!file.name.endsWith('.json')) {
    return none(
      `The last report cannot be used: its artifact (${artifact.id}) holds ${quote(file.name)}; expected a file in JSON.`,
    );
  }
  return { kind: 'found', bytes: file.bytes };
}

const EXPIRED =
  'The last report has expired. Artifacts stay as long as the settings of the repository say, 90 days unless changed; a run on a schedule keeps a fresh one.';

/** Self-hosted runners behind a firewall often reach the API alone. */
const STORAGE_HINT = 'GitHub keeps artifacts at *.blob.core.windows.net, which a firewall has to let through.';

function quote(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
