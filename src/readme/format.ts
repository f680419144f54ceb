import type { ReadmeFormat } from '../model/readme.ts';
import type { WikiSyntax } from './light/wiki.ts';

/** How a README is read; `format` in the document is coarser. */
export type Syntax = ReadmeFormat | 'mdx' | 'html' | WikiSyntax;

/** Extensions that GitHub renders, and a few that people use beside them. */
const EXTENSIONS: ReadonlyMap<string, Syntax> = new Map(
  (
    [
      ['markdown', 'md markdown mdown mkd mkdn mdwn mdtxt mdtext mkdown ronn rmd qmd livemd scd'],
      ['mdx', 'mdx'],
      ['restructuredtext', 'rst rest restx'],
      ['asciidoc', 'adoc asciidoc asc'],
      ['org', 'org'],
      ['html', 'html htm xhtml'],
      ['mediawiki', 'mediawiki wiki'],
      ['creole', 'creole'],
      ['rdoc', 'rdoc'],
      ['textile', 'textile'],
      ['pod', 'pod pod6'],
    ] as const
  ).flatMap(([syntax, extensions]) => extensions.split(' ').map((extension): [string, Syntax] => [extension, syntax])),
);
/** How much of a text is looked at to tell its format. */
const SAMPLE_CHARACTERS = 20_000;

/**
 * How to read a README, by its file's extension or, where that says nothing (`README`, `README.txt`, no path at all), by its text.
 * A file without telling marks is plain text; a text without a path is Markdown, as most READMEs are.
 */
export function detectSyntax(path: string | null, text: string): Syntax {
  const name = path?.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase() ?? '';
  const parts = name.split('.');
  if (parts.length > 1) {
    const last = parts.at(-1)!;
    const byExtension =
      EXTENSIONS.get(last) ?? (last === 'txt' && parts.length > 2 ? EXTENSIONS.get(parts.at(-2)!) : undefined);
    if (byExtension) return byExtension;
  }
  return guessSyntax(text.slice(0, SAMPLE_CHARACTERS)) ?? (path === null ? 'markdown' : 'text');
}

/** The one of the five formats that `syntax` counts as. */
export function formatOf(syntax: Syntax): ReadmeFormat {
  switch (syntax) {
    case 'mdx':
    case 'html':
      return 'markdown';
    case 'mediawiki':
    case 'creole':
    case 'rdoc':
    case 'textile':
    case 'pod':
      return 'text';
    default:
      return syntax;
  }
}

/** Marks by line that speak for a format, each with what it is worth. */
const MARKS: readonly (readonly [Syntax, RegExp, number])[] = [
  ['markdown', /^#{1,6} \S/, 2],
  ['markdown', /^(?:```|~~~)/, 3],
  ['markdown', /\[[^\]]{1,80}\]\((?:https?:|#|\.|[\w/-])/, 2],
  ['markdown', /^!\[/, 3],
  ['markdown', /^\[!\[/, 4],
  ['markdown', /\*\*[^*\s][^*]{0,80}\*\*/, 1],
  ['restructuredtext', /^\.\. [\w|][^:]{0,80}::/, 4],
  ['restructuredtext', /^\.\. _[^:]{1,80}:/, 4],
  ['restructuredtext', /`[^`]{1,80}<[^>]{1,200}>`_/, 4],
  ['restructuredtext', /``[^`]{1,80}``/, 1],
  ['restructuredtext', /:\w{1,20}:`/, 3],
  ['asciidoc', /^= \S/, 2],
  ['asciidoc', /^={2,5} \S[^=]*$/, 2],
  ['asciidoc', /^:[a-z][\w-]{1,40}:(?: |$)/, 1],
  ['asciidoc', /^\[source\b/, 5],
  ['asciidoc', /^(?:image|include)::/, 5],
  ['asciidoc', /\b(?:https?|link):[^\s[]{1,200}\[/, 2],
  ['org', /^#\+[a-zA-Z_]{2,20}:?(?: |$)/, 4],
  ['org', /\[\[[^\]]{1,200}\]\[/, 4],
  ['html', /^<!doctype html|^<html\b/i, 20],
];
const MIN_EVIDENCE = 4;

function guessSyntax(sample: string): Syntax | null {
  const scores = new Map<Syntax, number>();
  for (const line of sample.split('\n')) {
    const text = line.length > 400 ? line.slice(0, 400) : line;
    for (const [syntax, mark, worth] of MARKS) {
      if (mark.test(text)) scores.set(syntax, (scores.get(syntax) ?? 0) + worth);
    }
  }
  let best: Syntax | null = null;
  let most = MIN_EVIDENCE - 1;
  for (const [syntax, score] of scores) {
    if (score > most) {
      best = syntax;
      most = score;
    }
  }
  return best;
}
