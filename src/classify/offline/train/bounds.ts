// Measures every bound on accuracy, honesty and stability out of fold: weights, calibration and rules of choice are learned
// without the README that is judged and without any other of its owner's.
//   npm run bounds -- [EVALUATION_FOLDER]      prints the table; --only=WORD one part of it (accuracy, honesty, knowledge,
//                                              owners, stability, condensed); --check fails where a bound does not hold
// Takes about half a minute on one core.
import { measureAccuracy } from './bounds/accuracy.ts';
import { type Bound, renderBounds } from './bounds/bound.ts';
import { measureCondensed } from './bounds/condensed.ts';
import { measureHonesty } from './bounds/honesty.ts';
import { measureKnowledge } from './bounds/knowledge.ts';
import type { Bench } from './bounds/out-of-fold.ts';
import { measureOwnerTopics } from './bounds/owner-topics.ts';
import { measureStability } from './bounds/stability.ts';
import { evaluationFolder, readEvaluationData } from './corpus.ts';
import { makeExamples } from './examples.ts';
import { crossValidate } from './folds.ts';

const PARTS: readonly (readonly [string, (bench: Bench) => readonly Bound[] | Promise<readonly Bound[]>])[] = [
  ['accuracy', measureAccuracy],
  ['honesty', measureHonesty],
  ['knowledge', measureKnowledge],
  ['owners', measureOwnerTopics],
  ['stability', measureStability],
  ['condensed', measureCondensed],
];

const data = await readEvaluationData(evaluationFolder());
const bench: Bench = { data, models: crossValidate(makeExamples(data)) };
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
const bounds: Bound[] = [];
for (const [name, measurePart] of PARTS) {
  if (only !== undefined && only !== name) continue;
  const start = process.hrtime.bigint();
  bounds.push(...(await measurePart(bench)));
  console.error(`${name}: ${Number((process.hrtime.bigint() - start) / 1_000_000n) / 1000} s`);
}
console.log(renderBounds(bounds));
if (process.argv.includes('--check') && bounds.some(({ holds }) => holds === false)) process.exit(1);
