import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { condenseReadme } from '../../../llm/condense.ts';
import { pickCandidates } from '../../../llm/shortlist.ts';
import { estimateTokens } from '../../../llm/token-estimate.ts';
import { createOfflineClassifier } from '../../offline.ts';
import { type LabelledReadme, readVocabulary } from '../corpus.ts';
import { foldOf } from '../examples.ts';
import { atLeast, atMost, type Bound, told } from './bound.ts';
import { type Bench, figure, joinVocabularies, mean, measure, outOfFold, reparse, share } from './out-of-fold.ts';

/** The budget of the model-backed classifier where none is set; the others are told for comparison. */
const BUDGET_TOKENS = 900;
const BUDGETS = [400, BUDGET_TOKENS, 2000];
/** As many tags as are sent where nothing else is set. */
const SHORTLIST = 200;
/** Shorter texts say little of an estimate. */
const LEAST_CHARACTERS = 300;

/**
 * What a model reads of a README has to be enough. How well a model does on it cannot be measured here; how well the offline
 * classifier does on that text alone can.
 */
export async function measureCondensed(bench: Bench): Promise<readonly Bound[]> {
  return [
    ...BUDGETS.flatMap((budget) => measureBudget(bench, budget)),
    ...measureEstimate(bench),
    await measureShortlist(bench),
  ];
}

/** How many of the right tags a model is offered of a list that is too long to be sent whole. */
async function measureShortlist({ data, models }: Bench): Promise<Bound> {
  const distractors = await readVocabulary(`${data.folder}/distractors.json`);
  const vocabulary = joinVocabularies(data.tags, distractors);
  const classifiers = models.map((model) => createOfflineClassifier(vocabulary, { model }));
  const shares = data.dev.map(({ record, document }) => {
    const offline = classifiers[foldOf(record.id)]!;
    const { tags } = pickCandidates(vocabulary, offline, document, { exclude: [], pin: [] }, SHORTLIST);
    const names = new Set(tags.map(({ name }) => name));
    return share(record.best.filter((name) => names.has(name.trim())).length, record.best.length);
  });
  return atLeast(`${SHORTLIST} of ${vocabulary.tags.length} tags: share of the right ones among them`, [
    mean(shares),
    0.94,
  ]);
}

function measureBudget({ data, models }: Bench, budget: number): readonly Bound[] {
  const texts = new Map([...data.dev, ...data.owners].map((readme) => [readme, condense(readme, budget)]));
  const read = (readme: LabelledReadme) =>
    reparse({ ...readme, facts: { ...readme.facts, path: 'README.md' } }, texts.get(readme)!);

  const classify = outOfFold(models, data.tags);
  const labels = data.dev.map(({ record }) => record);
  const [whole, short] = [undefined, read].map((reader) =>
    measure(
      labels,
      data.dev.map((readme) => classify(readme, reader?.(readme))),
    ),
  );
  const classifyOwners = outOfFold(models, data.ownerTags);
  const [wholeOwners, shortOwners] = [undefined, read].map((reader) => {
    const rankings = data.owners.map((readme) => classifyOwners(readme, reader?.(readme)).ranking);
    return [5, 10].map((n) =>
      mean(
        data.owners.map(({ record }, at) => {
          const best = new Set(record.best.map((name) => name.trim()));
          return rankings[at]!.slice(0, n).filter(({ name }) => best.has(name)).length / best.size;
        }),
      ),
    );
  });
  const name = `README condensed to ${budget} tokens`;
  const isDefault = budget === BUDGET_TOKENS;
  const f1 = figure(short!.f1) - figure(whole!.f1);
  const recall10 = shortOwners![1]! - wholeOwners![1]!;
  const lengths = [...texts.values()];
  return [
    isDefault
      ? atLeast(`${name}: f1 over that of the whole, owner-topics recall@10 too`, [f1, -0.01], [recall10, -0.02])
      : told(
          `${name}: f1 over that of the whole, owner-topics recall@10 too`,
          `${f1.toFixed(3)} / ${recall10.toFixed(3)}`,
        ),
    told(
      `${name}: hit1 / strict_f1 / precision / recall, whole → condensed`,
      (['hit1', 'strict_f1', 'precision', 'recall'] as const)
        .map((key) => `${figure(whole![key]).toFixed(3)} → ${figure(short![key]).toFixed(3)}`)
        .join(' / '),
    ),
    atMost(
      `${name}: most tokens, as estimated / as o200k_base counts`,
      [Math.max(...lengths.map(estimateTokens)), budget],
      [Math.max(...lengths.map(countTokens)), budget],
    ),
  ];
}

/** How far the estimate of tokens is from the count, over the whole text of READMEs. */
function measureEstimate({ data }: Bench): readonly Bound[] {
  const ratios = [...data.dev, ...data.owners]
    .map(({ document }) => document.source)
    .filter(({ length }) => length > LEAST_CHARACTERS)
    .map((text) => estimateTokens(text) / countTokens(text))
    .sort((a, b) => a - b);
  const at = (part: number): number => ratios[Math.floor(part * (ratios.length - 1))]!;
  return [
    atLeast('estimated tokens over counted ones: least', [at(0), 0.95]),
    atMost('estimated tokens over counted ones: half / four fifths of READMEs', [at(0.5), 1.15], [at(0.8), 1.15]),
    told('estimated tokens over counted ones: most', at(1).toFixed(3)),
  ];
}

function condense({ document }: LabelledReadme, budget: number): string {
  return condenseReadme(document, budget).text;
}

function countTokens(text: string): number {
  return encode(text, { disallowedSpecial: new Set() }).length;
}
