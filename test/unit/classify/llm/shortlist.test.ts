import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prepareQuestion } from '../../../../src/classify/llm/question.ts';
import { pickCandidates } from '../../../../src/classify/llm/shortlist.ts';
import { createOfflineClassifier } from '../../../../src/classify/offline/offline.ts';
import type { Tag, Vocabulary } from '../../../../src/model/vocabulary.ts';
import { parseReadme } from '../../../../src/readme/readme.ts';
import { parseJsonVocabulary } from '../../../../src/vocabulary/vocabulary.ts';

const vocabularyOf = (tags: readonly unknown[]): Vocabulary =>
  parseJsonVocabulary({ name: 'tags.json', bytes: Buffer.from(JSON.stringify(tags)) });
const document = parseReadme(
  Buffer.from('# Heron\n\nHeron is an HTTP client for the terminal.\n\n```sh\nnpm install heron\n```\n'),
  { path: 'README.md', name: 'heron', description: null },
);
const names = (tags: readonly Tag[]): readonly string[] => tags.map(({ name }) => name);

const SMALL = vocabularyOf([
  { id: 1, name: 'zebra' },
  { id: 2, name: 'http-client' },
  { id: 3, name: 'reviewed', manual: true },
  { id: 4, name: 'console', replacedBy: 'terminal' },
  { id: 5, name: 'terminal', aliases: ['tty'] },
  { id: 6, name: 'animals' },
  { id: 7, name: 'cookery' },
]);
const pick = (vocabulary: Vocabulary, limit: number, choice: { exclude?: string[]; pin?: string[] } = {}) =>
  pickCandidates(
    vocabulary,
    createOfflineClassifier(vocabulary),
    document,
    { exclude: choice.exclude ?? [], pin: choice.pin ?? [] },
    limit,
  );

describe('pickCandidates', () => {
  it('sends a list that is short enough whole, in its order, without tags that cannot be given', () => {
    const { tags, isShortlisted } = pick(SMALL, 200);
    expect(names(tags)).toEqual(['zebra', 'http-client', 'terminal', 'animals', 'cookery']);
    expect(isShortlisted).toBe(false);
  });

  it('leaves out what is excluded, also by an alias', () => {
    expect(names(pick(SMALL, 200, { exclude: ['tty', 'zebra'] }).tags)).toEqual(['http-client', 'animals', 'cookery']);
  });

  it('counts only tags that can be given', () => {
    expect(pick(SMALL, 5).isShortlisted).toBe(false);
    expect(pick(SMALL, 4).isShortlisted).toBe(true);
  });

  it('keeps the best of the offline ranking where there are too many, in the order of the list', () => {
    expect(names(pick(SMALL, 2).tags)).toEqual(['http-client', 'terminal']);
    expect(names(pick(SMALL, 1, { exclude: ['terminal'] }).tags)).toEqual(['http-client']);
  });

  it('always keeps what is pinned, also by an alias', () => {
    expect(names(pick(SMALL, 2, { pin: ['cookery'] }).tags)).toEqual(['http-client', 'cookery']);
    expect(names(pick(SMALL, 1, { pin: ['tty', 'cookery'] }).tags)).toEqual(['terminal', 'cookery']);
  });

  it('has no candidates where nothing can be given', () => {
    const manual = vocabularyOf([{ id: 1, name: 'reviewed', manual: true }]);
    expect(pick(manual, 200)).toEqual({ tags: [], isShortlisted: false });
  });
});

describe('a list of 5,000 tags', () => {
  const words = JSON.parse(readFileSync(new URL('../../../bench/names.json', import.meta.url), 'utf8')) as string[];
  const filler = Array.from({ length: 4999 - words.length }, (_, at) => `${words[at % words.length]}-${at}`);
  const large = vocabularyOf([...filler, ...words, 'http-client'].map((name, id) => ({ id, name })));
  const offline = createOfflineClassifier(large);
  const ask = () =>
    prepareQuestion({
      vocabulary: large,
      offline,
      document,
      choice: { exclude: [], pin: [], maxTags: 3 },
      shortlist: 200,
      readmeTokens: 900,
    });

  it('is cut to 200, the same every time, with what the README is about among them', () => {
    const question = ask();
    expect(question?.isShortlisted).toBe(true);
    expect(question?.tags).toHaveLength(200);
    expect(names(question?.tags ?? [])).toContain('http-client');
    const places = (question?.tags ?? []).map((tag) => large.tags.indexOf(tag));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(ask()).toEqual(question);
  });

  it('makes a request that is no larger than one for 200 tags', () => {
    const question = ask();
    expect(JSON.stringify(question?.request).length).toBeLessThan(14_000);
  });
});

describe('prepareQuestion', () => {
  it('asks nothing where there is no text or no tag to choose from', () => {
    const source = {
      vocabulary: SMALL,
      offline: createOfflineClassifier(SMALL),
      document,
      choice: { exclude: [], pin: [], maxTags: 3 },
      shortlist: 200,
      readmeTokens: 900,
    };
    const nothing = parseReadme(new Uint8Array(), { path: null, name: 'heron', description: null });
    const all = SMALL.tags.map(({ name }) => name);
    expect(prepareQuestion({ ...source, document: nothing })).toBe(null);
    expect(prepareQuestion({ ...source, choice: { ...source.choice, exclude: all } })).toBe(null);
    expect(prepareQuestion(source)).not.toBe(null);
  });
});
