import { type Metrics, measurePredictions } from '../../src/evaluate/metrics.ts';
import type { Labels, Prediction } from '../../src/evaluate/outcome.ts';

/** Figures that may not fall. Two to three hundredths under what was measured when they were last set. */
const FLOORS = { f1: 0.82, hit1: 0.9, strict_f1: 0.715, clean: 0.6 } as const;
/** Figures that may not rise. `answered`: share of the READMEs that fit no tag of the list and are given one all the same. */
const CEILINGS = { wrong: 0.235, answered: 0.17 } as const;

type Figures = Readonly<Record<keyof typeof FLOORS | keyof typeof CEILINGS, number>>;

export type Judgement = {
  readonly figures: Figures;
  /** One line for each figure on the wrong side. */
  readonly broken: readonly string[];
  /** All figures with their bounds, and every README that is not as it should be. */
  readonly told: string;
};

/** Holds predictions for our own READMEs to the bounds. */
export function judge(labels: readonly Labels[], predictions: readonly Prediction[]): Judgement {
  const metrics = measurePredictions(labels, predictions, { resamples: 0, seed: 1 });
  const given = new Map(predictions.map(({ id, tags }) => [id, tags.map(({ name }) => name)]));
  const fitNothing = labels.filter(({ best }) => best.length === 0);
  const answered = fitNothing.filter(({ id }) => (given.get(id) ?? []).length > 0).length / fitNothing.length;
  const figures: Figures = { ...read(metrics), answered };

  const lines: string[] = [];
  const broken: string[] = [];
  const hold = (name: keyof Figures, bound: number, isFloor: boolean): void => {
    const line = `${name} ${figures[name].toFixed(3)}, ${isFloor ? 'at least' : 'at most'} ${bound}`;
    lines.push(line);
    if (!(isFloor ? figures[name] >= bound : figures[name] <= bound)) broken.push(line);
  };
  for (const [name, bound] of entries(FLOORS)) hold(name, bound, true);
  for (const [name, bound] of entries(CEILINGS)) hold(name, bound, false);
  return { figures, broken, told: [...lines, '', ...labels.flatMap((label) => describe(label, given))].join('\n') };
}

function read(metrics: Metrics): Omit<Figures, 'answered'> {
  const value = (name: 'f1' | 'hit1' | 'strict_f1' | 'clean' | 'wrong'): number => metrics[name].value ?? Number.NaN;
  return {
    f1: value('f1'),
    hit1: value('hit1'),
    strict_f1: value('strict_f1'),
    clean: value('clean'),
    wrong: value('wrong'),
  };
}

function entries<Name extends string>(bounds: Readonly<Record<Name, number>>): readonly (readonly [Name, number])[] {
  // The keys of an object literal of ours are the names of its type.
  return Object.entries(bounds) as [Name, number][];
}

function describe({ id, best, ok }: Labels, given: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const tags = given.get(id) ?? [];
  const wrong = tags.filter((name) => !best.includes(name) && !ok.includes(name));
  const missed = best.filter((name) => !tags.includes(name));
  if (wrong.length === 0 && missed.length === 0) return [];
  return [
    `${id}: given ${tags.join(', ') || 'none'}; wrong ${wrong.join(', ') || 'none'}; missed ${missed.join(', ') || 'none'}`,
  ];
}
