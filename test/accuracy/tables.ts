import { createTagIndex } from '../../src/classify/offline/tag-index.ts';
import { type Metrics, measurePredictions } from '../../src/evaluate/metrics.ts';
import type { Labels, Prediction } from '../../src/evaluate/outcome.ts';
import { type Answers, giveAlways, measureGiven } from './curves.ts';
import type { Condition, HiddenResult } from './hidden-tags.ts';
import type { MeasuredSet, Subject } from './sets.ts';

/** A set with everything that was said of it. */
export type SetAnswers = {
  readonly set: MeasuredSet;
  readonly answers: Answers;
  /** By counting how often names of tags stand in the text; and the same with rare names counting more. */
  readonly counted: Answers;
  readonly countedByRarity: Answers;
};

const FEW_WORDS = 100;
const MOST_NAMES = 8;

/** Against the simplest things that could be done instead. */
export function renderComparison(sets: readonly SetAnswers[]): string {
  return sets
    .map(({ set, answers, counted, countedByRarity }) => {
      const rows: readonly (readonly [string, Answers, boolean])[] = [
        ['**this classifier**', answers, true],
        ['its first tag, always', giveAlways(answers, 1), false],
        ['its first 2 tags, always', giveAlways(answers, 2), false],
        ['its first 3 tags, always', giveAlways(answers, 3), false],
        ['counting names', counted, false],
        ['counting names, rare ones more', countedByRarity, false],
      ];
      const head = [
        'tags given',
        'of them right',
        'first tag right',
        'best tags found',
        'none wrong',
        '`f1`',
        '`wrong`',
      ];
      return renderTable(
        [set.title, ...head],
        rows.map(([name, of, hasIntervals]) => [name, ...compare(of, hasIntervals)]),
      );
    })
    .join('\n\n');
}

function compare(answers: Answers, hasIntervals: boolean): readonly string[] {
  const metrics = measure(answers.labels, answers.predictions, hasIntervals);
  const given = measureGiven(answers);
  const cell = (name: 'hit1' | 'recall' | 'clean' | 'f1' | 'wrong', show: (value: number) => string): string => {
    const { value, low, high } = metrics[name];
    const interval = hasIntervals && low !== null && high !== null ? ` (${show(low)} to ${show(high)})` : '';
    return `${show(value ?? 0)}${interval}`;
  };
  return [
    (metrics.given ?? 0).toFixed(2),
    given === null ? '–' : percent(given.right),
    cell('hit1', percent),
    cell('recall', percent),
    cell('clean', percent),
    cell('f1', two),
    cell('wrong', two),
  ];
}

/** Where it is better and where worse. */
export function renderParts(sets: readonly SetAnswers[]): string {
  const parts: readonly (readonly [string, (subject: Subject) => boolean])[] = [
    ['all that fit something', () => true],
    [`under ${FEW_WORDS} words`, ({ document }) => document.shape.words < FEW_WORDS],
    ['without a description of the repository', ({ description }) => (description ?? '') === ''],
    ['in another language than English', ({ isEnglish }) => !isEnglish],
    ['in another format than Markdown', ({ document }) => document.format !== 'markdown'],
  ];
  const rows = parts.map(([name, isIn]) => [
    name,
    ...sets.flatMap(({ set, answers }) => {
      const at = set.subjects.flatMap((subject, index) =>
        subject.labels.best.length > 0 && isIn(subject) ? [index] : [],
      );
      const metrics = measure(
        at.map((index) => answers.labels[index]!),
        at.map((index) => answers.predictions[index]!),
        false,
      );
      return at.length === 0
        ? ['0', '–', '–']
        : [String(at.length), percent(metrics.hit1.value ?? 0), two(metrics.f1.value ?? 0)];
    }),
  ]);
  const head = sets.flatMap(({ set }) => [`${set.name}: READMEs`, 'first tag right', '`f1`']);
  return renderTable(['', ...head], rows);
}

/** Which sorts of tags are found, and the names that are missed and mistaken most often. */
export function renderTags(sets: readonly SetAnswers[]): string {
  const rows = sets.flatMap(({ set, answers }) => {
    const kinds = new Set(
      createTagIndex(set.vocabulary)
        .tags.filter(({ kind }) => kind !== null)
        .map(({ tag }) => tag.name),
    );
    return [true, false].map((isKind) => {
      const counts = countTags(answers, (name) => kinds.has(name) === isKind);
      return [
        `${set.name}: ${isKind ? 'sorts of project' : 'subjects'}`,
        String(counts.labels),
        percent(counts.found / Math.max(1, counts.labels)),
        String(counts.given),
        percent(counts.right / Math.max(1, counts.given)),
      ];
    });
  });
  const table = renderTable(['', 'labels', 'of them found', 'given', 'of them right'], rows);
  const names = sets.map(({ set, answers }) => {
    const { missed, mistaken } = listTags(answers);
    return `- ${set.name}: missed most often ${renderNames(missed)}; given wrongly most often ${renderNames(mistaken)}`;
  });
  return `${table}\n\n${names.join('\n')}`;
}

function countTags({ labels, predictions }: Answers, isIn: (name: string) => boolean) {
  const counts = { labels: 0, found: 0, given: 0, right: 0 };
  for (const [at, { best, ok }] of labels.entries()) {
    const given = predictions[at]!.tags.map(({ name }) => name);
    const bestNames = best.map((name) => name.trim());
    const rightNames = [...bestNames, ...ok.map((name) => name.trim())];
    counts.labels += bestNames.filter(isIn).length;
    counts.found += bestNames.filter((name) => isIn(name) && given.includes(name)).length;
    counts.given += given.filter(isIn).length;
    counts.right += given.filter((name) => isIn(name) && rightNames.includes(name)).length;
  }
  return counts;
}

function listTags({ labels, predictions }: Answers) {
  const missed = new Map<string, number>();
  const mistaken = new Map<string, number>();
  const add = (counts: Map<string, number>, name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const [at, { best, ok }] of labels.entries()) {
    const given = predictions[at]!.tags.map(({ name }) => name);
    const right = new Set([...best, ...ok].map((name) => name.trim()));
    for (const name of best) if (!given.includes(name.trim())) add(missed, name.trim());
    for (const name of given) if (!right.has(name)) add(mistaken, name);
  }
  return { missed, mistaken };
}

function renderNames(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
  const often = sorted.filter(([, count]) => count > 1).slice(0, MOST_NAMES);
  return often.length === 0 ? 'none' : often.map(([name, count]) => `\`${name}\` (${count})`).join(', ');
}

/** What is given to READMEs that fit nothing in their list. */
export function renderNothing({ answers }: SetAnswers): string {
  const nothing = answers.labels.flatMap(({ id, best }, at) => (best.length === 0 ? [{ id, at }] : []));
  const given = nothing
    .map(({ id, at }) => ({ id, names: answers.predictions[at]!.tags.map(({ name }) => name) }))
    .filter(({ names }) => names.length > 0);
  const list = given.map(
    ({ id, names }) => `${id.replace(/^none-/, '')} (${names.map((name) => `\`${name}\``).join(', ')})`,
  );
  return `Of ${nothing.length} READMEs that fit no tag of their list, ${given.length} are given one all the same${list.length === 0 ? '' : `: ${list.join(', ')}`}.`;
}

const CONDITION_NAMES: Readonly<Record<Condition, string>> = {
  known: 'its name, and what the lexicon knows of it',
  name: 'its name alone',
  'name and description': 'its name and a description of one line',
  'code and description': 'a name that nobody else says (`qx17`) and a description of one line',
  'code and alias': 'a name that nobody else says and an everyday name as an alias',
};

/** Of fewer given tags a share says nothing. */
const FEW_TAGS = 10;

type HiddenResults = readonly (readonly [MeasuredSet, readonly HiddenResult[]])[];

export function renderHidden(results: HiddenResults): string {
  const head = results.flatMap(([{ name }, [first]]) => [
    `${name}, ${first?.labels ?? 0} labels: given`,
    'among the first 10',
    'right where given',
  ]);
  return renderConditions(head, results, ({ given, amongTen, right, tagsGiven }) => [
    percent(given),
    percent(amongTen),
    right === null || tagsGiven < FEW_TAGS ? '–' : percent(right),
  ]);
}

/** Less of it, for the front page. */
export function renderHiddenSummary(results: HiddenResults): string {
  const head = results.flatMap(([{ name }]) => [`${name}: given`, 'among the first 10']);
  return renderConditions(head, results, ({ given, amongTen }) => [percent(given), percent(amongTen)]);
}

function renderConditions(
  head: readonly string[],
  results: HiddenResults,
  cells: (result: HiddenResult) => readonly string[],
): string {
  const conditions = results[0]?.[1].map(({ condition }) => condition) ?? [];
  const rows = conditions.map((condition) => [
    CONDITION_NAMES[condition],
    ...results.flatMap(([, list]) => list.filter((result) => result.condition === condition).flatMap(cells)),
  ]);
  return renderTable(['what is known of a tag', ...head], rows);
}

function measure(labels: readonly Labels[], predictions: readonly Prediction[], hasIntervals: boolean): Metrics {
  return measurePredictions(labels, predictions, { resamples: hasIntervals ? 2000 : 0, seed: 1 });
}

export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(row)].join('\n');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function two(value: number): string {
  return value.toFixed(2);
}
