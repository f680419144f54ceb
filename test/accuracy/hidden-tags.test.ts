import { expect, test } from 'vitest';
import type { Prediction } from '../../src/evaluate/outcome.ts';
import type { Vocabulary } from '../../src/model/vocabulary.ts';
import { type HiddenVocabulary, measureHiddenTags } from './hidden-tags.ts';
import { readOwnTags } from './own-readmes.ts';

const whole = await readOwnTags();
const vocabulary: Vocabulary = { ...whole, tags: whole.tags.slice(0, 5) };
const [first, second, third] = vocabulary.tags.map(({ name }) => name) as [string, string, string];
const descriptions = new Map(vocabulary.tags.map(({ name }) => [name, `All about ${name}`]));
const labels = [
  { id: 'a', best: [first], ok: [second] },
  { id: 'b', best: [second, first], ok: [] },
];

/** Gives each README the first three tags of the list, whatever they are called. */
const firstThree = (seen: HiddenVocabulary[]) => (hidden: HiddenVocabulary) => {
  seen.push(hidden);
  const tags = hidden.vocabulary.tags.slice(0, 3).map(({ name }) => ({ name, score: 0.5 }));
  return labels.map(({ id }): Prediction => ({ id, tags, ranking: tags }));
};

test('each tag is hidden once, and counted under the name it then has', () => {
  const results = measureHiddenTags(vocabulary, labels, descriptions, firstThree([]));
  // Three labels in `best`; of the six tags given, one in `ok` and two wrong.
  for (const { condition: _, ...result } of results) {
    expect(result).toEqual({ labels: 3, given: 1, amongTen: 1, right: 4 / 6, tagsGiven: 6 });
  }
});

test('a hidden tag has nothing but what the condition says', () => {
  const seen: HiddenVocabulary[] = [];
  measureHiddenTags(vocabulary, labels, descriptions, firstThree(seen));
  const withFirstHidden = seen.filter(({ vocabulary: { tags } }, at) => at === 0 || tags[0] !== vocabulary.tags[0]);
  const shown = withFirstHidden.map(({ vocabulary: { tags }, limits }) => {
    const { name, aliases, description } = tags[0]!;
    return [name, aliases.join(), description, limits.useLexicon?.(tags[0]!) ?? true];
  });
  expect(shown).toEqual([
    [first, vocabulary.tags[0]!.aliases.join(), vocabulary.tags[0]!.description, true],
    [first, '', null, false],
    [first, '', `All about ${first}`, false],
    ['qx0z0', '', `All about ${first}`, false],
    ['qx0z0', first, null, true],
  ]);
  const others = seen[1]!.vocabulary.tags.slice(1);
  expect(others).toEqual(vocabulary.tags.slice(1));
  expect(others.every((tag) => seen[1]!.limits.useLexicon?.(tag))).toBe(true);
});

test('a tag without a description of ours is an error', () => {
  expect(() => measureHiddenTags(vocabulary, labels, new Map([[third, 'x']]), firstThree([]))).toThrow(
    JSON.stringify(first),
  );
});
