import { createHash } from 'node:crypto';
import { renderCount } from '../count.ts';
import { UserError } from '../errors.ts';
import type { Tag, Vocabulary } from '../model/vocabulary.ts';
import { gatherAliases } from './alias.ts';
import { decodeText } from './decode.ts';
import { createFindings, type Findings } from './findings.ts';
import { detectFormat } from './format.ts';
import { parseJson } from './json.ts';
import { maxBytes, maxTags } from './limits.ts';
import { parsePlainText } from './plain-text.ts';
import { followReplacements } from './replacement.ts';
import type { SourceNode } from './source-node.ts';
import { readTagList } from './tag-list.ts';
import { findTopics, type TopicsUse } from './topics.ts';
import { mergeDrafts } from './unique.ts';
import { warnOfList } from './warnings.ts';

export type TagsFile = {
  /** What the user named: a path, `owner/repo:path@ref`; its extension tells the format. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Length of the whole file where `bytes` is only its beginning. */
  readonly totalBytes?: number;
};

/**
 * Reads one or several tags files (JSON, YAML, CSV with a header, plain text with one name a line) into one closed list
 * of tags. At most 5 MB and 10,000 tags in all. With `topics: 'required'`, trouble with topics is a problem and
 * otherwise a warning. Loads the YAML or CSV parser only where a file needs it.
 * @throws UserError of kind `input` with all problems (at most a hundred, the rest counted), in the order of the files
 * and their entries.
 */
export async function parseVocabulary(
  files: readonly TagsFile[],
  options: { readonly topics: TopicsUse },
): Promise<Vocabulary> {
  checkSize(files);
  const findings = createFindings();
  const roots: { file: string; root: SourceNode }[] = [];
  for (const file of files) {
    try {
      roots.push({ file: file.name, root: await parseFile(file, findings) });
    } catch (error) {
      findings.problems.addError(error);
    }
  }
  return checkVocabulary(files, roots, findings, options.topics);
}

/** The same for a list in JSON that ships with the project: at once, without loading anything. */
export function parseJsonVocabulary(file: TagsFile): Vocabulary {
  const findings = createFindings();
  const root = parseJson(decodeText(file.bytes, file.name), file.name);
  return checkVocabulary([file], [{ file: file.name, root }], findings, 'required');
}

function checkSize(files: readonly TagsFile[]): void {
  if (files.length === 0) {
    throw new UserError('input', { code: 'vocabulary/no-file', message: 'no tags file is named.' });
  }
  const sizeOf = (file: TagsFile) => file.totalBytes ?? file.bytes.length;
  const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0);
  if (bytes <= maxBytes) return;
  const largest = files.reduce((left, right) => (sizeOf(right) > sizeOf(left) ? right : left));
  const message = `the ${files.length === 1 ? 'file is' : 'files together are'} ${renderCount(bytes)} bytes; tags files of at most ${renderCount(maxBytes)} bytes are read. Is it the right file?`;
  throw new UserError('input', { code: 'vocabulary/too-large', message, place: { file: largest.name } });
}

async function parseFile({ name, bytes }: TagsFile, findings: Findings): Promise<SourceNode> {
  const text = decodeText(bytes, name);
  if (text.trim() === '') {
    throw new UserError('input', {
      code: 'vocabulary/empty',
      message: 'the file is empty. Add at least one tag.',
      place: { file: name },
    });
  }
  switch (detectFormat(name, text)) {
    case 'json':
      return parseJson(text, name);
    case 'yaml':
      return (await import('./yaml.ts')).parseYaml(text, bytes.length, name);
    case 'csv':
      return (await import('./csv.ts')).parseCsv(text, name, findings.warnings);
    case 'text':
      return parsePlainText(text);
  }
}

function checkVocabulary(
  files: readonly TagsFile[],
  roots: readonly { file: string; root: SourceNode }[],
  findings: Findings,
  topicsUse: TopicsUse,
): Vocabulary {
  const names = files.map(({ name }) => name);
  const drafts = mergeDrafts(
    roots.flatMap(({ file, root }) => readTagList(root, file, findings)),
    findings,
  );
  if (drafts.length > maxTags) {
    const message = `the files hold ${renderCount(drafts.length)} tags together; at most ${renderCount(maxTags)} are allowed.`;
    findings.problems.add('vocabulary/too-many-tags', undefined, message);
  }
  const ends = followReplacements(drafts, findings);
  const aliases = gatherAliases(drafts, ends, findings);
  const topics = findTopics(drafts, ends, topicsUse, findings);
  const count = findings.problems.count();
  if (count > 0) {
    throw new UserError('input', findings.problems.all(names), { headline: `${renderCount(count)} problems:` });
  }

  warnOfList(drafts, ends, findings);
  let sha256: string | undefined;
  return {
    tags: drafts.map((draft): Tag => {
      const end = ends.get(draft) ?? draft;
      return {
        id: draft.id ?? draft.name,
        name: draft.name,
        description: draft.description,
        aliases: aliases.get(draft) ?? [],
        topic: topics.get(draft) ?? null,
        manual: draft.manual,
        replacedBy: end === draft ? null : end.name,
        group: draft.group,
        minScore: draft.minScore,
        place: draft.place,
      };
    }),
    source: names.join(', '),
    // Only when asked for: most runs of the command line never are, and loading the hash takes longer than the tags.
    get sha256() {
      sha256 ??= digest(files);
      return sha256;
    },
    warnings: findings.warnings.all(names),
  };
}

/** Of one file, its own SHA-256; of several, the SHA-256 of theirs in a row, so that a byte cannot move between files. */
function digest(files: readonly TagsFile[]): string {
  const digests = files.map(({ bytes }) => createHash('sha256').update(bytes).digest());
  const [only] = digests;
  if (only !== undefined && digests.length === 1) return only.toString('hex');
  const all = createHash('sha256');
  for (const each of digests) all.update(each);
  return all.digest('hex');
}
