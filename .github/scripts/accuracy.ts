// Accuracy of the built command line on the evaluation data, held against bounds.
//   npm run accuracy -- FOLDER           prints the table; fails when a bound is broken or a document says otherwise
//   npm run accuracy -- FOLDER --write   also writes the table into README.md, and tables and pictures into docs/accuracy.md
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { updateAccuracyPage } from '../../test/accuracy/page.ts';
import { replaceBlock } from './markers.ts';

type Estimate = { readonly value: number; readonly low: number; readonly high: number };
type Evaluation = {
  readonly readmes: number;
  readonly given: number;
  readonly metrics: Readonly<Record<string, Estimate>>;
};

type EvaluationSet = {
  readonly name: string;
  readonly gold: string;
  readonly tags: string;
  /** Least value, or most for those where less is better. */
  readonly bounds: Readonly<Record<string, number>>;
};

const SETS: readonly EvaluationSet[] = [
  {
    name: 'dev: 97 READMEs, 90 tags',
    gold: 'dev/gold.jsonl',
    tags: 'tags.json',
    bounds: { f1: 0.66, strict_f1: 0.58, hit1: 0.76, wrong: 0.5, clean: 0.58, 'recall@10': 0.85, ece: 0.12 },
  },
  {
    name: 'owner-topics: 52 repositories, 472 names',
    gold: 'owner-topics/gold.jsonl',
    tags: 'owner-topics/tags.json',
    bounds: { hit1: 0.78, 'recall@5': 0.36, 'recall@10': 0.5 },
  },
];
const SHOWN = [
  'precision',
  'recall',
  'f1',
  'strict_f1',
  'hit1',
  'wrong',
  'clean',
  'recall@5',
  'recall@10',
  'ece',
  'aurc',
];
const LESS_IS_BETTER = new Set(['wrong', 'ece', 'aurc']);

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
if (folder === undefined) throw new Error('Name the folder of the evaluation data: npm run accuracy -- ../shared/eval');

function evaluate({ gold, tags }: EvaluationSet): Evaluation {
  const args = [join(root, 'dist/cli.js'), 'evaluate', join(folder!, gold), '--tags', join(folder!, tags)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64_000_000 });
  if (status !== 0) throw new Error(stderr);
  // Our own command's output, whose shape its tests hold.
  return JSON.parse(stdout) as Evaluation;
}

const broken: string[] = [];
const columns = SETS.map((set) => {
  const evaluation = evaluate(set);
  for (const [metric, bound] of Object.entries(set.bounds)) {
    const value = evaluation.metrics[metric]?.value ?? Number.NaN;
    const holds = LESS_IS_BETTER.has(metric) ? value <= bound : value >= bound;
    if (!holds) broken.push(`${set.name}: ${metric} is ${value}, bound ${bound}`);
  }
  return { name: set.name, evaluation };
});

const cell = ({ value, low, high }: Estimate): string =>
  `${value.toFixed(3)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
const table = [
  `| | ${columns.map(({ name }) => name).join(' | ')} |`,
  `|---|${columns.map(() => '---').join('|')}|`,
  ...SHOWN.map(
    (metric) =>
      `| \`${metric}\` | ${columns.map(({ evaluation }) => (evaluation.metrics[metric] ? cell(evaluation.metrics[metric]) : '')).join(' | ')} |`,
  ),
  `| tags given | ${columns.map(({ evaluation }) => evaluation.given.toFixed(2)).join(' | ')} |`,
].join('\n');
console.log(table);

const readmePath = join(root, 'README.md');
const before = readFileSync(readmePath, 'utf8');
const after = replaceBlock(before, '<!-- accuracy:start', '<!-- accuracy:end', `\n${table}\n`);
const write = process.argv.includes('--write');
if (after !== before) {
  if (write) writeFileSync(readmePath, after);
  else broken.push('README.md says otherwise; mend it with: npm run accuracy -- FOLDER --write');
}
for (const file of await updateAccuracyPage(folder, { write, today: new Date().toISOString().slice(0, 10) })) {
  if (write) console.log(`Wrote ${file}`);
  else broken.push(`${file} says otherwise; mend it with: npm run accuracy -- FOLDER --write`);
}
if (broken.length > 0) {
  console.error(broken.join('\n'));
  process.exit(1);
}
