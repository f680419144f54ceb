import { describe, expect, test } from 'vitest';
import { createOfflineClassifier } from '../../src/classify/offline/offline.ts';
import type { Prediction } from '../../src/evaluate/outcome.ts';
import { countNames } from './counting.ts';
import { judge } from './gate.ts';
import { predict, readOwnReadmes, readOwnTags } from './own-readmes.ts';

const vocabulary = await readOwnTags();
const readmes = readOwnReadmes();
const labels = readmes.map(({ record }) => record);
const classifier = createOfflineClassifier(vocabulary);
const predictions = readmes.map((readme) => predict(classifier, readme));

describe('the READMEs of our own', () => {
  test('are many, and enough of them fit nothing', () => {
    expect(labels.length).toBeGreaterThanOrEqual(64);
    expect(labels.filter(({ best }) => best.length === 0).length).toBeGreaterThanOrEqual(16);
    expect(labels.filter(({ best, ok }) => best.length === 0 && ok.length > 0)).toEqual([]);
  });

  test('are labelled with tags of their list alone, each once', () => {
    const names = new Set(vocabulary.tags.map(({ name }) => name));
    for (const { id, best, ok } of labels) {
      const all = [...best, ...ok];
      expect(
        all.filter((name) => !names.has(name)),
        id,
      ).toEqual([]);
      expect(new Set(all).size, id).toBe(all.length);
      expect(best.length, id).toBeLessThanOrEqual(3);
    }
  });

  test('come in every format that is read', () => {
    const formats = new Set(labels.map(({ readmePath }) => readmePath.slice(readmePath.lastIndexOf('.') + 1)));
    expect([...formats].sort()).toEqual(
      ['adoc', 'creole', 'html', 'md', 'mediawiki', 'org', 'pod', 'rdoc', 'rst', 'textile', 'txt'].sort(),
    );
  });

  test('speak the ten languages that are commonest beside English', () => {
    const languages = new Set(readmes.map(({ language }) => language));
    expect([...languages].sort()).toEqual(['de', 'en', 'es', 'fr', 'ja', 'ko', 'pt', 'ru', 'tr', 'vi', 'zh']);
  });

  test('are of all lengths', () => {
    const lines = readmes.map(({ document }) => document.source.split('\n').length);
    expect(Math.min(...lines)).toBeLessThan(15);
    expect(lines.filter((count) => count > 150).length).toBeGreaterThanOrEqual(3);
  });
});

describe('accuracy on the READMEs of our own', () => {
  test('has not fallen', () => {
    const { broken, told } = judge(labels, predictions);
    expect(broken, told).toEqual([]);
  });

  const tagsOf = (change: (prediction: Prediction) => Prediction['tags']): readonly Prediction[] =>
    predictions.map((prediction) => ({ ...prediction, tags: change(prediction) }));
  const brokenBy = (spoilt: readonly Prediction[]): readonly string[] =>
    judge(labels, spoilt).broken.map((line) => line.slice(0, line.indexOf(' ')));

  test('would not do if tags were given by counting their names', () => {
    const counted = readmes.map(({ record: { id }, document }) =>
      countNames(vocabulary, { id, document }, { rarity: true }),
    );
    expect(brokenBy(counted)).toEqual(expect.arrayContaining(['f1', 'hit1', 'strict_f1', 'wrong']));
  });

  test('would not do if three tags were given always', () => {
    const always = tagsOf(({ ranking }) => ranking.slice(0, 3));
    expect(brokenBy(always)).toEqual(expect.arrayContaining(['f1', 'strict_f1', 'wrong', 'answered']));
  });

  test('would not do if no tag were given', () => {
    expect(brokenBy(tagsOf(() => []))).toEqual(expect.arrayContaining(['f1', 'hit1', 'strict_f1', 'clean']));
  });

  test('would not do if the first tag were given last', () => {
    expect(brokenBy(tagsOf(({ tags }) => [...tags].reverse()))).toContain('hit1');
  });

  test('would not do if every sixth README were given none', () => {
    const spoilt = predictions.map((prediction, at) => (at % 6 === 0 ? { ...prediction, tags: [] } : prediction));
    expect(brokenBy(spoilt)).toEqual(expect.arrayContaining(['f1', 'hit1']));
  });
});
