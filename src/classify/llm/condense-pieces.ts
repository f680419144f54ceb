import type { Field, ReadmeDocument } from '../../model/readme.ts';
import { isNamed, isUsage, ownName } from './condense-command.ts';
import { type SectionKind, sectionKind } from './condense-section.ts';
import { cutText } from './cut-text.ts';
import { estimateTokens } from './token-estimate.ts';

/** A part of a segment, small enough to be kept or left out whole. */
export type Piece = {
  readonly field: Exclude<Field, 'name' | 'description'>;
  readonly line: number;
  readonly text: string;
  /** Number of its segment; pieces of one segment stand in one line again where all between them are kept. */
  readonly segment: number;
  /** Number of its section; 0 before the first heading. */
  readonly section: number;
  readonly tokens: number;
  /** Whether it stands as a list item: what does in the source, and notices and tables before the lead, not to be taken for it. */
  readonly isItem: boolean;
  /** The lower, the sooner it is kept; infinite for what only says again what stands before it, and for names of languages. */
  readonly rank: number;
};

/** Longest piece, in characters. */
const MAX_CHARACTERS = 240;
/** The same where so many characters are so many tokens, as in scripts whose characters are words. */
const DENSE_CHARACTERS = 60;
const DENSE_TOKENS = 90;
/** Where a sentence or clause ends. */
const STOPS = '.!?;。！？；';

/** Weight of a section's prose: what it stands at, and what each token before it in the section adds. */
const PROSE: Readonly<Record<SectionKind, readonly [start: number, perToken: number]>> = {
  what: [120, 1],
  other: [200, 3],
  use: [260, 3],
  work: [500, 5],
};
const CODE: Readonly<Record<SectionKind, readonly [start: number, perToken: number]>> = {
  what: [330, 4],
  use: [220, 3],
  other: [330, 4],
  work: [700, 6],
};
const LATER_SECTION = 4;
/** Lines that show a command in use tell what a project is, its own above all. */
const COMMAND = [110, 20] as const;
const MAX_COMMANDS = 4;
/** So do the first lines of code in each language. */
const SAMPLE = [130, 2] as const;
const SAMPLE_TOKENS = 30;
const LATER_SAMPLE = 40;
/** What an install line that names something else stands behind. */
const FOREIGN_INSTALL = 60;
/** Notices and tables of badges before the lead. */
const BEFORE_LEAD = 600;
const LIST_ITEM = /^\s{0,20}(?:[-*+]|\d{1,3}[.)]) /;
/** What is beyond a title or heading that a person would write. */
const MAX_TITLE_TOKENS = 60;
const LONG_HEADING = 300;

/** The pieces of a README in its order, with how soon each is worth keeping. */
export function cutPieces({ segments, source }: ReadmeDocument): readonly Piece[] {
  const lines = source.split('\n');
  const leadFrom = segments.findIndex(({ field }) => field === 'lead');
  let itemLine = 0;
  const pieces: Piece[] = [];
  const own = ownName(segments);
  let sampleTokens = SAMPLE_TOKENS;
  let commands = 0;
  const languages = new Set<string>();
  let section = 0;
  let kind: SectionKind = 'what';
  let headingLine = -1;
  let headings = 0;
  let installs = 0;
  let titleTokens = 0;
  let leadTokens = 0;
  let introTokens = 0;
  let proseTokens = 0;
  let codeTokens = 0;
  let proseLine = 0;
  const seen = new Set<string>();
  for (const [number, { field, line, text }] of segments.entries()) {
    if (field === 'name' || field === 'description') continue;
    // A code span that installs stands in its sentence as well.
    if (field === 'install' && line <= proseLine) continue;
    if (field === 'heading') {
      if (line !== headingLine + 1 || number === 0) {
        section++;
        headings++;
        kind = sectionKind(text);
        proseTokens = 0;
        codeTokens = 0;
      }
      headingLine = line;
    }
    if (field === 'fence') {
      sampleTokens = languages.has(text) ? SAMPLE_TOKENS : 0;
      languages.add(text);
    } else if (field !== 'code' && field !== 'install') {
      sampleTokens = SAMPLE_TOKENS;
    }
    const isProse = field === 'lead' || field === 'intro' || field === 'body';
    if (isProse) proseLine = line;
    for (const [at, part] of split(text).entries()) {
      const isFirst = at === 0;
      const isItem =
        isFirst &&
        isProse &&
        line !== itemLine &&
        ((field === 'body' && number < leadFrom) || LIST_ITEM.test((lines[line - 1] ?? '').slice(0, 80)));
      if (isItem) itemLine = line;
      const tokens = estimateTokens(part) + (isItem ? 2 : 1);
      let rank: number;
      // What a line says again it need not cost again.
      const isRepeated = field !== 'heading' && field !== 'fence' && seen.has(part);
      seen.add(part);
      switch (field) {
        case 'title':
          rank = titleTokens > MAX_TITLE_TOKENS ? titleTokens : 0;
          titleTokens += tokens;
          break;
        case 'lead':
          rank = 1 + leadTokens;
          leadTokens += tokens;
          break;
        case 'fence':
          rank = Number.POSITIVE_INFINITY;
          break;
        case 'heading':
          rank = 60 + headings * (kind === 'work' ? 12 : 6) + (isFirst ? 0 : LONG_HEADING);
          break;
        case 'install':
          rank = 100 + 90 * installs++ + (isNamed(part, own) ? 0 : FOREIGN_INSTALL);
          break;
        case 'code': {
          const [start, perToken] = CODE[kind];
          rank = start + codeTokens * perToken + section * LATER_SECTION;
          codeTokens += tokens;
          if (isFirst && commands < MAX_COMMANDS && isUsage(part, own)) {
            rank = Math.min(rank, COMMAND[0] + COMMAND[1] * commands++);
          } else if (sampleTokens < SAMPLE_TOKENS) {
            rank = Math.min(rank, SAMPLE[0] + SAMPLE[1] * sampleTokens + LATER_SAMPLE * (languages.size - 1));
            sampleTokens += tokens;
          }
          break;
        }
        default: {
          if (field === 'body' && number < leadFrom) {
            rank = BEFORE_LEAD + number;
          } else if (field === 'intro' || section === 0) {
            rank = 40 + introTokens * 0.8;
            introTokens += tokens;
          } else {
            const [start, perToken] = PROSE[kind];
            rank = start + proseTokens * perToken + section * LATER_SECTION;
            proseTokens += tokens;
          }
        }
      }
      pieces.push({
        field,
        line,
        text: part,
        segment: number,
        section,
        isItem,
        tokens,
        rank: isRepeated ? Number.POSITIVE_INFINITY : rank,
      });
    }
  }
  return pieces;
}

/** Cuts a long text behind the ends of sentences, or of words, or anywhere. */
function split(text: string): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  for (let most = lengthOf(rest); rest.length > most; most = lengthOf(rest)) {
    const end = cutPlace(rest.slice(0, most + 1), most);
    parts.push(rest.slice(0, end).trim());
    rest = rest.slice(end);
  }
  parts.push(rest.trim());
  return parts.filter((part) => part !== '');
}

/** Characters that the next piece of a text has at most. */
function lengthOf(text: string): number {
  const isDense = text.length > DENSE_CHARACTERS && estimateTokens(text.slice(0, MAX_CHARACTERS)) > DENSE_TOKENS;
  return isDense ? DENSE_CHARACTERS : MAX_CHARACTERS;
}

function cutPlace(text: string, most: number): number {
  for (let at = most; at > most / 3; at--) {
    if (STOPS.includes(text[at - 1]!) && (text[at] === ' ' || text.charCodeAt(at - 1) > 0x7f)) return at;
  }
  const space = text.lastIndexOf(' ');
  // Never between the halves of one character.
  return space > 0 ? space : cutText(text, most).length;
}
