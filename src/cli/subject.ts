import type { Problem } from '../errors.ts';
import type { ReadmeDocument } from '../model/readme.ts';
import { parseReadme } from '../readme/readme.ts';

/** What is to be classified, as bytes. */
export type SubjectSource = {
  readonly bytes: Uint8Array;
  /** Length of the whole README; more than `bytes` holds where it was cut on the way. */
  readonly totalBytes: number;
  /** Path that tells the format. */
  readonly path: string;
  /** `owner/name`, or a name alone. The owner says nothing of the project and is not looked at. */
  readonly repository: string | null;
  readonly description: string | null;
};

/** What is classified. `nothing`: README and description say nothing, and the name alone is not classified. */
export type Subject = {
  readonly document: ReadmeDocument;
  readonly basis: 'readme' | 'description' | 'nothing';
  readonly isTruncated: boolean;
  /** What has to be said of a README that was not read as one would think. */
  readonly notes: readonly Problem[];
};

/** Reads a README beside the name and description of its repository, by the rules that the action has. */
export function readSubject({ bytes, totalBytes, path, repository, description }: SubjectSource): Subject {
  const name = repository?.split('/').at(-1) ?? null;
  const document = parseReadme(bytes, { path, name, description });
  const isTruncated = document.truncated || totalBytes > bytes.length;
  if (document.stub === null && !document.empty) {
    const message = `The README has ${renderSize(totalBytes)}; only the first 1 MB was read.`;
    const notes = isTruncated ? [{ code: 'readme/truncated', message }] : [];
    return { document, basis: 'readme', isTruncated, notes };
  }
  const hasDescription = document.segments.some(({ field }) => field === 'description');
  const instead = hasDescription
    ? 'the description alone was classified'
    : 'there is no description either, so no tag is given';
  const note =
    document.stub === null
      ? { code: 'readme/empty', message: `The README has no text that says what this is; ${instead}.` }
      : {
          code: 'readme/stub',
          message: `The README only names another file, ${JSON.stringify(document.stub)}; ${instead}. Classify that file instead.`,
        };
  if (hasDescription) return { document, basis: 'description', isTruncated, notes: [note] };
  const nothing = parseReadme(new Uint8Array(), { path: null, name: null, description: null });
  return { document: nothing, basis: 'nothing', isTruncated, notes: [note] };
}

function renderSize(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
