import type { TextLine } from './block.ts';
import { BlockWriter } from './block-writer.ts';
import { dropped, findClose, type InlineMatch, type InlineSyntax, writeInline } from './inline.ts';
import { HtmlReader } from './markdown/html.ts';
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

/** The text in the brackets of an image: what stands before the first comma, unless that is a named attribute. */
function altOf(text: string): string {
  const [first = ''] = text.split(',', 1);
  const named = /\balt\s*=\s*"([^"]{0,300})"/.exec(text)?.[1];
  return named ?? (first.includes('=') ? '' : first.replace(/^"|"$/g, ''));
}

/** `code`, *bold*, _emphasis_, url[text], link:url[text], image:url[alt], xref:id[text], <<id,text>>, {attribute}. */
export const ADOC_INLINE: InlineSyntax = {
  specials: '`*_[<{+#h:lixfkbmpa(',
  match(text, at) {
    switch (text[at]) {
      case '`': {
        const mark = text[at + 1] === '`' ? '``' : '`';
        const end = findClose(text, mark, at + mark.length);
        if (end < 0) return null;
        const isPassed = text[at + mark.length] === '+' && text[end - 1] === '+' && end - at > 3;
        const shift = mark.length + (isPassed ? 1 : 0);
        return { kind: 'code', end: end + mark.length, from: at + shift, to: end - (isPassed ? 1 : 0), href: '' };
      }
      case '*':
        return isMark(text, at) ? { ...dropped(text[at + 1] === '*' ? at + 2 : at + 1), kind: 'strong' } : null;
      case '_':
      case '+':
      case '#':
        return isMark(text, at) ? dropped(at + 1) : null;
      case '[': {
        const end = findClose(text, ']', at + 1);
        if (text[at + 1] === '[') return end > 0 ? dropped(end + 2) : null;
        // A role in front of marked text.
        return end > 0 && /^\[[.#][\w.#-]{0,60}\][#*_`]/.test(text.slice(at, end + 2)) ? dropped(end + 1) : null;
      }
      case '<': {
        if (text[at + 1] !== '<') return null;
        const end = findClose(text, '>>', at + 2);
        const comma = end < 0 ? -1 : text.slice(at, end).indexOf(',');
        if (end < 0) return null;
        // Without a text of its own the title it leads to is shown, which ids are not.
        if (comma < 0 && !text.slice(at, end).includes(' ')) return dropped(end + 2);
        return { kind: 'link', end: end + 2, from: comma < 0 ? at + 2 : at + comma + 1, to: end, href: '#' };
      }
      case '(': {
        const end = text.startsWith('(((', at) ? findClose(text, ')))', at) : -1;
        return end < 0 ? null : dropped(end + 3);
      }
      case '{': {
        const end = findClose(text, '}', at + 1);
        return end > 0 && /^\{[\w!][\w:-]{0,60}$/.test(text.slice(at, end))
          ? (matchMacro(text, at, end + 1) ?? dropped(end + 1))
          : null;
      }
      default:
        return matchNamedMacro(text, at);
    }
  },
};

/** A mark that begins or ends a phrase: next to a word on one side only. */
function isMark(text: string, at: number): boolean {
  const mark = text[at]!;
  let end = at + 1;
  if (text[end] === mark) end++;
  const before = text[at - 1] ?? ' ';
  const after = text[end] ?? ' ';
  if (before === mark || after === mark) return true;
  return end - at === 2 || /\w/.test(before) !== /\w/.test(after);
}

const NAMED_MACRO =
  /^(?:(https?|ftp|irc|mailto|link|xref|image|icon|kbd|btn|menu|footnote|footnoteref|pass|anchor|indexterm2?|stem|latexmath):)/;

function matchNamedMacro(text: string, at: number): InlineMatch | null {
  if (/\w/.test(text[at - 1] ?? ' ')) return null;
  const found = NAMED_MACRO.exec(text.slice(at, at + 14));
  return found ? matchMacro(text, at, at + found[0].length) : null;
}

/** `name:target[text]` from `at`, the target beginning at `from`. */
function matchMacro(text: string, at: number, from: number): InlineMatch | null {
  const window = text.slice(from, from + 500);
  const open = /^[^\s[\]<>"]{0,400}\[/.exec(window);
  if (!open) return null;
  const start = from + open[0].length;
  const end = findClose(text, ']', start);
  if (end < 0) return null;
  const target = text.slice(at, start - 1);
  const name = target.slice(0, target.indexOf(':'));
  if (name === 'image' || name === 'icon') {
    const alt = altOf(text.slice(start, end));
    const offset = text.slice(start, end).indexOf(alt);
    return {
      kind: 'image',
      end: end + 1,
      from: start + Math.max(offset, 0),
      to: start + Math.max(offset, 0) + alt.length,
      href: target.slice(name.length + 1),
    };
  }
  if (name === 'footnote' || name === 'footnoteref' || name === 'anchor' || name === 'indexterm')
    return dropped(end + 1);
  if (name === 'kbd' || name === 'btn' || name === 'menu' || name === 'pass')
    return { kind: 'text', end: end + 1, from: start, to: end, href: '' };
  // Named attributes behind the text, and the mark for a new window.
  const content = text.slice(start, end);
  const attributes = /,\s{0,4}(?:window|role|opts|options|title|id|rel)\s{0,4}=/.exec(content)?.index ?? content.length;
  const to = start + (content[attributes - 1] === '^' ? attributes - 1 : attributes);
  return {
    kind: 'link',
    end: end + 1,
    from: start,
    to,
    href: name === 'link' ? target.slice(5) : name === 'xref' ? '#' : target,
  };
}
