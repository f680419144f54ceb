// How often holding a model's tag back would be wrong, and how often right, if no quote of a model ever checked: the share of
// labels whose offline score is below each threshold, and of those that are held back (`held`). Scores are out of fold: by weights that saw neither the README nor
// another of its owner's.
//   node .github/scripts/node.mjs src/classify/llm/train/measure-hold.ts [EVALUATION_FOLDER]
import type { Vocabulary } from '../../../model/vocabulary.ts';
import type { Model } from '../../offline/model.ts';
import { createOfflineClassifier } from '../../offline/offline.ts';
import { evaluationFolder, type LabelledReadme, readEvaluationData } from '../../offline/train/corpus.ts';
import { foldOf, makeExamples } from '../../offline/train/examples.ts';
import { crossValidate } from '../../offline/train/folds.ts';
import { createSupportJudge } from '../hold.ts';

const THRESHOLDS = [0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15];

type Score = { readonly score: number; readonly isHeld: boolean };
type Scores = { readonly best: Score[]; readonly ok: Score[]; readonly wrong: Score[] };

function scoreLabels(models: readonly Model[], vocabulary: Vocabulary, readmes: readonly LabelledReadme[]): Scores {
  const classifiers = models.map((model) => createOfflineClassifier(vocabulary, { model }));
  const judges = classifiers.map((classifier) => createSupportJudge(classifier, vocabulary));
  const scores: Scores = { best: [], ok: [], wrong: [] };
  for (const { record, document } of readmes) {
    const best = new Set(record.best.map((name) => name.trim()));
    const ok = new Set(record.ok.map((name) => name.trim()));
    const fold = foldOf(record.id);
    for (const { tag, score } of classifiers[fold]!.rank(document, vocabulary.tags.length)) {
      const isHeld = !judges[fold]!.isSupport(tag, score);
      (best.has(tag.name) ? scores.best : ok.has(tag.name) ? scores.ok : scores.wrong).push({ score, isHeld });
    }
  }
  return scores;
}

function render(title: string, { best, ok, wrong }: Scores): string {
  const cell = (scores: readonly Score[], isCounted: (score: Score) => boolean): string => {
    const count = scores.filter(isCounted).length;
    const share = scores.length === 0 ? 0 : (100 * count) / scores.length;
    return `${share.toFixed(1)} % (${count})`.padStart(16);
  };
  const row = (name: string, isCounted: (score: Score) => boolean): string =>
    name.padEnd(6) + [best, ok, [...best, ...ok], wrong].map((scores) => cell(scores, isCounted)).join('');
  const head = `${title}: ${best.length} best, ${ok.length} ok, ${wrong.length} neither`;
  const rows = THRESHOLDS.map((threshold) => row(threshold.toFixed(3), ({ score }) => score < threshold));
  const columns = ['best', 'ok', 'either', 'neither'].map((name) => name.padStart(16)).join('');
  return [head, `below ${columns}`, ...rows, row('held', ({ isHeld }) => isHeld), ''].join('\n');
}

const data = await readEvaluationData(evaluationFolder());
const models = crossValidate(makeExamples(data));
console.log(render('dev', scoreLabels(models, data.tags, data.dev)));
const renamed = data.dev.map((readme) => ({
  ...readme,
  record: {
    ...readme.record,
    best: readme.record.best.map((name) => data.renames.get(name.trim()) ?? name),
    ok: readme.record.ok.map((name) => data.renames.get(name.trim()) ?? name),
  },
}));
console.log(render('dev, tags under other names', scoreLabels(models, data.renamedTags, renamed)));
console.log(render("owners' topics", scoreLabels(models, data.ownerTags, data.owners)));
