import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { EventContext, Trigger } from '../model/event.ts';
import { parseRepositoryName, renderRepositoryName } from '../model/repository.ts';
import { field } from './shape.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What started the run, from the runner's environment and the event's payload.
 * @throws UserError `event/environment` outside of a workflow, `event/payload` where the payload does not hold what its event documents.
 */
export async function readEvent(environment: Environment): Promise<EventContext> {
  const path = environment['GITHUB_EVENT_PATH'];
  let payload: unknown = {};
  if (path) {
    try {
      payload = JSON.parse(await readFile(path, 'utf8'));
    } catch (error) {
      throw new UserError(
        'work',
        {
          code: 'event/payload',
          message: `Cannot read the event's payload at ${JSON.stringify(path)} (GITHUB_EVENT_PATH): it is not there, or not JSON.`,
        },
        { cause: error },
      );
    }
  }
  return parseEvent(environment, payload);
}

/** Of the payload, only what says which commit the event is about is used; everything about the repository is asked for. */
export function parseEvent(environment: Environment, payload: unknown): EventContext {
  const read = (name: string) => environment[name] ?? '';
  const repository = parseRepositoryName(read('GITHUB_REPOSITORY'));
  if (repository === null) {
    throw new UserError('work', {
      code: 'event/environment',
      message: `GITHUB_REPOSITORY is ${JSON.stringify(read('GITHUB_REPOSITORY'))}; expected owner/name. The action runs in a workflow; elsewhere use the command line, dist/cli.js.`,
    });
  }
  const name = read('GITHUB_EVENT_NAME');
  const serverUrl = (read('GITHUB_SERVER_URL') || 'https://github.com').replace(/\/+$/, '');
  const runId = read('GITHUB_RUN_ID');
  return {
    name,
    trigger: parseTrigger(name, environment, payload),
    repository,
    // owner/name/.github/workflows/tags.yml@refs/heads/main
    workflow: /^[^/]+\/[^/]+\/(.+?)@/.exec(read('GITHUB_WORKFLOW_REF'))?.[1] ?? null,
    ref: text(read('GITHUB_REF')),
    serverUrl,
    runUrl: runId === '' ? null : `${serverUrl}/${renderRepositoryName(repository)}/actions/runs/${runId}`,
    isByHand: name === 'workflow_dispatch' && field(field(payload, 'sender'), 'type') !== 'Bot',
    // https://docs.github.com/code-security/dependabot/working-with-dependabot/automating-dependabot-with-github-actions
    isRestricted: read('GITHUB_ACTOR') === 'dependabot[bot]',
  };
}

function parseTrigger(name: string, environment: Environment, payload: unknown): Trigger {
  switch (name) {
    case 'push':
      return {
        kind: 'push',
        ref: environment['GITHUB_REF'] ?? '',
        // Not `after` of the payload: for an annotated tag that is the tag, and this its commit.
        sha: /^[0-9a-f]{40,64}$/.exec(environment['GITHUB_SHA'] ?? '')?.[0] ?? null,
        deleted: field(payload, 'deleted') === true,
      };
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review':
    case 'pull_request_review_comment':
      return parsePullRequest(payload, name);
    case 'workflow_run':
      return parseWorkflowRun(payload);
    default:
      return { kind: 'default-branch' };
  }
}

function parsePullRequest(payload: unknown, name: string): Trigger {
  const pull = field(payload, 'pull_request');
  const head = field(pull, 'head');
  const base = field(pull, 'base');
  const headRepository = fullName(field(head, 'repo'));
  return {
    kind: 'pull-request',
    number: wholeNumber(field(pull, 'number'), name),
    headSha: sha(field(head, 'sha'), name),
    headLabel: text(field(head, 'label')),
    isFork: headRepository === null || headRepository !== fullName(field(base, 'repo')),
    baseRef: text(field(base, 'ref')),
  };
}

/** After a pull request, the run is about its head; after anything else, about the default branch. */
function parseWorkflowRun(payload: unknown): Trigger {
  const run = field(payload, 'workflow_run');
  const event = field(run, 'event');
  if (event !== 'pull_request' && event !== 'pull_request_target') return { kind: 'default-branch' };
  const headRepository = fullName(field(run, 'head_repository'));
  const branch = text(field(run, 'head_branch'));
  const pull = findOnlyPull(field(run, 'pull_requests'), field(field(payload, 'repository'), 'id'));
  return {
    kind: 'pull-request',
    number: pull === null ? null : wholeNumber(field(pull, 'number'), 'workflow_run'),
    headSha: sha(field(run, 'head_sha'), 'workflow_run'),
    headLabel: headRepository !== null && branch !== null ? `${headRepository.split('/')[0]}:${branch}` : null,
    isFork: headRepository === null || headRepository !== fullName(field(payload, 'repository')),
    baseRef: text(field(field(pull, 'base'), 'ref')),
  };
}

/**
 * The pull request of a workflow_run; null where the payload tells none, as for forks
 * (https://github.com/actions/runner/issues/3444), or several. Those of forks that merge from here are in the list, too.
 */
function findOnlyPull(pulls: unknown, repositoryId: unknown): unknown {
  if (!Array.isArray(pulls)) return null;
  const own = pulls.filter((pull: unknown) => field(field(field(pull, 'base'), 'repo'), 'id') === repositoryId);
  return own.length === 1 ? own[0] : null;
}

function fullName(repository: unknown): string | null {
  return text(field(repository, 'full_name'))?.toLowerCase() ?? null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function wholeNumber(value: unknown, event: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw unexpectedPayload(event, 'the number of the pull request');
}

function sha(value: unknown, event: string): string {
  if (typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value)) return value;
  throw unexpectedPayload(event, 'the head commit');
}

function unexpectedPayload(event: string, what: string): UserError {
  return new UserError('work', {
    code: 'event/payload',
    message: `The payload of the ${event} event does not tell ${what}. The events this action runs on are in its README.`,
  });
}
