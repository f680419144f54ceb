import type { Labels, Prediction } from '../../../../evaluate/outcome.ts';
import type { LabelledReadme } from '../corpus.ts';
import { readVocabulary } from '../corpus.ts';
import { createRandom } from '../random.ts';
import { atLeast, atMost, type Bound, told } from './bound.ts';
import { type Bench, figure, joinVocabularies, measure, outOfFold, withTags } from './out-of-fold.ts';

const SMALL_VOCABULARIES = 10;
const labelsOf = (readmes: readonly LabelledReadme[]): readonly Labels[] => readmes.map(({ record }) => record);

/** f1 and its like, the ranking, and whether scores mean what they say. */
export async function measureAccuracy({ data, models }: Bench): Promise<readonly Bound[]> {
  const classify = outOfFold(models, data.tags);
  const predictions = data.dev.map((readme) => classify(readme));
  const m = measure(labelsOf(data.dev), predictions);
  const alwaysThree = m.always.find(({ n }) => n === 3)!;
  const recallAt = (of: typeof m, n: number): number => figure(of.recallAt.find((row) => row.n === n)!);

  const distractors = await readVocabulary(`${data.folder}/distractors.json`);
  const mixed = joinVocabularies(data.tags, distractors);
  const classifyMixed = outOfFold(models, mixed);
  const inMixed = measure(
    labelsOf(data.dev),
    data.dev.map((readme) => classifyMixed(readme)),
  );

  return [
    atLeast('f1 / hit1 / strict_f1', [figure(m.f1), 0.78], [figure(m.hit1), 0.88], [figure(m.strict_f1), 0.68]),
    atMost('wrong', [figure(m.wrong), 0.45]),
    atLeast('clean', [figure(m.clean), 0.58]),
    atMost('wrong tags over those of "always 3"', [figure(m.wrong) / figure(alwaysThree.wrong), 0.75]),
    atLeast('f1 over that of "always 3"', [figure(m.f1) / figure(alwaysThree.f1), 1]),
    atLeast('recall@10', [recallAt(m, 10), 0.93]),
    atLeast('recall@60 / @100 among distractors', [recallAt(inMixed, 60), 0.91], [recallAt(inMixed, 100), 0.93]),
    atMost('ece', [figure(m.ece), 0.08]),
    atMost(
      'ece at 10 / 90 / 1,000 tags',
      [eceOfFew({ data, models }), 0.1],
      [figure(m.ece), 0.1],
      [eceOfMany({ data, models }, distractors), 0.1],
    ),
    atLeast('hit1 on the surer half', [hitOnSurerHalf(data.dev, predictions), 0.95]),
    atMost('aurc', [figure(m.aurc), 0.06]),
    told(
      'precision / recall / tags given',
      [figure(m.precision), figure(m.recall), m.given ?? 0].map((value) => value.toFixed(3)).join(' / '),
    ),
  ];
}

/** Ten of the tags drawn anew for each README, several times over, all given tags pooled. */
function eceOfFew({ data, models }: Bench): number {
  const random = createRandom(11);
  const labels: Labels[] = [];
  const predictions: Prediction[] = [];
  for (let draw = 0; draw < SMALL_VOCABULARIES; draw++) {
    for (const readme of data.dev) {
      const names = shuffled(
        data.tags.tags.map(({ name }) => name),
        random,
      ).slice(0, 10);
      const id = `${draw} ${readme.record.id}`;
      const few = new Set(names);
      const prediction = outOfFold(
        models,
        withTags(data.tags, (name) => few.has(name)),
      )(readme);
      labels.push({ ...readme.record, id });
      predictions.push({ ...prediction, id });
    }
  }
  return figure(measure(labels, predictions).ece);
}

/** All tags and 910 of the distractors. Nobody has said which distractors fit, so only the scores of the labelled tags count. */
function eceOfMany({ data, models }: Bench, distractors: Awaited<ReturnType<typeof readVocabulary>>): number {
  const random = createRandom(12);
  const drawn = new Set(
    shuffled(
      distractors.tags.map(({ name }) => name),
      random,
    ).slice(0, 1000 - data.tags.tags.length),
  );
  const classify = outOfFold(
    models,
    joinVocabularies(
      data.tags,
      withTags(distractors, (name) => drawn.has(name)),
    ),
  );
  const labelled = new Set(data.tags.tags.map(({ name }) => name));
  const predictions = data.dev.map((readme) => {
    const prediction = classify(readme);
    return { ...prediction, tags: prediction.tags.filter(({ name }) => labelled.has(name)) };
  });
  return figure(measure(labelsOf(data.dev), predictions).ece);
}

function hitOnSurerHalf(readmes: readonly LabelledReadme[], predictions: readonly Prediction[]): number {
  const tops = predictions.map((prediction, at) => {
    const first = prediction.tags[0];
    const top = (first ?? prediction.ranking[0])?.score ?? 0;
    return { top, hit: first !== undefined && readmes[at]!.record.best.some((name) => name.trim() === first.name) };
  });
  const half = tops.sort((a, b) => b.top - a.top).slice(0, Math.ceil(tops.length / 2));
  return half.filter(({ hit }) => hit).length / half.length;
}

export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [copy[at], copy[other]] = [copy[other]!, copy[at]!];
  }
  return copy;
}
