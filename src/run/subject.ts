import type { Problem } from '../errors.ts';
import type { ReadmeDocument } from '../model/readme.ts';
import type { Repository } from '../model/repository.ts';
import type { SourceFile } from '../ports.ts';
import { parseReadme } from '../readme/readme.ts';

/** What is classified. */
export type Subject = {
  readonly document: ReadmeDocument;
  /** `description`: the README says nothing; `nothing`: the description says nothing either, and the name alone is not classified. */
  readonly basis: 'readme' | 'description' | 'nothing';
  /** Whether only the beginning of the README was read. */
  readonly isTruncated: boolean;
  /** Codes `readme/…`. */
  readonly warnings: readonly Problem[];
};

/** Reads the README beside the repository's name and description. `where` is how people call the commit. */
export function readSubject(readme: SourceFile | null, repository: Repository, where: string): Subject {
  const facts = { path: readme?.path ?? null, name: repository.name.name, description: repository.description };
  const document = parseReadme(readme?.bytes ?? new Uint8Array(), facts);
  const warnings: Problem[] = [];
  const hasText = readme !== null && document.stub === null && !document.empty;
  const isTruncated = document.truncated || (readme !== null && readme.totalBytes > readme.bytes.length);
  const hasDescription = document.segments.some(({ field }) => field === 'description');
  if (!hasText) {
    const instead = hasDescription
      ? 'the description alone was classified'
      : 'the repository has no description either, so there was nothing to classify';
    warnings.push(explainNoText(readme, document, where, instead));
  } else if (isTruncated) {
    warnings.push({
      code: 'readme/truncated',
      message: `${readme.path} has ${readme.totalBytes} bytes; only its beginning (1 MB) was read.`,
    });
  }
  if (hasText) return { document, basis: 'readme', isTruncated, warnings };
  if (hasDescription) return { document, basis: 'description', isTruncated, warnings };
  const nothing = parseReadme(new Uint8Array(), { path: null, name: null, description: null });
  return { document: nothing, basis: 'nothing', isTruncated, warnings };
}

function explainNoText(readme: SourceFile | null, { stub }: ReadmeDocument, where: string, instead: string): Problem {
  if (readme === null) {
    return { code: 'readme/missing', message: `There is no README at ${where}; ${instead}.` };
  }
  if (stub !== null) {
    return {
      code: 'readme/stub',
      message: `${readme.path} only names another file, ${JSON.stringify(stub)}; ${instead}. Set "readme-path" to read that file.`,
    };
  }
  return { code: 'readme/empty', message: `${readme.path} has no text that says what this is; ${instead}.` };
}
