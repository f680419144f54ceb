import type { Vocabulary } from '../../../../model/vocabulary.ts';
import { parseReadme } from '../../../../readme/readme.ts';
import { type LabelledReadme, readVocabulary } from '../corpus.ts';
import { createRandom } from '../random.ts';
import { shuffled } from './accuracy.ts';
import { atLeast, atMost, type Bound, told } from './bound.ts';
import { cosmeticEdits, smallEdits } from './edits.ts';
import { type Bench, givenBy, joinVocabularies, outOfFold, share, withTags } from './out-of-fold.ts';

const SAME_SCORE = 0.01;
const VOCABULARY_EDITS = 10;
/** Tags further down than this are never near. */
const NEAR = 30;

type Given = readonly { readonly name: string; readonly score: number }[];

const isSame = (a: Given, b: Given): boolean =>
  a.length === b.length &&
  a.every(({ name, score }, at) => b[at]!.name === name && Math.abs(b[at]!.score - score) <= SAME_SCORE);
const namesOf = (given: Given): string =>
  given
    .map(({ name }) => name)
    .sort()
    .join(' ');

/** Whether the answer stays where nothing that matters has changed. */
export async function measureStability({ data, models }: Bench): Promise<readonly Bound[]> {
  const foreign = await readVocabulary(`${data.folder}/tags-foreign.json`);
  const sets: readonly (readonly [readonly LabelledReadme[], Vocabulary])[] = [
    [data.dev, data.tags],
    [data.owners, data.ownerTags],
  ];
  const random = createRandom(21);
  const cosmetic = { edits: 0, same: 0, changedBy: new Map<string, number>() };
  const small = { edits: 0, sets: 0, firsts: 0, changedBy: new Map<string, number>() };
  const lists = { edits: 0, sets: 0 };
  const count = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const [readmes, vocabulary] of sets) {
    const classify = givenBy(models, vocabulary);
    const rank = outOfFold(models, vocabulary);
    for (const readme of readmes) {
      const before = classify(readme);
      for (const { name, text } of cosmeticEdits(readme)) {
        cosmetic.edits++;
        if (isSame(before, classify(readme, parseReadme(Buffer.from(text), readme.facts)))) cosmetic.same++;
        else {
          count(cosmetic.changedBy, name);
          if (process.argv.includes('--verbose')) console.error(`cosmetic: ${name} changes ${readme.record.id}`);
        }
      }
      for (const { name, text } of smallEdits(readme, random)) {
        small.edits++;
        const after = classify(readme, parseReadme(Buffer.from(text), readme.facts));
        if (namesOf(before) !== namesOf(after)) {
          small.sets++;
          count(small.changedBy, name);
        }
        if (before[0]?.name !== after[0]?.name) small.firsts++;
      }
      const more = withTags(
        foreign,
        keepSome(foreign, random, () => true),
      );
      const near = new Set(
        rank(readme)
          .ranking.slice(0, NEAR)
          .map(({ name }) => name),
      );
      const isFar = keepSome(vocabulary, random, (name) => !near.has(name));
      for (const other of [joinVocabularies(vocabulary, more), withTags(vocabulary, (name) => !isFar(name))]) {
        lists.edits++;
        if (namesOf(givenBy(models, other)(readme)) !== namesOf(before)) lists.sets++;
      }
    }
  }
  const list = (counts: ReadonlyMap<string, number>): string =>
    [...counts].map(([name, times]) => `${name} ${times}`).join(', ') || 'none';
  return [
    atLeast(`cosmetic edits (${cosmetic.edits}): same result`, [share(cosmetic.same, cosmetic.edits), 1]),
    told('cosmetic edits that change a result', list(cosmetic.changedBy)),
    atMost(
      `small edits (${small.edits}): set / first tag changes`,
      [share(small.sets, small.edits), 0.05],
      [share(small.firsts, small.edits), 0.01],
    ),
    told('small edits that change a set', list(small.changedBy)),
    atMost(`vocabulary edits (${lists.edits}): set changes`, [share(lists.sets, lists.edits), 0.02]),
  ];
}

/** Ten of the tags that may be chosen. */
function keepSome(
  vocabulary: Vocabulary,
  random: () => number,
  mayBe: (name: string) => boolean,
): (name: string) => boolean {
  const names = vocabulary.tags.map(({ name }) => name).filter(mayBe);
  const chosen = new Set(shuffled(names, random).slice(0, VOCABULARY_EDITS));
  return (name) => chosen.has(name);
}
