import { CHOICE_METRICS, type ChoiceMetrics, type Estimate, type Metrics } from '../evaluate/metrics.ts';
import { pad, textWidth } from './text-width.ts';

const MEANINGS: { readonly [name: string]: string } = {
  precision: 'share of given tags that are right (best or ok)',
  recall: 'share of the best tags that were given',
  f1: 'harmonic mean of the two',
  strict_f1: 'micro F1 against the best tags alone',
  hit1: 'first tag is one of the best',
  wrong: 'given tags per README that are neither',
  clean: 'READMEs with a tag and no wrong one',
  ece: 'calibration error of the scores',
  aurc: 'area under the risk-coverage curve',
};

/** All metrics as lines of text: value, 95 % interval and what it means. */
export function renderMetrics(metrics: Metrics): string {
  const rows = [
    ...CHOICE_METRICS.map((name) => [name, value(metrics[name]), interval(metrics[name]), MEANINGS[name] ?? '']),
    ...metrics.recallAt.map((recall) => [
      `recall@${recall.n}`,
      value(recall),
      interval(recall),
      `best tags among the first ${recall.n}; ceiling ${figure(recall.ceiling)}`,
    ]),
    ...(['ece', 'aurc'] as const).map((name) => [
      name,
      value(metrics[name]),
      interval(metrics[name]),
      MEANINGS[name] ?? '',
    ]),
  ];
  return `${alignRows([['metric', 'value', '95 % interval', ''], ...rows])}\n`;
}

/** One row a classifier or slice, so that figures can be compared down the columns. */
export function renderComparison(
  rows: readonly { readonly name: string; readonly readmes: number; readonly metrics: ChoiceMetrics }[],
): string {
  const head = ['', 'READMEs', ...CHOICE_METRICS];
  const body = rows.map(({ name, readmes, metrics }) => [
    name,
    String(readmes),
    ...CHOICE_METRICS.map((metric) => value(metrics[metric])),
  ]);
  return `${alignRows([head, ...body])}\n`;
}

function value(estimate: Estimate): string {
  return figure(estimate.value);
}

function interval({ low, high }: Estimate): string {
  return low === null || high === null ? '–' : `${figure(low)} to ${figure(high)}`;
}

function figure(number: number | null): string {
  return number === null ? '–' : number.toFixed(3);
}

function alignRows(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, textWidth(cell));
    });
  }
  return rows
    .map((row) => `  ${row.map((cell, column) => pad(cell, widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}
