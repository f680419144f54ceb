import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { projectFile } from '../github/child.ts';

export type Fence = {
  readonly language: string;
  readonly text: string;
  /** Of its first line, counted from 1. */
  readonly line: number;
  /** The nearest paragraph above it. */
  readonly above: string;
};

export type Document = {
  readonly path: string;
  readonly text: string;
  readonly fences: readonly Fence[];
  /** Targets of links and images, in order. */
  readonly links: readonly string[];
  /** What `#…` can point at, as GitHub makes it of headings. */
  readonly anchors: ReadonlySet<string>;
  /** Tables by the heading above them: rows of cells, the head first. Cells are Markdown. */
  readonly tables: ReadonlyMap<string, readonly (readonly string[])[]>;
};

const markdown = new MarkdownIt({ html: true });

export function readDocument(path: string): Document {
  const text = readFileSync(projectFile(path), 'utf8');
  const fences: Fence[] = [];
  const links: string[] = [];
  const anchors = new Set<string>();
  const tables = new Map<string, string[][]>();
  let heading = '';
  let above = '';
  const tokens = markdown.parse(text, {});
  for (const [at, token] of tokens.entries()) {
    const inside = tokens[at - 1]?.type ?? '';
    if (token.type === 'fence') {
      fences.push({ language: token.info.trim(), text: token.content, line: (token.map?.[0] ?? 0) + 2, above });
    } else if (token.type === 'table_open') {
      tables.set(heading, []);
    } else if (token.type === 'tr_open') {
      tables.get(heading)?.push([]);
    } else if (token.type === 'inline') {
      for (const child of token.children ?? []) {
        const target = child.attrGet('href') ?? child.attrGet('src');
        if (target !== null && child.nesting >= 0) links.push(String(target));
      }
      if (inside === 'th_open' || inside === 'td_open') tables.get(heading)?.at(-1)?.push(token.content);
      else if (inside === 'heading_open') {
        heading = token.content;
        anchors.add(slug(heading, anchors));
      } else above = token.content;
    }
  }
  return { path, text, fences, links, anchors, tables };
}

/** Source: html-pipeline's table of contents filter, which github.com uses: no punctuation, hyphens for spaces, `-1` when taken. */
function slug(heading: string, taken: ReadonlySet<string>): string {
  const base = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
  for (let count = 0; ; count++) {
    const made = count === 0 ? base : `${base}-${count}`;
    if (!taken.has(made)) return made;
  }
}

const SKIPPED = new Set(['.git', 'node_modules', 'coverage']);

/** Every file of the project: those that git knows and those that it would, or all where there is no git. */
export function projectFiles(): readonly string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: projectFile('.'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    // What was deleted and what is a link is listed as well.
    const isFile = (path: string) => lstatSync(projectFile(path), { throwIfNoEntry: false })?.isFile() === true;
    const paths = listed.split('\0').filter((path) => path !== '' && isFile(path));
    if (paths.includes('package.json')) return paths;
  } catch {
    // Not a clone.
  }
  const walk = (folder: string): string[] =>
    readdirSync(projectFile(folder), { withFileTypes: true }).flatMap((entry) => {
      if (SKIPPED.has(entry.name)) return [];
      const path = folder === '' ? entry.name : join(folder, entry.name).replaceAll('\\', '/');
      return entry.isDirectory() ? walk(path) : [path];
    });
  return walk('');
}

/** The Markdown files that people read. */
export function documentPaths(): readonly string[] {
  return projectFiles().filter(
    (path) => path.endsWith('.md') && !/^(?:dist|test\/(?:cases|fixtures|accuracy\/readmes))\//.test(path),
  );
}
