import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { projectFile } from '../github/child.ts';
import type { Trigger } from '../github/events.ts';
import type { Repository } from '../github/repository.ts';
import type { WorkflowRun } from '../github/runs.ts';
import type { LoopbackGitHub } from '../github/server.ts';
import type { PermissionName, Permissions } from '../github/tokens.ts';

/** A run of one job of an example. */
export type HostedWorkflow = {
  /** A file of `examples/`, as it is. */
  readonly file: string;
  /** The job that is to run; the workflow token gets its permissions. */
  readonly job: string;
  readonly repository: Repository;
  readonly trigger: Trigger;
  /** Members of the payload to replace. */
  readonly payload?: object;
  /** Whether GitHub would give a token that only reads and no secrets. */
  readonly isFork?: boolean;
  readonly secrets?: { readonly [name: string]: string };
  readonly variables?: { readonly [name: string]: string };
};

export type HostedRun = {
  readonly exitCode: number;
  readonly output: string;
  readonly summary: string;
  readonly run: WorkflowRun;
  /** Each call of `gh`, with the token it was given. */
  readonly ghCalls: readonly string[];
};

export type Host = (github: LoopbackGitHub, hosted: HostedWorkflow) => Promise<HostedRun>;

export type Step = {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Record<string, string>;
  readonly with?: Record<string, string>;
};
type Job = { readonly permissions?: Record<string, 'read' | 'write'>; readonly steps: readonly Step[] };

export function readJob(file: string, job: string): Job {
  const workflow: { readonly jobs: Record<string, Job> } = parse(readFileSync(projectFile(`examples/${file}`), 'utf8'));
  const found = workflow.jobs[job];
  if (!found) throw new Error(`${file} has no job ${job}`);
  return found;
}

/** What GitHub lets the workflow token of that job do. */
export function permissionsOf({ file, job, isFork }: HostedWorkflow): Permissions {
  return Object.fromEntries(
    Object.entries(readJob(file, job).permissions ?? {}).map(([name, level]) => [
      // Workflows write hyphens where the API writes underscores; the names are those of the loopback's tokens.
      name.replaceAll('-', '_') as PermissionName,
      isFork ? 'read' : level,
    ]),
  );
}
