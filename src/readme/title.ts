import { type Block, INFORMAL_LEVEL, type TextLine } from './block.ts';
import { isLanguageRow } from './boilerplate.ts';
import { textOf, wordCount } from './plain-line.ts';
import { isGeneralHeading } from './sections.ts';

/** A heading that comes after more prose than this is a section's, not the title. */
const MAX_WORDS_BEFORE_TITLE = 80;
/** A title that holds the repository's name may come later: after a notice or a sponsor's words. */
const MAX_WORDS_BEFORE_NAMED_TITLE = 400;
const MAX_HEADINGS_BEFORE_NAMED_TITLE = 5;
/** A line in bold of at most this many words can be a title. */
const MAX_PLAIN_WORDS = 8;
/** Words of alternative texts that name a picture or badge, not a project. */
const PICTURE_WORDS: ReadonlySet<string> = new Set(
  `logo banner icon header image images img cover screenshot screenshots preview demo hero picture photo alt text title social thumbnail gif animation diagram architecture project github readme main app application light dark mode the a of in for and build status version license licence downloads download npm pypi coverage ci cd test tests documentation docs join chat gitter discord slack twitter follow website stars release latest powered by made with sponsor donate`.split(
    ' ',
  ),
);

/** A title and the block it is taken from. */
export type Title = { readonly index: number; readonly lines: readonly TextLine[] };

/**
 * Finds the title: the first heading that is no section's (`Installation`), unless one near by holds the repository's `name` and
 * the first does not; else a first line in bold, or the alternative text of a picture on top. A picture counts for a heading
 * that consists of it.
 */
export function findTitle(blocks: readonly Block[], name: string | null): Title | null {
  let title: (Title & { level: number; isNamed: boolean }) | null = null;
  let stand: Title | null = null;
  let words = 0;
  let headings = 0;
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'prose') {
      if (words === 0 && stand === null) stand = standIn(block, index);
      words += wordCount(textOf(block.lines));
    }
    if (words > MAX_WORDS_BEFORE_NAMED_TITLE || headings >= MAX_HEADINGS_BEFORE_NAMED_TITLE) break;
    if (block.kind !== 'heading' || block.level >= INFORMAL_LEVEL) continue;
    headings++;
    const lines = headingLines(block);
    const text = textOf(lines);
    if (text === '' || block.isNavigation || isLanguageRow(text)) continue;
    const isNamed = name !== null && holdsName(text, name);
    // Once the sections have begun, the title can only have been missed.
    if (title === null && isGeneralHeading(text) && !isNamed) break;
    const isNear = title === null && words <= MAX_WORDS_BEFORE_TITLE;
    const isRival = isNamed && (block.level <= (title?.level ?? 1) || (block.level === 2 && isName(text, name)));
    if (isNear || isRival) {
      title = { index, lines, level: block.level, isNamed };
      if (name === null || isNamed) break;
    }
  }
  // A picture or a line in bold on top comes before a heading that may well be a section's.
  const isDoubtful =
    title === null || (title.level > 1 && !title.isNamed && (stand?.index ?? title.index) < title.index);
  return isDoubtful ? (stand ?? title) : title;
}

function headingLines(block: Extract<Block, { kind: 'heading' }>): readonly TextLine[] {
  if (block.lines.length > 0) return block.lines;
  return block.alt && !isPictureText(block.alt.text) ? [block.alt] : [];
}

/** What can stand in for a title that is no heading. */
function standIn(block: Extract<Block, { kind: 'prose' }>, index: number): Title | null {
  if (block.lines.length === 0)
    return block.alt && !isPictureText(block.alt.text) ? { index, lines: [block.alt] } : null;
  const text = textOf(block.lines);
  const isShort = block.lines.length === 1 && wordCount(text) <= MAX_PLAIN_WORDS;
  return block.role === 'paragraph' && block.isStrong && !block.isLinks && isShort
    ? { index, lines: block.lines }
    : null;
}

function isPictureText(text: string): boolean {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => word === '' || PICTURE_WORDS.has(word));
}

function holdsName(text: string, name: string): boolean {
  const key = nameKey(name.slice(name.lastIndexOf('/') + 1));
  return key.length >= 2 && nameKey(text).includes(key);
}

function isName(text: string, name: string): boolean {
  return nameKey(text) === nameKey(name.slice(name.lastIndexOf('/') + 1));
}

function nameKey(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
