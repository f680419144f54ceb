import { dirname, join } from 'node:path';
import { inputVariables } from './action-inputs.ts';
import type { EventContext, Trigger } from './events.ts';
import type { Repository } from './repository.ts';
import { createRuntimeToken, type WorkflowRun } from './runs.ts';
import type { LoopbackGitHub } from './server.ts';

export type Folders = {
  readonly workspace: string;
  readonly temp: string;
  readonly commands: string;
  readonly event: string;
};

type Step = {
  readonly repository: Repository;
  readonly trigger: Trigger;
  readonly inputs?: { readonly [name: string]: string };
  readonly actionFile?: string;
  readonly env?: { readonly [name: string]: string };
};

export type Job = {
  readonly context: EventContext;
  readonly run: WorkflowRun;
  readonly token: string;
  readonly home: string;
  readonly folders: Folders;
};

/** Source of the names: GitHub's table of default variables, and actions/runner NodeScriptActionHandler.cs. */
export function environment(github: LoopbackGitHub, step: Step, job: Job): { readonly [name: string]: string } {
  const { urls, clock } = github;
  const { repository, trigger } = step;
  const { context, run, folders, home } = job;
  const workflowRef = `${repository.fullName}/${run.workflow}@${context.ref}`;
  const runtimeUrl = `${urls.origin}/`;
  const github_ = new Map([
    ['ACTION', '__self'],
    ['ACTION_REF', ''],
    ['ACTION_REPOSITORY', ''],
    ['ACTIONS', 'true'],
    ['ACTOR', run.actor],
    ['ACTOR_ID', String(github.state.owner(run.actor).id)],
    ['API_URL', urls.api],
    ['BASE_REF', context.baseRef],
    ['ENV', join(folders.commands, 'env')],
    ['EVENT_NAME', trigger.event],
    ['EVENT_PATH', folders.event],
    ['GRAPHQL_URL', urls.graphql],
    ['HEAD_REF', context.headRef],
    ['JOB', 'tags'],
    ['OUTPUT', join(folders.commands, 'output')],
    ['PATH', join(folders.commands, 'path')],
    ['REF', context.ref],
    ['REF_NAME', context.ref.replace(/^refs\/(?:heads|tags|pull)\//, '')],
    ['REF_PROTECTED', 'false'],
    ['REF_TYPE', context.ref.startsWith('refs/tags/') ? 'tag' : 'branch'],
    ['REPOSITORY', repository.fullName],
    ['REPOSITORY_ID', String(repository.id)],
    ['REPOSITORY_OWNER', repository.owner.login],
    ['REPOSITORY_OWNER_ID', String(repository.owner.id)],
    ['RETENTION_DAYS', '90'],
    ['RUN_ATTEMPT', String(run.attempt)],
    ['RUN_ID', String(run.id)],
    ['RUN_NUMBER', String(run.number)],
    ['SERVER_URL', urls.server],
    ['SHA', context.sha],
    ['STATE', join(folders.commands, 'state')],
    ['STEP_SUMMARY', join(folders.commands, 'summary')],
    ['TRIGGERING_ACTOR', run.actor],
    ['WORKFLOW', 'README tags'],
    ['WORKFLOW_REF', workflowRef],
    ['WORKFLOW_SHA', context.sha],
    ['WORKSPACE', folders.workspace],
  ]);
  const expressions = new Map([
    ['github.token', job.token],
    ...[...github_].map(([name, value]) => [`github.${name.toLowerCase()}`, value] as const),
  ]);
  return {
    ...Object.fromEntries([...github_].map(([name, value]) => [`GITHUB_${name}`, value])),
    ...inputVariables(step.inputs ?? {}, expressions, step.actionFile),
    CI: 'true',
    HOME: home,
    USERPROFILE: home,
    LANG: 'C.UTF-8',
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: join(home, 'tools'),
    RUNNER_WORKSPACE: dirname(folders.workspace),
    ACTIONS_RUNTIME_URL: runtimeUrl,
    ACTIONS_RESULTS_URL: runtimeUrl,
    ACTIONS_CACHE_URL: runtimeUrl,
    ACTIONS_CACHE_SERVICE_V2: 'True',
    ACTIONS_RUNTIME_TOKEN: createRuntimeToken(run, new Date(clock.now().getTime() + 6 * 60 * 60 * 1000)),
    ACTIONS_ORCHESTRATION_ID: `${run.backendId}.tags.__default`,
    ...step.env,
  };
}
