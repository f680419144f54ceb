import type { TextLine } from '../block.ts';
import { BlockWriter } from '../block-writer.ts';
import { HtmlReader } from '../html/html.ts';
import { dropped, findClose, type InlineSyntax, writeInline } from './inline.ts';
import { listMarkLength, SourceLines } from './source-lines.ts';

const HEADLINE = /^(\*{1,20})\s+(?:(?:TODO|DONE|NEXT|WAITING|CANCELLED|COMMENT)\s+)?(?:\[#[A-Z]\]\s+)?(\S.*)$/;
const TAGS = /\s+:[\w@#%:]{1,200}:\s*$/;
const KEYWORD = /^\s{0,20}#\+([\w-]{1,40}):\s*(.*)$/;
const BEGIN = /^\s{0,40}#\+begin_([a-z]{1,30})\s*(.*)$/i;
const DRAWER = /^\s{0,40}:[\w-]{1,40}:\s*$/;
const TABLE_RULE = /^\s{0,40}\|-[-+|]*\s*$/;
const IMAGE = /\.(?:png|jpe?g|gif|svg|webp)(?:\?.{0,200})?$/i;

/** Reads Org as far as text, headings, code and images go. */
export function readOrg(text: string): BlockWriter {
  const writer = new BlockWriter();
  new Reader(writer, new SourceLines(text)).read();
  writer.close();
  return writer;
}

class Reader {
  readonly #writer: BlockWriter;
  readonly #lines: SourceLines;
  /** Headlines stand one level lower where the document has a title of its own. */
  #hasTitle = false;

  constructor(writer: BlockWriter, lines: SourceLines) {
    this.#writer = writer;
    this.#lines = lines;
  }

  read(): void {
    let at = 0;
    while (at < this.#lines.count) at = this.#block(at);
  }

  #block(at: number): number {
    const lines = this.#lines;
    const line = lines.at(at);
    if (lines.isBlank(at)) return at + 1;
    const headline = HEADLINE.exec(line);
    if (headline) {
      const level = Math.min(headline[1]!.length + (this.#hasTitle ? 1 : 0), 6);
      this.#write(at, headline[2]!.replace(TAGS, ''), level);
      return at + 1;
    }
    const begin = BEGIN.exec(line);
    if (begin) return this.#delimited(at, begin[1]!.toLowerCase(), begin[2] ?? '');
    const keyword = KEYWORD.exec(line);
    if (keyword) {
      this.#keyword(at, keyword[1]!.toLowerCase(), keyword[2] ?? '');
      return at + 1;
    }
    if (/^\s*#(?:\s|$|\+)/.test(line) || TABLE_RULE.test(line) || /^-{5,}\s*$/.test(line)) return at + 1;
    if (DRAWER.test(line)) return this.#drawer(at);
    if (/^\s*:\s/.test(line)) return this.#literal(at);
    return this.#paragraph(at);
  }

  #write(at: number, text: string, level: number): void {
    this.#writer.heading(level);
    writeInline(this.#writer, [{ line: at + 1, text }], ORG_INLINE);
    this.#writer.close();
  }

  #keyword(at: number, name: string, value: string): void {
    if (name === 'title' && !this.#hasTitle && value.trim() !== '') {
      this.#hasTitle = true;
      this.#write(at, value, 1);
    } else if (name === 'subtitle' || name === 'description') {
      this.#writer.prose('paragraph');
      writeInline(this.#writer, [{ line: at + 1, text: value }], ORG_INLINE);
      this.#writer.close();
    } else if (name === 'html') {
      this.#html([value], at + 1);
    }
  }

  #delimited(at: number, name: string, parameters: string): number {
    const lines = this.#lines;
    // Quotes and the like are read as text; their end line is a keyword without a colon, skipped as a comment.
    if (name !== 'src' && name !== 'example' && name !== 'export' && name !== 'html' && name !== 'comment')
      return at + 1;
    const close = `#+end_${name}`;
    let end = at + 1;
    while (end < lines.count && !lines.at(end).trimStart().toLowerCase().startsWith(close)) end++;
    if (name === 'src' || name === 'example') {
      this.#writer.code(name === 'src' ? parameters : '', at + 1, lines.take(at + 1, end));
    } else if (name === 'html' || (name === 'export' && parameters.trim().toLowerCase().startsWith('html'))) {
      const source: string[] = [];
      for (let i = at + 1; i < end; i++) source.push(lines.at(i));
      this.#html(source, at + 2);
    }
    return end + 1;
  }

  #html(source: readonly string[], line: number): void {
    const html = new HtmlReader(this.#writer);
    html.read(source.join('\n'), line);
    html.closeTo(0);
    this.#writer.close();
  }

  /** Properties of a headline end at `:END:`; without one only the line is left out. */
  #drawer(at: number): number {
    for (let end = at + 1; end < Math.min(at + 60, this.#lines.count); end++) {
      if (/^\s*:end:\s*$/i.test(this.#lines.at(end))) return end + 1;
      if (this.#lines.at(end).startsWith('*')) break;
    }
    return at + 1;
  }

  #literal(at: number): number {
    const taken: TextLine[] = [];
    let end = at;
    for (; end < this.#lines.count && /^\s*:(?:\s|$)/.test(this.#lines.at(end)); end++) {
      taken.push({ line: end + 1, text: this.#lines.at(end).replace(/^\s*:/, '') });
    }
    this.#writer.code('', at + 1, taken);
    return end;
  }

  #paragraph(at: number): number {
    const lines = this.#lines;
    const line = lines.at(at);
    const isRow = line.trimStart().startsWith('|');
    const mark = isRow ? 0 : listMarkLength(line);
    if (mark > 0) this.#writer.counts.listItems++;
    this.#writer.prose(isRow ? 'row' : mark > 0 ? 'item' : 'paragraph');
    const taken: TextLine[] = [{ line: at + 1, text: line.slice(mark).replace(/^\[[ xX-]\]\s/, '') }];
    let end = at + 1;
    while (end < lines.count && !isRow && !lines.isBlank(end)) {
      const next = lines.at(end);
      if (listMarkLength(next) > 0 || /^(?:\*+\s|\s*(?:#\+|\||:\s|#\s))/.test(next)) break;
      taken.push({ line: end + 1, text: next });
      end++;
    }
    writeInline(this.#writer, taken, ORG_INLINE);
    this.#writer.close();
    return end;
  }
}

/** [[target][text]], =verbatim=, ~code~, *bold*, /emphasis/, _underline_, +struck+, [fn:1]. */
export const ORG_INLINE: InlineSyntax = {
  specials: '[=~*/_+@<',
  match(text, at) {
    const mark = text[at]!;
    if (mark === '[') return matchBracket(text, at);
    if (mark === '<') {
      const end = /^<<{1,2}/.test(text.slice(at, at + 3)) ? findClose(text, '>>', at) : -1;
      return end < 0 ? null : dropped(text[end + 2] === '>' ? end + 3 : end + 2);
    }
    if (mark === '@') {
      const end = text.startsWith('@@', at) ? findClose(text, '@@', at + 2) : -1;
      return end < 0 ? null : dropped(end + 2);
    }
    const before = text[at - 1] ?? ' ';
    const after = text[at + 1] ?? ' ';
    const isOpening = /[\s({'"-]/.test(before) && !/\s/.test(after);
    if (mark === '=' || mark === '~') {
      const end = isOpening ? findClose(text, mark, at + 1) : -1;
      return end > at + 1 && !text.slice(at, end).includes('\n\n')
        ? { kind: 'code', end: end + 1, from: at + 1, to: end, href: '' }
        : null;
    }
    const isClosing = !/\s/.test(before) && /[\s)}'".,;:!?-]/.test(after);
    if (isOpening === isClosing) return null;
    return mark === '*' ? { ...dropped(at + 1), kind: 'strong' } : dropped(at + 1);
  },
};

function matchBracket(text: string, at: number): ReturnType<InlineSyntax['match']> {
  if (text.startsWith('[fn:', at)) {
    const end = findClose(text, ']', at);
    return end < 0 ? null : dropped(end + 1);
  }
  if (text[at + 1] !== '[') return null;
  const close = findClose(text, ']]', at + 2);
  if (close < 0) return null;
  const middle = text.slice(at, close).indexOf('][');
  const target = text.slice(at + 2, middle < 0 ? close : at + middle);
  const from = middle < 0 ? close : at + middle + 2;
  const label = text.slice(from, close);
  // A link whose text is a picture is that picture with a link around it.
  if (IMAGE.test(target) || IMAGE.test(label))
    return { kind: 'image', end: close + 2, from: close, to: close, href: IMAGE.test(label) ? label : target };
  if (middle < 0) return dropped(close + 2);
  return { kind: 'link', end: close + 2, from, to: close, href: target.startsWith('*') ? '#' : target };
}
