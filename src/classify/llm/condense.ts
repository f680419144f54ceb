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

/**
 * The parts of a README that say what it is, within `budgetTokens` estimated tokens: title, lead, what introduces the project,
 * the sections that say what it is and can do, headings, how it is installed, the beginnings of everything else. Comments and
 * other hidden text are not in the document in the first place. Deterministic, time linear in the length of the README.
 */
export function condenseReadme(document: ReadmeDocument, budgetTokens: number): CondensedReadme {
  const pieces = cutPieces(document);
  let room = budgetTokens;
  for (;;) {
    const kept = choosePieces(pieces, room);
    const text = renderPieces(pieces, kept);
    const tokens = estimateTokens(text);
    if (tokens <= budgetTokens) return { text, tokens, cut: describeCut(pieces, kept) };
    room -= Math.max(1, tokens - budgetTokens);
  }
}

function choosePieces(pieces: readonly Piece[], room: number): ReadonlySet<Piece> {
  const kept = new Set<Piece>();
  let tokens = 0;
  const byRank = pieces
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank || a.segment - b.segment);
  let codeBlock = -1;
  for (const piece of byRank) {
    const isCode = piece.field === 'code' || piece.field === 'install';
    const cost = piece.tokens + MARK_TOKENS + (isCode && piece.section !== codeBlock ? FENCE_TOKENS : 0);
    if (tokens + cost > room) continue;
    if (isCode) codeBlock = piece.section;
    tokens += cost;
    kept.add(piece);
  }
  return kept;
}

function renderPieces(pieces: readonly Piece[], kept: ReadonlySet<Piece>): string {
  const lines: string[] = [];
  let isCode = false;
  let language = '';
  let segment = -1;
  let isGap = false;
  const closeCode = (): void => {
    if (isCode) lines.push('```');
    isCode = false;
  };
  for (const piece of pieces) {
    if (piece.field === 'fence') {
      closeCode();
      language = piece.text;
      continue;
    }
    const isPieceCode = piece.field === 'code' || piece.field === 'install';
    if (!kept.has(piece)) {
      isGap = true;
      if (!isPieceCode) language = '';
      continue;
    }
    if (isGap && lines.at(-1) !== '…') lines.push('…');
    const isSame = piece.segment === segment && !isGap;
    isGap = false;
    if (!isPieceCode) {
      closeCode();
      language = '';
    } else if (!isCode) {
      lines.push(`\`\`\`${language}`);
      isCode = true;
    }
    if (isSame) lines.push(`${lines.pop()} ${piece.text}`);
    else if (piece.field === 'title') lines.push(`# ${piece.text}`);
    else if (piece.field === 'heading') lines.push(`## ${piece.text}`);
    else lines.push(piece.text);
    segment = piece.segment;
  }
  closeCode();
  if (isGap) lines.push('…');
  return lines.join('\n');
}

function describeCut(pieces: readonly Piece[], kept: ReadonlySet<Piece>): readonly string[] {
  const left = pieces.filter((piece) => piece.field !== 'fence' && !kept.has(piece));
  return left.length === 0 ? [] : [`${left.length} of ${pieces.length} lines`];
}
