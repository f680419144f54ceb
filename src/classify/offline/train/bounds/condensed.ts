import { condenseReadme } from '../../../llm/condense.ts';
import type { LabelledReadme } from '../corpus.ts';
import { atLeast, atMost, type Bound, told } from './bound.ts';
import { type Bench, figure, mean, measure, outOfFold, reparse } from './out-of-fold.ts';

/** The budget of the model-backed classifier where none is set. */
const BUDGET_TOKENS = 900;

/** What a model reads of a README has to be enough: how well the offline classifier does on that alone. */
export function measureCondensed({ data, models }: Bench): readonly Bound[] {
  const bounds: Bound[] = [];
  for (const budget of [400, BUDGET_TOKENS, 2000]) {
    const condensed = new Map<LabelledReadme, ReturnType<typeof condenseReadme>>();
    for (const readme of [...data.dev, ...data.owners]) condensed.set(readme, condenseReadme(readme.document, budget));
    const read = (readme: LabelledReadme) =>
      reparse({ ...readme, facts: { ...readme.facts, path: 'README.md' } }, condensed.get(readme)!.text);

    const classify = outOfFold(models, data.tags);
    const labels = data.dev.map(({ record }) => record);
    const whole = measure(
      labels,
      data.dev.map((readme) => classify(readme)),
    );
    const short = measure(
      labels,
      data.dev.map((readme) => classify(readme, read(readme))),
    );
    const difference = figure(short.f1) - figure(whole.f1);
    const classifyOwners = outOfFold(models, data.ownerTags);
    const recall = (n: number, isShort: boolean): number =>
      mean(
        data.owners.map((readme) => {
          const { ranking } = classifyOwners(readme, isShort ? read(readme) : undefined);
          const best = new Set(readme.record.best.map((name) => name.trim()));
          return ranking.slice(0, n).filter(({ name }) => best.has(name)).length / best.size;
        }),
      );
    const name = `condensed to ${budget} tokens`;
    bounds.push(
      budget === BUDGET_TOKENS
        ? atLeast(`${name}: f1 less that of the whole`, [difference, -0.01])
        : told(`${name}: f1 less that of the whole`, difference.toFixed(3)),
      told(
        `${name}: hit1 / strict_f1 / recall, whole -> condensed`,
        (['hit1', 'strict_f1', 'recall', 'precision'] as const)
          .map((key) => `${figure(whole[key]).toFixed(3)} -> ${figure(short[key]).toFixed(3)}`)
          .join(' / '),
      ),
      told(
        `${name}: owner-topics recall@5 / @10, whole -> condensed`,
        [5, 10].map((n) => `${recall(n, false).toFixed(3)} -> ${recall(n, true).toFixed(3)}`).join(' / '),
      ),
      atMost(`${name}: most tokens`, [Math.max(...[...condensed.values()].map(({ tokens }) => tokens)), budget]),
    );
  }
  return bounds;
}
