import type { TextLine } from '../block.ts';
import { BlockWriter } from '../block-writer.ts';
import { HtmlReader } from '../html/html.ts';
import { writeInline } from './inline.ts';
import { RST_INLINE } from './restructuredtext-inline.ts';
import { listMarkLength, repeatedCharacter, SourceLines } from './source-lines.ts';

const UNDERLINES = '=-~^"\'*+#:._<>`!$%&,;?@/\\|()[]{}';
const DIRECTIVE = /^\.\. {0,8}(?:\|([^|]{1,80})\| {0,8})?([A-Za-z][\w:.+-]{0,60}?):: ?(.*)$/;
const FIELD = /^:([^:\s][^:]{0,60}):(?:\s|$)/;
const OPTION = /^\s{1,40}:([\w-]{1,40}):\s?(.*)$/;
const TABLE_BORDER = /^\s{0,40}(?:\+[-=+]{2,}|={2,}(?: +={2,})+)\s*$/;
const CODE = new Set([
  'code',
  'code-block',
  'sourcecode',
  'parsed-literal',
  'highlight',
  'prompt',
  'ipython',
  'doctest',
  'testcode',
  'console',
  'jupyter-execute',
  'plot',
  'graphviz',
  'mermaid',
]);
const NOTES = new Set([
  'note',
  'warning',
  'tip',
  'important',
  'caution',
  'danger',
  'attention',
  'hint',
  'error',
  'admonition',
  'seealso',
  'deprecated',
  'todo',
]);
/** Directives whose body is read like any other text. */
const CONTAINERS = new Set([
  'container',
  'topic',
  'sidebar',
  'epigraph',
  'highlights',
  'pull-quote',
  'compound',
  'rubric',
  'list-table',
  'table',
  'csv-table',
  'only',
  'class',
  'rst-class',
  'cssclass',
  'centered',
  'grid',
  'grid-item',
  'grid-item-card',
  'card',
  'dropdown',
  'tab',
  'tabs',
  'tab-set',
  'tab-item',
  'group-tab',
  'div',
  'hlist',
  'glossary',
]);

/** Reads reStructuredText as docutils understands it, as far as text, headings, code and images go. */
export function readRestructuredText(text: string): BlockWriter {
  const writer = new BlockWriter();
  new Reader(writer, new SourceLines(text)).read();
  writer.close();
  return writer;
}

class Reader {
  readonly #writer: BlockWriter;
  readonly #lines: SourceLines;
  /** Styles of headings in the order of their first use, which is what makes their level. */
  readonly #styles: string[] = [];

  constructor(writer: BlockWriter, lines: SourceLines) {
    this.#writer = writer;
    this.#lines = lines;
  }

  read(): void {
    let at = 0;
    while (at < this.#lines.count) at = this.#block(at);
  }

  /** Reads the block at `at` and says where the next one begins. */
  #block(at: number): number {
    const lines = this.#lines;
    const line = lines.at(at);
    if (lines.isBlank(at)) return at + 1;
    const heading = this.#heading(at);
    if (heading > at) return heading;
    const text = line.trimStart();
    if (text.startsWith('.. ') || text === '..') return this.#explicit(at);
    if (text.startsWith('__ ')) return at + 1;
    if (TABLE_BORDER.test(line)) return at + 1;
    if (repeatedCharacter(text, 4) !== null) return at + 1;
    if (text.startsWith('>>> ')) return this.#doctest(at);
    if (FIELD.test(text)) return lines.endOfIndented(at + 1, lines.indent(at) + 1);
    return this.#paragraph(at);
  }

  /** A line with a rule below it, and perhaps above it. */
  #heading(at: number): number {
    const lines = this.#lines;
    const over = repeatedCharacter(lines.at(at), 2);
    if (
      over !== null &&
      UNDERLINES.includes(over) &&
      repeatedCharacter(lines.at(at + 2), 2) === over &&
      isTitle(lines.at(at + 1))
    ) {
      this.#writeHeading(at + 1, over + over);
      return at + 3;
    }
    const line = lines.at(at);
    const under = repeatedCharacter(lines.at(at + 1), 2);
    if (under === null || !UNDERLINES.includes(under) || !isTitle(line) || /^\s/.test(line)) return at;
    const length = lines.at(at + 1).trimEnd().length;
    if (length < 3 && length < line.trimEnd().length) return at;
    this.#writeHeading(at, under);
    return at + 2;
  }

  #writeHeading(at: number, style: string): void {
    let level = this.#styles.indexOf(style) + 1;
    if (level === 0) level = this.#styles.push(style);
    this.#writer.heading(Math.min(level, 6));
    writeInline(this.#writer, this.#lines.take(at, at + 1), RST_INLINE);
    this.#writer.close();
  }

  /** Directives, link targets, footnotes, substitutions, comments. */
  #explicit(at: number): number {
    const lines = this.#lines;
    const [, substitution, name = '', argument = ''] = DIRECTIVE.exec(lines.at(at).trimStart()) ?? [];
    const directive = name.toLowerCase();
    if (directive === 'image' || directive === 'figure') {
      this.#image(at, argument);
      return this.#body(at);
    }
    // Nested containers must not be looked through once per level.
    if (CONTAINERS.has(directive)) return this.#body(at);
    const end = Math.max(lines.endOfIndented(at + 1, lines.indent(at) + 1), at + 1);
    if (substitution !== undefined || directive === '') return end;
    if (CODE.has(directive)) this.#code(at, end, argument);
    else if (directive === 'raw' && argument.trim() === 'html') this.#html(at, end);
    else if (NOTES.has(directive)) this.#note(at, end, argument);
    return end;
  }

  /** Where the body of a directive begins: behind its options. Its lines are then read as blocks of their own. */
  #body(at: number): number {
    let start = at + 1;
    while (OPTION.test(this.#lines.at(start))) start++;
    return start;
  }

  #image(at: number, source: string): void {
    let alt = '';
    let target = '';
    let line = at + 1;
    for (let i = at + 1; ; i++) {
      const [, name, value = ''] = OPTION.exec(this.#lines.at(i)) ?? [];
      if (name === undefined) break;
      if (name === 'alt') {
        alt = value;
        line = i + 1;
      } else if (name === 'target') target = value;
    }
    if (target !== '') this.#writer.openLink(target);
    this.#writer.image(line, alt, source.trim());
    this.#writer.close();
  }

  #code(at: number, end: number, language: string): void {
    this.#writer.code(language, at + 1, this.#lines.take(this.#body(at), end));
  }

  #html(at: number, end: number): void {
    const body = this.#body(at);
    const source: string[] = [];
    for (let i = body; i < end; i++) source.push(this.#lines.at(i));
    this.#writer.close();
    const html = new HtmlReader(this.#writer);
    html.read(source.join('\n'), body + 1);
    html.closeTo(0);
    this.#writer.close();
  }

  #note(at: number, end: number, argument: string): void {
    this.#writer.prose('aside');
    const first = argument.trim() === '' ? [] : [{ line: at + 1, text: argument }];
    writeInline(this.#writer, [...first, ...this.#lines.take(this.#body(at), end)], RST_INLINE);
    this.#writer.close();
  }

  #doctest(at: number): number {
    let end = at;
    while (end < this.#lines.count && !this.#lines.isBlank(end)) end++;
    this.#writer.code('python', at + 1, this.#lines.take(at, end));
    return end;
  }

  /** Paragraphs, list items, rows of tables: up to a blank line, the next item or a heading. */
  #paragraph(at: number): number {
    const lines = this.#lines;
    const line = lines.at(at);
    const mark = listMarkLength(line);
    const isRow = /^\s*\|.*\|\s*$/.test(line) || TABLE_BORDER.test(lines.at(at - 1));
    if (mark > 0) this.#writer.counts.listItems++;
    this.#writer.prose(isRow ? 'row' : mark > 0 ? 'item' : 'paragraph');
    const taken: TextLine[] = [{ line: at + 1, text: isRow ? line : line.slice(mark).replace(/^\s*\| /, '') }];
    let end = at + 1;
    while (end < lines.count && !isRow && !lines.isBlank(end) && listMarkLength(lines.at(end)) === 0) {
      if (lines.at(end).trimStart().startsWith('.. ') || repeatedCharacter(lines.at(end + 1), 3) !== null) break;
      taken.push({ line: end + 1, text: lines.at(end).replace(/^\s*\| /, '') });
      end++;
    }
    const last = taken.at(-1)!;
    const opensLiteral = last.text.trimEnd().endsWith('::');
    if (opensLiteral) taken[taken.length - 1] = { line: last.line, text: last.text.trimEnd().slice(0, -1) };
    writeInline(this.#writer, taken, RST_INLINE);
    this.#writer.close();
    return opensLiteral ? this.#literal(end, lines.indent(at)) : end;
  }

  #literal(at: number, indent: number): number {
    const end = this.#lines.endOfIndented(at, indent + 1);
    const taken = this.#lines.take(at, end);
    if (taken.length > 0) this.#writer.code('', taken[0]!.line, taken);
    return end;
  }
}

function isTitle(line: string): boolean {
  return (
    line.trim() !== '' &&
    line.length <= 300 &&
    repeatedCharacter(line, 4) === null &&
    !line.trimStart().startsWith('.. ')
  );
}
