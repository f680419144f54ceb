// Learns data/model.json from labelled READMEs: one weight a feature, by non-negative logistic regression; calibration and
// the rules of choice from predictions made out of fold. One command: npm run train -- [EVALUATION_FOLDER]
// With --dry-run nothing is written; with --check it fails where the committed model is another, or accuracy out of fold low.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measurePredictions } from '../../../evaluate/metrics.ts';
import type { Prediction } from '../../../evaluate/outcome.ts';
import type { Tag, Vocabulary } from '../../../model/vocabulary.ts';
import { type Candidate, type ChoiceRules, chooseTags, compareCandidates } from '../../choose.ts';
import { extractFeatures, FEATURES } from '../features.ts';
import { KINDS, type Kind } from '../kinds.ts';
import { findMatches } from '../matches.ts';
import { calibrate, createScorer, type Model } from '../model.ts';
import { readStructure, STRONG_KIND_SCORE } from '../structure.ts';
import { createTagIndex, type TagIndex } from '../tag-index.ts';
import { type LabelledReadme, readCorpus, readVocabulary } from './corpus.ts';
import { fitLogistic, type Sample } from './regression.ts';

const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? '../shared/eval';
const isDryRun = process.argv.includes('--dry-run');
if (!existsSync(`${folder}/dev/gold.jsonl`)) throw new Error(`no dev/gold.jsonl in ${folder}`);

const FOLDS = 10;
const OK_TARGET = 0.5;
const RIDGE = 0.0002;
const VERSION_DIGITS = 8;
const LEAST_F1 = 0.66;
const LEAST_HIT1 = 0.75;

type Row = { readonly tag: number; readonly values: Float64Array; readonly strong: boolean };
/** One README seen through one vocabulary. */
type Example = {
  readonly id: string;
  readonly fold: number;
  readonly index: TagIndex;
  readonly rows: readonly Row[];
  readonly best: ReadonlySet<string>;
  readonly ok: ReadonlySet<string>;
  readonly weight: number;
};

/** Small seeded generator (mulberry32): runs must give the same numbers. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const foldOf = (key: string): number => createHash('sha256').update(key).digest()[0]! % FOLDS;

function toExample(
  { record, document }: LabelledReadme,
  index: TagIndex,
  weight: number,
  rename: (name: string) => string = (name) => name,
): Example {
  const read = findMatches(document, index);
  const names = (list: readonly string[]): ReadonlySet<string> => new Set(list.map((name) => rename(name.trim())));
  return {
    id: record.id,
    // By owner: repositories of one owner are much alike.
    fold: foldOf(record.id.split('/')[0]!),
    index,
    rows: extractFeatures(document, read, index, readStructure(document)),
    best: names(record.best),
    ok: names(record.ok),
    weight,
  };
}

const size = FEATURES.length + 1 + KINDS.length;
const INTERCEPT = FEATURES.length;
const kindPosition = (kind: Kind): number => FEATURES.length + 1 + KINDS.indexOf(kind);

function toSamples(examples: readonly Example[]): Sample[] {
  return examples.flatMap((example) => {
    const target = (tag: Tag): number => (example.best.has(tag.name) ? 1 : example.ok.has(tag.name) ? OK_TARGET : 0);
    const vector = (values: Float64Array | null, kind: Kind | null): Float64Array => {
      const all = new Float64Array(size);
      if (values) all.set(values);
      all[INTERCEPT] = 1;
      if (kind !== null) all[kindPosition(kind)] = 1;
      return all;
    };
    const touched = new Set(example.rows.map((row) => row.tag));
    const samples: Sample[] = example.rows.map((row) => {
      const entry = example.index.tags[row.tag]!;
      return { values: vector(row.values, entry.kind), target: target(entry.tag), weight: example.weight };
    });
    const rest = new Map<Kind | null, { sum: number; count: number }>();
    for (const [number, entry] of example.index.tags.entries()) {
      if (touched.has(number)) continue;
      const group = rest.get(entry.kind) ?? { sum: 0, count: 0 };
      rest.set(entry.kind, { sum: group.sum + target(entry.tag), count: group.count + 1 });
    }
    for (const [kind, { sum, count }] of rest) {
      samples.push({ values: vector(null, kind), target: sum / count, weight: example.weight * count });
    }
    return samples;
  });
}

const RULES: ChoiceRules = { defaultMinScore: 0.3, shareOfBest: 0.3, maxKinds: 1, broaderMargin: 0.1 };

function toModel(weights: Float64Array, calibration: Model['calibration'], rules: ChoiceRules): Model {
  const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
  return {
    version: '',
    intercept: rounded(weights[INTERCEPT]!),
    kindIntercepts: Object.fromEntries(KINDS.map((kind) => [kind, rounded(weights[kindPosition(kind)]!)])),
    weights: Object.fromEntries(FEATURES.map((name, position) => [name, rounded(weights[position]!)])),
    calibration,
    minScore: rules.defaultMinScore,
    shareOfBest: rules.shareOfBest,
    maxKinds: rules.maxKinds,
    broaderMargin: rules.broaderMargin,
  };
}

const NO_CALIBRATION = { slope: 1, offset: 0 };

function fitModel(examples: readonly Example[]): Float64Array {
  return fitLogistic(toSamples(examples), {
    ridge: RIDGE,
    nonNegative: Array.from({ length: size }, (_, position) => position < FEATURES.length),
    free: Array.from({ length: size }, (_, position) => position === INTERCEPT),
  });
}

function candidatesOf(example: Example, model: Model): Candidate[] {
  const scorer = createScorer(model);
  const kindAt = FEATURES.indexOf('kind');
  return example.rows
    .map((row): Candidate => {
      const entry = example.index.tags[row.tag]!;
      return {
        tag: entry.tag,
        score: calibrate(scorer(row.values, entry.kind), model),
        strong: row.strong || (entry.kind !== null && row.values[kindAt]! >= STRONG_KIND_SCORE),
        kind: entry.kind,
        concept: entry.concept?.id ?? null,
        broader: entry.broader,
        evidence: () => [],
      };
    })
    .sort(compareCandidates);
}

function predict(example: Example, model: Model, rules: ChoiceRules): Prediction {
  const candidates = candidatesOf(example, model);
  const { tags } = chooseTags(candidates, { maxTags: 3, minScore: null, exclude: [], pin: [] }, rules);
  const name = ({ tag, score }: { tag: Tag; score: number | null }) => ({ name: tag.name, score });
  return { id: example.id, tags: tags.map(name), ranking: candidates.slice(0, 100).map(name) };
}

/** Platt's method: the two numbers that make scores the share of right tags. */
function calibrateOn(pairs: readonly { raw: number; right: boolean }[]): Model['calibration'] {
  const samples = pairs.map(
    ({ raw, right }): Sample => ({
      values: Float64Array.of(raw, 1),
      target: right ? 1 : 0,
      weight: 1,
    }),
  );
  const [slope = 1, offset = 0] = fitLogistic(samples, {
    ridge: 0,
    nonNegative: [true, false],
    free: [false, true],
    sweeps: 1000,
  });
  return { slope: Math.round(slope * 1000) / 1000, offset: Math.round(offset * 1000) / 1000 };
}

const dev = readCorpus(`${folder}/dev/gold.jsonl`);
const devTags = await readVocabulary(`${folder}/tags.json`);
const renamedTags = await readVocabulary(`${folder}/tags-renamed.json`);
const was = new Map(
  (JSON.parse(readFileSync(`${folder}/tags-renamed.json`, 'utf8')) as { name: string; was: string }[]).map((tag) => [
    tag.was.trim(),
    tag.name.trim(),
  ]),
);
const owners = readCorpus(`${folder}/owner-topics/gold.jsonl`);
const ownerTags = await readVocabulary(`${folder}/owner-topics/tags.json`);

const devIndex = createTagIndex(devTags);
const renamedIndex = createTagIndex(renamedTags);
const ownerIndex = createTagIndex(ownerTags);

const devExamples = dev.map((readme) => toExample(readme, devIndex, 1));
const renamedExamples = dev.map((readme) => toExample(readme, renamedIndex, 0.3, (name) => was.get(name) ?? name));
const ownerExamples = owners.map((readme) => toExample(readme, ownerIndex, 0.2));

/** Weights must also fit tags that the lexicon does not know: per README, half of the entries are hidden. */
function hideHalf(corpus: readonly LabelledReadme[], vocabulary: Vocabulary, seed: number, weight: number): Example[] {
  const random = createRandom(seed);
  return corpus.map((readme) => {
    const hidden = new Set(vocabulary.tags.filter(() => random() < 0.5));
    return toExample(readme, createTagIndex(vocabulary, { useLexicon: (tag) => !hidden.has(tag) }), weight);
  });
}
const droppedExamples = hideHalf(dev, devTags, 7, 0.3);
const training = [...devExamples, ...renamedExamples, ...ownerExamples, ...droppedExamples];

// Out of fold: no README is scored by weights that saw it or one of its owner's.
const foldModels = Array.from({ length: FOLDS }, (_, fold) =>
  toModel(fitModel(training.filter((example) => example.fold !== fold)), NO_CALIBRATION, RULES),
);
const outOfFold = (example: Example, calibration: Model['calibration']): Model => ({
  ...foldModels[example.fold]!,
  calibration,
});

const pairs = devExamples.flatMap((example) => {
  const model = foldModels[example.fold]!;
  return candidatesOf(example, model)
    .filter(({ strong }) => strong)
    .slice(0, 6)
    .map(({ tag, score }) => ({
      raw: Math.log(Math.max(1e-6, score) / Math.max(1e-6, 1 - score)),
      right: example.best.has(tag.name) || example.ok.has(tag.name),
    }));
});
const calibration = calibrateOn(pairs);

const figures = (examples: readonly Example[], rules: ChoiceRules) =>
  measurePredictions(
    examples.map(({ id, best, ok }) => ({ id, best: [...best], ok: [...ok] })),
    examples.map((example) => predict(example, outOfFold(example, calibration), rules)),
    { resamples: 0, seed: 1 },
  );

let rules = RULES;
let bestObjective = Number.NEGATIVE_INFINITY;
for (const maxKinds of [1, 2, 3]) {
  for (const shareOfBest of [0.2, 0.3, 0.4, 0.5, 0.6]) {
    for (const defaultMinScore of [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5]) {
      for (const broaderMargin of [0, 0.1, 0.3, 1]) {
        const tried = { maxKinds, shareOfBest, defaultMinScore, broaderMargin };
        const { f1, wrong } = figures(devExamples, tried);
        // A wrong tag costs trust as well as precision.
        const objective = (f1.value ?? 0) - 0.1 * (wrong.value ?? 0);
        if (objective > bestObjective) {
          bestObjective = objective;
          rules = tried;
        }
      }
    }
  }
}

const show = (name: string, examples: readonly Example[]): void => {
  const m = figures(examples, rules);
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
show('dev', devExamples);
show('renamed', renamedExamples);
show('half hidden', droppedExamples);
show('owner-topics', ownerExamples);

const final = toModel(fitModel(training), calibration, rules);
const version = createHash('sha256').update(JSON.stringify(final)).digest('hex').slice(0, VERSION_DIGITS);
const out = fileURLToPath(new URL('../data/model.json', import.meta.url));
const text = `${JSON.stringify({ ...final, version }, null, 2)}\n`;
if (process.argv.includes('--check')) {
  const { f1, hit1 } = figures(devExamples, rules);
  const problems = [
    ...(readFileSync(out, 'utf8') === text
      ? []
      : ['data/model.json is not what these READMEs and features give: npm run train']),
    ...((f1.value ?? 0) >= LEAST_F1 ? [] : [`f1 out of fold is ${f1.value}, at least ${LEAST_F1} is wanted`]),
    ...((hit1.value ?? 0) >= LEAST_HIT1 ? [] : [`hit1 out of fold is ${hit1.value}, at least ${LEAST_HIT1} is wanted`]),
  ];
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
} else if (!isDryRun) writeFileSync(out, text);
