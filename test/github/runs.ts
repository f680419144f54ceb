import type { Repository } from './repository.ts';

export type RunOptions = {
  readonly repository: Repository;
  readonly event?: string;
  /** Path of the workflow file. */
  readonly workflow?: string;
  readonly branch?: string;
  readonly sha?: string;
  /** Where the head commit lives; another repository than `repository` on pull requests from forks, null when it is gone. */
  readonly headRepository?: Repository | null;
  readonly actor?: string;
  readonly attempt?: number;
  readonly status?: 'queued' | 'in_progress' | 'completed';
  readonly conclusion?: 'success' | 'failure' | 'cancelled' | null;
};

/** One run of a workflow. `backendId` and `jobBackendId` are what the artifact service calls its run and job. */
export type WorkflowRun = {
  readonly id: number;
  readonly number: number;
  readonly workflowId: number;
  readonly repository: Repository;
  readonly headRepository: Repository | null;
  readonly event: string;
  readonly workflow: string;
  readonly branch: string | null;
  readonly sha: string;
  readonly actor: string;
  readonly createdAt: Date;
  attempt: number;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: 'success' | 'failure' | 'cancelled' | null;
  backendId: string;
  jobBackendId: string;
};

/**
 * An ACTIONS_RUNTIME_TOKEN for a run: a JWT whose `scp` names the run and the job to the artifact service, the way
 * `@actions/artifact` reads it. Nobody checks the signature on the client's side, and nobody does here.
 */
export function createRuntimeToken(run: WorkflowRun, expiresAt: Date): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    ac: '[]',
    aud: 'vso:loopback',
    exp: Math.floor(expiresAt.getTime() / 1000),
    iss: 'vstoken.actions.githubusercontent.com',
    scp: `Actions.ExampleScope Actions.Results:${run.backendId}:${run.jobBackendId}`,
  };
  return `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}.${Buffer.from('unsigned').toString('base64url')}`;
}

/** The run and job that a runtime token names; null when it names none. */
export function parseRuntimeToken(token: string): { readonly backendId: string; readonly jobBackendId: string } | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const scope = claims instanceof Object && 'scp' in claims ? String(claims.scp) : '';
    const match = /(?:^| )Actions\.Results:([^: ]+):([^: ]+)(?: |$)/.exec(scope);
    return match?.[1] && match[2] ? { backendId: match[1], jobBackendId: match[2] } : null;
  } catch {
    return null;
  }
}
