import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lintVocabulary } from '../../../src/vocabulary/lint.ts';
import { findNearNames } from '../../../src/vocabulary/near-names.ts';
import { renderStarterFile, starterVocabulary } from '../../../src/vocabulary/starter.ts';
import { topicPattern } from '../../../src/vocabulary/topic.ts';
import { parseVocabulary } from '../../../src/vocabulary/vocabulary.ts';

const read = (text: string) =>
  parseVocabulary([{ name: 'tags.json', bytes: new TextEncoder().encode(text) }], { topics: 'required' });
const starter = starterVocabulary();

describe('the starter list', () => {
  test('has about 250 tags', () => {
    expect(starter.tags.length).toBeGreaterThanOrEqual(230);
    expect(starter.tags.length).toBeLessThanOrEqual(270);
  });

  test('is read without a warning and leaves the linter nothing to say', () => {
    expect(starter.warnings).toEqual([]);
    expect(lintVocabulary(starter, [])).toEqual([]);
    expect(findNearNames(starter.tags)).toEqual([]);
  });

  test('gives every tag a name that is its topic and its id', () => {
    for (const { id, name, topic } of starter.tags) expect({ id, topic }).toEqual({ id: name, topic: name });
    expect(new Set(starter.tags.map(({ topic }) => topic)).size).toBe(starter.tags.length);
  });

  test('describes every tag in one short line', () => {
    for (const { name, description } of starter.tags) {
      expect(description, name).toMatch(/^[A-Z0-9].{9,99}[^.\s]$/);
    }
  });

  test('has no alias that READMEs use for anything else', () => {
    const aliases = new Set(starter.tags.flatMap((tag) => tag.aliases));
    for (const word of ['notes', 'config', 'docs', 'network', 'standard', 'async', 'node', 'demo', 'extension']) {
      expect(aliases.has(word), word).toBe(false);
    }
  });

  test('is what the printed file holds', async () => {
    const { tags } = await read(renderStarterFile([]));
    const file = 'the built-in starter list';
    expect(tags.map((tag) => ({ ...tag, place: { ...tag.place, file } }))).toEqual(starter.tags);
  });
});

describe('the file to start from', () => {
  test('has one tag a line and is told its schema', () => {
    const lines = renderStarterFile(['my-own-thing']).split('\n');
    expect(lines.filter((line) => line.startsWith('    { "name": '))).toHaveLength(starter.tags.length + 1);
    expect(lines.slice(0, 3)).toEqual(['{', expect.stringMatching(/^ {2}"\$schema": "https:/), '  "tags": [']);
  });

  test('ends with the topics that the list has nothing like', async () => {
    const text = renderStarterFile(['zeta', 'cli', 'my-own-thing']);
    const { tags } = await read(text);
    expect(tags).toHaveLength(starter.tags.length + 2);
    expect(tags.slice(-2)).toMatchObject([{ name: 'my-own-thing' }, { name: 'zeta' }]);
    expect(text).toMatch(/\n {4}\{ "name": "my-own-thing", "description": "" \},\n/);
  });

  test('keeps the topic of a repository that calls a tag by another name', async () => {
    const { tags } = await read(renderStarterFile(['golang', 'k8s', 'kubernetes', 'cplusplus']));
    const topicOf = (wanted: string) => tags.find(({ name }) => name === wanted)?.topic;
    expect([topicOf('go'), topicOf('kubernetes'), topicOf('cpp')]).toEqual(['golang', 'kubernetes', 'cplusplus']);
    expect(tags).toHaveLength(starter.tags.length);
  });

  test('leaves out what is no topic', () => {
    expect(renderStarterFile(['Not A Topic', '-x', '', '"}],'])).toBe(renderStarterFile([]));
  });

  test('is read without a warning, and holds every topic as topic or alias, whatever the topics', async () => {
    const known = starter.tags
      .flatMap(({ name, aliases }) => [name, ...aliases])
      .filter((name) => topicPattern.test(name));
    const topic = fc.oneof(fc.constantFrom(...known), fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(topic, { maxLength: 20 }), async (topics) => {
        const { tags, warnings } = await read(renderStarterFile(topics));
        expect(warnings).toEqual([]);
        const held = new Set(tags.flatMap((tag) => [tag.topic, ...tag.aliases]));
        for (const each of topics) expect(held.has(each), each).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
