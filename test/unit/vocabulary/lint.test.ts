import { describe, expect, test } from 'vitest';
import type { Tag, Vocabulary } from '../../../src/model/vocabulary.ts';
import { lintVocabulary } from '../../../src/vocabulary/lint.ts';
import { findNearNames } from '../../../src/vocabulary/near-names.ts';
import { parseVocabulary } from '../../../src/vocabulary/vocabulary.ts';

const read = (tags: readonly unknown[]): Promise<Vocabulary> =>
  parseVocabulary([{ name: 'tags.json', bytes: new TextEncoder().encode(JSON.stringify(tags)) }], {
    topics: 'optional',
  });

/** What lint says of these tags, descriptions aside; `concepts` is what the classifier knows. */
async function lint(tags: readonly unknown[], concepts: Record<string, string> = {}) {
  const vocabulary = await read(tags);
  const known = new Map(Object.entries(concepts));
  const resolutions = vocabulary.tags.map((tag: Tag) => ({
    tag,
    concept: known.get(tag.name) ?? null,
    forms: [tag.name],
  }));
  return lintVocabulary(vocabulary, resolutions).filter(({ code }) => code !== 'lint/no-description');
}

describe('a tag the classifier knows nothing about', () => {
  test('is told, with what to add', async () => {
    expect(await lint(['julian', 'cli'], { cli: 'cli' })).toEqual([
      {
        code: 'lint/unknown-tag',
        message:
          'the offline classifier knows nothing of "julian" and finds it only where a README has this very word. Add "aliases", the words that READMEs use for it, or else a "description" of when it fits.',
        place: { file: 'tags.json', entry: 1, line: 1 },
      },
    ]);
  });

  test.each([
    { name: 'julian', description: 'Packages for Julia' },
    { name: 'julian', aliases: ['julialang'] },
    { name: 'julian', manual: true },
  ])('is fine where it is %j', async (tag) => {
    expect(await lint([tag, 'cli'], { cli: 'cli' })).toEqual([]);
  });

  test('is not described by its own name', async () => {
    expect(await lint([{ name: 'julian', description: 'Julian' }])).toMatchObject([{ code: 'lint/unknown-tag' }]);
  });

  test('is fine where another took its place', async () => {
    expect(await lint([{ name: 'julian', replacedBy: 'julia' }, 'julia'], { julia: 'julia' })).toEqual([]);
  });

  test('is one of many told by name only after the tenth', async () => {
    const problems = await lint(Array.from({ length: 100 }, (_, index) => `x${index}`));
    expect(problems).toHaveLength(11);
    expect(problems.at(-1)?.message).toMatch(/^the same holds for 90 more: "x10", "x11", .*"x59" and 40 more\.$/);
  });
});

describe('tags of one concept', () => {
  const concepts = { kubernetes: 'k8s', kube: 'k8s', k3s: 'k8s', cli: 'cli' };

  test('are told together', async () => {
    const problems = await lint(['kubernetes', 'cli', 'kube', { name: 'k3s', description: 'A small one' }], concepts);
    expect(problems).toMatchObject([{ code: 'lint/alike', place: { entry: 1 } }]);
    expect(problems[0]?.message).toContain('"kubernetes", "kube" and "k3s" are looked for under one concept, "k8s"');
  });

  test('are fine where each is described', async () => {
    const tags = ['kubernetes', 'kube'].map((name) => ({ name, description: `What ${name} means here` }));
    expect(await lint(tags, concepts)).toEqual([]);
  });

  test('are fine where one replaces the other', async () => {
    expect(await lint(['kubernetes', { name: 'kube', replacedBy: 'kubernetes' }], concepts)).toEqual([]);
  });
});

describe('names that are nearly one', async () => {
  const pairs = async (...names: string[]) =>
    findNearNames((await read(names)).tags).map(({ tag, other }) => [other.name, tag.name]);

  test.each([
    ['web-app', 'webapp'],
    ['E-Mail', 'email'],
    ['parser', 'parsers'],
    ['library', 'libraries'],
    ['box', 'boxes'],
    ['distributed-systems', 'distributed-system'],
    ['kubernetes', 'kuberntes'],
  ])('such as %j and %j are told', async (left, right) => {
    expect(await pairs(left, right)).toEqual([[left, right]]);
    expect(await pairs(right, left)).toEqual([[right, left]]);
  });

  test.each([
    ['http2', 'http3'],
    ['gui', 'tui'],
    ['css', 'cs'],
    ['testing', 'resting'],
    ['content', 'consent'],
    ['node', 'nodes-of-ranvier'],
    ['ios', 'io'],
    ['数据', '数据库'],
  ])('%j and %j are not', async (left, right) => {
    expect(await pairs(left, right)).toEqual([]);
  });

  test('are told once where they are one concept as well', async () => {
    const problems = await lint(['parser', 'parsers'], { parser: 'parser', parsers: 'parser' });
    expect(problems.map(({ code }) => code)).toEqual(['lint/alike']);
  });

  test('may differ by one letter where the classifier knows both', async () => {
    const tags = ['api-gateway', 'ai-gateway'];
    const codes = async (concepts: Record<string, string>) => (await lint(tags, concepts)).map(({ code }) => code);
    expect(await codes({ 'api-gateway': 'api-gateway', 'ai-gateway': 'llm' })).toEqual([]);
    expect(await codes({ 'api-gateway': 'api-gateway' })).toContain('lint/near-names');
  });

  test('are found among 10,000 in no time', async () => {
    const { tags } = await read(
      Array.from({ length: 10_000 }, (_, index) => `name-${index.toString(26).replace(/\d/g, 'z')}-${index}`),
    );
    const start = performance.now();
    findNearNames(tags);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

test.each([
  [
    'two equal descriptions',
    [
      { name: 'a1', description: 'Same' },
      { name: 'b1', description: 'same ' },
    ],
    'lint/same-description',
    2,
  ],
  ['a tag for the rest', [{ name: 'Misc', description: 'The rest' }], 'lint/rest-tag', 1],
  [
    'letters of two alphabets',
    [
      { name: 'а\u0430pi-а', description: 'x' },
      { name: 'web\u0430', description: 'y' },
    ],
    'lint/mixed-scripts',
    1,
  ],
  ['a group of one', [{ name: 'a1', description: 'x', group: 'kind' }], 'lint/group-of-one', 1],
  ['a threshold of 1', [{ name: 'a1', description: 'x', minScore: 1 }], 'lint/extreme-score', 1],
  ['a threshold of 0', [{ name: 'a1', description: 'x', minScore: 0 }], 'lint/extreme-score', 1],
])('%s are told', async (_, tags, code, entry) => {
  const problems = (await lint(tags)).filter((problem) => problem.code === code);
  expect(problems[0]?.place?.entry).toBe(entry);
});

test('a tag for the rest is fine where people give it', async () => {
  expect(await lint([{ name: 'misc', manual: true }])).toEqual([]);
});

test('tags without a topic are all named where the warning of the list could name three only', async () => {
  const names = ['数据库', '机器学习', '命令行', '网络'];
  const tags = names.map((name) => ({ name, description: `${name}!` }));
  expect(await lint(tags.slice(0, 3))).toEqual([]);
  expect(await lint(tags)).toEqual([
    { code: 'lint/no-topic', message: '4 tags have no topic: "数据库", "机器学习", "命令行" and "网络".' },
  ]);
});

test('missing descriptions are told once', async () => {
  const vocabulary = await read(['a1', 'b1', { name: 'c1', description: 'Something' }]);
  expect(lintVocabulary(vocabulary, [])).toMatchObject([
    { code: 'lint/no-description', message: expect.stringMatching(/^2 of 3 tags have no description\./) },
  ]);
});
