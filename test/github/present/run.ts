import type { Artifact } from '../artifact.ts';
import type { WorkflowRun } from '../runs.ts';
import type { State } from '../state.ts';
import type { Urls } from '../urls.ts';
import { presentMinimalPull } from './pull.ts';
import { isoSeconds, pageUrl, presentRepositoryLinks, repositoryUrl } from './repository.ts';
import { nodeId, presentUser } from './user.ts';

/** The `workflow-run` schema. `pull_requests` is empty for forks, as on GitHub. */
export function presentRun(run: WorkflowRun, state: State, urls: Urls): object {
  const { repository } = run;
  const api = `${repositoryUrl(repository, urls)}/actions`;
  const self = `${api}/runs/${run.id}`;
  const html = `${pageUrl(repository, urls)}/actions/runs/${run.id}`;
  const commit = repository.objects.commits.get(run.sha) ?? run.headRepository?.objects.commits.get(run.sha);
  const pulls = [...repository.pulls.values()].filter(
    ({ head, state: pullState }) =>
      pullState === 'open' &&
      head.branch === run.branch &&
      head.repository === repository &&
      run.headRepository === repository,
  );
  const name = run.workflow.replace(/^.*\/|\.ya?ml$/g, '');
  return {
    id: run.id,
    name,
    node_id: nodeId('WorkflowRun', run.id),
    check_suite_id: run.id + 1_000_000,
    check_suite_node_id: nodeId('CheckSuite', run.id),
    head_branch: run.branch,
    head_sha: run.sha,
    path: run.workflow,
    display_title: commit?.message ?? name,
    run_number: run.number,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    url: self,
    html_url: html,
    pull_requests: pulls.map((pull) => presentMinimalPull(pull, repository, urls)),
    created_at: isoSeconds(run.createdAt),
    updated_at: isoSeconds(run.createdAt),
    actor: presentUser(state.owner(run.actor), urls),
    run_attempt: run.attempt,
    referenced_workflows: [],
    run_started_at: isoSeconds(run.createdAt),
    triggering_actor: presentUser(state.owner(run.actor), urls),
    jobs_url: `${self}/jobs`,
    logs_url: `${self}/logs`,
    check_suite_url: `${repositoryUrl(repository, urls)}/check-suites/${run.id + 1_000_000}`,
    artifacts_url: `${self}/artifacts`,
    cancel_url: `${self}/cancel`,
    rerun_url: `${self}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${self}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${api}/workflows/${run.workflowId}`,
    head_commit: commit
      ? {
          id: commit.sha,
          tree_id: commit.tree,
          message: commit.message,
          timestamp: isoSeconds(commit.date),
          author: { name: commit.author.name, email: commit.author.email },
          committer: { name: commit.author.name, email: commit.author.email },
        }
      : null,
    repository: presentRepositoryLinks(repository, urls),
    head_repository: run.headRepository && presentRepositoryLinks(run.headRepository, urls),
  };
}

/** The `artifact` schema. */
export function presentArtifact(artifact: Artifact, now: Date, urls: Urls): object {
  const { run } = artifact;
  const self = `${repositoryUrl(run.repository, urls)}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    node_id: nodeId('Artifact', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.bytes.length,
    url: self,
    archive_download_url: `${self}/zip`,
    expired: artifact.expiresAt <= now,
    digest: artifact.digest,
    created_at: isoSeconds(artifact.createdAt),
    updated_at: isoSeconds(artifact.finalizedAt ?? artifact.createdAt),
    expires_at: isoSeconds(artifact.expiresAt),
    workflow_run: {
      id: run.id,
      repository_id: run.repository.id,
      ...(run.headRepository && { head_repository_id: run.headRepository.id }),
      ...(run.branch !== null && { head_branch: run.branch }),
      head_sha: run.sha,
    },
  };
}
