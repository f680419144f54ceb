import { UserError } from '../errors.ts';
import { type RepositoryName, renderRepositoryName } from '../model/repository.ts';
import type { Comments, PullComment } from '../ports.ts';
import { type CommentBody, readDigest, renderMarker } from '../report/comment-mark.ts';

/** Looking and creating again helps against a passing trouble. */
const maxRounds = 3;

export type CommentPlace = {
  readonly repository: RepositoryName;
  readonly number: number;
  readonly artifactName: string;
};

export type WrittenComment = {
  readonly outcome: 'written' | 'unchanged';
  /** Null where there is none. */
  readonly url: string | null;
  /** What went wrong after the comment stood; null where nothing did. */
  readonly trouble: UserError | null;
};

/** What a run without writing would do. */
export type PlannedComment = {
  readonly action: 'create' | 'change' | 'none';
  readonly url: string | null;
};

/**
 * What there would be to do for `body`, or, where that is null because nothing is to be said, for `fallback` in the place of a
 * comment that stands.
 */
export async function planComment(
  comments: Comments,
  place: CommentPlace,
  { body, fallback }: { readonly body: CommentBody | null; readonly fallback: CommentBody },
): Promise<PlannedComment> {
  const [oldest, ...newer] = await findOwn(comments, place);
  if (oldest === undefined) return { action: body === null ? 'none' : 'create', url: null };
  const isUpToDate = newer.length === 0 && isSame(oldest, body ?? fallback);
  return { action: isUpToDate ? 'none' : 'change', url: oldest.url };
}

/**
 * Makes the one comment of this step say `body`, or, where that is null, makes a comment that stands say `fallback`. A comment
 * is created only after looking for one, and never twice without looking in between; where two runs created one each, the
 * oldest stays.
 * @throws UserError where it cannot be done.
 */
export async function writeComment(
  comments: Comments,
  place: CommentPlace,
  { body, fallback }: { readonly body: CommentBody | null; readonly fallback: CommentBody },
): Promise<WrittenComment> {
  let problem: UserError | null = null;
  for (let round = 0; ; round++) {
    const own = await findAgain(comments, place, problem);
    const settled = await settle(comments, place, own, body ?? fallback);
    // Found after an attempt: that one worked all the same.
    if (settled !== null) return problem === null ? settled : { ...settled, outcome: 'written' };
    if (own.length === 0 && body === null) return { outcome: 'unchanged', url: null, trouble: null };
    if (round === maxRounds) throw problem ?? neverChanged(place);
    // A comment that went away while it was to be changed is looked for once more.
    if (own.length > 0 || body === null) continue;
    const { repository, number } = place;
    const created = await comments.create(repository, number, body.body);
    if (created.kind === 'done') return await confirm(comments, place, created.value, body);
    problem = created.error;
  }
}

function neverChanged({ repository, number }: CommentPlace): UserError {
  const message = `Cannot change the comment on #${number} of ${renderRepositoryName(repository)}: GitHub lists it and answers 404 to every change. Run it again later.`;
  return new UserError('work', { code: 'github/not-found', message });
}

function findOwn(comments: Comments, { repository, number, artifactName }: CommentPlace) {
  return comments.findOwn(repository, number, renderMarker(artifactName));
}

/** After an attempt, why that failed says more than why looking again did. */
async function findAgain(comments: Comments, place: CommentPlace, problem: UserError | null) {
  try {
    return await findOwn(comments, place);
  } catch (error) {
    throw problem !== null && error instanceof UserError ? problem : error;
  }
}

/** Leaves the oldest of our comments, with `body` in it; null where there is none, or it went away meanwhile. */
async function settle(
  comments: Comments,
  { repository }: CommentPlace,
  own: readonly PullComment[],
  body: CommentBody,
): Promise<WrittenComment | null> {
  const [oldest, ...newer] = own;
  if (oldest === undefined) return null;
  for (const { id } of newer) await comments.remove(repository, id);
  if (isSame(oldest, body)) {
    return { outcome: newer.length === 0 ? 'unchanged' : 'written', url: oldest.url, trouble: null };
  }
  const updated = await comments.update(repository, oldest.id, body.body);
  return updated && { outcome: 'written', url: updated.url, trouble: null };
}

/** Looks whether another run created one at the same time. */
async function confirm(
  comments: Comments,
  place: CommentPlace,
  created: PullComment,
  body: CommentBody,
): Promise<WrittenComment> {
  try {
    const settled = await settle(comments, place, await findOwn(comments, place), body);
    return { outcome: 'written', url: settled?.url ?? created.url, trouble: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { outcome: 'written', url: created.url, trouble: error };
  }
}

function isSame({ body }: PullComment, { digest }: CommentBody): boolean {
  return readDigest(body) === digest;
}
