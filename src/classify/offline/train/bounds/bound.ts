/** One line of the table of bounds. `holds` is null where a figure is only told. */
export type Bound = {
  readonly name: string;
  readonly target: string;
  readonly measured: string;
  readonly holds: boolean | null;
};

const show = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(3));

/** Rounded as shown, so that what reads as equal to its bound counts as reaching it. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** A bound of several figures, all of which must reach theirs. */
export function atLeast(name: string, ...pairs: readonly (readonly [measured: number, target: number])[]): Bound {
  return {
    name,
    target: `≥ ${pairs.map(([, target]) => show(target)).join(' / ')}`,
    measured: pairs.map(([measured]) => show(measured)).join(' / '),
    holds: pairs.every(([measured, target]) => rounded(measured) >= target),
  };
}

export function atMost(name: string, ...pairs: readonly (readonly [measured: number, target: number])[]): Bound {
  return {
    name,
    target: `≤ ${pairs.map(([, target]) => show(target)).join(' / ')}`,
    measured: pairs.map(([measured]) => show(measured)).join(' / '),
    holds: pairs.every(([measured, target]) => rounded(measured) <= target),
  };
}

/** A figure without a bound. */
export function told(name: string, measured: string): Bound {
  return { name, target: '-', measured, holds: null };
}

export function renderBounds(bounds: readonly Bound[]): string {
  const cells = bounds.map(({ name, target, measured, holds }) => [
    name,
    target,
    measured,
    holds === null ? '' : holds ? 'yes' : 'NO',
  ]);
  const rows = [['bound', 'target', 'measured', 'holds'], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [
    line(rows[0]!),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...rows.slice(1).map(line),
  ].join('\n');
}
