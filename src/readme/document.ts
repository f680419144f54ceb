import type { Field, Segment } from '../model/readme.ts';
import { type Block, INFORMAL_LEVEL, type TextLine } from './block.ts';
import type { BlockWriter, FrontMatter } from './block-writer.ts';
import { isLanguageRow, isLicenceNotice, isRemark } from './boilerplate.ts';
import { isInstall } from './install.ts';
import { normaliseLanguage } from './language.ts';
import { cleanLine, hasWord, textOf, wordCount } from './plain-line.ts';
import { isDroppedSection, isGeneralHeading } from './sections.ts';
import { findTitle } from './title.ts';

const MAX_LEAD_PARAGRAPHS = 2;
const MAX_LEAD_CHARACTERS = 600;
const MAX_INTRO_CHARACTERS = 2500;
/** A heading right under the title with at least this many words is a tagline. */
const MIN_TAGLINE_WORDS = 4;

type Prose = Extract<Block, { kind: 'prose' }>;
type Heading = Extract<Block, { kind: 'heading' }>;
type Code = Extract<Block, { kind: 'code' }>;

/**
 * Fields of a README from its blocks, and the words of its prose: the one place that says, for all formats, what is title, lead,
 * intro and body, and what is left out. `name` is the repository's.
 */
export function buildSegments(writer: BlockWriter, name: string | null): { segments: Segment[]; words: number } {
  return new DocumentBuilder().build(writer, name);
}

class DocumentBuilder {
  readonly #segments: Segment[] = [];
  #words = 0;
  #leadParagraphs = 0;
  #leadCharacters = 0;
  #introCharacters = 0;
  #isLeadOver = false;
  /** Before the title stand notices and sponsors; once a heading has come up there, none of it introduces the project. */
  #isBeforeTitle = false;
  #hasHeading = false;

  build({ blocks, frontMatter }: BlockWriter, name: string | null): { segments: Segment[]; words: number } {
    const title = findTitle(blocks, name);
    this.#frontMatter(frontMatter, title !== null);
    this.#isBeforeTitle = title !== null;
    /** Level of the section that is left out; 0 outside of one. */
    let dropped = 0;
    let isUnderTitle = false;
    for (const [index, block] of blocks.entries()) {
      if (title?.index === index) {
        for (const { line, text } of title.lines) this.#add('title', line, text);
        this.#isBeforeTitle = false;
        isUnderTitle = true;
        dropped = 0;
        continue;
      }
      if (block.kind === 'end') {
        if (dropped >= block.level) dropped = 0;
        continue;
      }
      const heading = asHeading(block, this.#leadParagraphs > 0);
      if (heading) {
        // `MIT`, underlined or in capitals, is what the licence section says.
        if (isLicenceNotice(textOf(heading.lines))) continue;
        if (dropped === 0 || heading.level <= dropped) {
          dropped = isDroppedSection(textOf(heading.lines)) ? heading.level : 0;
        }
        if (dropped === 0) this.#heading(heading, isUnderTitle);
      } else if (dropped === 0) {
        if (block.kind === 'code') this.#code(block);
        else if (block.kind === 'prose') this.#prose(block);
      }
      if (block.kind !== 'prose' || block.lines.length > 0) isUnderTitle = false;
    }
    return { segments: this.#segments, words: this.#words };
  }

  #frontMatter({ title, description }: FrontMatter, hasTitle: boolean): void {
    const isTitleFirst = (title?.line ?? 0) < (description?.line ?? 0);
    if (description && !isTitleFirst) this.#lead([description]);
    if (title && !hasTitle) this.#add('title', title.line, title.text);
    if (description && isTitleFirst) this.#lead([description]);
  }

  #heading(heading: Heading, isUnderTitle: boolean): void {
    const text = textOf(heading.lines);
    if (heading.lines.length === 0 || heading.isNavigation || isLanguageRow(text)) return;
    const isTagline = isUnderTitle && wordCount(text) >= MIN_TAGLINE_WORDS && !isGeneralHeading(text);
    if (isTagline && this.#leadParagraphs === 0) {
      this.#lead(heading.lines);
      return;
    }
    this.#hasHeading = true;
    if (this.#leadParagraphs > 0) this.#isLeadOver = true;
    for (const { line, text: words } of heading.lines) this.#add('heading', line, words);
  }

  #prose(block: Prose): void {
    if (block.lines.length === 0) return;
    // A table of contents without a heading.
    if (block.isLinks && block.isInternal) return;
    if (block.isCode) {
      for (const { line, text } of block.spans) this.#addCode(line, text);
      return;
    }
    const text = textOf(block.lines);
    const isStart = this.#introCharacters === 0 && !this.#isLeadOver;
    // A row of links to site, chat and translations.
    if (block.isLinks && block.links > 1 && block.role === 'paragraph' && isStart) return;
    if ((isStart && isLanguageRow(text)) || isLicenceNotice(text)) return;
    const isAside = block.role === 'aside' || isRemark(text) || (this.#isBeforeTitle && this.#hasHeading);
    if (isAside) this.#running(block.lines, 'body');
    else if (block.role === 'paragraph' && !block.isLinks && !this.#isLeadOver) this.#lead(block.lines);
    else this.#running(block.lines, this.#leadParagraphs === 0 ? 'body' : 'intro');
    for (const span of block.spans) if (isInstall(span.text)) this.#add('install', span.line, cleanLine(span.text));
  }

  /** Adds a paragraph to the lead; what does not fit there goes on as intro. */
  #lead(lines: readonly TextLine[]): void {
    this.#leadParagraphs++;
    const rest: TextLine[] = [];
    for (const { line, text } of lines) {
      const room = MAX_LEAD_CHARACTERS - this.#leadCharacters;
      if (text.length <= room) {
        this.#leadCharacters += text.length;
        this.#add('lead', line, text);
        continue;
      }
      const cut = room > 0 ? text.lastIndexOf(' ', room) : 0;
      if (cut > 0) this.#add('lead', line, text.slice(0, cut));
      this.#leadCharacters = MAX_LEAD_CHARACTERS;
      rest.push({ line, text: text.slice(Math.max(cut, 0)).trim() });
    }
    const isFull = this.#leadParagraphs >= MAX_LEAD_PARAGRAPHS || this.#leadCharacters >= MAX_LEAD_CHARACTERS;
    if (isFull) this.#isLeadOver = true;
    this.#running(rest, 'intro');
  }

  #running(lines: readonly TextLine[], field: 'intro' | 'body'): void {
    for (const { line, text } of lines) {
      let isIntro = false;
      if (field === 'intro') {
        this.#introCharacters += text.length;
        isIntro = this.#leadCharacters + this.#introCharacters <= MAX_INTRO_CHARACTERS;
      }
      this.#add(isIntro ? 'intro' : 'body', line, text);
    }
  }

  #code(block: Code): void {
    if (this.#leadParagraphs > 0) this.#isLeadOver = true;
    const language = normaliseLanguage(block.language);
    if (language !== '') this.#add('fence', block.languageLine, language);
    for (const { line, text } of block.lines) this.#addCode(line, text);
  }

  #addCode(line: number, text: string): void {
    const clean = cleanLine(text);
    if (hasWord(clean)) this.#add(isInstall(text) ? 'install' : 'code', line, clean);
  }

  #add(field: Field, line: number, text: string): void {
    if (field !== 'code' && field !== 'install' && field !== 'fence') this.#words += wordCount(text);
    this.#segments.push({ field, line, text });
  }
}

/** A heading, or a short line in bold that stands for one once the README has begun. */
function asHeading(block: Block, hasLead: boolean): Heading | null {
  if (block.kind === 'heading') return block;
  if (block.kind !== 'prose' || block.role !== 'paragraph' || !hasLead) return null;
  const [line] = block.lines;
  if (!block.isStrong || block.isLinks || block.lines.length !== 1 || line === undefined || line.text.length > 60)
    return null;
  return { kind: 'heading', level: INFORMAL_LEVEL, lines: block.lines, alt: null, isNavigation: false };
}
