import type { ReadmeShape } from '../model/readme.ts';
import { isBadge } from './badge.ts';
import type { Block, ProseRole, TextLine } from './block.ts';
import { cleanLine, hasWord } from './plain-line.ts';

export type FrontMatter = { readonly title: TextLine | null; readonly description: TextLine | null };

type Counts = { -readonly [name in Exclude<keyof ReadmeShape, 'words'>]: number };

/**
 * Collects what a format's reader finds into blocks and counts what the README is made of. Text is added piece by piece
 * with the source line it stands on; lines must not go back within a block.
 */
export class BlockWriter {
  readonly blocks: Block[] = [];
  /** Title and description from front matter, where the format has it. */
  frontMatter: FrontMatter = { title: null, description: null };
  /** First line whose markup was too much to read and is text, null where there is none. */
  plainFrom: number | null = null;
  readonly counts: Counts = { links: 0, listItems: 0, linkItems: 0, codeBlocks: 0, images: 0, badges: 0 };
  #heading = 0;
  #role: ProseRole = 'paragraph';
  #isOpen = false;
  #lines: { line: number; text: string }[] = [];
  #spans: TextLine[] = [];
  #alt: TextLine | null = null;
  #links = 0;
  #internal = 0;
  #strongDepth = 0;
  #linkDepth = 0;
  #linkHasText = false;
  #linkHref = '';
  #startsWithLink = false;
  #hasText = false;
  #hasPlain = false;
  #hasWeak = false;
  #hasUncoded = false;

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get isInHeading(): boolean {
    return this.#isOpen && this.#heading > 0;
  }

  /** Starts a heading; closes what is open. */
  heading(level: number): void {
    this.#begin(level, 'paragraph');
  }

  /** Starts a paragraph, list item or table row; closes what is open. */
  prose(role: ProseRole): void {
    this.#begin(0, role);
  }

  /** Adds text that has no line end in it. Without an open block a paragraph starts. */
  text(line: number, text: string): void {
    this.#add(line, text, false);
  }

  /** Adds a code span: part of the text, and kept apart as well. */
  span(line: number, text: string): void {
    this.#add(line, text, true);
    if (text.length <= 200) this.#spans.push({ line, text });
  }

  openLink(href: string): void {
    if (!this.#isOpen) this.prose('paragraph');
    this.#linkDepth++;
    this.#linkHasText = false;
    this.#linkHref = href;
    if (!this.#hasText) this.#startsWithLink = true;
  }

  closeLink(): void {
    if (this.#linkDepth === 0) return;
    this.#linkDepth--;
    if (!this.#linkHasText) return;
    this.#links++;
    if (this.#linkHref.startsWith('#')) this.#internal++;
    else this.counts.links++;
    this.#linkHasText = false;
  }

  openStrong(): void {
    this.#strongDepth++;
  }

  closeStrong(): void {
    if (this.#strongDepth > 0) this.#strongDepth--;
  }

  /** Notes an image; its alternative text is no prose, but may be the title. */
  image(line: number, alt: string, source: string): void {
    if (isBadge(source) || (this.#linkDepth > 0 && isBadge(this.#linkHref))) {
      this.counts.badges++;
      return;
    }
    this.counts.images++;
    if (!this.#isOpen) this.prose('paragraph');
    const text = cleanLine(alt);
    if (this.#alt === null && hasWord(text)) this.#alt = { line, text };
  }

  /** Adds a block of code, one entry a line; blank ones are left out. */
  code(language: string, languageLine: number, lines: readonly TextLine[]): void {
    this.close();
    this.counts.codeBlocks++;
    this.blocks.push({ kind: 'code', language, languageLine, lines });
  }

  end(level: number): void {
    this.close();
    this.blocks.push({ kind: 'end', level });
  }

  /** Ends the open block, if any; a block without words leaves nothing behind. */
  close(): void {
    if (!this.#isOpen) return;
    while (this.#linkDepth > 0) this.closeLink();
    const lines: TextLine[] = [];
    for (const { line, text } of this.#lines) {
      const clean = cleanLine(this.#role === 'row' ? withoutBars(text) : text);
      if (hasWord(clean)) lines.push({ line, text: clean });
    }
    if (this.#heading > 0) {
      if (lines.length > 0 || this.#alt) {
        this.blocks.push({
          kind: 'heading',
          level: this.#heading,
          lines,
          alt: this.#alt,
          isNavigation: !this.#hasPlain && this.#links > 1,
        });
      }
    } else if (lines.length > 0 || this.#alt) {
      const isListed = this.#role === 'item' || this.#role === 'row';
      if (isListed && this.#startsWithLink && this.#links > this.#internal) this.counts.linkItems++;
      this.blocks.push({
        kind: 'prose',
        role: this.#role,
        lines,
        isStrong: !this.#hasWeak,
        isLinks: !this.#hasPlain && this.#links > 0,
        links: this.#links,
        isInternal: this.#links > 0 && this.#internal === this.#links,
        isCode: !this.#hasUncoded && this.#spans.length === 1,
        alt: this.#alt,
        spans: this.#spans,
      });
    }
    this.#isOpen = false;
  }

  #begin(heading: number, role: ProseRole): void {
    this.close();
    this.#isOpen = true;
    this.#heading = heading;
    this.#role = role;
    this.#lines = [];
    this.#spans = [];
    this.#alt = null;
    this.#links = 0;
    this.#internal = 0;
    this.#strongDepth = 0;
    this.#linkDepth = 0;
    this.#startsWithLink = false;
    this.#hasText = false;
    this.#hasPlain = false;
    this.#hasWeak = false;
    this.#hasUncoded = false;
  }

  #add(line: number, text: string, isCode: boolean): void {
    if (!this.#isOpen) this.prose('paragraph');
    const last = this.#lines.at(-1);
    if (last && last.line >= line) last.text += text;
    else this.#lines.push({ line, text });
    // Once all is known there is nothing left to look for.
    if (this.#hasPlain && this.#hasWeak && this.#hasUncoded && (this.#linkDepth === 0 || this.#linkHasText)) return;
    if (!hasWord(text)) return;
    this.#hasText = true;
    if (this.#linkDepth > 0) this.#linkHasText = true;
    else this.#hasPlain = true;
    if (this.#strongDepth === 0) this.#hasWeak = true;
    if (!isCode) this.#hasUncoded = true;
  }
}

/** A table row without the bars at its ends. */
function withoutBars(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && (text[start] === '|' || text[start] === ' ')) start++;
  while (end > start && (text[end - 1] === '|' || text[end - 1] === ' ')) end--;
  return text.slice(start, end);
}
