import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { type Chart, renderChart, THEMES } from './chart.ts';
import { drawPictures } from './pictures.ts';

const axis = { title: 'x', from: 0, to: 1, step: 0.5, unit: 'percent' } as const;
const chart: Chart = {
  description: 'a < b & "c"',
  panels: [
    {
      title: 'panel',
      x: axis,
      y: axis,
      series: [
        {
          name: 'line',
          look: 0,
          points: [
            { x: 0, y: 0 },
            { x: 1, y: 1 },
          ],
          line: true,
          marks: false,
        },
        {
          name: 'dots',
          look: 1,
          points: [{ x: 0.5, y: 0.5, label: 'here', low: 0.25, high: 1 }],
          line: false,
          marks: true,
        },
      ],
    },
  ],
};

/** Names of the elements of an SVG. @throws Error where one is not closed or closed twice. */
function elementsOf(svg: string): readonly string[] {
  const names: string[] = [];
  const parser = new Parser(
    {
      onopentagname: (name) => names.push(name),
      onclosetag: (name, isImplied) => {
        if (isImplied) throw new Error(`${name} is not closed`);
      },
      onerror: (error) => {
        throw error;
      },
    },
    { xmlMode: true },
  );
  parser.end(svg.replace(/<(\w+)([^>]*)\/>/g, '<$1$2></$1>'));
  return names;
}

describe('a chart', () => {
  const svg = renderChart(chart, THEMES[0]);

  test('is the same text every time', () => {
    expect(renderChart(chart, THEMES[0])).toBe(svg);
  });

  test('is well-formed and says what it shows to those who cannot see it', () => {
    expect(new Set(elementsOf(svg))).toEqual(new Set(['svg', 'style', 'g', 'path', 'rect', 'text']));
    expect(svg).toContain('role="img" aria-label="a &lt; b &amp; &quot;c&quot;"');
  });

  test('puts points where they belong: the corners of the plot are the ends of its axes', () => {
    expect(svg).toContain('<path d="M52 256L356 56" fill="none"');
    expect(svg).toContain('<rect x="200" y="152" width="8" height="8"');
  });

  test('draws the interval of a point, and writes its label', () => {
    expect(svg).toContain('<path d="M204 206V56"');
    expect(svg).toContain('>here</text>');
  });

  test('names each series once in its legend', () => {
    const twice = renderChart({ ...chart, panels: [...chart.panels, ...chart.panels] }, THEMES[0]);
    expect(twice.match(/>dots</g)).toHaveLength(1);
    expect(twice.match(/>panel</g)).toHaveLength(2);
  });

  test('differs between light and dark in its colours alone', () => {
    const colourless = (text: string) => text.replace(/#[0-9a-f]{6}/g, '#');
    const dark = renderChart(chart, THEMES[1]);
    expect(dark).not.toBe(svg);
    expect(colourless(dark)).toBe(colourless(svg));
  });
});

test('the pictures can be drawn where no tag was given at all', () => {
  const nothing = { labels: [], predictions: [] };
  const pictures = drawPictures([
    { title: 'empty', labels: [], answers: nothing, atThresholds: [nothing], counted: nothing },
  ]);
  expect([...pictures.keys()].sort()).toEqual(
    ['calibration', 'given', 'risk'].flatMap((name) => [`accuracy-${name}-dark.svg`, `accuracy-${name}-light.svg`]),
  );
  for (const svg of pictures.values()) expect(svg).not.toContain('NaN');
});
