import type { Field, Segment } from '../model/readme.ts';
import { type Block, INFORMAL_LEVEL, type TextLine } from './block.ts';
import type { BlockWriter } from './block-writer.ts';
import { isInstall } from './install.ts';
import { normaliseLanguage } from './language.ts';
import { cleanLine, hasWord } from './plain-line.ts';
import { isDroppedSection, isGeneralHeading } from './sections.ts';

const MAX_LEAD_PARAGRAPHS = 2;
const MAX_LEAD_CHARACTERS = 600;
const MAX_INTRO_CHARACTERS = 2500;
/** A heading that comes after more prose than this is a section's, not the title. */
const MAX_WORDS_BEFORE_TITLE = 80;
const MAX_PLAIN_TITLE_WORDS = 8;
/** A heading right under the title with at least this many words is a tagline. */
const MIN_TAGLINE_WORDS = 4;
/** Alternative texts that name the picture, not the project. */
const PICTURE_WORDS =
  /^(?:logo|banner|icon|header|image|img|cover|screenshot|preview|demo|hero|picture|photo|alt text|alt|title|social preview|thumbnail|gif|animation|diagram|architecture)$/i;

type Prose = Extract<Block, { kind: 'prose' }>;
type Heading = Extract<Block, { kind: 'heading' }>;

/** Fields of a README from its blocks: the one place that says what is title, lead, intro and body, and what is dropped. */
export function buildSegments(writer: BlockWriter): { segments: Segment[]; words: number } {
  return new DocumentBuilder(writer).build();
}

class DocumentBuilder {
  readonly #blocks: readonly Block[];
  readonly #writer: BlockWriter;
  readonly #segments: Segment[] = [];
  #words = 0;
  #leadParagraphs = 0;
  #leadCharacters = 0;
  #introCharacters = 0;
  #isLeadOver = false;

  constructor(writer: BlockWriter) {
    this.#writer = writer;
    this.#blocks = writer.blocks;
  }

  build(): { segments: Segment[]; words: number } {
    const title = this.#findTitle();
    const { frontMatter } = this.#writer;
    if (title === null && frontMatter.title) this.#add('title', frontMatter.title.line, frontMatter.title.text);
    if (frontMatter.description) this.#lead([frontMatter.description]);
    /** Level of the section being dropped; 0 outside. */
    let dropped = 0;
    let isAfterTitle = false;
    this.#blocks.forEach((block, index) => {
      if (title?.index === index) {
        for (const { line, text } of title.lines) this.#add('title', line, text);
        isAfterTitle = true;
        dropped = 0;
        return;
      }
      if (block.kind === 'end') {
        if (dropped >= block.level) dropped = 0;
        return;
      }
      const heading = asHeading(block, this.#isLeadOver || this.#leadParagraphs > 0);
      if (heading) {
        if (dropped === 0 || heading.level <= dropped)
          dropped = isDroppedSection(textOf(heading.lines)) ? heading.level : 0;
        if (dropped === 0) this.#heading(heading, isAfterTitle);
      } else if (dropped === 0) this.#content(block as Exclude<Block, Heading>);
      if (block.kind !== 'prose' || block.lines.length > 0) isAfterTitle = false;
    });
    return { segments: this.#segments, words: this.#words };
  }

  /** The block that is the title, and the words it has. */
  #findTitle(): { index: number; lines: readonly TextLine[] } | null {
    let picture: { index: number; lines: readonly TextLine[] } | null = null;
    let plain: { index: number; lines: readonly TextLine[] } | null = null;
    let words = 0;
    for (const [index, block] of this.#blocks.entries()) {
      if (block.kind === 'heading') {
        if (block.lines.length === 0) {
          if (block.alt && block.level <= 2) return { index, lines: [block.alt] };
          continue;
        }
        if (block.level >= INFORMAL_LEVEL) continue;
        if (words <= MAX_WORDS_BEFORE_TITLE && !isGeneralHeading(textOf(block.lines)))
          return { index, lines: block.lines };
        break;
      }
      if (block.kind !== 'prose') continue;
      if (block.alt && picture === null && words === 0 && !PICTURE_WORDS.test(block.alt.text)) {
        picture = block.lines.length === 0 ? { index, lines: [block.alt] } : null;
      }
      if (block.lines.length === 0) continue;
      const count = wordCount(textOf(block.lines));
      const isFirst = words === 0;
      words += count;
      if (isFirst && block.isStrong && !block.isLinks && block.lines.length === 1 && count <= MAX_PLAIN_TITLE_WORDS)
        plain = { index, lines: block.lines };
    }
    return plain ?? picture;
  }

  #heading(heading: Heading, isAfterTitle: boolean): void {
    const text = textOf(heading.lines);
    if (heading.lines.length === 0) return;
    if (
      isAfterTitle &&
      !this.#isLeadOver &&
      this.#leadParagraphs === 0 &&
      wordCount(text) >= MIN_TAGLINE_WORDS &&
      !isGeneralHeading(text)
    ) {
      this.#lead(heading.lines);
      return;
    }
    if (this.#leadParagraphs > 0) this.#isLeadOver = true;
    for (const { line, text: words } of heading.lines) this.#add('heading', line, words);
  }

  #content(block: Exclude<Block, Heading>): void {
    if (block.kind === 'code') this.#code(block);
    else if (block.kind === 'prose') this.#prose(block);
  }

  #prose(block: Prose): void {
    if (block.lines.length === 0) return;
    // A table of contents without a heading.
    if (block.isLinks && block.isInternal) return;
    if (block.isCode) {
      for (const { line, text } of block.spans) this.#add(isInstall(text) ? 'install' : 'code', line, text);
      return;
    }
    // A row of links to site, chat and translations.
    if (
      block.isLinks &&
      block.links > 1 &&
      block.role === 'paragraph' &&
      !this.#isLeadOver &&
      this.#introCharacters === 0
    )
      return;
    if (block.role === 'paragraph' && !block.isLinks && !this.#isLeadOver) this.#lead(block.lines);
    else this.#running(block.lines, block.role === 'aside' || this.#leadParagraphs === 0 ? 'body' : 'intro');
    for (const { line, text } of block.spans) if (isInstall(text)) this.#add('install', line, text);
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
    if (this.#leadParagraphs >= MAX_LEAD_PARAGRAPHS || this.#leadCharacters >= MAX_LEAD_CHARACTERS)
      this.#isLeadOver = true;
    this.#running(rest, 'intro');
  }

  #running(lines: readonly TextLine[], field: 'intro' | 'body'): void {
    for (const { line, text } of lines) {
      const isIntro =
        field === 'intro' && this.#leadCharacters + this.#introCharacters + text.length <= MAX_INTRO_CHARACTERS;
      if (field === 'intro') this.#introCharacters += text.length;
      this.#add(isIntro ? 'intro' : 'body', line, text);
    }
  }

  #code(block: Extract<Block, { kind: 'code' }>): void {
    if (this.#leadParagraphs > 0) this.#isLeadOver = true;
    const language = normaliseLanguage(block.language);
    if (language !== '') this.#add('fence', block.languageLine, language);
    for (const { line, text } of block.lines) {
      const field = isInstall(text) ? 'install' : 'code';
      const clean = cleanLine(text);
      if (hasWord(clean)) this.#add(field, line, clean);
    }
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
  const isTitleLike =
    block.isStrong && !block.isLinks && block.lines.length === 1 && line !== undefined && line.text.length <= 60;
  return isTitleLike ? { kind: 'heading', level: INFORMAL_LEVEL, lines: block.lines, alt: null } : null;
}

function textOf(lines: readonly TextLine[]): string {
  return lines.map((line) => line.text).join(' ');
}

function wordCount(text: string): number {
  let count = 0;
  let isInWord = false;
  for (let i = 0; i < text.length; i++) {
    const isSpace = text.charCodeAt(i) <= 32;
    if (!isSpace && !isInWord) count++;
    isInWord = !isSpace;
  }
  return count;
}
