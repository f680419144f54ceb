import { UserError } from '../errors.ts';
import type { Trigger } from '../model/event.ts';
import type { Fallback } from '../model/llm.ts';
import type { Ports, Pull } from '../ports.ts';
import { renderComment, renderNothingLeft } from '../report/comment.ts';
import { type CommentWork, describeComment } from './comment-description.ts';
import { type CommentPlace, planComment, writeComment } from './comment-writing.ts';
import { compareWithBase } from './comparing.ts';
import { findStaleness, isAbout } from './pull-request.ts';
import { explainReadOnly, isReadOnly } from './read-only.ts';
import type { Notice, Served } from './sink.ts';

export type ServedComment = {
  /** Null where no comment was asked for. */
  readonly served: Served | null;
  /** The comment on the pull request; null where there is none, or it was not looked for. */
  readonly url: string | null;
};

type PullTrigger = Extract<Trigger, { kind: 'pull-request' }>;
type CommentPorts = Pick<Ports, 'pulls' | 'comments' | 'readmes' | 'files' | 'log'>;

/**
 * Comments on the pull request where head and base get different tags, and brings a comment that stands up to date. It is
 * touched only after everything was read and classified. A failure is told, not thrown.
 */
export async function serveComment(work: CommentWork, ports: CommentPorts): Promise<ServedComment> {
  const { settings, event } = work;
  if (!settings.publish.includes('comment')) return { served: null, url: null };
  const { trigger } = event;
  if (trigger.kind !== 'pull-request') {
    return skip('comment/skipped', 'No comment: this run is not about a pull request.');
  }
  const { number } = trigger;
  if (number === null) return skip('comment/skipped', 'No comment: the number of the pull request is not known.');
  const hindrance = findHindrance(work);
  if (hindrance !== null) return skip('comment/skipped', `No comment: ${hindrance}.`);
  try {
    return await comment(work, { ...trigger, number }, ports);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error.code === 'github/locked') return skip('comment/locked', error.message);
    if (error.code === 'github/forbidden' && isReadOnly(event)) {
      return skip('comment/read-only', explainReadOnly(event, settings));
    }
    return { served: serve('failed', [], error), url: null };
  }
}

/** Why there is nothing to comment on, as far as that is known without asking; a clause. */
function findHindrance({ reading, classified, settings, event }: CommentWork): string | null {
  if (!isAbout(event, settings)) return 'what "repository" or "ref" names was read, and not the pull request';
  if (classified.fallback !== null) return 'the model that should have answered did not';
  if (reading.starter !== null) return 'comments are left alone while the built-in list stands in for a tags file';
  return reading.repository.isArchived ? 'the repository is archived' : null;
}

async function comment(
  work: CommentWork,
  trigger: PullTrigger & { readonly number: number },
  ports: CommentPorts,
): Promise<ServedComment> {
  const { reading, report, settings, event } = work;
  const { name } = reading.repository;
  const { number } = trigger;
  const pull = await ports.pulls.read(name, number);
  const past =
    pull === null
      ? 'is not there any more, or the token cannot see it; it needs pull-requests: write'
      : findPast(pull, trigger.headSha);
  if (pull === null || past !== null) return skip('comment/skipped', `No comment: #${number} ${past}.`);

  const { classifying } = work;
  const comparison = await compareWithBase({ reading, report, settings, event, trigger, pull, classifying }, ports);
  if (comparison.kind === 'unanswered') return tellUnanswered(comparison.fallback);
  const context = describeComment(work, pull, comparison);
  const bodies = {
    body: comparison.isTelling ? renderComment(report, context) : null,
    fallback: renderNothingLeft(report, context),
  };
  const place: CommentPlace = { repository: name, number, artifactName: settings.artifactName };
  if (settings.dryRun) return await plan(place, bodies, ports);
  const { outcome, url, trouble } = await writeComment(ports.comments, place, bodies);
  ports.log.info(`Comment: ${outcome}${url === null ? ', since there is nothing to say' : `, ${url}`}`);
  return { served: serve(outcome, trouble === null ? [] : [tellTrouble(trouble)]), url };
}

/** The model answered for the pull request, and not for what it is compared with. */
function tellUnanswered({ code, message }: Fallback): ServedComment {
  const level = code === 'llm/no-key' ? 'notice' : 'warning';
  const told = `No comment, and one that stands stays as it is: the tags of the pull request cannot be compared. ${message}`;
  return { served: serve('skipped', [{ code, level, message: told }]), url: null };
}

function findPast(pull: Pull, sha: string): string | null {
  return findStaleness(pull, sha) ?? (pull.isLocked ? 'is locked' : null);
}

async function plan(
  place: CommentPlace,
  bodies: Parameters<typeof planComment>[2],
  { comments }: CommentPorts,
): Promise<ServedComment> {
  const { action, url } = await planComment(comments, place, bodies);
  if (action === 'none') return { served: serve('unchanged', []), url };
  const message = `Dry run: a comment on #${place.number} would be ${action === 'create' ? 'made' : 'changed'}.`;
  return { served: serve('planned', [{ code: 'comment/planned', level: 'notice', message }]), url };
}

function tellTrouble({ message }: UserError): Notice {
  return {
    code: 'comment/unconfirmed',
    level: 'warning',
    message: `The comment stands, but whether it is the only one of this step could not be looked up. ${message}`,
  };
}

function skip(code: string, message: string): ServedComment {
  return { served: serve('skipped', [{ code, level: 'notice', message }]), url: null };
}

function serve(outcome: Served['outcome'], notices: readonly Notice[], error: UserError | null = null): Served {
  return { sink: 'comment', outcome, notices, error, advice: null };
}
