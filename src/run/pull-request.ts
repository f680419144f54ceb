import { UserError } from '../errors.ts';
import type { EventContext, Trigger } from '../model/event.ts';
import { isSameRepository } from '../model/repository.ts';
import type { Log, Ports, Pull } from '../ports.ts';
import type { Settings } from '../settings.ts';
import type { Skipped } from './reading.ts';

type PullTrigger = Extract<Trigger, { kind: 'pull-request' }>;

export type FoundEvent = { readonly kind: 'found'; readonly event: EventContext } | Skipped;

/**
 * Finds the pull request that a `workflow_run` is about, whose event tells it only for branches of the same repository, and
 * adds its number and base to the event. A commit that is no longer the head, and a pull request that is closed, are nothing
 * to do. Events of pull requests themselves tell all of it.
 * @throws UserError where it cannot be looked for and a comment was asked for.
 */
export async function findPullRequest(
  event: EventContext,
  settings: Pick<Settings, 'publish' | 'ref' | 'repository'>,
  ports: { readonly pulls: Ports['pulls']; readonly log: Pick<Log, 'notice'> },
): Promise<FoundEvent> {
  const { trigger } = event;
  const unchanged: FoundEvent = { kind: 'found', event };
  if (event.name !== 'workflow_run' || trigger.kind !== 'pull-request' || !isAbout(event, settings)) return unchanged;
  try {
    const found = await look(event, trigger, ports);
    return 'kind' in found ? found : { kind: 'found', event: { ...event, trigger: describe(trigger, found) } };
  } catch (error) {
    if (!(error instanceof UserError) || settings.publish.includes('comment')) throw error;
    ports.log.notice(`${error.message} What the event tells of it is used.`);
    return unchanged;
  }
}

/** Whether the pull request itself is read, and not what the settings name. */
export function isAbout(event: EventContext, { ref, repository }: Pick<Settings, 'ref' | 'repository'>): boolean {
  return ref === null && (repository === null || isSameRepository(repository, event.repository));
}

/** Why a pull request is past a run that is about `headSha`; a clause that follows its number. Null where it is not. */
export function findStaleness({ isOpen, headSha }: Pull, sha: string): string | null {
  if (!isOpen) return 'is closed';
  if (headSha === sha) return null;
  return `was pushed to since ${sha.slice(0, 7)}; the run for ${headSha.slice(0, 7)} takes its place`;
}

async function look(
  { repository }: EventContext,
  { number, headSha, headLabel }: PullTrigger,
  { pulls, log }: { readonly pulls: Ports['pulls']; readonly log: Pick<Log, 'notice'> },
): Promise<Pull | Skipped> {
  const known = number === null ? null : await pulls.read(repository, number);
  const all = known === null ? await pulls.findByHead(repository, { label: headLabel, sha: headSha }) : [known];
  const current = all.filter((pull) => findStaleness(pull, headSha) === null);
  const [pull, ...more] = current;
  if (pull !== undefined) {
    if (more.length > 0) log.notice(`${list(current)} have the same head; this run looks at #${pull.number}.`);
    return pull;
  }
  const nearest = all.find(({ isOpen }) => isOpen) ?? all[0];
  const reason =
    nearest === undefined
      ? `No open pull request has the head ${headSha.slice(0, 7)}`
      : `Pull request #${nearest.number} ${findStaleness(nearest, headSha)}`;
  return { kind: 'skipped', reason: `${reason}. There is nothing to do.` };
}

function describe(trigger: PullTrigger, { number, headLabel, isFork, baseRef }: Pull): PullTrigger {
  return { ...trigger, number, headLabel: headLabel ?? trigger.headLabel, isFork, baseRef };
}

function list(pulls: readonly Pull[]): string {
  return pulls.map(({ number }) => `#${number}`).join(', ');
}
