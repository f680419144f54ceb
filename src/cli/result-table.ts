import type { Classification, Evidence, ScoredTag } from '../model/classification.ts';
import { REASONS, renderEvidence } from './evidence-line.ts';
import { toPlainLine } from './plain-text.ts';
import { renderBar, type Style } from './style.ts';
import { pad, textWidth, truncate } from './text-width.ts';

/** What a terminal can show. */
export type Canvas = { readonly columns: number; readonly style: Style; readonly blocks: boolean };

const BAR_COLUMNS = 10;
const MAX_NAME_COLUMNS = 32;
const MAX_EVIDENCE = 2;
const MAX_NEAR = 3;

/**
 * The result for people: a line for each tag with its score as a bar and the text it comes from, and what was nearly given.
 * Holds no character of README or tags file that a terminal acts on; no line is wider than the canvas.
 */
export function renderResultTable({ tags, considered }: Classification, canvas: Canvas): string {
  const { style, columns } = canvas;
  const lines = tags.length > 0 ? renderTags(tags, canvas) : ['  No tag fits well enough.'];
  const near = considered.slice(0, MAX_NEAR);
  if (near.length > 0) {
    lines.push(style.dim(truncate('  Nearest of those not given:', columns)));
    for (const { tag, score, reason } of near) {
      const line = `    ${toPlainLine(tag.name)}${score === null ? '' : ` ${renderScore(score)}`}: ${REASONS[reason]}`;
      lines.push(style.dim(truncate(line, columns)));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Two decimals, cut rather than rounded up to a certainty that is not there. */
export function renderScore(score: number | null): string {
  return score === null ? '  – ' : score > 0.99 && score < 1 ? '0.99' : score.toFixed(2);
}

function renderTags(tags: readonly ScoredTag[], { columns, style, blocks }: Canvas): string[] {
  const widest = Math.max(...tags.map(({ tag }) => textWidth(toPlainLine(tag.name))));
  const nameColumns = Math.min(widest, MAX_NAME_COLUMNS, Math.max(8, columns - BAR_COLUMNS - 10));
  const indent = 2 + nameColumns + 2 + BAR_COLUMNS + 1 + 4 + 2;
  const shown = (evidence: readonly Evidence[], width: number) =>
    evidence.slice(0, MAX_EVIDENCE).map((item) => renderEvidence(item, width));
  // Beside the bars where all of it fits there, and else below them.
  const isBeside = tags.every(({ evidence }) =>
    shown(evidence, columns).every((quote) => textWidth(quote) <= columns - indent),
  );
  return tags.flatMap(({ tag, score, support, evidence }) => {
    const name = style.bold(pad(truncate(toPlainLine(tag.name), nameColumns), nameColumns));
    // A model gives no score; what the offline classifier makes of its tag stands there, and is no measure of it.
    const measure =
      score === null && support !== null
        ? style.dim(pad(`support ${renderScore(support)}`, BAR_COLUMNS + 5))
        : `${style.green(renderBar(score ?? 0, BAR_COLUMNS, blocks))} ${renderScore(score)}`;
    const head = `  ${name}  ${measure}`;
    const quotes = shown(evidence, isBeside ? columns - indent : columns - 4).map((quote) => style.dim(quote));
    if (!isBeside) return [head, ...quotes.map((quote) => `    ${quote}`)];
    const [first, ...rest] = quotes;
    return [first === undefined ? head : `${head}  ${first}`, ...rest.map((quote) => ' '.repeat(indent) + quote)];
  });
}
