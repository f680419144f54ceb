/** What people say of one README: `best` in order, and `ok`, also defensible. */
export type Labels = {
  readonly id: string;
  readonly best: readonly string[];
  readonly ok: readonly string[];
};

/** `score` is 0 to 1, or null where the classifier has none (a model's tags). */
export type ScoredName = { readonly name: string; readonly score: number | null };

/** What a classifier says of one README: the tags it gives, best first, and how it ranks the list whatever the threshold. */
export type Prediction = {
  readonly id: string;
  readonly tags: readonly ScoredName[];
  readonly ranking: readonly ScoredName[];
};

/** Lengths at which the ranking is cut for `recall@n`. */
export const RECALL_DEPTHS = [5, 10, 20, 60, 100] as const;

/**
 * One README's part in every metric. All metrics are ratios of sums of these, or read from the sorted scores, so a
 * resample needs no second look at the names.
 */
export type Outcome = {
  readonly given: number;
  readonly best: number;
  /** Given tags in `best`. */
  readonly givenBest: number;
  /** Given tags in neither `best` nor `ok`. */
  readonly wrong: number;
  /** Share of given tags in `best` or `ok`; with nothing given, 0 where `best` is not empty and 1 where it is. */
  readonly precision: number;
  /** Share of `best` given; 0 where `best` is empty, and then not counted. */
  readonly recall: number;
  /** Whether the first given tag is in `best`. */
  readonly hit: boolean;
  /** Whether at least one tag was given and none of them is wrong. */
  readonly clean: boolean;
  /** Share of `best` among the first n of the ranking, for each of `RECALL_DEPTHS`; and the most that could be. */
  readonly recallAt: readonly number[];
  readonly ceilingAt: readonly number[];
  /** Scores of given tags that have one, with whether the tag is right (in `best` or `ok`). */
  readonly scored: readonly { readonly score: number; readonly right: boolean }[];
  /**
   * Score of the first given tag, or of the first in the ranking where none was given: what READMEs are sorted by in
   * the risk-coverage curve. Null where that tag has no score.
   */
  readonly topScore: number | null;
};

/** Compares one prediction with its labels. Names are equal when they are the same after trimming; repeats count once. */
export function compareWithLabels(labels: Labels, prediction: Prediction): Outcome {
  const best = new Set(labels.best.map((name) => name.trim()));
  const right = new Set([...best, ...labels.ok.map((name) => name.trim())]);
  const tags = uniqueByName(prediction.tags);
  const ranking = uniqueByName(prediction.ranking);

  const givenBest = tags.filter(({ name }) => best.has(name)).length;
  const givenRight = tags.filter(({ name }) => right.has(name)).length;
  const wrong = tags.length - givenRight;
  const first = tags[0];
  const top = first ?? ranking[0];
  return {
    given: tags.length,
    best: best.size,
    givenBest,
    wrong,
    precision: tags.length > 0 ? givenRight / tags.length : best.size > 0 ? 0 : 1,
    recall: best.size > 0 ? givenBest / best.size : 0,
    hit: first !== undefined && best.has(first.name),
    clean: tags.length > 0 && wrong === 0,
    recallAt: RECALL_DEPTHS.map((depth) =>
      best.size > 0 ? ranking.slice(0, depth).filter(({ name }) => best.has(name)).length / best.size : 0,
    ),
    ceilingAt: RECALL_DEPTHS.map((depth) => (best.size > 0 ? Math.min(depth, best.size) / best.size : 0)),
    scored: tags.flatMap(({ name, score }) => (score === null ? [] : [{ score, right: right.has(name) }])),
    topScore: top ? top.score : 0,
  };
}

function uniqueByName(list: readonly ScoredName[]): ScoredName[] {
  const byName = new Map<string, ScoredName>();
  for (const { name, score } of list) {
    const trimmed = name.trim();
    if (!byName.has(trimmed)) byName.set(trimmed, { name: trimmed, score });
  }
  return [...byName.values()];
}
