import type { ReadmeDocument, Segment } from '../model/readme.ts';
import type { BlockWriter } from './block-writer.ts';
import { decodeReadme } from './decode.ts';
import { buildSegments } from './document.ts';
import { detectSyntax, formatOf, type Syntax } from './format.ts';
import { removeHidden } from './hidden.ts';
import { readAsciidoc } from './light/asciidoc.ts';
import { readOrg } from './light/org.ts';
import { readPlainText } from './light/plain-text.ts';
import { readRestructuredText } from './light/restructuredtext.ts';
import { readWiki } from './light/wiki.ts';
import { readHtml, readMarkdown } from './markdown/markdown.ts';
import { cleanLine, hasWord } from './plain-line.ts';
import { findStub } from './stub.ts';

/** What is known of a repository beside its README. `path` is the README's, and tells its format. */
export type RepositoryFacts = {
  readonly path: string | null;
  readonly name: string | null;
  readonly description: string | null;
};

/**
 * Reads a README of any encoding and format into fields. Never throws; time is linear in the length of `bytes`. Lines of the
 * segments are those of `source` in the result, and their words stand on these lines.
 */
export function parseReadme(bytes: Uint8Array, facts: RepositoryFacts): ReadmeDocument {
  const { source, truncated } = decodeReadme(bytes);
  const text = removeHidden(source);
  const syntax = detectSyntax(facts.path, text);
  const segments: Segment[] = [];
  for (const field of ['name', 'description'] as const) {
    const value = cleanLine(removeHidden(facts[field] ?? ''));
    if (hasWord(value)) segments.push({ field, line: 0, text: value });
  }
  const stub = findStub(text);
  const writer = readBlocks(stub === null ? text : '', syntax);
  const content = buildSegments(writer, facts.name);
  return {
    format: formatOf(syntax),
    segments: segments.concat(content.segments),
    shape: { words: content.words, ...writer.counts },
    source,
    bytes: bytes.length,
    truncated,
    plainFrom: writer.plainFrom,
    stub,
    empty: stub === null && content.segments.length === 0,
  };
}

function readBlocks(text: string, syntax: Syntax): BlockWriter {
  switch (syntax) {
    case 'markdown':
    case 'mdx':
      return readMarkdown(text, syntax === 'mdx');
    case 'html':
      return readHtml(text);
    case 'restructuredtext':
      return readRestructuredText(text);
    case 'asciidoc':
      return readAsciidoc(text);
    case 'org':
      return readOrg(text);
    case 'text':
      return readPlainText(text);
    default:
      return readWiki(text, syntax);
  }
}
