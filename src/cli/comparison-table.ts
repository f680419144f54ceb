import type { Classification, ConsideredTag, ScoredTag } from '../model/classification.ts';
import { REASONS } from './evidence-line.ts';
import { toPlainLine } from './plain-text.ts';
import { type Canvas, renderScore } from './result-table.ts';
import { pad, textWidth, truncate } from './text-width.ts';

const MAX_NAME_COLUMNS = 32;
const OFFLINE_COLUMNS = 14;

/**
 * What both classifiers say of one README, a line for each tag that either gives: its place and score offline, and its place
 * or the reason against it by the model. Ends with what they agree on. Holds no character that a terminal acts on.
 */
export function renderComparison(offline: Classification, model: Classification, canvas: Canvas): string {
  const { style, columns } = canvas;
  const names = [...new Set([...model.tags, ...offline.tags].map(({ tag }) => tag.name))];
  const nameColumns = Math.min(MAX_NAME_COLUMNS, Math.max(3, ...names.map((name) => textWidth(toPlainLine(name)))));
  const toLine = (name: string, ours: string, theirs: string): string =>
    truncate(`  ${pad(truncate(name, nameColumns), nameColumns)}  ${pad(ours, OFFLINE_COLUMNS)}  ${theirs}`, columns);
  const lines = [style.dim(toLine('tag', 'offline', toPlainLine(model.classifier.model)))];
  for (const name of names) lines.push(toLine(toPlainLine(name), tellPlace(name, offline), tellPlace(name, model)));
  if (names.length === 0) lines.push('  Neither gives a tag.');
  const both = offline.tags.filter(({ tag }) => model.tags.some((other) => other.tag === tag)).length;
  if (names.length > 0) lines.push(style.dim(`  Both give ${both} of ${names.length}.`));
  return `${lines.join('\n')}\n`;
}

/** `1st  0.92`, or why not. */
function tellPlace(name: string, { tags, considered }: Classification): string {
  const at = tags.findIndex(({ tag }) => tag.name === name);
  const given = tags[at];
  if (given !== undefined) return [`${at + 1}.`, ...tellScore(given)].join('  ');
  const near = considered.find(({ tag }) => tag.name === name);
  return near === undefined ? '–' : tellReason(near);
}

function tellScore({ score }: ScoredTag): readonly string[] {
  return score === null ? [] : [renderScore(score)];
}

function tellReason(near: ConsideredTag): string {
  const score = tellScore(near);
  return score.length > 0 ? `–  ${score.join('')}` : REASONS[near.reason];
}
