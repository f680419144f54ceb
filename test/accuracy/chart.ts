// Line charts as SVG: plain text, the same bytes from the same numbers.

export type Theme = {
  readonly name: 'light' | 'dark';
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  /** By series; told apart by dash and marker as well as by colour. */
  readonly series: readonly [string, string, string];
};

/** Colours of GitHub's own pages, on which the pictures stand; the background is the page's. */
export const THEMES: readonly [Theme, Theme] = [
  {
    name: 'light',
    text: '#1f2328',
    faint: '#59636e',
    grid: '#d1d9e0',
    series: ['#0969da', '#bc4c00', '#59636e'],
  },
  {
    name: 'dark',
    text: '#f0f6fc',
    faint: '#9198a1',
    grid: '#3d444d',
    series: ['#4493f8', '#f0883e', '#9198a1'],
  },
];

export type Point = {
  readonly x: number;
  readonly y: number;
  /** Written beside the point. */
  readonly label?: string;
  /** Ends of a vertical line through the point. */
  readonly low?: number;
  readonly high?: number;
};

export type Series = {
  readonly name: string;
  /** Which of the theme's colours, dashes and markers. */
  readonly look: 0 | 1 | 2;
  readonly points: readonly Point[];
  readonly line: boolean;
  readonly marks: boolean;
};

export type Axis = {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly unit: 'percent' | 'plain';
};

export type Panel = {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** A faint line from corner to corner, where what is promised and what comes true are equal. */
  readonly diagonal?: boolean;
};

export type Chart = {
  /** Read out instead of the picture. */
  readonly description: string;
  readonly panels: readonly Panel[];
};

const PANEL = { width: 380, left: 52, right: 24, top: 56, bottom: 44, height: 300 } as const;
const LEGEND_LINE = 20;
const DASHES = ['', '6 4', '2 3'] as const;
const MARK = 4;

/** Panels side by side, with one legend above them. */
export function renderChart({ description, panels }: Chart, theme: Theme): string {
  const width = panels.length * PANEL.width;
  const legend = uniqueByName(panels.flatMap(({ series }) => series));
  const height = PANEL.height + LEGEND_LINE;
  const style = [
    `text{font:12px -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;fill:${theme.text}}`,
    `.faint{fill:${theme.faint}}`,
    '.title{font-weight:600}',
  ].join('');
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(description)}">`,
    `<style>${style}</style>`,
    renderLegend(legend, theme),
    ...panels.map(
      (panel, at) =>
        `<g transform="translate(${at * PANEL.width} ${LEGEND_LINE})">\n${renderPanel(panel, theme)}\n</g>`,
    ),
    '</svg>',
  ].join('\n')}\n`;
}

function renderLegend(series: readonly Series[], theme: Theme): string {
  // Letters are about this wide; a legend that is set a little too wide does no harm.
  const letterWidth = 6.6;
  let x = PANEL.left;
  return series
    .map(({ name, look, line, marks }) => {
      const start = x;
      x += 34 + name.length * letterWidth + 22;
      const middle = 14;
      return [
        line ? renderPath(`M${round(start)} ${middle}h26`, look, theme) : '',
        marks ? renderMark(start + 13, middle, look, theme) : '',
        renderText(start + 34, middle + 4, name, {}),
      ].join('');
    })
    .join('\n');
}

function renderPanel(panel: Panel, theme: Theme): string {
  const plotWidth = PANEL.width - PANEL.left - PANEL.right;
  const plotHeight = PANEL.height - PANEL.top - PANEL.bottom;
  const x = (value: number): number => PANEL.left + (plotWidth * (value - panel.x.from)) / (panel.x.to - panel.x.from);
  // What leaves the plot stays at its edge.
  const within = (value: number): number => Math.min(panel.y.to, Math.max(panel.y.from, value));
  const y = (value: number): number =>
    PANEL.top + plotHeight - (plotHeight * (within(value) - panel.y.from)) / (panel.y.to - panel.y.from);
  const bottom = PANEL.top + plotHeight;
  const right = PANEL.left + plotWidth;

  const parts = [renderText(PANEL.left, PANEL.top - 32, panel.title, { class: 'title' })];
  for (const tick of ticksOf(panel.y)) {
    parts.push(`<path d="M${PANEL.left} ${round(y(tick))}H${right}" stroke="${theme.grid}"/>`);
    parts.push(renderText(PANEL.left - 8, y(tick) + 4, show(tick, panel.y), { class: 'faint', anchor: 'end' }));
  }
  for (const tick of ticksOf(panel.x)) {
    parts.push(`<path d="M${round(x(tick))} ${bottom}v5" stroke="${theme.grid}"/>`);
    parts.push(renderText(x(tick), bottom + 19, show(tick, panel.x), { class: 'faint', anchor: 'middle' }));
  }
  parts.push(renderText((PANEL.left + right) / 2, bottom + 37, panel.x.title, { class: 'faint', anchor: 'middle' }));
  parts.push(renderText(PANEL.left, PANEL.top - 13, panel.y.title, { class: 'faint' }));
  if (panel.diagonal) {
    const from = Math.max(panel.x.from, panel.y.from);
    const to = Math.min(panel.x.to, panel.y.to);
    const path = `M${round(x(from))} ${round(y(from))}L${round(x(to))} ${round(y(to))}`;
    parts.push(`<path d="${path}" stroke="${theme.faint}" stroke-dasharray="2 3" fill="none"/>`);
  }
  for (const series of panel.series) parts.push(...renderSeries(series, x, y, theme));
  return parts.join('\n');
}

function renderSeries(
  { points, look, line, marks }: Series,
  x: (value: number) => number,
  y: (value: number) => number,
  theme: Theme,
): readonly string[] {
  const colour = theme.series[look];
  const parts: string[] = [];
  if (line && points.length > 1) {
    const path = points.map((point, at) => `${at === 0 ? 'M' : 'L'}${round(x(point.x))} ${round(y(point.y))}`).join('');
    parts.push(renderPath(path, look, theme));
  }
  for (const point of points) {
    const [left, top] = [x(point.x), y(point.y)];
    if (point.low !== undefined && point.high !== undefined) {
      parts.push(
        `<path d="M${round(left)} ${round(y(point.low))}V${round(y(point.high))}" stroke="${colour}" stroke-width="1.5"/>`,
      );
    }
    if (marks) parts.push(renderMark(left, top, look, theme));
    if (point.label !== undefined) parts.push(renderText(left - 3, top + 18, point.label, {}));
  }
  return parts;
}

function renderPath(path: string, look: 0 | 1 | 2, theme: Theme): string {
  const dash = DASHES[look] === '' ? '' : ` stroke-dasharray="${DASHES[look]}"`;
  return `<path d="${path}" fill="none" stroke="${theme.series[look]}" stroke-width="2" stroke-linejoin="round"${dash}/>`;
}

/** A disc, a square or a diamond. */
function renderMark(x: number, y: number, look: 0 | 1 | 2, theme: Theme): string {
  const colour = theme.series[look];
  if (look === 0) return `<circle cx="${round(x)}" cy="${round(y)}" r="${MARK}" fill="${colour}"/>`;
  const square = `x="${round(x - MARK)}" y="${round(y - MARK)}" width="${2 * MARK}" height="${2 * MARK}" fill="${colour}"`;
  return look === 1 ? `<rect ${square}/>` : `<rect ${square} transform="rotate(45 ${round(x)} ${round(y)})"/>`;
}

function renderText(x: number, y: number, text: string, how: { class?: string; anchor?: 'middle' | 'end' }): string {
  const attributes = [
    how.class === undefined ? '' : ` class="${how.class}"`,
    how.anchor === undefined ? '' : ` text-anchor="${how.anchor}"`,
  ].join('');
  return `<text x="${round(x)}" y="${round(y)}"${attributes}>${escapeXml(text)}</text>`;
}

function ticksOf({ from, to, step }: Axis): readonly number[] {
  const count = Math.round((to - from) / step);
  return Array.from({ length: count + 1 }, (_, at) => from + at * step);
}

function show(value: number, { unit, step }: Axis): string {
  if (unit === 'percent') return `${Math.round(value * 100)} %`;
  return value.toFixed(Number.isInteger(step) ? 0 : 1);
}

function uniqueByName(series: readonly Series[]): readonly Series[] {
  const seen = new Map<string, Series>();
  for (const one of series) if (!seen.has(one.name)) seen.set(one.name, one);
  return [...seen.values()];
}

/** Tenths of a pixel are enough, and keep files the same where arithmetic differs in the last digit. */
function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
