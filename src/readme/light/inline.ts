import type { TextLine } from '../block.ts';
import type { BlockWriter } from '../block-writer.ts';

/**
 * What a piece of inline markup is: `text` and `code` show `from` to `to`, `link` does so with an address, `image` has it as
 * alternative text, `strong` is a mark that begins or ends bold text, `drop` shows nothing.
 */
export type InlineMatch = {
  readonly kind: 'text' | 'code' | 'link' | 'image' | 'strong' | 'drop';
  /** Where the markup ends; always behind where it began. */
  readonly end: number;
  readonly from: number;
  readonly to: number;
  readonly href: string;
};

/** Inline markup of a format. `match` is asked at each of the `specials` only, and must look ahead a bounded way. */
export type InlineSyntax = {
  readonly specials: string;
  match(text: string, at: number): InlineMatch | null;
};

/** Farthest that the end of a piece of markup is looked for, in characters: bounds the time on marks that are never closed. */
export const MAX_LOOK_AHEAD = 500;
/** Markup inside markup, such as code in the text of a link. */
const MAX_DEPTH = 3;

/** Position of `mark` at or after `from`, within `MAX_LOOK_AHEAD` and not behind an empty line; -1 where there is none. */
export function findClose(text: string, mark: string, from: number): number {
  const found = text.slice(from, from + MAX_LOOK_AHEAD).indexOf(mark);
  return found < 0 ? -1 : from + found;
}

export function dropped(end: number): InlineMatch {
  return { kind: 'drop', end, from: end, to: end, href: '' };
}

/** Writes the lines of one block into the open block of `writer`, each piece of text on its own line. */
export function writeInline(writer: BlockWriter, lines: readonly TextLine[], syntax: InlineSyntax): void {
  new InlineWriter(writer, lines, syntax).write();
}

class InlineWriter {
  readonly #writer: BlockWriter;
  readonly #lines: readonly TextLine[];
  readonly #syntax: InlineSyntax;
  readonly #text: string;
  #isStrong = false;
  #index = 0;
  #lineEnd: number;

  constructor(writer: BlockWriter, lines: readonly TextLine[], syntax: InlineSyntax) {
    this.#writer = writer;
    this.#lines = lines;
    this.#syntax = syntax;
    this.#text = lines.length === 1 ? lines[0]!.text : lines.map((line) => line.text).join('\n');
    this.#lineEnd = lines[0]?.text.length ?? 0;
  }

  write(): void {
    this.#range(0, this.#text.length, 0);
  }

  #range(from: number, to: number, depth: number): void {
    const { specials } = this.#syntax;
    let start = from;
    for (let at = from; at < to; ) {
      if (!specials.includes(this.#text[at]!)) {
        at++;
        continue;
      }
      const match = depth < MAX_DEPTH ? this.#syntax.match(this.#text, at) : null;
      if (!match || match.end > to) {
        at++;
        continue;
      }
      this.#plain(start, at, false);
      this.#markup(match, at, depth);
      at = match.end;
      start = at;
    }
    this.#plain(start, to, false);
  }

  #markup(match: InlineMatch, at: number, depth: number): void {
    const writer = this.#writer;
    switch (match.kind) {
      case 'text':
        this.#range(match.from, match.to, depth + 1);
        break;
      case 'code':
        this.#plain(match.from, match.to, true);
        break;
      case 'link':
        writer.openLink(match.href);
        this.#range(match.from, match.to, depth + 1);
        writer.closeLink();
        break;
      case 'image':
        writer.image(this.#lineAt(at), this.#text.slice(match.from, match.to), match.href);
        break;
      case 'strong':
        if (this.#isStrong) writer.closeStrong();
        else writer.openStrong();
        this.#isStrong = !this.#isStrong;
        break;
      case 'drop':
        break;
    }
  }

  #plain(from: number, to: number, isCode: boolean): void {
    for (let start = from; start < to; ) {
      const line = this.#lineAt(start);
      const end = Math.min(to, this.#lineEnd);
      if (end > start) {
        const text = this.#text.slice(start, end);
        if (isCode) this.#writer.span(line, text);
        else this.#writer.text(line, text);
      }
      start = end + 1;
    }
  }

  /** Positions come in ascending order. */
  #lineAt(position: number): number {
    while (position > this.#lineEnd && this.#index + 1 < this.#lines.length) {
      this.#index++;
      this.#lineEnd += this.#lines[this.#index]!.text.length + 1;
    }
    return this.#lines[this.#index]?.line ?? 1;
  }
}
