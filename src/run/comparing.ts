import { UserError } from '../errors.ts';
import type { EventContext, Trigger } from '../model/event.ts';
import type { Fallback } from '../model/llm.ts';
import type { Ports, Pull, SourceFile } from '../ports.ts';
import type { TagsFileChange } from '../report/comment-context.ts';
import { type Report, reportTag } from '../report/report.ts';
import { compareTags, hasChanges, type NamedTag } from '../report/tag-changes.ts';
import { checkChoice, INPUT_WORDING } from '../settings/choice.ts';
import type { Settings } from '../settings.ts';
import type { Classified, Classifying } from './classified.ts';
import { type Reading, readSubjectOf } from './reading.ts';
import { findVocabulary } from './tags-file.ts';

export type ComparisonWork = {
  readonly reading: Reading;
  readonly report: Pick<Report, 'tags'>;
  readonly settings: Settings;
  readonly event: EventContext;
  readonly trigger: Extract<Trigger, { kind: 'pull-request' }>;
  readonly pull: Pull;
  readonly classifying: Pick<Classifying, 'classify'>;
};

/** What was read and classified with the tags file of the pull request. */
export type Proposed = { readonly reading: Reading; readonly classified: Classified };

/** `unanswered`: a model should have classified one side, and did not. */
export type Comparison = Compared | { readonly kind: 'unanswered'; readonly fallback: Fallback };

export type Compared = {
  readonly kind: 'compared';
  /** What the README of the base gets from the list of the base; null where the base has no list. */
  readonly before: readonly NamedTag[] | null;
  readonly tagsFile: TagsFileChange | null;
  /** Null where the pull request brings no usable list. */
  readonly proposed: Proposed | null;
  /** Whether the pull request changes anything that people should know of. */
  readonly isTelling: boolean;
};

type ComparisonPorts = Pick<Ports, 'pulls' | 'readmes' | 'files'>;

/**
 * Compares what the head of a pull request gets with what its base gets: README against README by the same list, and in a
 * pull request from the same repository its own tags file, as data. Whether the README differs is told by its content, which
 * a link shows too; what does not differ is not classified again.
 * @throws UserError for everything that cannot be read.
 */
export async function compareWithBase(work: ComparisonWork, ports: ComparisonPorts): Promise<Comparison> {
  const { reading, report } = work;
  // The list of the head stood in for one that the base does not have.
  const isListNew = reading.notices.some(({ code }) => code === 'tags-file/from-head');
  const isNew = { kind: 'compared', before: null, tagsFile: null, proposed: null } as const;
  if (isListNew) return { ...isNew, isTelling: report.tags.length > 0 };
  const base = await readBase(work, ports);
  if (base.kind === 'unanswered') return base;
  const { before } = base;
  const change = await readTagsFileChange(work, ports);
  if (change.kind === 'unanswered') return change;
  const { tagsFile, proposed } = change;
  const effect = tagsFile?.effect;
  const isListTelling =
    effect?.kind === 'result' ? hasChanges(compareTags(before, effect.tags)) : effect && effect.kind !== 'unread';
  const isTelling = hasChanges(compareTags(before, report.tags)) || isListTelling === true;
  return { kind: 'compared', before, tagsFile, proposed, isTelling };
}

type Unanswered = Extract<Comparison, { kind: 'unanswered' }>;

async function readBase(
  { reading, report, settings, pull, classifying }: ComparisonWork,
  ports: ComparisonPorts,
): Promise<{ readonly kind: 'read'; readonly before: readonly NamedTag[] } | Unanswered> {
  const { name } = reading.repository;
  // Without a common commit, merging puts the head beside what is there.
  const sha = (await ports.pulls.mergeBase(name, pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const readme = await readReadmeIfAny(() => ports.readmes.read(name, sha, settings.readmePath));
  if (isSameFile(readme, reading.readme)) return { kind: 'read', before: report.tags };
  const subject = readSubjectOf(readme, reading.repository, pull.baseRef);
  const { classification, fallback } = await classifying.classify({ ...reading, readme, subject });
  if (fallback !== null) return { kind: 'unanswered', fallback };
  return { kind: 'read', before: classification.tags.map(({ tag }) => ({ id: tag.id, name: tag.name })) };
}

/** `readme-path` may name what the pull request brings. */
async function readReadmeIfAny(read: () => Promise<SourceFile | null>): Promise<SourceFile | null> {
  try {
    return await read();
  } catch (error) {
    const isNone = error instanceof UserError && noReadmeCodes.includes(error.code);
    if (isNone) return null;
    throw error;
  }
}

const noReadmeCodes = ['github/not-found', 'readme/link', 'readme/no-file'];

function isSameFile(left: SourceFile | null, right: SourceFile | null): boolean {
  if (left === null || right === null) return left === right;
  return (
    left.path === right.path && left.totalBytes === right.totalBytes && Buffer.compare(left.bytes, right.bytes) === 0
  );
}

type Proposal = {
  readonly kind: 'read';
  readonly tagsFile: TagsFileChange | null;
  readonly proposed: Proposed | null;
};

async function readTagsFileChange(work: ComparisonWork, ports: ComparisonPorts): Promise<Proposal | Unanswered> {
  const { reading, settings, pull } = work;
  const none: Proposal = { kind: 'read', tagsFile: null, proposed: null };
  const own = settings.tagsFiles.filter(({ kind }) => kind === 'repository').map(({ path }) => path);
  if (own.length === 0) return none;
  const changed = new Set(await ports.pulls.changedFiles(reading.repository.name, pull.number));
  const paths = own.filter((path) => changed.has(path));
  if (paths.length === 0) return none;
  if (pull.isFork) return { ...none, tagsFile: { paths, effect: { kind: 'unread' } } };
  const found = await readProposed(work, ports);
  if (found.kind !== 'reading') return { ...none, tagsFile: { paths, effect: found } };
  const classified = await work.classifying.classify(found.reading);
  if (classified.fallback !== null) return { kind: 'unanswered', fallback: classified.fallback };
  const { pinned } = found.reading;
  const { classification, thresholdOf } = classified;
  const tags = classification.tags.map((scored) => reportTag(scored, { pinned, thresholdOf }));
  return {
    kind: 'read',
    tagsFile: { paths, effect: { kind: 'result', tags } },
    proposed: { reading: found.reading, classified },
  };
}

/** What there is to classify with the tags file of the pull request, or what is the matter with it. */
async function readProposed(
  { reading, settings, event, trigger }: ComparisonWork,
  { files }: ComparisonPorts,
): Promise<
  | { readonly kind: 'reading'; readonly reading: Reading }
  | Extract<TagsFileChange['effect'], { kind: 'removed' | 'broken' }>
> {
  // Read as if the head were the base, which it is after merging.
  const merged = { ...event, trigger: { ...trigger, baseRef: trigger.headSha } };
  try {
    const found = await findVocabulary(settings, merged, files);
    if (found.kind === 'skipped' || found.starter !== null) return { kind: 'removed' };
    const { vocabulary } = found;
    const pinned = checkChoice(reading.choice, vocabulary, INPUT_WORDING);
    return { kind: 'reading', reading: { ...reading, vocabulary, pinned } };
  } catch (error) {
    if (!(error instanceof UserError) || error.kind !== 'input') throw error;
    const problems = error.problems.length > 1 ? error.problems.map(({ message }) => message) : [error.message];
    return { kind: 'broken', problems };
  }
}
