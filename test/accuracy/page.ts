// The accuracy page: tables, pictures and sentences in docs/ and README.md that are made from measurements, and the published
// labels. `npm run accuracy -- FOLDER` compares them with what is measured, `--write` writes them.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { replaceBlock } from '../../.github/scripts/markers.ts';
import { model } from '../../src/classify/offline/model.ts';
import { readEvaluationData } from '../../src/classify/offline/train/corpus.ts';
import { countNames } from './counting.ts';
import type { Answers } from './curves.ts';
import { measureHiddenTags } from './hidden-tags.ts';
import { renderLabels } from './labels.ts';
import { type Drawn, drawPictures } from './pictures.ts';
import { type MeasuredSet, makeDevSet, readOwnSet } from './sets.ts';
import {
  renderComparison,
  renderHidden,
  renderHiddenSummary,
  renderNothing,
  renderParts,
  renderTags,
  type SetAnswers,
} from './tables.ts';

const PAGE = 'docs/accuracy.md';
const README = 'README.md';
const LABELS = 'test/accuracy/public/dev-labels.jsonl';
const PICTURES = 'docs/pictures';
const THRESHOLDS = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/**
 * Measures everything on the evaluation data in `folder` and on our own READMEs. `today` (YYYY-MM-DD) is put in only where
 * something else has changed. Returns the files that differ; with `write` they are written.
 */
export async function updateAccuracyPage(
  folder: string,
  { write, today }: { readonly write: boolean; readonly today: string },
): Promise<readonly string[]> {
  const sets = [makeDevSet(await readEvaluationData(folder)), await readOwnSet()];
  const all = sets.map(answerAll);
  const descriptions = readDescriptions();
  const hidden = sets.map((set) => {
    const labels = set.subjects.map((subject) => subject.labels);
    return [set, measureHiddenTags(set.vocabulary, labels, descriptions, (how) => set.classify(null, how))] as const;
  });

  const blocks = new Map([
    ['comparison', renderComparison(all)],
    ['parts', renderParts(all)],
    ['tags', renderTags(all)],
    ['nothing', renderNothing(all.find(({ set }) => set.name === 'own')!)],
    ['hidden', renderHidden(hidden)],
  ]);
  const wanted = new Map([
    [PAGE, fillDated(read(PAGE), blocks, today)],
    [README, fillBlocks(read(README), new Map([['private-tags', renderHiddenSummary(hidden)]]))],
    [LABELS, renderLabels(readFileSync(join(folder, 'dev/gold.jsonl'), 'utf8'))],
  ]);
  for (const [name, svg] of drawPictures(all.map(draw))) wanted.set(`${PICTURES}/${name}`, svg);

  const stale = [...wanted].filter(([path, text]) => !existsSync(join(root, path)) || read(path) !== text);
  if (write) {
    for (const [path, text] of stale) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }
  return stale.map(([path]) => path);
}

/** One line for each tag of both lists, of our own writing. */
function readDescriptions(): ReadonlyMap<string, string> {
  return new Map(Object.entries(JSON.parse(read('test/accuracy/descriptions.json')) as Record<string, string>));
}

function answerAll(set: MeasuredSet): SetAnswers {
  const labels = set.subjects.map((subject) => subject.labels);
  const count = (rarity: boolean): Answers => ({
    labels,
    predictions: set.subjects.map(({ labels: { id }, document }) =>
      countNames(set.vocabulary, { id, document }, { rarity }),
    ),
  });
  return {
    set,
    answers: { labels, predictions: set.classify(null) },
    counted: count(false),
    countedByRarity: count(true),
  };
}

function draw({ set, answers, countedByRarity }: SetAnswers): Drawn {
  return {
    title: set.title,
    labels: answers.labels,
    answers,
    atThresholds: THRESHOLDS.map((minScore) => ({ labels: answers.labels, predictions: set.classify(minScore) })),
    counted: countedByRarity,
  };
}

/** A block of the page stands between two comments with its name. */
function fillBlocks(text: string, blocks: ReadonlyMap<string, string>): string {
  return [...blocks].reduce(
    (filled, [name, block]) => replaceBlock(filled, `<!-- ${name}:start`, `<!-- ${name}:end`, `\n${block}\n`),
    text,
  );
}

/** The day stays as it is where nothing else has changed: it says when the figures were made. */
function fillDated(text: string, blocks: ReadonlyMap<string, string>, today: string): string {
  const dated = /Measured on (\d{4}-\d{2}-\d{2})/.exec(text)?.[1] ?? today;
  const fill = (day: string): string =>
    fillBlocks(
      text,
      new Map([...blocks, ['measured', `Measured on ${day} with version \`${model.version}\` of the classifier.`]]),
    );
  return fill(dated) === text ? text : fill(today);
}
