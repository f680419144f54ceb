import type { LexiconLimits } from '../../src/classify/offline/tag-index.ts';
import type { Labels, Prediction } from '../../src/evaluate/outcome.ts';
import type { Tag, Vocabulary } from '../../src/model/vocabulary.ts';

/**
 * What is known of a tag. `known`: everything; `name`: only how it is called; `code`: it is called something that nobody
 * else says, as private tags often are. A description is one line of ours, an alias the tag's everyday name.
 */
export const CONDITIONS = ['known', 'name', 'name and description', 'code and description', 'code and alias'] as const;
export type Condition = (typeof CONDITIONS)[number];

export type HiddenResult = {
  readonly condition: Condition;
  /** Share of the labels (README and tag in its `best`) whose tag was given, and of those whose tag was among the first ten. */
  readonly given: number;
  readonly amongTen: number;
  /** Of the hidden tags that were given, the share that was right (in `best` or `ok`); null where none was given. */
  readonly right: number | null;
  readonly labels: number;
  /** How many hidden tags were given. */
  readonly tagsGiven: number;
};

/** A vocabulary in which some tags are hidden, and what the classifier may not know. */
export type HiddenVocabulary = { readonly vocabulary: Vocabulary; readonly limits: LexiconLimits };
export type ClassifyAll = (hidden: HiddenVocabulary) => readonly Prediction[];

/** A fifth of the list is hidden at a time: the tags of one's own stand among tags that everybody knows. */
const PARTS = 5;
const DEEP = 10;

/**
 * What a description of one line, or an alias, does for a tag that the classifier knows nothing of. Each tag is hidden once:
 * its lexicon entry, description and aliases are taken away, and under `code` its name is replaced by one that says nothing.
 * A code alone is never found, so that is not measured.
 */
export function measureHiddenTags(
  vocabulary: Vocabulary,
  labels: readonly Labels[],
  descriptions: ReadonlyMap<string, string>,
  classifyAll: ClassifyAll,
): readonly HiddenResult[] {
  return CONDITIONS.map((condition) => {
    const counts = { labels: 0, given: 0, amongTen: 0, hiddenGiven: 0, hiddenRight: 0 };
    const whole = condition === 'known' ? classifyAll({ vocabulary, limits: {} }) : null;
    for (let part = 0; part < PARTS; part += 1) {
      const hidden = new Map(
        vocabulary.tags
          .filter((_, at) => at % PARTS === part)
          .map((tag, at) => [tag.name, hide(tag, condition, `qx${part}z${at}`, descriptions)]),
      );
      const predictions = whole ?? classifyAll(hideAll(vocabulary, hidden, condition));
      for (const [at, label] of labels.entries()) count(label, predictions[at]!, hidden, counts);
    }
    return {
      condition,
      given: counts.given / counts.labels,
      amongTen: counts.amongTen / counts.labels,
      right: counts.hiddenGiven === 0 ? null : counts.hiddenRight / counts.hiddenGiven,
      labels: counts.labels,
      tagsGiven: counts.hiddenGiven,
    };
  });
}

type Counts = { labels: number; given: number; amongTen: number; hiddenGiven: number; hiddenRight: number };

function count({ best, ok }: Labels, prediction: Prediction, hidden: ReadonlyMap<string, Tag>, counts: Counts): void {
  const given = new Set(prediction.tags.map(({ name }) => name));
  const first = new Set(prediction.ranking.slice(0, DEEP).map(({ name }) => name));
  const [isBest, isOk] = [best, ok].map((names) => new Set(names.map((name) => name.trim())));
  for (const [name, { name: shown }] of hidden) {
    if (isBest!.has(name)) {
      counts.labels += 1;
      if (given.has(shown)) counts.given += 1;
      if (first.has(shown)) counts.amongTen += 1;
    }
    if (!given.has(shown)) continue;
    counts.hiddenGiven += 1;
    if (isBest!.has(name) || isOk!.has(name)) counts.hiddenRight += 1;
  }
}

/** @throws Error for a tag that needs a description and has none. */
function hide(tag: Tag, condition: Condition, code: string, descriptions: ReadonlyMap<string, string>): Tag {
  const description = descriptions.get(tag.name);
  if (description === undefined) throw new Error(`no description for the tag ${JSON.stringify(tag.name)}`);
  switch (condition) {
    case 'known':
      return tag;
    case 'name':
      return { ...tag, aliases: [], description: null };
    case 'name and description':
      return { ...tag, aliases: [], description };
    case 'code and description':
      return { ...tag, name: code, aliases: [], description };
    case 'code and alias':
      return { ...tag, name: code, aliases: [tag.name], description: null };
  }
}

function hideAll(vocabulary: Vocabulary, hidden: ReadonlyMap<string, Tag>, condition: Condition): HiddenVocabulary {
  const shown = new Set([...hidden.values()].map(({ name }) => name));
  return {
    vocabulary: { ...vocabulary, tags: vocabulary.tags.map((tag) => hidden.get(tag.name) ?? tag) },
    // What an alias means is looked up like a name.
    limits: condition === 'code and alias' ? {} : { useLexicon: ({ name }) => !shown.has(name) },
  };
}
