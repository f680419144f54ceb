import { expect, test } from 'vitest';
import { parseReadme } from '../../src/readme/readme.ts';
import { countNames } from './counting.ts';
import { readOwnTags } from './own-readmes.ts';

const whole = await readOwnTags();
const named = (...names: readonly string[]) => ({
  ...whole,
  tags: whole.tags.filter(({ name }) => names.includes(name)),
});
const count = (text: string, names: readonly string[], rarity = false) => {
  const document = parseReadme(Buffer.from(text), { path: 'README.md', name: null, description: 'All about proxies' });
  return countNames(named(...names), { id: 'a', document }, { rarity });
};

test('names are counted as words, whatever their case, number and spelling with hyphens', () => {
  const { ranking } = count('A web app, two Web-Apps and a webapplication. A git digit.', ['web-app', 'git', 'proxy']);
  expect(ranking).toEqual([
    { name: 'web-app', score: 2 },
    { name: 'git', score: 1 },
    { name: 'proxy', score: 1 },
  ]);
});

test('at most three are given, none that does not stand there, equal ones by name', () => {
  const { tags, ranking } = count('sql pdf git dns', ['sql', 'pdf', 'git', 'dns', 'vpn']);
  expect(tags.map(({ name }) => name)).toEqual(['dns', 'git', 'pdf']);
  expect(ranking.length).toBe(4);
});

test('with rarity, a rare name once counts more than a common one once', () => {
  expect(count('git ocr', ['git', 'ocr'], true).tags.map(({ name }) => name)).toEqual(['ocr', 'git']);
});
