import type { Explanation } from '../model/classification.ts';
import { REASONS, renderEvidence } from './evidence-line.ts';
import { toPlainLine } from './plain-text.ts';
import { type Canvas, renderScore } from './result-table.ts';
import { pad, truncate } from './text-width.ts';

/**
 * How the scores of the nearest tags came about: score, whether it was given or why not, the concept its name stands for,
 * evidence, and each feature with value, weight and their product, the largest product first.
 */
export function renderExplanation(explanations: readonly Explanation[], { columns, style }: Canvas): string {
  if (explanations.length === 0) return 'No tag of the list has anything in this README.\n';
  const lines = explanations.flatMap((explanation, index) => {
    const { tag, score, reason, evidence, features } = explanation;
    const name = truncate(toPlainLine(tag.name), Math.max(8, columns - 16));
    const outcome = reason === null ? style.green('given') : `not given: ${REASONS[reason]}`;
    const contributions = features
      .map((feature) => ({ ...feature, product: feature.value * feature.weight }))
      .sort((a, b) => Math.abs(b.product) - Math.abs(a.product) || (a.name < b.name ? -1 : 1));
    const widest = Math.max(0, ...contributions.map((feature) => feature.name.length));
    return [
      `${index === 0 ? '' : '\n'}${pad(String(index + 1), 2, 'start')}  ${style.bold(name)}  ${renderScore(score)}`,
      `    ${outcome}`,
      `    ${renderKnown(explanation)}`,
      ...evidence.map((item) => `    ${style.dim(renderEvidence(item, columns - 4))}`),
      ...contributions.map(
        ({ name: feature, value, weight, product }) =>
          `      ${pad(feature, widest)} ${number(value)} × ${number(weight)} = ${number(product)}`,
      ),
    ];
  });
  return `${lines.join('\n')}\n`;
}

function renderKnown({ concept, described }: Explanation): string {
  if (concept !== null) return `concept: ${toPlainLine(concept)}`;
  return described.length === 0
    ? 'known by its name alone'
    : `known by its description, which speaks of: ${described.map(toPlainLine).join(', ')}`;
}

function number(value: number): string {
  return value.toFixed(3).padStart(8);
}
