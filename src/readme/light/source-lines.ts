import type { TextLine } from '../block.ts';

const LIST_MARK = /^\s{0,40}(?:[-*+•]|\(?(?:\d{1,9}|#|[a-zA-Z])[.)])\s+/;

/** A README line by line, for formats that are read so. Lines count from 0 here and from 1 in what it gives out. */
export class SourceLines {
  readonly #lines: readonly string[];

  constructor(text: string) {
    this.#lines = text.split('\n');
  }

  get count(): number {
    return this.#lines.length;
  }

  /** An empty string behind the last line. */
  at(index: number): string {
    return this.#lines[index] ?? '';
  }

  isBlank(index: number): boolean {
    return this.at(index).trim() === '';
  }

  /** Columns of white space in front, a tab counting to the next multiple of four; -1 for a blank line. */
  indent(index: number): number {
    const line = this.at(index);
    let columns = 0;
    for (let i = 0; i < line.length; i++) {
      if (line[i] === ' ') columns++;
      else if (line[i] === '\t') columns += 4 - (columns % 4);
      else return columns;
    }
    return -1;
  }

  /** Lines from `start` up to `end`, without blank ones. */
  take(start: number, end: number): TextLine[] {
    const taken: TextLine[] = [];
    for (let i = start; i < end; i++) if (!this.isBlank(i)) taken.push({ line: i + 1, text: this.at(i) });
    return taken;
  }

  /** First line at or after `start` that is indented less than `indent`; blank lines in between belong to the block. */
  endOfIndented(start: number, indent: number): number {
    let end = start;
    for (let i = start; i < this.count; i++) {
      const columns = this.indent(i);
      if (columns < 0) continue;
      if (columns < indent) break;
      end = i + 1;
    }
    return end;
  }
}

/** Length of the list mark that a line begins with, white space in front and behind included; 0 where there is none. */
export function listMarkLength(line: string): number {
  return LIST_MARK.exec(line)?.[0].length ?? 0;
}

/** The character that a line repeats from end to end, such as an underline; else null. White space at the end is allowed. */
export function repeatedCharacter(line: string, minLength: number): string | null {
  const text = line.trimEnd();
  const first = text[0];
  if (first === undefined || text.length < minLength || /[\w\s]/.test(first)) return null;
  for (let i = 1; i < text.length; i++) if (text[i] !== first) return null;
  return first;
}
