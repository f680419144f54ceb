import { detectDelimiter, fieldOf } from './table-header.ts';

export type Format = 'json' | 'yaml' | 'csv' | 'text';

const extensions = new Map<string, Format>([
  ['json', 'json'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['txt', 'text'],
  ['text', 'text'],
  ['list', 'text'],
]);

/** Format by the extension of the name (a path, or `owner/repo:path@ref`), or by content where it has none we know. */
export function detectFormat(name: string, text: string): Format {
  return formatOfName(name) ?? formatOfText(text);
}

/** Format by the extension of a path, or of `owner/repo:path@ref`; undefined where it has none we know. */
export function formatOfName(name: string): Format | undefined {
  const known = formatOfPath(name);
  if (known !== undefined || !/^[^:/]+\/[^:/]+:/.test(name)) return known;
  // A ref may hold "@" as well, so each cut is tried, the longest path first.
  for (let cut = name.lastIndexOf('@'); cut > 0; cut = name.lastIndexOf('@', cut - 1)) {
    const format = formatOfPath(name.slice(0, cut));
    if (format !== undefined) return format;
  }
  return undefined;
}

function formatOfPath(path: string): Format | undefined {
  const extension = /\.([A-Za-z]+)$/.exec(path.slice(-10))?.[1];
  return extension === undefined ? undefined : extensions.get(extension.toLowerCase());
}

function formatOfText(text: string): Format {
  if (/^\s*[[{]/.test(text)) return 'json';
  const first = firstLine(text);
  if (/^(?:---|%YAML\b|- |-$|tags\s*:|\$schema\s*:)/.test(first)) return 'yaml';
  const cells = first.split(detectDelimiter(first)).map(fieldOf);
  return cells.length > 1 && cells.includes('name') ? 'csv' : 'text';
}

/** The first line that is neither empty nor a comment. */
function firstLine(text: string): string {
  for (let from = 0; from <= text.length; ) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end).trimStart();
    if (line !== '' && !line.startsWith('#')) return line;
    if (end < 0) break;
    from = end + 1;
  }
  return '';
}
