import { describe, expect, it } from 'vitest';
import { createSupportJudge, LEAST_SUPPORT } from '../../../../src/classify/llm/hold.ts';
import { createOfflineClassifier } from '../../../../src/classify/offline/offline.ts';
import { starterVocabulary } from '../../../../src/vocabulary/starter.ts';
import { readmeOf } from './fixtures.ts';

const vocabulary = starterVocabulary();
const offline = createOfflineClassifier(vocabulary);
const judge = createSupportJudge(offline, vocabulary);

const supported = (text: string): string[] =>
  offline
    .rank(readmeOf(text, null, 'zzqx'), 1000)
    .filter(({ tag, score }) => judge.isSupport(tag, score))
    .map(({ tag }) => tag.name);

describe('support of the offline classifier', () => {
  it('is none for what tags have that nothing speaks for', () => {
    expect(offline.rank(readmeOf('', null, 'zzqx'), 1000).length).toBeGreaterThan(200);
    expect(supported('')).toEqual([]);
  });

  it('is there for what a README speaks of', () => {
    expect(supported('# zzqx\n\nA static site generator written in Rust.\n')).toContain('static-site-generator');
  });

  it('is more than a score that is near to nothing', () => {
    const tag = vocabulary.tags.find(({ name }) => name === '3d')!;
    expect(judge.isSupport(tag, LEAST_SUPPORT)).toBe(false);
    expect(judge.isSupport(tag, LEAST_SUPPORT + 0.001)).toBe(true);
  });

  it('is more than a sort of project has that is common', () => {
    const tag = vocabulary.tags.find(({ name }) => name === 'cli')!;
    expect(judge.isSupport(tag, LEAST_SUPPORT + 0.001)).toBe(false);
    expect(judge.isSupport(tag, 0.9)).toBe(true);
  });
});
