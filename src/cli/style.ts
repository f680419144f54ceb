/** Marks text for a terminal with colours, and leaves it alone for one without. */
export type Style = {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
};

export function createStyle(hasColor: boolean): Style {
  const mark = (open: number, close: number) => (text: string) =>
    hasColor && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    bold: mark(1, 22),
    dim: mark(2, 22),
    red: mark(31, 39),
    yellow: mark(33, 39),
    green: mark(32, 39),
    cyan: mark(36, 39),
  };
}

/**
 * Whether to write colours: never with `NO_COLOR` (not empty, no-color.org) or `FORCE_COLOR=0`, always with another
 * `FORCE_COLOR`, and otherwise on a terminal that is not `dumb`.
 */
export function hasColor(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = env;
  if (no || force === '0' || force === 'false') return false;
  if (force !== undefined) return true;
  return isTerminal && term !== 'dumb';
}

/** Whether the terminal shows block characters; the Linux console's font has few of them. */
export function hasBlocks(env: NodeJS.ProcessEnv): boolean {
  return env['TERM'] !== 'linux' && env['TERM'] !== 'dumb';
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of `columns` columns for a share from 0 to 1, filled up with spaces. */
export function renderBar(share: number, columns: number, blocks: boolean): string {
  const bounded = Math.min(1, Math.max(0, share));
  if (!blocks) return '#'.repeat(Math.round(bounded * columns)).padEnd(columns);
  const eighths = Math.round(bounded * columns * 8);
  const bar = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
  return bar.padEnd(columns);
}
