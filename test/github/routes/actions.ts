import { need } from '../access.ts';
import type { Artifact } from '../artifact.ts';
import { numberParam, param, type RepositoryCall } from '../call.ts';
import { paginate } from '../paging.ts';
import { presentArtifact, presentRun } from '../present/run.ts';
import { ok, type Reply, refuse } from '../reply.ts';
import { repositoryRoute } from '../router.ts';
import type { WorkflowRun } from '../runs.ts';
import { signedUrl } from '../storage.ts';

const newestFirst = <T extends { readonly id: number }>(items: readonly T[]): readonly T[] =>
  [...items].sort((left, right) => right.id - left.id);

function artifactsOf(call: RepositoryCall): readonly Artifact[] {
  return newestFirst(
    call.state.artifacts.filter(({ run, finalizedAt }) => run.repository === call.repository && finalizedAt !== null),
  );
}

function artifactPage(call: RepositoryCall, artifacts: readonly Artifact[]): Reply {
  const name = call.query.get('name');
  const matches = artifacts.filter((artifact) => name === null || artifact.name === name);
  const { items, headers } = paginate(call, matches);
  const now = call.state.clock.now();
  return ok(
    { total_count: matches.length, artifacts: items.map((artifact) => presentArtifact(artifact, now, call.urls)) },
    headers,
  );
}

function findArtifact(call: RepositoryCall): Artifact {
  const id = numberParam(call, 'artifact_id');
  const artifact = artifactsOf(call).find((each) => each.id === id);
  if (!artifact) throw refuse(404, 'Not Found');
  return artifact;
}

function downloadArtifact(call: RepositoryCall): Reply {
  const artifact = findArtifact(call);
  if (param(call, 'archive_format') !== 'zip') throw refuse(404, 'Not Found');
  if (artifact.expiresAt <= call.state.clock.now()) throw refuse(410, 'Artifact has expired');
  return { status: 302, headers: { location: signedUrl(artifact, 'read', call.state, call.urls) } };
}

function deleteArtifact(call: RepositoryCall): Reply {
  const artifact = findArtifact(call);
  call.state.artifacts.splice(call.state.artifacts.indexOf(artifact), 1);
  return { status: 204 };
}

function findRun(call: RepositoryCall): WorkflowRun {
  const id = numberParam(call, 'run_id');
  const run = call.state.runs.find((each) => each.id === id && each.repository === call.repository);
  if (!run) throw refuse(404, 'Not Found');
  return run;
}

/** `status` filters by status or by conclusion, as on GitHub. */
function runPage(call: RepositoryCall, runs: readonly WorkflowRun[]): Reply {
  const wanted = (name: string, value: string | null): boolean => {
    const filter = call.query.get(name);
    return filter === null || filter === value;
  };
  const matches = newestFirst(runs).filter(
    (run) =>
      run.repository === call.repository &&
      wanted('branch', run.branch) &&
      wanted('event', run.event) &&
      wanted('head_sha', run.sha) &&
      wanted('actor', run.actor) &&
      (wanted('status', run.status) || wanted('status', run.conclusion)),
  );
  const { items, headers } = paginate(call, matches);
  return ok(
    { total_count: matches.length, workflow_runs: items.map((run) => presentRun(run, call.state, call.urls)) },
    headers,
  );
}

function listRunsOfWorkflow(call: RepositoryCall): Reply {
  const wanted = param(call, 'workflow_id');
  const runs = call.state.runs.filter(
    ({ workflow, workflowId }) => String(workflowId) === wanted || workflow === `.github/workflows/${wanted}`,
  );
  if (!runs.some(({ repository }) => repository === call.repository)) throw refuse(404, 'Not Found');
  return runPage(call, runs);
}

const read = need('read', 'actions');

export const actionsRoutes = [
  repositoryRoute('GET', '/actions/artifacts', read, (call) => artifactPage(call, artifactsOf(call))),
  repositoryRoute('GET', '/actions/artifacts/{artifact_id}', read, (call) =>
    ok(presentArtifact(findArtifact(call), call.state.clock.now(), call.urls)),
  ),
  repositoryRoute('DELETE', '/actions/artifacts/{artifact_id}', need('write', 'actions'), deleteArtifact),
  repositoryRoute(
    'GET',
    '/actions/artifacts/{artifact_id}/{archive_format}',
    { ...read, signedIn: true },
    downloadArtifact,
  ),
  repositoryRoute('GET', '/actions/runs', read, (call) => runPage(call, call.state.runs)),
  repositoryRoute('GET', '/actions/runs/{run_id}', read, (call) =>
    ok(presentRun(findRun(call), call.state, call.urls)),
  ),
  repositoryRoute('GET', '/actions/runs/{run_id}/artifacts', read, (call) => {
    const run = findRun(call);
    return artifactPage(
      call,
      artifactsOf(call).filter((artifact) => artifact.run === run),
    );
  }),
  repositoryRoute('GET', '/actions/workflows/{workflow_id}/runs', read, listRunsOfWorkflow),
];
