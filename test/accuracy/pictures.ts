import type { Labels } from '../../src/evaluate/outcome.ts';
import { type Chart, type Panel, type Point, renderChart, type Series, THEMES } from './chart.ts';
import { type Answers, binByScore, giveAlways, measureGiven, traceRisk } from './curves.ts';

/** What the pictures are drawn from, of one set. */
export type Drawn = {
  readonly title: string;
  readonly labels: readonly Labels[];
  /** At the default settings. */
  readonly answers: Answers;
  /** At falling thresholds, the default one not among them. */
  readonly atThresholds: readonly Answers[];
  readonly counted: Answers;
};

const OURS = 'this classifier';
const ALWAYS = 'always 1, 2, 3';
const COUNTED = 'counting names';
const BINS = 5;

/** The pictures of the accuracy page, by the name of their file. */
export function drawPictures(sets: readonly Drawn[]): ReadonlyMap<string, string> {
  const charts: readonly (readonly [string, Chart])[] = [
    [
      'given',
      {
        description: 'Share of right tags against the number of tags given: it falls as more tags are given',
        panels: sets.map(drawGiven),
      },
    ],
    [
      'calibration',
      {
        description: 'Share of right tags against the score that they were given with: near the diagonal',
        panels: sets.map(drawCalibration),
      },
    ],
    [
      'risk',
      {
        description: 'Share of wrong first tags against the share of READMEs looked at, the surest first: it rises',
        panels: sets.map(drawRisk),
      },
    ],
  ];
  return new Map(
    charts.flatMap(([name, chart]) =>
      THEMES.map((theme): [string, string] => [`accuracy-${name}-${theme.name}.svg`, renderChart(chart, theme)]),
    ),
  );
}

function drawGiven({ title, answers, atThresholds, counted }: Drawn): Panel {
  const point = (of: Answers, label?: string): Point[] => {
    const measured = measureGiven(of);
    if (measured === null) return [];
    return [{ x: measured.given, y: measured.right, ...(label === undefined ? {} : { label }) }];
  };
  const always = (of: Answers): Point[] => [1, 2, 3].flatMap((most) => point(giveAlways(of, most), String(most)));
  const curve = [...atThresholds, answers].flatMap((of) => point(of)).sort((a, b) => a.x - b.x);
  return {
    title,
    x: { title: 'tags given to a README, on average', from: 0, to: 3, step: 0.5, unit: 'plain' },
    y: { title: 'share of given tags that are right', from: 0, to: 1, step: 0.2, unit: 'percent' },
    series: [
      { name: COUNTED, look: 2, points: always(counted), line: true, marks: true },
      { name: ALWAYS, look: 1, points: always(answers), line: true, marks: true },
      { name: OURS, look: 0, points: curve, line: true, marks: false },
      { name: 'its default', look: 0, points: point(answers), line: false, marks: true },
    ],
  };
}

function drawCalibration({ title, answers }: Drawn): Panel {
  const points = binByScore(answers, BINS).map(({ score, right, low, high }) => ({ x: score, y: right, low, high }));
  return {
    title,
    x: { title: 'score, mean of a fifth of the given tags', from: 0, to: 1, step: 0.2, unit: 'plain' },
    y: { title: 'share of these tags that are right', from: 0, to: 1, step: 0.2, unit: 'percent' },
    series: [{ name: `${OURS}, with 95 % intervals`, look: 0, points, line: true, marks: true }],
    diagonal: true,
  };
}

function drawRisk({ title, answers, counted }: Drawn): Panel {
  const curve = (of: Answers, name: string, look: Series['look']): Series => ({
    name,
    look,
    points: traceRisk(of).map(({ coverage, risk }) => ({ x: coverage, y: risk })),
    line: true,
    marks: false,
  });
  return {
    title,
    x: { title: 'share of READMEs looked at, the surest first', from: 0, to: 1, step: 0.2, unit: 'percent' },
    y: { title: 'share whose first tag is wrong', from: 0, to: 0.7, step: 0.1, unit: 'percent' },
    series: [curve(counted, COUNTED, 2), curve(answers, OURS, 0)],
  };
}
