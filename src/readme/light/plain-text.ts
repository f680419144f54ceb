import type { TextLine } from '../block.ts';
import { BlockWriter } from '../block-writer.ts';
import { type InlineSyntax, writeInline } from './inline.ts';
import { listMarkLength, repeatedCharacter, SourceLines } from './source-lines.ts';

const MAX_HEADING = 80;
/** `NAME OF THE THING`, with figures and signs, at least one word of three letters. */
const CAPITALS = /^[^\p{Ll}]*\p{Lu}{3}[^\p{Ll}]*$/u;
const NUMBERED = /^(?:\d{1,3}(?:\.\d{1,3}){0,4}\.?|[IVX]{1,5}\.)\s+\p{Lu}/u;
const MARKED = /^(={1,6}|#{1,6}|\*{1,3})\s+(\S.*?)\s*[=#*]*$/;
const CODE_INDENT = 4;

/**
 * Reads plain text: headings are underlined, in capitals, marked with `=` or `#`, or, for the first line, short and alone; text
 * indented by four columns more than the rest is code.
 */
export function readPlainText(text: string): BlockWriter {
  const writer = new BlockWriter();
  new Reader(writer, new SourceLines(text)).read();
  writer.close();
  return writer;
}

class Reader {
  readonly #writer: BlockWriter;
  readonly #lines: SourceLines;
  /** Indent that most text has: some files are indented as a whole. */
  readonly #margin: number;
  #isFirst = true;
  /** Whether the last block of text opened a list or a description, whose continuation is indented. */
  #isInItem = false;

  constructor(writer: BlockWriter, lines: SourceLines) {
    this.#writer = writer;
    this.#lines = lines;
    this.#margin = marginOf(lines);
  }

  read(): void {
    let at = 0;
    while (at < this.#lines.count) at = this.#block(at);
  }

  #block(at: number): number {
    const lines = this.#lines;
    const text = lines.at(at).trim();
    if (text === '' || repeatedCharacter(text, 3) !== null) return at + 1;
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    const under = repeatedCharacter(lines.at(at + 1).trim(), 3);
    if (under !== null && text.length <= MAX_HEADING) {
      this.#heading(at, text, isFirst || under === '=' || under === '*' || under === '#' ? 1 : 2);
      return at + 2;
    }
    const marked = MARKED.exec(text);
    const isIndented = lines.indent(at) >= this.#margin + CODE_INDENT;
    if (marked && !isIndented && text.length <= MAX_HEADING && !text.startsWith('* ')) {
      this.#heading(at, marked[2]!, marked[1]!.length);
      return at + 1;
    }
    const isAlone = lines.isBlank(at + 1) && (isFirst || lines.isBlank(at - 1));
    if (isAlone && text.length <= MAX_HEADING) {
      if (isFirst && !/[.!?]$/.test(text)) {
        this.#heading(at, text, 1);
        return at + 1;
      }
      const words = text.replace(/:$/, '');
      if (
        lines.indent(at) <= this.#margin &&
        (CAPITALS.test(words) || NUMBERED.test(words)) &&
        !/[.!?,;]$/.test(words)
      ) {
        this.#heading(at, words, 2);
        return at + 1;
      }
    }
    if (
      CAPITALS.test(text) &&
      text.length <= 40 &&
      lines.indent(at) <= this.#margin &&
      (lines.isBlank(at - 1) || isFirst) &&
      lines.indent(at + 1) > this.#margin
    ) {
      this.#heading(at, text, 2);
      return at + 1;
    }
    if (lines.indent(at) >= this.#margin + CODE_INDENT && !this.#isInItem && listMarkLength(lines.at(at)) === 0)
      return this.#code(at);
    return this.#paragraph(at);
  }

  #heading(at: number, text: string, level: number): void {
    this.#isInItem = false;
    this.#writer.heading(level);
    this.#writer.text(at + 1, text);
    this.#writer.close();
  }

  #code(at: number): number {
    const end = this.#lines.endOfIndented(at, this.#margin + CODE_INDENT);
    this.#writer.code('', at + 1, this.#lines.take(at, end));
    return end;
  }

  #paragraph(at: number): number {
    const lines = this.#lines;
    const mark = listMarkLength(lines.at(at));
    this.#isInItem = mark > 0 || (this.#isInItem && lines.indent(at) > this.#margin);
    if (mark > 0) this.#writer.counts.listItems++;
    this.#writer.prose(mark > 0 ? 'item' : 'paragraph');
    const taken: TextLine[] = [{ line: at + 1, text: lines.at(at).slice(mark) }];
    let end = at + 1;
    while (end < lines.count && !lines.isBlank(end) && listMarkLength(lines.at(end)) === 0) {
      if (repeatedCharacter(lines.at(end + 1).trim(), 3) !== null) break;
      taken.push({ line: end + 1, text: lines.at(end) });
      end++;
    }
    writeInline(this.#writer, taken, PLAIN_INLINE);
    this.#writer.close();
    return end;
  }
}

/** The smallest indent that a third of the lines do not exceed. */
function marginOf(lines: SourceLines): number {
  const counts = new Map<number, number>();
  let total = 0;
  for (let i = 0; i < lines.count; i++) {
    const indent = lines.indent(i);
    if (indent < 0) continue;
    total++;
    counts.set(indent, (counts.get(indent) ?? 0) + 1);
  }
  let seen = 0;
  for (const [indent, count] of [...counts].sort(([a], [b]) => a - b)) {
    seen += count;
    if (seen * 3 >= total) return indent;
  }
  return 0;
}

const PLAIN_INLINE: InlineSyntax = { specials: '', match: () => null };
