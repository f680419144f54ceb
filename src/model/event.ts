import type { RepositoryName } from './repository.ts';

/** What started the run, as far as it decides what is read. */
export type Trigger =
  /** schedule, workflow_dispatch, repository_dispatch, release, and everything that is none of the others. */
  | { readonly kind: 'default-branch' }
  | {
      readonly kind: 'push';
      /** `refs/heads/main` or `refs/tags/v1`. */
      readonly ref: string;
      /** Null where the runner does not tell; the tip of `ref` then. */
      readonly sha: string | null;
      /** Whether the push deleted the branch or tag: there is nothing to read then. */
      readonly deleted: boolean;
    }
  | {
      /** pull_request, its reviews, pull_request_target, and workflow_run after a pull request. */
      readonly kind: 'pull-request';
      /** Null where the event does not tell, as with workflow_run for a fork. */
      readonly number: number | null;
      readonly headSha: string;
      /** `owner:branch` as people read it; null where the fork is gone. */
      readonly headLabel: string | null;
      /** Whether the head is in another repository; a fork that is gone counts as one. */
      readonly isFork: boolean;
      /** Branch that is merged into; null where the event does not tell. */
      readonly baseRef: string | null;
    };

export type EventContext = {
  /** `push`, `schedule`, … */
  readonly name: string;
  readonly trigger: Trigger;
  /** The repository that the workflow belongs to. */
  readonly repository: RepositoryName;
  /** The workflow's file, `.github/workflows/tags.yml`; null where the runner does not tell. */
  readonly workflow: string | null;
  /** The ref that the run is of, `refs/heads/main`, whatever it reads; null where the runner does not tell. */
  readonly ref: string | null;
  /** `https://github.com`, or the address of the GitHub Enterprise Server, without a slash at the end. */
  readonly serverUrl: string;
  /** The page of this run; null where the runner does not tell. */
  readonly runUrl: string | null;
  /** Whether a person started this run by hand: `workflow_dispatch`, unless a bot did it, as a schedule in another file does. */
  readonly isByHand: boolean;
  /** Whether GitHub gives this run a token that cannot write and no secrets although the branch is in this repository: Dependabot's. */
  readonly isRestricted: boolean;
};

/** Events whose runs read what the repository itself has; `workflow_run` may stand for a pull request. */
const OWN_EVENTS: ReadonlySet<string> = new Set([
  'push',
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
  'release',
]);

/** Whether the report of a run can be the memory of later ones: a run about the default branch or a release (design section 6). */
export function canBeMemory(event: string, branch: string | null, defaultBranch: string): boolean {
  return OWN_EVENTS.has(event) && (event === 'release' || branch === defaultBranch);
}
