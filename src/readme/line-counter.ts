/** Lines of positions in a text, asked for in ascending order; each character is looked at once. */
export class LineCounter {
  readonly #text: string;
  #position = 0;
  #line: number;
  #next: number;

  constructor(text: string, firstLine: number) {
    this.#text = text;
    this.#line = firstLine;
    this.#next = text.indexOf('\n');
  }

  get line(): number {
    return this.#line;
  }

  /** Source line that the character at `position` stands on; a line end belongs to the line it ends. */
  at(position: number): number {
    if (position < this.#position) return this.#line;
    this.#position = position;
    while (this.#next >= 0 && this.#next < position) {
      this.#line++;
      this.#next = this.#text.indexOf('\n', this.#next + 1);
    }
    return this.#line;
  }
}
