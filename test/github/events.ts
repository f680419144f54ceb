import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { presentPull } from './present/pull.ts';
import { isoSeconds, pageUrl, presentRepository } from './present/repository.ts';
import { presentRun } from './present/run.ts';
import { presentUser } from './present/user.ts';
import type { PullRequest, Repository } from './repository.ts';
import type { WorkflowRun } from './runs.ts';
import type { LoopbackGitHub } from './server.ts';

/** What started a workflow. Branches are the default one unless told. */
export type Trigger =
  | { readonly event: 'push'; readonly branch?: string; readonly tag?: string; readonly sha?: string }
  | { readonly event: 'schedule' }
  | {
      readonly event: 'workflow_dispatch';
      readonly branch?: string;
      readonly inputs?: { readonly [name: string]: string };
    }
  | { readonly event: 'repository_dispatch'; readonly clientPayload?: object }
  | { readonly event: 'release'; readonly tag: string }
  | { readonly event: 'pull_request' | 'pull_request_target'; readonly pull: PullRequest; readonly action?: string }
  | { readonly event: 'workflow_run'; readonly run: WorkflowRun };

export type EventName = Trigger['event'];

/** What the runner says of an event in the environment, beside its payload. */
export type EventContext = {
  readonly ref: string;
  readonly sha: string;
  readonly headRef: string;
  readonly baseRef: string;
  /** Where the head commit lives. */
  readonly headRepository: Repository | null;
  /** Branch and commit that the run's record names. */
  readonly branch: string;
  readonly runSha: string;
};

type Payload = { readonly [member: string]: unknown };
type Example = { readonly name: string; readonly examples: readonly Payload[] };

let examples: readonly Example[] | null = null;

/** GitHub's own example of a payload from `@octokit/webhooks-examples`; an empty object for events that have no webhook. */
function exampleOf(event: EventName, wanted: (payload: Payload) => boolean): Payload {
  examples ??= JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve('@octokit/webhooks-examples'), 'utf8'),
  ) as readonly Example[]; // the package says so in its types
  const name = event === 'pull_request_target' ? 'pull_request' : event;
  const all = examples.find((example) => example.name === name)?.examples ?? [];
  return all.find(wanted) ?? all[0] ?? {};
}

const overlay = (base: unknown, top: object): object => Object.assign({}, base, top);

/**
 * The payload that the runner finds at GITHUB_EVENT_PATH: GitHub's example of that event, with repository, commits, pull
 * request and people those of the loopback GitHub. `patch` replaces members at the top. `schedule` has no webhook and its
 * payload names no repository.
 */
export function eventPayload(
  github: LoopbackGitHub,
  repository: Repository,
  trigger: Trigger,
  patch: object = {},
): object {
  const { state, urls } = github;
  const example = exampleOf(trigger.event, (payload) => isExampleFor(trigger, payload));
  if (trigger.event === 'schedule')
    return { schedule: '17 4 * * 1', workflow: '.github/workflows/readme-tags.yml', ...patch };
  const { organization: _dropped, installation: _unused, ...rest } = example;
  return {
    ...rest,
    repository: overlay(example['repository'], presentRepository(repository, urls)),
    ...(repository.owner.type === 'Organization' && { organization: presentUser(repository.owner, urls) }),
    sender: presentUser(state.owner('mona'), urls),
    ...ownMembers(github, repository, trigger, example),
    ...patch,
  };
}

function isExampleFor(trigger: Trigger, { action, ref }: Payload): boolean {
  if (trigger.event === 'push') return String(ref).startsWith(trigger.tag === undefined ? 'refs/heads/' : 'refs/tags/');
  if (trigger.event === 'pull_request' || trigger.event === 'pull_request_target')
    return action === (trigger.action ?? 'opened');
  if (trigger.event === 'release') return action === 'published';
  return trigger.event !== 'workflow_run' || action === 'completed';
}

function ownMembers(github: LoopbackGitHub, repository: Repository, trigger: Trigger, example: Payload): object {
  const { state, urls } = github;
  const { ref, sha } = eventContext(repository, trigger);
  switch (trigger.event) {
    case 'push': {
      const commit = repository.objects.commits.get(sha);
      const [before = '0'.repeat(40)] = commit?.parents ?? [];
      const shown = commit && {
        id: sha,
        tree_id: commit.tree,
        distinct: true,
        message: commit.message,
        timestamp: isoSeconds(commit.date),
        url: `${pageUrl(repository, urls)}/commit/${sha}`,
        author: { name: commit.author.name, email: commit.author.email },
        committer: { name: commit.author.name, email: commit.author.email },
        added: [],
        removed: [],
        modified: [],
      };
      const compare = `${pageUrl(repository, urls)}/compare/${before.slice(0, 12)}...${sha.slice(0, 12)}`;
      return {
        ref,
        before,
        after: sha,
        compare,
        base_ref: null,
        commits: shown ? [shown] : [],
        head_commit: shown ?? null,
      };
    }
    case 'workflow_dispatch':
      return { ref, inputs: trigger.inputs ?? null, workflow: '.github/workflows/readme-tags.yml' };
    case 'repository_dispatch':
      return { branch: repository.defaultBranch, client_payload: trigger.clientPayload ?? {} };
    case 'release':
      return {
        action: 'published',
        release: overlay(example['release'], { tag_name: trigger.tag, target_commitish: repository.defaultBranch }),
      };
    case 'pull_request':
    case 'pull_request_target': {
      const shown = presentPull(trigger.pull, { repository, state, urls });
      return {
        action: trigger.action ?? 'opened',
        number: trigger.pull.number,
        pull_request: overlay(example['pull_request'], shown),
      };
    }
    case 'workflow_run':
      return {
        action: 'completed',
        workflow_run: overlay(example['workflow_run'], presentRun(trigger.run, state, urls)),
        workflow: overlay(example['workflow'], { id: trigger.run.workflowId, path: trigger.run.workflow }),
      };
    default:
      return {};
  }
}

/** Ref and commit of an event as GitHub gives them to the runner. */
export function eventContext(repository: Repository, trigger: Trigger): EventContext {
  const main = repository.defaultBranch;
  const tip = repository.head();
  const base = { headRef: '', baseRef: '', headRepository: repository, branch: main };
  const onDefault: EventContext = { ...base, ref: `refs/heads/${main}`, sha: tip, runSha: tip };
  switch (trigger.event) {
    case 'push':
    case 'workflow_dispatch': {
      const tag = 'tag' in trigger ? trigger.tag : undefined;
      const branch = trigger.branch ?? main;
      const ref = tag === undefined ? `refs/heads/${branch}` : `refs/tags/${tag}`;
      const sha = ('sha' in trigger ? trigger.sha : undefined) ?? repository.refs.get(ref) ?? tip;
      return { ...base, ref, sha, branch: tag ?? branch, runSha: sha };
    }
    case 'release': {
      const sha = repository.refs.get(`refs/tags/${trigger.tag}`) ?? tip;
      return { ...base, ref: `refs/tags/${trigger.tag}`, sha, branch: trigger.tag, runSha: sha };
    }
    case 'pull_request':
    case 'pull_request_target': {
      const { pull } = trigger;
      const head = repository.refs.get(`refs/pull/${pull.number}/head`) ?? '';
      const isTarget = trigger.event === 'pull_request_target';
      return {
        // Since 2025-12-08 pull_request_target stands on the default branch; pull_request on the merge commit.
        ref: isTarget ? `refs/heads/${main}` : `refs/pull/${pull.number}/merge`,
        sha: isTarget ? tip : mergeCommit(repository, pull, head),
        headRef: pull.head.branch,
        baseRef: pull.base.branch,
        headRepository: pull.head.repository,
        branch: pull.head.branch,
        runSha: head,
      };
    }
    default:
      return onDefault;
  }
}

/** Makes the commit that GitHub makes to try a merge, and points `refs/pull/N/merge` at it. */
function mergeCommit(repository: Repository, pull: PullRequest, head: string): string {
  const base = repository.head(pull.base.branch);
  const { commits } = repository.objects;
  const from = commits.get(head);
  if (!from) return base;
  const { sha } = repository.objects.writeCommit({
    parents: [base, head],
    files: new Map([...(commits.get(base)?.files ?? []), ...from.files]),
    message: `Merge ${head} into ${base}`,
    author: from.author,
    date: from.date,
  });
  repository.refs.set(`refs/pull/${pull.number}/merge`, sha);
  return sha;
}
