import { BlockWriter } from '../block-writer.ts';
import { HtmlReader } from '../html/html.ts';
import { LineCounter } from '../line-counter.ts';
import { readFrontMatter } from './front-matter.ts';
import { type ParsedBlocks, type Position, parseBlocks, parseInline, type Token } from './parser.ts';

const ALERT = /^\s*\[!(?:note|tip|important|warning|caution)\]/i;
const TASK = /^\s*\[[ xX]\]\s/;
/** Import and export lines, comments in braces, and components that stand alone. */
const MDX_STATEMENT = /^(?:(?:import|export)\s|\{\/\*|<\/?[A-Z][^<]*>$)/;
/** Characters that inline markup begins with; images begin with a bracket too. */
const SPECIAL = /[\\`*_~[<&]/;
/** A paragraph that was a heading before marks had to be followed by a space, and is meant as one. */
const OLD_HEADING = /^(#{1,6})(\p{L}.{0,80}?)#{0,6}$/u;
const BACKTICK = 96;
/**
 * Characters of one block whose inline markup is read: no hand writes longer ones, and what the parser keeps of each mark makes
 * the time grow faster than the text.
 */
const MAX_MARKED_CHARACTERS = 100_000;

/** Reads Markdown as GitHub shows it, HTML in it included. `isMdx` leaves out the import and export lines of MDX. */
export function readMarkdown(text: string, isMdx: boolean): BlockWriter {
  const writer = new BlockWriter();
  const { body, fields } = readFrontMatter(text);
  writer.frontMatter = fields;
  new MarkdownWalker(writer, isMdx, parseBlocks(body)).walk();
  writer.close();
  return writer;
}

/** Reads a README that is an HTML page. */
export function readHtml(text: string): BlockWriter {
  const writer = new BlockWriter();
  const html = new HtmlReader(writer);
  html.read(text, 1);
  html.closeTo(0);
  writer.close();
  return writer;
}

class MarkdownWalker {
  readonly #writer: BlockWriter;
  readonly #html: HtmlReader;
  readonly #isMdx: boolean;
  readonly #blocks: ParsedBlocks;
  #isItemStart = false;
  #items = 0;
  #quotes = 0;
  /** Depth of the quote that is an alert, 0 where none is. */
  #alert = 0;
  #isQuoteStart = false;
  #rowLine = 0;
  #isInRow = false;
  #isInAutolink = false;

  constructor(writer: BlockWriter, isMdx: boolean, blocks: ParsedBlocks) {
    this.#writer = writer;
    this.#html = new HtmlReader(writer);
    this.#isMdx = isMdx;
    this.#blocks = blocks;
  }

  walk(): void {
    const writer = this.#writer;
    for (const token of this.#blocks.tokens) {
      switch (token.type) {
        case 'inline':
          this.#inline(token);
          break;
        case 'heading_open':
          if (!this.#html.isHidden) writer.heading(Number(token.tag[1]));
          break;
        case 'heading_close':
        case 'paragraph_close':
          if (!this.#html.isInHeading) writer.close();
          break;
        case 'paragraph_open':
          this.#openParagraph();
          break;
        case 'list_item_open':
          writer.close();
          this.#items++;
          this.#isItemStart = true;
          if (!this.#html.isHidden) writer.counts.listItems++;
          break;
        case 'list_item_close':
          writer.close();
          this.#items--;
          break;
        case 'blockquote_open':
          this.#quotes++;
          this.#isQuoteStart = true;
          break;
        case 'blockquote_close':
          if (this.#alert === this.#quotes) this.#alert = 0;
          this.#quotes--;
          break;
        case 'tr_open':
          if (!this.#html.isHidden) writer.prose('row');
          this.#isInRow = true;
          this.#rowLine = (token.map?.[0] ?? 0) + 1;
          break;
        case 'tr_close':
          this.#isInRow = false;
          writer.close();
          break;
        case 'td_close':
        case 'th_close':
          if (!this.#html.isHidden) writer.text(this.#rowLine, ' | ');
          break;
        case 'fence':
          this.#code(token, 1, token.info);
          break;
        case 'code_block':
          this.#code(token, 0, '');
          break;
        case 'html_block':
          this.#html.read(token.content, (token.map?.[0] ?? 0) + 1);
          break;
      }
    }
  }

  #openParagraph(): void {
    if (this.#html.isHidden || this.#html.isInHeading) return;
    if (this.#alert > 0) this.#writer.prose('aside');
    else this.#writer.prose(this.#items > 0 && this.#isItemStart ? 'item' : 'paragraph');
  }

  #code(token: Token, offset: number, info: string): void {
    if (this.#html.isHidden) return;
    const first = (token.map?.[0] ?? 0) + 1;
    const lines: { line: number; text: string }[] = [];
    let line = first + offset;
    for (const text of token.content.split('\n')) {
      if (text.trim() !== '') lines.push({ line, text });
      line++;
    }
    this.#writer.code(info, first, lines);
  }

  #inline(token: Token): void {
    let { content } = token;
    const firstLine = this.#isInRow ? this.#rowLine : (token.map?.[0] ?? 0) + 1;
    let skipped = 0;
    if (this.#isQuoteStart) {
      skipped = ALERT.exec(content)?.[0].length ?? 0;
      if (skipped > 0 && !this.#html.isHidden) {
        this.#alert = this.#quotes;
        this.#writer.prose('aside');
      }
    } else if (this.#isItemStart) skipped = TASK.exec(content)?.[0].length ?? 0;
    this.#isQuoteStart = false;
    this.#isItemStart = false;
    if (this.#isMdx && MDX_STATEMENT.test(content)) return;
    const old = this.#isInRow || this.#items > 0 || !content.startsWith('#') ? null : OLD_HEADING.exec(content);
    if (old && !this.#html.isHidden) {
      this.#writer.heading(old[1]!.length);
      content = old[2]!;
    }
    if (!SPECIAL.test(content)) {
      this.#plain(content, firstLine);
      return;
    }
    const marked = content.length > MAX_MARKED_CHARACTERS ? cutAtSpace(content, MAX_MARKED_CHARACTERS) : content;
    const depth = this.#html.depth;
    const lines = new LineCounter(content, firstLine);
    for (const child of parseInline(marked, this.#blocks.env)) {
      // The rest of a mark at the start is never split: it holds nothing that inline markup begins with.
      if (skipped > 0 && child.type === 'text') {
        if (!this.#html.isHidden) this.#writer.text(lines.at(positionOf(child)), child.content.slice(skipped));
        skipped = 0;
      } else this.#child(child, marked, lines);
    }
    this.#html.closeTo(depth);
    if (marked === content) return;
    const line = lines.at(marked.length);
    this.#writer.plainFrom ??= line;
    this.#plain(content.slice(marked.length), line);
  }

  /** Text without inline markup, which is most cells and headings. */
  #plain(content: string, firstLine: number): void {
    if (this.#html.isHidden) return;
    let line = firstLine;
    for (const text of content.split('\n')) {
      this.#writer.text(line, text);
      line++;
    }
  }

  #child(child: Token, content: string, lines: LineCounter): void {
    const writer = this.#writer;
    if (child.type === 'html_inline') {
      this.#html.read(child.content, lines.at(positionOf(child)));
      return;
    }
    if (this.#html.isHidden) return;
    switch (child.type) {
      case 'text':
      case 'text_special':
        if (!this.#isInAutolink) writer.text(lines.at(positionOf(child)), child.content === '\n' ? ' ' : child.content);
        break;
      case 'code_inline':
        this.#span(child, content, lines);
        break;
      case 'link_open':
        if (child.markup === 'autolink') this.#isInAutolink = true;
        else writer.openLink(String(child.attrGet('href') ?? ''));
        break;
      case 'link_close':
        if (child.markup === 'autolink') this.#isInAutolink = false;
        else writer.closeLink();
        break;
      case 'strong_open':
        writer.openStrong();
        break;
      case 'strong_close':
        writer.closeStrong();
        break;
      case 'image':
        writer.image(
          lines.at(positionOf(child)),
          child.content.split('\n', 1)[0] ?? '',
          String(child.attrGet('src') ?? ''),
        );
        break;
    }
  }

  #span(child: Token, content: string, lines: LineCounter): void {
    const start = positionOf(child);
    const from = start + child.markup.length;
    // Line ends inside have become spaces, and one space at either end may be gone: only the source tells the lines.
    const isTrimmed = content.charCodeAt(from + child.content.length) !== BACKTICK;
    const raw = content.slice(from, from + child.content.length + (isTrimmed ? 2 : 0));
    if (!raw.includes('\n')) {
      this.#writer.span(lines.at(start), child.content);
      return;
    }
    let position = from;
    for (const part of raw.split('\n')) {
      if (part !== '') this.#writer.span(lines.at(position), part);
      position += part.length + 1;
    }
  }
}

/** The beginning of a text: up to a line end or space where one is near `length`, else up to a whole character. */
function cutAtSpace(text: string, length: number): string {
  const start = text.slice(0, length);
  const end = Math.max(start.lastIndexOf('\n'), start.lastIndexOf(' '));
  if (end > length / 2) return start.slice(0, end);
  const last = start.charCodeAt(length - 1);
  return last >= 0xd800 && last <= 0xdbff ? start.slice(0, -1) : start;
}

function positionOf(token: Token): number {
  // `meta` is untyped in markdown-it; PositionedState sets it on every token of these types.
  return (token.meta as Position).position;
}
