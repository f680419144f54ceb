import { readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { decodeReadme } from '../readme/decode.ts';
import { readInputFile, toFileError } from './input-file.ts';

/** Far above any README (GitHub's API ends at the same size); the document is cut at 1 MB and says so. */
export const MAX_README_BYTES = 100 * 1024 * 1024;

/** Bytes of a README, and the path that tells its format. */
export type ReadmeFile = { readonly bytes: Uint8Array; readonly path: string };

/**
 * Reads a README from a file, or from a folder the one that GitHub would show of it. Null where `path` names nothing.
 * @throws UserError `readme/none-in-folder`, `readme/not-text`, `file/unreadable`, `file/too-large`.
 */
export function readLocalReadme(path: string): ReadmeFile | null {
  const stats = lookUp(path);
  if (!stats) return null;
  const file = stats.isDirectory() ? findReadme(path) : path;
  const bytes = readInputFile(file, 'README', MAX_README_BYTES);
  checkIsText(bytes, file);
  return { bytes, path: file };
}

const PROBED_BYTES = 8192;
/** Random bytes have one in nine; a text with a few stray ones stays a text. */
const MOST_CONTROLS = 0.05;

/**
 * Refuses images, archives and programs, which else would end as a README that says nothing.
 * @throws UserError `readme/not-text`.
 */
export function checkIsText(bytes: Uint8Array, name: string): void {
  const { source } = decodeReadme(bytes.subarray(0, PROBED_BYTES));
  let controls = 0;
  for (let index = 0; index < source.length; index += 1) {
    if (isControl(source.charCodeAt(index))) controls += 1;
  }
  if (controls <= source.length * MOST_CONTROLS) return;
  throw new UserError('input', {
    code: 'readme/not-text',
    message: `The README ${JSON.stringify(name)} is not text. Expected Markdown, reStructuredText, AsciiDoc, Org or plain text.`,
  });
}

/** Control characters that no text has: all but tab, line ends, form feed and escape. */
function isControl(code: number): boolean {
  return code < 0x09 || (code > 0x0d && code < 0x20 && code !== 0x1b) || code === 0x7f;
}

function lookUp(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw toFileError(path, 'README', error);
  }
}

// Where GitHub looks, in its order (docs.github.com, "About READMEs").
const FOLDERS = ['.github', '.', 'docs'];
// Which of several in one folder GitHub shows is not documented; Markdown is what it means in practice.
const EXTENSIONS = ['md', 'markdown', 'mdown', 'mkdn', 'mdx', 'rst', 'adoc', 'asciidoc', 'org', 'textile', 'txt', ''];

function findReadme(folder: string): string {
  for (const name of FOLDERS) {
    const readmes = listFiles(join(folder, name))
      .map((file) => ({ file, rank: rankName(file) }))
      .filter(({ rank }) => rank >= 0)
      .sort((a, b) => a.rank - b.rank || (a.file < b.file ? -1 : 1));
    if (readmes[0]) return join(folder, name, readmes[0].file);
  }
  throw new UserError('input', {
    code: 'readme/none-in-folder',
    message: `There is no README in the folder ${JSON.stringify(folder)}: looked for README.md, README.rst and the like in .github, in the folder itself and in docs. Name the file.`,
  });
}

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}

function rankName(file: string): number {
  const match = /^readme(?:\.([a-z]+))?$/i.exec(file);
  return match ? EXTENSIONS.indexOf((match[1] ?? '').toLowerCase()) : -1;
}
