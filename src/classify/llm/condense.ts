import type { ReadmeDocument } from '../../model/readme.ts';
import { cutPieces, type Piece } from './condense-pieces.ts';
import { estimateTokens } from './token-estimate.ts';

/** What of a README a model reads. */
export type CondensedReadme = {
  /**
   * Markdown of what is kept, in the order of the README, with the text of its segments as it stands there; `…` stands where
   * something is left out.
   */
  readonly text: string;
  /** Estimated tokens of `text`; never more than the budget. */
  readonly tokens: number;
  /** What was left out, one short sentence each, without any of its text; empty where nothing was. */
  readonly cut: readonly string[];
};

/** Tokens that a block of code and a mark of omission cost beside their text. */
const FENCE_TOKENS = 5;
const MARK_TOKENS = 1;
/** How often the choice is made anew to use up what the first guess of its cost left. */
const ROUNDS = 4;
/** Languages named of blocks of code that are left out. */
const MAX_LANGUAGES = 8;
const MAX_LANGUAGE_CHARACTERS = 30;
const HEADING_JOINT = ' · ';

/**
 * The parts of a README that say what it is, within `budgetTokens` estimated tokens: title, lead, what introduces the project,
 * the sections that say what it is and can do, headings, how it is installed, the beginnings of everything else. Comments and
 * other hidden text are not in the document in the first place. Deterministic, time linear in the length of the README.
 */
export function condenseReadme(document: ReadmeDocument, budgetTokens: number): CondensedReadme {
  const pieces = cutPieces(document);
  const byRank = pieces
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank || a.segment - b.segment);
  let best: CondensedReadme = { text: '', tokens: 0, cut: describeCut(pieces, new Set(), document) };
  let room = budgetTokens;
  for (let round = 1; room > 0 && (round <= ROUNDS || best.text === ''); round++) {
    const kept = choosePieces(byRank, room);
    const text = renderPieces(pieces, kept);
    const tokens = estimateTokens(text);
    if (tokens <= budgetTokens && tokens > best.tokens) {
      best = { text, tokens, cut: describeCut(pieces, kept, document) };
    }
    if (kept.size === byRank.length && tokens <= budgetTokens) break;
    room = round < ROUNDS ? room + budgetTokens - tokens : room >> 1;
  }
  return best;
}

/** The best pieces whose tokens fit into `room` by themselves; what joins them is a guess. */
function choosePieces(byRank: readonly Piece[], room: number): ReadonlySet<Piece> {
  const kept = new Set<Piece>();
  let tokens = 0;
  let codeSection = -1;
  /** Segments of which a piece found no room: what follows it there would stand without its beginning. */
  const full = new Set<number>();
  for (const piece of byRank) {
    const cost = piece.tokens + MARK_TOKENS + (isCode(piece) && piece.section !== codeSection ? FENCE_TOKENS : 0);
    if (tokens + cost > room) full.add(piece.segment);
    if (full.has(piece.segment)) continue;
    if (isCode(piece)) codeSection = piece.section;
    tokens += cost;
    kept.add(piece);
  }
  return kept;
}

function renderPieces(pieces: readonly Piece[], kept: ReadonlySet<Piece>): string {
  const filled = new Set<number>();
  for (const piece of kept) if (piece.field !== 'heading') filled.add(piece.section);
  const writer = new CondensedWriter();
  for (const piece of pieces) {
    if (piece.field === 'fence') writer.language(piece.text);
    else if (!kept.has(piece)) writer.skip(piece, piece.rank < Number.POSITIVE_INFINITY && filled.has(piece.section));
    else if (piece.field === 'heading') writer.heading(piece, filled.has(piece.section));
    else writer.text(piece);
  }
  return writer.end();
}

const PROSE: ReadonlySet<Piece['field']> = new Set(['lead', 'intro', 'body']);

class CondensedWriter {
  readonly #lines: string[] = [];
  #language = '';
  /** Of all blocks of code, and whether one of them is shown. */
  readonly #languages = new Map<string, boolean>();
  #isInCode = false;
  #isGap = false;
  #isOpenHeading = false;
  #segment = -1;
  #proseLine = 0;
  #field: Piece['field'] = 'title';
  #lastLine = 0;

  /** Tells the language of the code that follows. */
  language(name: string): void {
    this.#closeCode();
    this.#language = name.length > MAX_LANGUAGE_CHARACTERS ? '' : name;
    if (this.#language !== '') this.#languages.set(name, this.#languages.get(name) ?? false);
  }

  /** Leaves a piece out; where nothing is left of a section but its heading, that says enough. */
  skip(piece: Piece, isMarked: boolean): void {
    if (isMarked) this.#isGap = true;
    if (!isCode(piece)) this.#language = '';
  }

  /** Adds a heading; those of sections that are left out stand in one line. */
  heading(piece: Piece, hasText: boolean): void {
    this.#closeCode();
    this.#mark();
    const isSame = piece.segment === this.#segment;
    if (isSame || (this.#isOpenHeading && !hasText)) {
      this.#lines.push(`${this.#lines.pop()}${isSame ? ' ' : HEADING_JOINT}${piece.text}`);
    } else this.#lines.push(`## ${piece.text}`);
    this.#isOpenHeading = !hasText;
    this.#segment = piece.segment;
    this.#proseLine = 0;
    this.#language = '';
  }

  text(piece: Piece): void {
    // Lead and intro can share a line, where the lead was full.
    const isOneLine = PROSE.has(piece.field) && piece.line === this.#proseLine;
    const isSame = (piece.segment === this.#segment || isOneLine) && !this.#isGap;
    this.#proseLine = PROSE.has(piece.field) ? piece.line : 0;
    // Where the lead ends has to be seen: what stands after it is no definition of the project.
    const isParted =
      !isSame &&
      PROSE.has(piece.field) &&
      (piece.field === 'lead' || this.#field === 'lead' || (this.#field === 'body' && piece.field === 'intro'));
    if (isParted && this.#isGap && !this.#isInCode) this.#part();
    this.#mark();
    this.#isOpenHeading = false;
    if (isParted && !this.#isInCode && (this.#field !== piece.field || piece.line > this.#lastLine + 1)) this.#part();
    this.#field = piece.field;
    this.#lastLine = piece.line;
    if (!isCode(piece)) {
      this.#closeCode();
      this.#language = '';
    } else if (!this.#isInCode) {
      this.#lines.push(`\`\`\`${this.#language}`);
      this.#isInCode = true;
      if (this.#language !== '') this.#languages.set(this.#language, true);
    }
    if (isSame) this.#lines.push(`${this.#lines.pop()} ${piece.text}`);
    else this.#lines.push(piece.field === 'title' ? `# ${piece.text}` : piece.isItem ? `- ${piece.text}` : piece.text);
    this.#segment = piece.segment;
  }

  end(): string {
    this.#closeCode();
    this.#mark();
    const others = [...this.#languages].filter(([, isShown]) => !isShown).map(([name]) => name);
    if (others.length > 0) this.#lines.push(`Other code: ${others.slice(0, MAX_LANGUAGES).join(', ')}`);
    return this.#lines.join('\n');
  }

  #part(): void {
    const last = this.#lines.at(-1);
    if (last !== undefined && last !== '' && !last.startsWith('#') && last !== '```') this.#lines.push('');
  }

  #closeCode(): void {
    if (this.#isInCode) {
      this.#mark();
      this.#lines.push('```');
    }
    this.#isInCode = false;
  }

  #mark(): void {
    if (this.#isGap && this.#lines.at(-1) !== '…') this.#lines.push('…');
    this.#isGap = false;
  }
}

function isCode({ field }: Piece): boolean {
  return field === 'code' || field === 'install';
}

/** Fields that people call the text of a README. */
const TEXT: ReadonlySet<Piece['field']> = new Set(['title', 'lead', 'intro', 'body']);

function describeCut(
  pieces: readonly Piece[],
  kept: ReadonlySet<Piece>,
  { truncated }: ReadmeDocument,
): readonly string[] {
  const all = { text: 0, code: 0, headings: 0 };
  const left = { text: 0, code: 0, headings: 0 };
  for (const piece of pieces) {
    if (piece.rank === Number.POSITIVE_INFINITY) continue;
    const part = piece.field === 'heading' ? 'headings' : TEXT.has(piece.field) ? 'text' : 'code';
    const amount = part === 'headings' ? 1 : piece.tokens;
    all[part] += amount;
    if (!kept.has(piece)) left[part] += amount;
  }
  return [
    ...(truncated ? ['Only the first 1 MB of the README was read.'] : []),
    ...(left.text > 0 ? [`${renderShare(left.text, all.text)} of the text is left out.`] : []),
    ...(left.code > 0 ? [`${renderShare(left.code, all.code)} of the code is left out.`] : []),
    ...(left.headings > 0 ? [`${left.headings} of ${all.headings} headings are left out.`] : []),
  ];
}

function renderShare(part: number, whole: number): string {
  return part === whole ? 'All' : `About ${Math.min(99, Math.max(1, Math.round((100 * part) / whole)))} %`;
}
