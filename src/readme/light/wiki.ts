import type { TextLine } from '../block.ts';
import { BlockWriter } from '../block-writer.ts';
import { dropped, findClose, type InlineSyntax, writeInline } from './inline.ts';
import { SourceLines } from './source-lines.ts';

/** Markup languages that are rare in READMEs and alike enough to be read by one reader. */
export type WikiSyntax = 'mediawiki' | 'creole' | 'rdoc' | 'textile' | 'pod';

const HEADINGS: Readonly<Record<WikiSyntax, RegExp>> = {
  mediawiki: /^(={1,6})\s{0,8}([^=\s].*?)\s{0,8}=*\s*$/,
  creole: /^\s{0,8}(={1,6})\s{0,8}([^=\s].*?)\s{0,8}=*\s*$/,
  rdoc: /^(={1,6}|#{1,6})\s{1,8}(\S.*?)\s*$/,
  textile: /^h([1-6])(?:\([^)]{0,40}\))?\.\s{1,8}(\S.*?)\s*$/,
  pod: /^=head([1-6])\s{1,8}(\S.*?)\s*$/,
};
const CODE_BLOCKS: Readonly<Record<WikiSyntax, { open: RegExp; close: RegExp } | null>> = {
  mediawiki: {
    open: /^\s*<(?:pre|source|syntaxhighlight|nowiki)\b([^>]{0,80})>/i,
    close: /<\/(?:pre|source|syntaxhighlight|nowiki)>/i,
  },
  creole: { open: /^\{\{\{\s*$/, close: /^\}\}\}\s*$/ },
  rdoc: null,
  textile: { open: /^(?:bc|pre)(?:\([^)]{0,40}\))?\.\.?\s?|^<pre>/, close: /^\s*$|<\/pre>/ },
  pod: { open: /^=begin\b/, close: /^=end\b/ },
};
/** What opens and closes a block of code on lines that hold code as well. */
const BLOCK_MARKS = /<\/?(?:pre|source|syntaxhighlight|nowiki)\b[^>]{0,80}>|^(?:bc|pre)(?:\([^)]{0,40}\))?\.\.?\s/gi;
const ITEM = /^\s{0,8}(?:[*#]{1,6}|[-+]|\d{1,4}\.)\s+|^=item\s+(?:[*-]\s*)?|^\[[^\]]{1,60}\]\s+/;
const SKIPPED =
  /^(?:=(?:pod|cut|over|back|encoding|for|begin|end)\b|----|\{\||\|[-}+]|__\w+__|<!--|\{\{|\[\[(?:Category|File|Image):|:(?:include|title|main|stopdoc|startdoc):)/i;

/** Reads MediaWiki, Creole, RDoc, Textile and Pod well enough that titles, headings, leads and code are found. */
export function readWiki(text: string, syntax: WikiSyntax): BlockWriter {
  const writer = new BlockWriter();
  const lines = new SourceLines(text);
  let at = 0;
  while (at < lines.count) at = readBlock(writer, lines, at, syntax);
  writer.close();
  return writer;
}

function readBlock(writer: BlockWriter, lines: SourceLines, at: number, syntax: WikiSyntax): number {
  const line = lines.at(at);
  if (lines.isBlank(at)) return at + 1;
  const heading = HEADINGS[syntax].exec(line);
  if (heading) {
    const [, marks = '', title = ''] = heading;
    // A manual page begins with its name and what it is for.
    if (syntax === 'pod' && title === 'NAME') return readName(writer, lines, at + 1);
    writer.heading(/^\d$/.test(marks) ? Number(marks) : marks.length);
    writeInline(writer, [{ line: at + 1, text: title }], WIKI_INLINE);
    writer.close();
    return at + 1;
  }
  const block = CODE_BLOCKS[syntax];
  const open = block?.open.exec(line);
  if (block && open) {
    let end = at + (block.close.test(line) ? 0 : 1);
    while (end < lines.count && !block.close.test(lines.at(end))) end++;
    writer.code(
      /lang\s?=\s?"?(\w+)/.exec(open[0])?.[1] ?? '',
      at + 1,
      lines.take(at, end + 1).map(({ line: number, text }) => ({ line: number, text: text.replace(BLOCK_MARKS, ' ') })),
    );
    return end + 1;
  }
  if (SKIPPED.test(line)) return at + 1;
  if (/^\s/.test(line) && syntax !== 'creole' && !ITEM.test(line)) {
    const end = Math.max(lines.endOfIndented(at, 1), at + 1);
    writer.code('', at + 1, lines.take(at, end));
    return end;
  }
  return readParagraph(writer, lines, at, syntax);
}

function readName(writer: BlockWriter, lines: SourceLines, start: number): number {
  let at = start;
  while (at < lines.count && lines.isBlank(at)) at++;
  writer.heading(1);
  writeInline(writer, lines.take(at, at + 1), WIKI_INLINE);
  writer.close();
  return at + 1;
}

function readParagraph(writer: BlockWriter, lines: SourceLines, at: number, syntax: WikiSyntax): number {
  const line = lines.at(at);
  const mark = ITEM.exec(line)?.[0].length ?? 0;
  const style = mark === 0 && syntax === 'textile' ? (/^(?:p|bq|fn\d)[^.\s]{0,20}\.\s/.exec(line)?.[0].length ?? 0) : 0;
  if (mark > 0) writer.counts.listItems++;
  writer.prose(mark > 0 ? 'item' : line.startsWith('|') || line.startsWith('!') ? 'row' : 'paragraph');
  const taken: TextLine[] = [{ line: at + 1, text: line.slice(mark + style) }];
  let end = at + 1;
  while (end < lines.count && !lines.isBlank(end) && mark === 0) {
    const next = lines.at(end);
    if (ITEM.test(next) || SKIPPED.test(next) || HEADINGS[syntax].test(next)) break;
    taken.push({ line: end + 1, text: next });
    end++;
  }
  writeInline(writer, taken, WIKI_INLINE);
  writer.close();
  return end;
}

const MAX_TEXTILE_LINK = 504;

/** [[target|text]], [url text], {{image|alt}}, '''bold''', ''emphasis'', "text":url, @code@, C<code>, <tag>. */
const WIKI_INLINE: InlineSyntax = {
  specials: '[{\'"@<*_CBIFLX',
  match(text, at) {
    switch (text[at]) {
      case '[':
        return matchLink(text, at);
      case '{': {
        const end = text[at + 1] === '{' ? findClose(text, '}}', at + 2) : -1;
        return end < 0 ? null : { kind: 'image', end: end + 2, from: end, to: end, href: text.slice(at + 2, end) };
      }
      case "'":
        if (text.startsWith("'''", at)) return { ...dropped(at + 3), kind: 'strong' };
        return text[at + 1] === "'" ? dropped(at + 2) : null;
      case '"': {
        const found = /^"([^"\n]{1,200})":[^\s]{1,300}/.exec(text.slice(at, at + MAX_TEXTILE_LINK));
        return found
          ? { kind: 'link', end: at + found[0].length, from: at + 1, to: at + 1 + found[1]!.length, href: '' }
          : null;
      }
      case '@': {
        const end = /\s/.test(text[at - 1] ?? ' ') ? findClose(text, '@', at + 1) : -1;
        return end > at + 1 && !text.slice(at, end).includes('\n')
          ? { kind: 'code', end: end + 1, from: at + 1, to: end, href: '' }
          : null;
      }
      case '<': {
        const found = /^<\/?[a-zA-Z][^<>]{0,300}>/.exec(text.slice(at, at + 304));
        return found ? dropped(at + found[0].length) : null;
      }
      case '*':
      case '_':
        if (text[at + 1] === text[at]) return { ...dropped(at + 2), kind: 'strong' };
        return isWordEdge(text, at) ? dropped(at + 1) : null;
      default:
        return matchPod(text, at);
    }
  },
};

/** Whether exactly one side of a mark is a word: there it begins or ends something. */
function isWordEdge(text: string, at: number): boolean {
  return /\w/.test(text[at - 1] ?? ' ') !== /\w/.test(text[at + 1] ?? ' ');
}

function matchLink(text: string, at: number): ReturnType<InlineSyntax['match']> {
  const isDouble = text[at + 1] === '[';
  const close = findClose(text, isDouble ? ']]' : ']', at + 1);
  if (close < 0) return null;
  const start = at + (isDouble ? 2 : 1);
  const content = text.slice(start, close);
  const split = isDouble ? content.indexOf('|') : content.indexOf(' ');
  if (!isDouble && !/^[a-z]{2,10}:/.test(content)) return null;
  const from = split < 0 ? (isDouble ? start : close) : start + split + 1;
  return { kind: 'link', end: close + (isDouble ? 2 : 1), from, to: close, href: content };
}

/** Pod's formatting codes: a capital and text in angle brackets. */
function matchPod(text: string, at: number): ReturnType<InlineSyntax['match']> {
  if (text[at + 1] !== '<' || /\w/.test(text[at - 1] ?? ' ')) return null;
  const end = findClose(text, '>', at + 2);
  if (end < 0) return null;
  if (text[at] === 'X') return dropped(end + 1);
  const kind = text[at] === 'C' || text[at] === 'F' ? 'code' : text[at] === 'L' ? 'link' : 'text';
  const bar = kind === 'link' ? text.slice(at, end).indexOf('|') : -1;
  return { kind, end: end + 1, from: at + 2, to: bar < 0 ? end : at + bar, href: '' };
}
