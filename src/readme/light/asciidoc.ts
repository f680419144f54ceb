import type { TextLine } from '../block.ts';
import { BlockWriter } from '../block-writer.ts';
import { HtmlReader } from '../html/html.ts';
import { ADOC_INLINE, altOf } from './asciidoc-inline.ts';
import { writeInline } from './inline.ts';
import { repeatedCharacter, SourceLines } from './source-lines.ts';

const HEADING = /^(={1,6}|#{1,6})\s+(\S.*)$/;
const ATTRIBUTE = /^:!?([\w][\w-]{0,60})!?:(?:\s|$)/;
const BLOCK_ATTRIBUTES = /^\[[^\]]{0,300}\]\s*$/;
const BLOCK_MACRO = /^(image|include|toc|video|audio|ifdef|ifndef|ifeval|endif)::(\S{0,500}?)\[([^\]]{0,500})\]?.*$/;
const BLOCK_TITLE = /^\.[^\s.].{0,200}$/;
const ADMONITION = /^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s/;
const ADMONITION_STYLE = /^\[(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\b/;
const ITEM = /^\s{0,20}(?:[*]{1,6}|-|\.{1,6}|\d{1,9}[.)]|<\d{1,3}>|<\.>)\s+(?:\[[ xX*]\]\s+)?/;
const AUTHOR = /<[^>\s]{3,80}@[^>\s]{1,80}>|^(?:[\p{Lu}][\p{L}.'-]*[ _]?){1,4}$/u;
const FENCE = /^```(.{0,60})$/;

/** Reads AsciiDoc, as far as text, headings, code and images go. Attribute references show nothing. */
export function readAsciidoc(text: string): BlockWriter {
  const writer = new BlockWriter();
  new Reader(writer, new SourceLines(text)).read();
  writer.close();
  return writer;
}

class Reader {
  readonly #writer: BlockWriter;
  readonly #lines: SourceLines;
  /** What the last line in brackets said of the block below it. */
  #style = '';
  #styleLine = 0;
  #isAside = false;
  #isInTable = false;

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
    const line = lines.at(at).trimEnd();
    if (line === '') {
      this.#isAside = false;
      return at + 1;
    }
    if (this.#isInTable) return this.#row(at, line);
    if (BLOCK_ATTRIBUTES.test(line)) {
      this.#style = line;
      this.#styleLine = at + 1;
      this.#isAside ||= ADMONITION_STYLE.test(line);
      return at + 1;
    }
    const next = this.#heading(at, line) ?? this.#delimited(at, line) ?? this.#single(at, line) ?? this.#paragraph(at);
    this.#style = '';
    return next;
  }

  #heading(at: number, line: string): number | null {
    const found = HEADING.exec(line);
    if (found) {
      const [, marks = '', title = ''] = found;
      this.#writer.heading(marks.length);
      writeInline(this.#writer, [{ line: at + 1, text: title.replace(/ =+$/, '') }], ADOC_INLINE);
      this.#writer.close();
      return marks.length === 1 ? this.#header(at + 1) : at + 1;
    }
    // The old way: a rule about as long as the title below it.
    const under = repeatedCharacter(this.#lines.at(at + 1), 3);
    const level = under === null ? 0 : '=-~^+'.indexOf(under) + 1;
    const length = this.#lines.at(at + 1).trimEnd().length;
    if (
      level === 0 ||
      /^[\s.[*|]/.test(line) ||
      Math.abs(length - line.length) > 3 ||
      repeatedCharacter(line, 4) !== null
    )
      return null;
    this.#writer.heading(level);
    writeInline(this.#writer, [{ line: at + 1, text: line }], ADOC_INLINE);
    this.#writer.close();
    return level === 1 ? this.#header(at + 2) : at + 2;
  }

  /** Author, revision and attributes right below the document's title are no text. */
  #header(at: number): number {
    const lines = this.#lines;
    let end = at;
    while (end < lines.count && !lines.isBlank(end)) {
      const line = lines.at(end).trimEnd();
      const isHeader =
        ATTRIBUTE.test(line) || line.startsWith('//') || AUTHOR.test(line) || /^v?\d[\w.]*(?:,|$)/.test(line);
      if (!isHeader) break;
      end++;
    }
    return end;
  }

  /** Blocks between two equal lines. An open or example block is read like the text around it. */
  #delimited(at: number, line: string): number | null {
    const fence = FENCE.exec(line);
    if (fence) return this.#code(at, '```', fence[1] ?? '');
    if (/^[|,:!]===$/.test(line)) {
      this.#isInTable = true;
      return at + 1;
    }
    const mark = repeatedCharacter(line, 4);
    if (line === '--' || mark === '=' || mark === '*' || mark === '_' || mark === '~') return at + 1;
    if (mark === '-' || mark === '.') return this.#code(at, line, this.#language());
    if (mark === '+') return this.#passthrough(at, line);
    if (mark === '/') return this.#endOf(at, line) + 1;
    if (line === "'''" || line === '<<<' || line === '---' || line === '***') return at + 1;
    return null;
  }

  #language(): string {
    const [style = '', second = ''] = this.#style.slice(1, -1).split(',', 2);
    const name = style.trim().split(/[#%.]/, 1)[0];
    if (name === 'source' || name === '' || name === 'listing') return second.replace(/^\s*language\s*=/, '');
    return name === 'mermaid' || name === 'plantuml' ? name : '';
  }

  /** Line that closes the block opened at `at`, or the number of lines where none does. */
  #endOf(at: number, delimiter: string): number {
    let end = at + 1;
    while (end < this.#lines.count && this.#lines.at(end).trimEnd() !== delimiter) end++;
    return end;
  }

  #code(at: number, delimiter: string, language: string): number {
    const end = this.#endOf(at, delimiter);
    const languageLine = this.#style !== '' && delimiter !== '```' ? this.#styleLine : at + 1;
    this.#writer.code(language, languageLine, this.#lines.take(at + 1, end));
    return end + 1;
  }

  #passthrough(at: number, delimiter: string): number {
    const end = this.#endOf(at, delimiter);
    const source: string[] = [];
    for (let i = at + 1; i < end; i++) source.push(this.#lines.at(i));
    const html = new HtmlReader(this.#writer);
    html.read(source.join('\n'), at + 2);
    html.closeTo(0);
    this.#writer.close();
    return end + 1;
  }

  /** Lines that are a block by themselves. */
  #single(at: number, line: string): number | null {
    if (ATTRIBUTE.test(line) || line.startsWith('//') || line === '+') return at + 1;
    const [, macro, target = '', text = ''] = BLOCK_MACRO.exec(line) ?? [];
    if (macro !== undefined) {
      if (macro === 'image') {
        this.#image(at, target, text);
        this.#writer.close();
      }
      return at + 1;
    }
    if (BLOCK_TITLE.test(line)) {
      this.#writer.prose('paragraph');
      writeInline(this.#writer, [{ line: at + 1, text: line.slice(1) }], ADOC_INLINE);
      this.#writer.close();
      return at + 1;
    }
    // A paragraph that is indented is shown as it stands.
    if (/^\s/.test(line) && !ITEM.test(line)) {
      const end = this.#endOfParagraph(at);
      this.#writer.code(this.#style === '' ? '' : this.#language(), at + 1, this.#lines.take(at, end));
      return end;
    }
    return null;
  }

  #image(at: number, target: string, text: string): void {
    const link = /\blink\s*=\s*"?([^",\]]{1,300})/.exec(text)?.[1];
    if (link !== undefined) this.#writer.openLink(link);
    this.#writer.image(at + 1, altOf(text), target);
  }

  #row(at: number, line: string): number {
    if (/^[|,:!]===$/.test(line)) {
      this.#isInTable = false;
      return at + 1;
    }
    this.#writer.prose('row');
    writeInline(this.#writer, [{ line: at + 1, text: line }], ADOC_INLINE);
    this.#writer.close();
    return at + 1;
  }

  #endOfParagraph(at: number): number {
    const lines = this.#lines;
    let end = at + 1;
    while (end < lines.count && !lines.isBlank(end)) {
      const line = lines.at(end).trimEnd();
      if (
        ITEM.test(line) ||
        BLOCK_ATTRIBUTES.test(line) ||
        line === '+' ||
        repeatedCharacter(line, 4) !== null ||
        FENCE.test(line)
      )
        break;
      end++;
    }
    return end;
  }

  #paragraph(at: number): number {
    const lines = this.#lines;
    const end = this.#endOfParagraph(at);
    const taken: TextLine[] = lines.take(at, end).filter(({ text }) => !text.startsWith('//'));
    const [first] = taken;
    if (!first) return end;
    const mark = ITEM.exec(first.text)?.[0].length ?? 0;
    const note = ADMONITION.exec(first.text)?.[0].length ?? 0;
    if (mark > 0) this.#writer.counts.listItems++;
    if (mark === 0 && this.#style !== '' && /^\[(?:source|listing|literal)\b/.test(this.#style)) {
      this.#writer.code(this.#language(), this.#styleLine, taken);
      return end;
    }
    this.#writer.prose(note > 0 || this.#isAside ? 'aside' : mark > 0 ? 'item' : 'paragraph');
    taken[0] = { line: first.line, text: first.text.slice(mark + note) };
    writeInline(this.#writer, taken, ADOC_INLINE);
    this.#writer.close();
    return end;
  }
}
