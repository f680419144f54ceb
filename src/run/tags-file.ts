import { type Problem, UserError } from '../errors.ts';
import type { EventContext } from '../model/event.ts';
import { renderRepositoryName } from '../model/repository.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import type { FilePlace, FileSource, SourceFile } from '../ports.ts';
import type { TagsFileSource } from '../settings/values.ts';
import { DEFAULT_TAGS_FILE, type Settings } from '../settings.ts';
import { suggest } from '../suggestion.ts';
import { parseVocabulary, type TagsFile } from '../vocabulary/vocabulary.ts';

export type StarterUse = {
  /** A file that looks like a tags file under another name; null where there is none. */
  readonly near: string | null;
};

export type FoundVocabulary =
  | {
      readonly kind: 'found';
      readonly vocabulary: Vocabulary;
      /** Where the default tags file is missing and the built-in list stands in; else null. */
      readonly starter: StarterUse | null;
      /** Told in the log; codes `tags-file/…`. */
      readonly notices: readonly Problem[];
    }
  /** A pull request from a fork, and the base branch has no such file: nothing to do, and nothing wrong. */
  | { readonly kind: 'skipped'; readonly reason: string };

/**
 * Reads the tags file or files: at the tip of the default branch, for a pull request of the base branch. Where the base has none
 * yet, a pull request from the same repository brings its own, which is data like any other. A missing default file
 * means the starter list.
 * @throws UserError `settings/tags-file` where a file that was named is missing, and everything `parseVocabulary` finds.
 */
export async function findVocabulary(
  settings: Pick<Settings, 'tagsFiles' | 'publish'>,
  event: EventContext,
  files: FileSource,
): Promise<FoundVocabulary> {
  const found: TagsFile[] = [];
  const notices: Problem[] = [];
  const missing: TagsFileSource[] = [];
  for (const source of settings.tagsFiles) {
    const file = await readTagsFile(source, event, files, notices);
    if (file === null) missing.push(source);
    else found.push({ name: source.given, bytes: file.bytes, totalBytes: file.totalBytes });
  }
  if (missing.length === 0) {
    const vocabulary = await parseVocabulary(found, {
      topics: settings.publish.includes('topics') ? 'required' : 'optional',
    });
    return { kind: 'found', vocabulary, starter: null, notices };
  }
  const beside = new Map<TagsFileSource, readonly string[]>();
  for (const source of missing) beside.set(source, await files.listBeside(placeOf(source, event)));
  const [only] = missing;
  if (settings.tagsFiles.length === 1 && only && only.kind === 'repository' && only.path === DEFAULT_TAGS_FILE) {
    const near = findOther((beside.get(only) ?? []).filter((path) => path !== only.path));
    const hint = near === null ? '' : ` There is ${near}: name it in "tags-file" if that is it.`;
    const message = `There is no ${DEFAULT_TAGS_FILE}; the built-in starter list is used. The summary has a file to start from.${hint}`;
    notices.push({ code: 'tags-file/starter', message });
    // Only the few runs that need the list load it.
    const { starterVocabulary } = await import('../vocabulary/starter.ts');
    return { kind: 'found', vocabulary: starterVocabulary(), starter: { near }, notices };
  }
  const problems = missing.map((source) => explainMissing(source, event, beside.get(source) ?? []));
  if (
    event.trigger.kind === 'pull-request' &&
    event.trigger.isFork &&
    missing.every(({ kind }) => kind === 'repository')
  ) {
    return {
      kind: 'skipped',
      reason: `${problems.map(({ message }) => message).join(' ')} A pull request from a fork cannot bring its own.`,
    };
  }
  throw new UserError('input', problems, { headline: `${problems.length} tags files are missing:` });
}

async function readTagsFile(
  source: TagsFileSource,
  event: EventContext,
  files: FileSource,
  notices: Problem[],
): Promise<SourceFile | null> {
  const file = await files.read(placeOf(source, event));
  const { trigger } = event;
  if (file !== null || source.kind !== 'repository' || trigger.kind !== 'pull-request' || trigger.isFork) return file;
  const fromHead = await files.read({
    kind: 'api',
    repository: event.repository,
    path: source.path,
    ref: trigger.headSha,
  });
  if (fromHead !== null) {
    const message = `${source.path} is not on the base branch yet; the one of the pull request is used.`;
    notices.push({ code: 'tags-file/from-head', message });
  }
  return fromHead;
}

function placeOf(source: TagsFileSource, event: EventContext): FilePlace {
  switch (source.kind) {
    case 'checkout':
      return { kind: 'checkout', path: source.path };
    case 'elsewhere':
      return { kind: 'api', repository: source.repository, path: source.path, ref: source.ref };
    case 'repository':
      return { kind: 'api', repository: event.repository, path: source.path, ref: baseRef(event) };
  }
}

function baseRef({ trigger }: EventContext): string | null {
  return trigger.kind === 'pull-request' ? trigger.baseRef : null;
}

function explainMissing(source: TagsFileSource, event: EventContext, beside: readonly string[]): Problem {
  const near = suggest(source.path, beside) ?? findOther(beside);
  const hint = near === null ? '' : ` Did you mean ${JSON.stringify(near)}?`;
  const message = {
    checkout: `There is no ${JSON.stringify(source.given)} in the checkout. Run actions/checkout before this step, or leave "./" away to read the file through the API.`,
    repository: `There is no ${JSON.stringify(source.path)} on ${baseRef(event) ?? 'the default branch'} of ${renderRepositoryName(event.repository)}. Commit it there, or name another file in "tags-file".`,
    elsewhere: `There is no ${JSON.stringify(source.given)}, or the token cannot see that repository: a workflow token sees only its own and public ones.`,
  }[source.kind];
  return { code: 'settings/tags-file', message: `${message}${hint}` };
}

/** A file that looks like a tags file under another name. */
function findOther(paths: readonly string[]): string | null {
  return (
    paths.find((path) => /(?:^|\/)[\w.-]*(?:tags?|topics|vocabulary)[\w.-]*\.(?:json|ya?ml|csv|txt)$/i.test(path)) ??
    null
  );
}
