import { Tokenizer } from 'htmlparser2';
import { INFORMAL_LEVEL } from '../block.ts';
import type { BlockWriter } from '../block-writer.ts';
import { LineCounter } from '../line-counter.ts';
import { BLOCKS, HEADING, isHiddenBy, RAW, UNSEEN, VOID } from './elements.ts';

type Element = {
  readonly name: string;
  /** Whether what is inside is not shown. */
  readonly isHidden: boolean;
};

/** How far up the open elements an end tag is matched: hostile nesting must not make every end tag walk all of it. */
const MAX_MATCH_DEPTH = 64;

/**
 * Reads HTML in a README piece by piece, as a Markdown parser hands it over: open elements carry on from piece to piece, with
 * Markdown in between, and so does a comment or script that a piece leaves open.
 */
export class HtmlReader {
  readonly #writer: BlockWriter;
  readonly #open: Element[] = [];
  /** Made when there is HTML: half of all READMEs have none. */
  #tokenizer: Tokenizer | null = null;
  #hidden = 0;
  /** What a piece left open: the text that closes it, in lower case. */
  #awaited: string | null = null;
  #piece = '';
  #lines = new LineCounter('', 1);
  #consumed = 0;
  /** First line end at or behind the text being read: looked for once, not once for each bit of text. */
  #lineEnd = -1;
  #tag = '';
  #tagStart = 0;
  #attribute = '';
  #value = '';
  #attributes = new Map<string, string>();
  /** Where the attributes' values begin. */
  #starts = new Map<string, number>();
  #pre: { line: number; text: string }[] | null = null;
  #preLanguage = '';
  #preLine = 0;

  constructor(writer: BlockWriter) {
    this.#writer = writer;
  }

  /** Whether text that comes now is not shown. */
  get isHidden(): boolean {
    return this.#hidden > 0 || this.#awaited !== null;
  }

  /** Whether a heading element is open, so that a Markdown paragraph that comes now is its text. */
  get isInHeading(): boolean {
    const last = this.#open.at(-1);
    return last !== undefined && (HEADING.test(last.name) || last.name === 'summary');
  }

  get isInPre(): boolean {
    return this.#pre !== null;
  }

  /** Number of open elements, to be given back to `closeTo`. */
  get depth(): number {
    return this.#open.length;
  }

  /** Closes elements that were opened inside a Markdown paragraph that ends now. */
  closeTo(depth: number): void {
    while (this.#open.length > depth) this.#pop();
  }

  /** Reads a piece that begins at the source line `line`. */
  read(piece: string, line: number): void {
    let start = 0;
    if (this.#awaited !== null) {
      const end = piece.toLowerCase().indexOf(this.#awaited);
      if (end < 0) return;
      // An end tag is read as such; the end of a comment is not text.
      start = this.#awaited.startsWith('<') ? end : end + this.#awaited.length;
      this.#awaited = null;
    }
    const firstLine = start === 0 ? line : new LineCounter(piece, line).at(start);
    this.#piece = piece.slice(start);
    this.#lines = new LineCounter(this.#piece, firstLine);
    this.#consumed = 0;
    this.#lineEnd = -1;
    this.#tokenizer ??= this.#createTokenizer();
    this.#tokenizer.reset();
    this.#tokenizer.write(this.#piece);
    this.#carryOver();
  }

  #createTokenizer(): Tokenizer {
    return new Tokenizer(
      { xmlMode: false, decodeEntities: true },
      {
        ontext: (start, end) => this.#text(start, end),
        ontextentity: (codepoint, end) => this.#entity(codepoint, end),
        onopentagname: (start, end) => {
          this.#tagStart = start;
          this.#tag = this.#piece.slice(start, end).toLowerCase();
          this.#attributes = new Map();
          this.#starts = new Map();
        },
        onattribname: (start, end) => {
          this.#attribute = this.#piece.slice(start, end).toLowerCase();
          this.#value = '';
        },
        onattribdata: (start, end) => {
          if (this.#value === '') this.#starts.set(this.#attribute, start);
          this.#value += this.#piece.slice(start, end);
        },
        onattribentity: (codepoint) => {
          this.#value += String.fromCodePoint(codepoint);
        },
        onattribend: () => {
          if (!this.#attributes.has(this.#attribute)) this.#attributes.set(this.#attribute, this.#value);
        },
        onopentagend: (end) => this.#openTag(end, false),
        onselfclosingtag: (end) => this.#openTag(end, true),
        onclosetag: (start, end) => {
          this.#closeTag(this.#piece.slice(start, end).toLowerCase().trim());
          this.#consumed = end + 1;
        },
        oncomment: (_start, end) => this.#skip(end),
        oncdata: (_start, end) => this.#skip(end),
        ondeclaration: (_start, end) => this.#skip(end),
        onprocessinginstruction: (_start, end) => this.#skip(end),
        onend: () => {},
      },
    );
  }

  /** What the tokenizer did not give back is an unfinished tag, which is dropped, or a comment or script that goes on. */
  #carryOver(): void {
    const last = this.#open.at(-1);
    if (last && RAW.has(last.name)) {
      this.#awaited = `</${last.name}`;
      return;
    }
    const rest = this.#piece.slice(this.#consumed, this.#consumed + 4);
    if (this.#consumed < this.#piece.length && rest === '<!--') this.#awaited = '-->';
  }

  #skip(end: number): void {
    this.#consumed = end + 1;
  }

  #text(start: number, end: number): void {
    this.#consumed = end;
    if (this.#hidden > 0) return;
    let from = start;
    while (from < end) {
      if (this.#lineEnd < from) {
        const lineEnd = this.#piece.indexOf('\n', from);
        this.#lineEnd = lineEnd < 0 ? this.#piece.length : lineEnd;
      }
      const to = Math.min(this.#lineEnd, end);
      if (to > from) this.#write(this.#lines.at(from), this.#piece.slice(from, to));
      from = to + 1;
    }
  }

  #entity(codepoint: number, end: number): void {
    this.#consumed = end;
    if (this.#hidden > 0) return;
    const text = String.fromCodePoint(codepoint);
    this.#write(this.#lines.at(end - 1), text === '\n' ? ' ' : text);
  }

  #write(line: number, text: string): void {
    if (this.#pre) {
      const last = this.#pre.at(-1);
      if (last && last.line === line) last.text += text;
      else this.#pre.push({ line, text });
    } else if (this.#writer.isOpen || text.trim() !== '') this.#writer.text(line, text);
  }

  #openTag(end: number, isSelfClosing: boolean): void {
    this.#consumed = end + 1;
    const name = this.#tag;
    const attributes = this.#attributes;
    const isHidden = UNSEEN.has(name) || isHiddenBy(attributes);
    if (this.#hidden === 0 && !isHidden) this.#start(name, attributes);
    if (VOID.has(name) || (isSelfClosing && !RAW.has(name) && !BLOCKS.has(name) && name !== 'a')) return;
    if (isHidden) this.#hidden++;
    this.#open.push({ name, isHidden });
  }

  #start(name: string, attributes: ReadonlyMap<string, string>): void {
    const writer = this.#writer;
    switch (name) {
      case 'code':
        if (this.#pre && this.#preLanguage === '') {
          this.#preLanguage = (attributes.get('class') ?? '').split(' ').find((part) => part.startsWith('lang')) ?? '';
        }
        return;
      case 'br':
        if (writer.isOpen) writer.text(this.#lines.at(this.#tagStart), ' ');
        return;
      case 'img':
        this.#image(attributes);
        return;
      case 'a':
        if (attributes.has('href')) writer.openLink(attributes.get('href') ?? '');
        return;
      case 'b':
      case 'strong':
        if (writer.isOpen) writer.openStrong();
        else {
          writer.prose('paragraph');
          writer.openStrong();
        }
        return;
      case 'td':
      case 'th':
        if (writer.isOpen) writer.text(this.#lines.at(this.#tagStart), ' | ');
        return;
      case 'li':
        writer.counts.listItems++;
        writer.prose('item');
        return;
      case 'tr':
        writer.prose('row');
        return;
      case 'summary':
        writer.heading(INFORMAL_LEVEL);
        return;
      case 'pre':
        writer.close();
        this.#pre = [];
        this.#preLine = this.#lines.at(this.#tagStart);
        this.#preLanguage = attributes.get('lang') ?? '';
        return;
    }
    if (HEADING.test(name)) writer.heading(Number(name[1]));
    else if (BLOCKS.has(name)) {
      // A paragraph inside a cell or item is the cell's or item's text.
      const parent = this.#open.at(-1)?.name;
      if (parent !== 'li' && parent !== 'td' && parent !== 'th') writer.close();
    }
  }

  /** The alternative text is evidence, so the line must be its own: attributes may stand below the tag's name. */
  #image(attributes: ReadonlyMap<string, string>): void {
    const name = attributes.has('alt') ? 'alt' : 'title';
    const start = this.#starts.get(name) ?? this.#tagStart;
    const parts = (attributes.get(name) ?? '').split('\n');
    const index = Math.max(
      0,
      parts.findIndex((part) => part.trim() !== ''),
    );
    this.#writer.image(this.#lines.at(start) + index, parts[index] ?? '', attributes.get('src') ?? '');
  }

  #closeTag(name: string): void {
    const lowest = Math.max(0, this.#open.length - MAX_MATCH_DEPTH);
    for (let i = this.#open.length - 1; i >= lowest; i--) {
      if (this.#open[i]!.name !== name) continue;
      this.closeTo(i);
      return;
    }
    if (name === 'p') this.#writer.close();
  }

  #pop(): void {
    const element = this.#open.pop();
    if (!element) return;
    const { name } = element;
    if (element.isHidden) {
      this.#hidden--;
      return;
    }
    if (this.#hidden > 0) return;
    if (name === 'a') this.#writer.closeLink();
    else if (name === 'b' || name === 'strong') this.#writer.closeStrong();
    else if (name === 'pre') this.#endPre();
    else if (name === 'details') this.#writer.end(INFORMAL_LEVEL);
    else if (BLOCKS.has(name)) {
      const parent = this.#open.at(-1)?.name;
      if (name === 'li' || name === 'tr' || (parent !== 'li' && parent !== 'td' && parent !== 'th'))
        this.#writer.close();
    }
  }

  #endPre(): void {
    if (this.#pre) this.#writer.code(this.#preLanguage, this.#preLine, this.#pre);
    this.#pre = null;
  }
}
