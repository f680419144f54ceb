import type { Problem } from '../errors.ts';
import type { ReadmeDocument } from '../model/readme.ts';
import { parseReadme } from '../readme/readme.ts';

/** What is to be classified, as it was read. */
export type SubjectSource = {
  /** Null where there is none. */
  readonly readme: {
    /** Path that tells the format. */
    readonly path: string;
    readonly bytes: Uint8Array;
    /** Length of the whole README; more than `bytes` holds where it was cut on the way. */
    readonly totalBytes: number;
  } | null;
  /** Name of the repository, without its owner, who says nothing of the project. */
  readonly name: string | null;
  readonly description: string | null;
};

/** How a README is spoken of. */
export type SubjectWording = {
  /** Begins a sentence: `README.md`, `The README`. */
  readonly readme: string;
  /** Begins the sentence about a README that is not there: `There is no README at main`. */
  readonly missing: string;
  /** A sentence that says how to have the file read that a stub names. */
  readonly stubAdvice: string;
};

/** What is classified. */
export type Subject = {
  readonly document: ReadmeDocument;
  /** `description`: the README says nothing; `nothing`: the description says nothing either, and the name alone is not classified. */
  readonly basis: 'readme' | 'description' | 'nothing';
  /** Whether only the beginning of the README was read. */
  readonly isTruncated: boolean;
  /** What has to be said of a README that was not read as one would think; codes `readme/…`. */
  readonly warnings: readonly Problem[];
};

/** Reads a README beside the name and description of its repository. */
export function readSubject({ readme, name, description }: SubjectSource, wording: SubjectWording): Subject {
  const document = parseReadme(readme?.bytes ?? new Uint8Array(), { path: readme?.path ?? null, name, description });
  const isTruncated = document.truncated || (readme !== null && readme.totalBytes > readme.bytes.length);
  if (readme !== null && document.stub === null && !document.empty) {
    return {
      document,
      basis: 'readme',
      isTruncated,
      warnings: warnOfLength(readme.totalBytes, document, isTruncated, wording),
    };
  }
  const hasDescription = document.segments.some(({ field }) => field === 'description');
  const instead = hasDescription
    ? 'the description alone was classified'
    : 'there is no description either, so there is nothing to classify';
  const warnings = [explainNoText(readme !== null, document, wording, instead)];
  if (hasDescription) return { document, basis: 'description', isTruncated, warnings };
  const nothing = parseReadme(new Uint8Array(), { path: null, name: null, description: null });
  return { document: nothing, basis: 'nothing', isTruncated, warnings };
}

function warnOfLength(
  totalBytes: number,
  { plainFrom }: ReadmeDocument,
  isTruncated: boolean,
  { readme }: SubjectWording,
): readonly Problem[] {
  const warnings: Problem[] = [];
  if (isTruncated) {
    const message = `${readme} has ${renderSize(totalBytes)}; only the first 1 MB was read.`;
    warnings.push({ code: 'readme/truncated', message });
  }
  if (plainFrom !== null) {
    const message = `${readme} has more than 100,000 characters without an empty line; from line ${plainFrom} to their end, links and other markup were read as plain words.`;
    warnings.push({ code: 'readme/long-paragraph', message });
  }
  return warnings;
}

function explainNoText(
  hasReadme: boolean,
  { stub }: ReadmeDocument,
  { readme, missing, stubAdvice }: SubjectWording,
  instead: string,
): Problem {
  if (!hasReadme) return { code: 'readme/missing', message: `${missing}; ${instead}.` };
  if (stub !== null) {
    const message = `${readme} only names another file, ${JSON.stringify(stub)}; ${instead}. ${stubAdvice}`;
    return { code: 'readme/stub', message };
  }
  return { code: 'readme/empty', message: `${readme} has no text that says what this is; ${instead}.` };
}

function renderSize(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
