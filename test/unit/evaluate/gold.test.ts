import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { parseGold, resolveLabels } from '../../../src/evaluate/gold.ts';
import type { Tag, Vocabulary } from '../../../src/model/vocabulary.ts';

function failure(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function tag(name: string, more: Partial<Tag> = {}): Tag {
  return {
    id: name,
    name,
    description: null,
    aliases: [],
    topic: name,
    manual: false,
    replacedBy: null,
    group: null,
    minScore: null,
    place: {},
    ...more,
  };
}

function vocabulary(...tags: Tag[]): Vocabulary {
  return { tags, source: 'tags.json', sha256: '', warnings: [] };
}

test('reads records with a path or a text, over empty lines, CRLF and a byte order mark', () => {
  const text =
    '\uFEFF{"id":"a/b","repo":"a/b","readme":"readmes/a__b.rst","readmePath":"README.rst","description":"D","best":["x"],"ok":["y"],"commit":"1"}\r\n\r\n{"id":7,"text":"# T","best":[]}';
  expect(parseGold(text, 'gold.jsonl')).toEqual([
    {
      id: 'a/b',
      repo: 'a/b',
      readme: { path: 'readmes/a__b.rst' },
      readmePath: 'README.rst',
      description: 'D',
      best: ['x'],
      ok: ['y'],
      line: 1,
    },
    {
      id: '7',
      repo: null,
      readme: { text: '# T' },
      readmePath: 'README.md',
      description: null,
      best: [],
      ok: [],
      line: 3,
    },
  ]);
});

test('refuses an empty path, which would be the folder itself', () => {
  const error = failure(() => parseGold('{"id":"a","readme":"","best":["x"]}', 'gold.jsonl'));
  expect(error.message).toBe('gold.jsonl (line 1): "readme" is empty; expected a path relative to this file.');
});

test('tells every problem with its line at once', () => {
  const text = [
    '{"id":"a","readme":"a.md","best":["x"]}',
    '{"id":"a","readme":"b.md","best":["x"]}',
    'not json',
    '[]',
    '{"readme":"c.md","best":"x"}',
    '{"id":"d","text":"t","best":["x",1]}',
    '{"id":"e","best":[],"text":"t","readme":"e.md"}',
    '{"id":"f","best":[]}',
    '{"id":"g","best":[],"text":7}',
  ].join('\n');
  const error = failure(() => parseGold(text, 'gold.jsonl'));
  expect(error.kind).toBe('input');
  expect(error.problems.map(({ code, place }) => [code, place?.line])).toEqual([
    ['gold/duplicate-id', 2],
    ['gold/not-json', 3],
    ['gold/field', 4],
    ['gold/field', 5],
    ['gold/field', 5],
    ['gold/field', 6],
    ['gold/field', 7],
    ['gold/field', 8],
    ['gold/field', 9],
  ]);
  expect(error.message).toContain('id "a" stands on line 1 already');
  expect(error.message).toContain('"best" is "x"; expected a list of tag names');
});

test('counts the problems that it does not show', () => {
  const error = failure(() => parseGold('x\n'.repeat(50), 'gold.jsonl'));
  expect(error.problems).toHaveLength(21);
  expect(error.message).toContain('30 more problems');
});

test('refuses a file without a record', () => {
  expect(failure(() => parseGold('\n\n', 'gold.jsonl')).code).toBe('gold/empty');
});

test('takes an id of a prototype for what it is', () => {
  expect(parseGold('{"id":"__proto__","text":"","best":[]}', 'g')[0]?.id).toBe('__proto__');
});

test('brings aliases and names of replaced tags to the tag they mean', () => {
  const records = parseGold('{"id":"a","text":"","best":["js","old "],"ok":["x "]}', 'gold.jsonl');
  const tags = vocabulary(
    tag('javascript', { aliases: ['js'] }),
    tag('new'),
    tag('old', { replacedBy: 'new' }),
    tag('x'),
  );
  const resolved = resolveLabels(records, tags, 'gold.jsonl');
  expect(resolved.unknown).toEqual([]);
  expect(resolved.records[0]).toMatchObject({ best: ['javascript', 'new'], ok: ['x'] });
});

test('keeps labels that the vocabulary does not hold as misses and lists each once', () => {
  const records = parseGold('{"id":"a","text":"","best":["x","y"],"ok":["y","z"]}', 'gold.jsonl');
  const resolved = resolveLabels(records, vocabulary(tag('x')), 'gold.jsonl');
  expect(resolved.unknown).toEqual(['y', 'z']);
  expect(resolved.records[0]?.best).toEqual(['x', 'y']);
});

test('refuses a vocabulary that holds none of the labels', () => {
  const records = parseGold('{"id":"a","text":"","best":["x"]}', 'gold.jsonl');
  expect(failure(() => resolveLabels(records, vocabulary(tag('q')), 'gold.jsonl')).code).toBe('gold/foreign');
});
