import type { EventContext } from '../model/event.ts';
import { isSameRepository, type Repository, type RepositoryName, renderRepositoryName } from '../model/repository.ts';
import type { Settings } from '../settings.ts';

/** Which commit of which repository is read. */
export type Target = {
  readonly repository: RepositoryName;
  /** What people call it: a branch, a tag, `#12`, or the sha. */
  readonly label: string;
  /** The commit where it is known, else the ref that has to be resolved. */
  readonly at: { readonly sha: string } | { readonly ref: string };
  /** Null where topics may be written, else why they are only planned. */
  readonly plannedOnly: string | null;
  /** Whether this may yet get to the default branch: a pull request, or another branch that was pushed. */
  readonly isPending: boolean;
};

/**
 * What is read, by event (design section 5): an explicit `ref` wins; then the head of a pull request and the commit pushed
 * to another branch; otherwise, also for another repository, the newest commit of the default branch. Null where
 * the push deleted what it names.
 *
 * The head of a pull request is read from the base repository: GitHub keeps the commits of forks there
 * (`refs/pull/N/head`), which a token for the base repository can always read, also when the fork is private or gone.
 */
export function chooseTarget(
  settings: Pick<Settings, 'repository' | 'ref'>,
  event: EventContext,
  repository: Repository,
): Target | null {
  const { trigger } = event;
  const isPullRequest = trigger.kind === 'pull-request';
  const plannedOnly = isPullRequest ? 'topics are not written for a pull request' : null;
  const base = { repository: repository.name };
  if (settings.ref !== null) {
    return { ...base, label: settings.ref, at: { ref: settings.ref }, plannedOnly, isPending: false };
  }
  // Asked by what was written, not by the answer: a repository that was renamed is still this one.
  const isHere = settings.repository === null || isSameRepository(settings.repository, event.repository);
  if (isHere && isPullRequest) {
    const label = trigger.number === null ? (trigger.headLabel ?? trigger.headSha) : `#${trigger.number}`;
    return { ...base, label, at: { sha: trigger.headSha }, plannedOnly, isPending: true };
  }
  if (isHere && trigger.kind === 'push' && trigger.ref !== `refs/heads/${repository.defaultBranch}`) {
    const label = trigger.ref.replace(/^refs\/(?:heads|tags)\//, '');
    const notice = `topics are written for the default branch (${repository.defaultBranch}), not for ${label}`;
    if (trigger.deleted) return null;
    const at = trigger.sha === null ? { ref: trigger.ref } : { sha: trigger.sha };
    return { ...base, label, at, plannedOnly: notice, isPending: trigger.ref.startsWith('refs/heads/') };
  }
  return {
    ...base,
    label: repository.defaultBranch,
    at: { ref: `refs/heads/${repository.defaultBranch}` },
    plannedOnly,
    isPending: false,
  };
}

/** `owner/name`, or `owner/name at main`. */
export function renderTarget({ repository, label }: Target): string {
  return `${renderRepositoryName(repository)} at ${label}`;
}
