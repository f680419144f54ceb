import type { ReadmeDocument } from '../model/readme.ts';

/** What has to be said of a README that was not read as one would think: cut, empty, or only a pointer to another file. */
export function findReadmeNotes(
  document: ReadmeDocument,
  totalBytes: number,
  hasDescription: boolean,
): readonly string[] {
  const notes: string[] = [];
  if (document.truncated) {
    notes.push(`The README has ${renderSize(totalBytes)}; only the first 1 MB was read.`);
  }
  const instead = hasDescription
    ? 'the description alone was classified'
    : 'there is no description either, so no tag is given';
  if (document.stub !== null) {
    notes.push(
      `The README only names another file, ${JSON.stringify(document.stub)}; ${instead}. Classify that file instead.`,
    );
  } else if (document.empty) {
    notes.push(`The README is empty; ${instead}.`);
  }
  return notes;
}

function renderSize(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
