// Learns data/model.json from labelled READMEs: one weight a feature, by non-negative logistic regression; calibration and
// the rules of choice from predictions made out of fold. One command: npm run train -- [EVALUATION_FOLDER]
// With --dry-run nothing is written; with --check it fails where the committed model is another, or accuracy out of fold low.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measurePredictions } from '../../../evaluate/metrics.ts';
import { evaluationFolder, readEvaluationData } from './corpus.ts';
import { type Example, makeExamples, trainingOf } from './examples.ts';
import { completeModel, fitModel } from './fit.ts';
import { fitFolds, settle } from './folds.ts';
import { predict } from './rules.ts';

const VERSION_DIGITS = 8;
const LEAST_F1 = 0.71;
const LEAST_HIT1 = 0.84;

const sets = makeExamples(await readEvaluationData(evaluationFolder()));
const folds = fitFolds(sets);
const { calibration, rules } = settle(sets.dev, folds);

const measure = (examples: readonly Example[]) =>
  measurePredictions(
    examples.map(({ id, best, ok }) => ({ id, best: [...best], ok: [...ok] })),
    examples.map((example) => predict(example, completeModel(folds[example.fold]!, calibration, rules), rules)),
    { resamples: 0, seed: 1 },
  );

const show = (name: string, examples: readonly Example[]): void => {
  const m = measure(examples);
  const n = (value: number | null): string => (value === null ? '-' : value.toFixed(3));
  console.error(
    [
      name.padEnd(14),
      ...(['f1', 'precision', 'recall', 'strict_f1', 'hit1', 'wrong', 'clean', 'ece', 'aurc'] as const).map(
        (key) => `${key} ${n(m[key].value)}`,
      ),
      ...m.recallAt.map(({ n: depth, value }) => `r@${depth} ${n(value)}`),
      `given ${n(m.given)}`,
    ].join('  '),
  );
  console.error(
    `${' '.repeat(16)}${m.always.map((row) => `always ${row.n}: f1 ${n(row.f1.value)} wrong ${n(row.wrong.value)}`).join('  ')}`,
  );
};
console.error(JSON.stringify({ rules, calibration }));
show('dev', sets.dev);
show('renamed', sets.renamed);
show('half hidden', sets.halfHidden);
show('owner-topics', sets.owners);

const final = completeModel(fitModel(trainingOf(sets)), calibration, rules);
const version = createHash('sha256').update(JSON.stringify(final)).digest('hex').slice(0, VERSION_DIGITS);
const out = fileURLToPath(new URL('../data/model.json', import.meta.url));
const text = `${JSON.stringify({ ...final, version }, null, 2)}\n`;
if (process.argv.includes('--check')) {
  const { f1, hit1 } = measure(sets.dev);
  const problems = [
    ...(readFileSync(out, 'utf8') === text
      ? []
      : ['data/model.json is not what these READMEs and features give: npm run train']),
    ...((f1.value ?? 0) >= LEAST_F1 ? [] : [`f1 out of fold is ${f1.value}, at least ${LEAST_F1} is wanted`]),
    ...((hit1.value ?? 0) >= LEAST_HIT1 ? [] : [`hit1 out of fold is ${hit1.value}, at least ${LEAST_HIT1} is wanted`]),
  ];
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
} else if (!process.argv.includes('--dry-run')) writeFileSync(out, text);
