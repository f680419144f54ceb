import { describe, expect, it } from 'vitest';
import {
  BLOCK,
  JOINED,
  PAUSE,
  SENTENCE,
  singular,
  tokenizeSegments,
  tokenizeText,
} from '../../../../src/classify/offline/tokens.ts';

const words = (text: string): readonly string[] => tokenizeText(text).words;

describe('words', () => {
  it.each([
    ['Fast HTTP-Client', ['fast', 'http', 'client']],
    ['node.js and Next.js', ['node', 'js', 'and', 'next', 'js']],
    ['C++, C# and F#', ['c++', 'c#', 'and', 'f#']],
    ['issue #12 in a#b', ['issue', '12', 'in', 'a#', 'b']],
    ['.NET Core', ['dotnet', 'core']],
    ["the project's users don't", ['the', 'project', 'user', 'don']],
    ['数据库 client', ['数', '据', '库', 'client']],
    ['base de données', ['base', 'de', 'donnée']],
    ['ＨＴＴＰ', ['http']],
    ['k8s_cluster/ci', ['k8s', 'cluster', 'ci']],
    ['', []],
    ['— !? …', []],
  ])('of %j are %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it.each([
    ['libraries', 'library'],
    ['databases', 'database'],
    ['boxes', 'box'],
    ['classes', 'class'],
    ['caches', 'cache'],
    ['searches', 'search'],
    ['apis', 'api'],
    ['os', 'os'],
    ['aws', 'aws'],
    ['css', 'css'],
    ['redis', 'redis'],
    ['https', 'https'],
    ['news', 'news'],
    ['status', 'status'],
    ['js', 'js'],
  ])('singular of %s is %s', (plural, expected) => {
    expect(singular(plural)).toBe(expected);
  });

  it('gives a word the same form in singular and plural', () => {
    for (const [one, many] of [
      ['parser', 'parsers'],
      ['library', 'libraries'],
      ['box', 'boxes'],
      ['framework', 'frameworks'],
    ]) {
      expect(singular(many!)).toBe(singular(one!));
    }
  });

  it('tells what stands between words', () => {
    const { words: found, gaps } = tokenizeText('a fast server, and more. Next (one) - two');
    expect(found).toEqual(['a', 'fast', 'server', 'and', 'more', 'next', 'one', 'two']);
    expect(gaps).toEqual([BLOCK, JOINED, JOINED, PAUSE, JOINED, SENTENCE, PAUSE, PAUSE]);
  });

  it('reads on over the line ends of a paragraph and stops at another block', () => {
    const { words: found, gaps } = tokenizeSegments([
      { field: 'lead', line: 3, text: 'a command-line' },
      { field: 'lead', line: 4, text: 'tool for' },
      { field: 'lead', line: 6, text: 'people' },
      { field: 'heading', line: 7, text: 'Usage' },
    ]);
    expect(found).toEqual(['a', 'command', 'line', 'tool', 'for', 'people', 'usage']);
    expect(gaps).toEqual([BLOCK, JOINED, JOINED, JOINED, JOINED, BLOCK, BLOCK]);
  });

  it('remembers where each word stands', () => {
    const { starts, ends } = tokenizeText('a fast .NET client');
    expect(['a fast .NET client'.slice(starts[2], ends[2])]).toEqual(['.NET']);
  });
});
