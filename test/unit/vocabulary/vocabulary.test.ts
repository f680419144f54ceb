import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Problem, UserError } from '../../../src/errors.ts';
import { parseVocabulary } from '../../../src/vocabulary/vocabulary.ts';

const bytesOf = (content: unknown) =>
  new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));
const read = (files: Record<string, unknown>, topics: 'required' | 'optional' = 'optional') =>
  parseVocabulary(
    Object.entries(files).map(([name, content]) => ({ name, bytes: bytesOf(content) })),
    { topics },
  );

async function problemsOf(files: Record<string, unknown>): Promise<readonly Problem[]> {
  const error = await read(files).catch((thrown: unknown) => thrown);
  if (error instanceof UserError) return error.problems;
  throw new Error('no UserError was thrown', { cause: error });
}

const manyTags = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index, name: `tag-${index}` }));

describe('size', () => {
  test('of 10,000 tags is allowed', async () => {
    const { tags } = await read({ 'tags.json': manyTags(10_000) });
    expect(tags).toHaveLength(10_000);
  });

  test.each(['tags.json', 'tags.yaml', 'tags.csv', 'tags.txt'])('of 10,001 tags is told in %s', async (name) => {
    const tags = manyTags(10_001);
    const content = {
      'tags.json': tags,
      'tags.yaml': tags.map((tag) => `- name: ${tag.name}`).join('\n'),
      'tags.csv': ['id,name', ...tags.map((tag) => `${tag.id},${tag.name}`)].join('\n'),
      'tags.txt': tags.map((tag) => tag.name).join('\n'),
    }[name];
    const problems = await problemsOf({ [name]: content });
    expect(problems).toMatchObject([{ code: 'vocabulary/too-many-tags', place: { file: name } }]);
    expect(problems[0]?.message).toBe('10,001 tags; at most 10,000 are allowed.');
  });

  test('of 10,001 tags in two files is told', async () => {
    const [first, ...rest] = manyTags(10_001);
    const problems = await problemsOf({ 'a.json': [first], 'b.json': rest });
    expect(problems.map(({ code }) => code)).toEqual(['vocabulary/too-many-tags']);
  });

  test.each(['json', 'yaml', 'csv', 'txt', ''])(
    'of 50 MB is told at once, whatever the format (%s)',
    async (extension) => {
      const bytes = new Uint8Array(50_000_000).fill(0x61);
      const start = performance.now();
      const error = await parseVocabulary([{ name: `tags.${extension}`, bytes }], { topics: 'optional' }).catch(
        (thrown: unknown) => thrown,
      );
      expect(performance.now() - start).toBeLessThan(100);
      expect(error).toMatchObject({
        code: 'vocabulary/too-large',
        message: `tags.${extension}: the file is 50,000,000 bytes; tags files of at most 5,000,000 bytes are read. Is it the right file?`,
      });
    },
  );

  test('of more than 2 MB is too much for YAML', async () => {
    const [problem] = await problemsOf({ 'tags.yaml': `# ${'x'.repeat(2_000_000)}\n- cli` });
    expect(problem).toMatchObject({ code: 'vocabulary/too-large', message: expect.stringContaining('as JSON') });
  });
});

describe('several files', () => {
  test('make one list in their order, whatever their formats', async () => {
    const { tags, source } = await read({ 'a.json': [{ name: 'cli' }], 'b.txt': 'web\nlib', 'c.yaml': '- game' });
    expect(tags.map(({ name }) => name)).toEqual(['cli', 'web', 'lib', 'game']);
    expect(tags.map(({ place }) => place)).toEqual([
      { file: 'a.json', entry: 1, line: 1 },
      { file: 'b.txt', entry: 1, line: 1 },
      { file: 'b.txt', entry: 2, line: 2 },
      { file: 'c.yaml', entry: 1, line: 1 },
    ]);
    expect(source).toBe('a.json, b.txt, c.yaml');
  });

  test('merge entries that say the same', async () => {
    const tag = { id: 1, name: 'cli', description: 'Runs in a terminal.', aliases: ['terminal'] };
    const { tags } = await read({
      'a.json': [tag],
      'b.json': [
        { ...tag, name: 'cli ' },
        { id: 2, name: 'web' },
      ],
    });
    expect(tags.map(({ name }) => name)).toEqual(['cli', 'web']);
  });

  test.each([
    [
      { id: 1, name: 'cli' },
      { id: 2, name: 'cli' },
      'vocabulary/conflict',
      '"cli" is also in a.json entry 1 (line 1), with another "id"',
    ],
    [{ id: 1, name: 'cli' }, { id: 1, name: 'web' }, 'vocabulary/double-id', 'by "cli" in a.json entry 1 (line 1)'],
    [
      { name: 'cli' },
      { name: 'cli', description: 'x' },
      'vocabulary/conflict',
      'in a.json entry 1 (line 1), with another "description"',
    ],
    [{ name: 'cli' }, { name: 'CLI' }, 'vocabulary/double-name', '"cli" in a.json entry 1 (line 1)'],
    [
      { name: 'cli' },
      { name: 'tui', aliases: ['cli'] },
      'vocabulary/alias-clash',
      'the name of "cli" in a.json entry 1 (line 1)',
    ],
  ])('with %j in one and %j in the other conflict, and both places are named', async (first, second, code, message) => {
    const problems = await problemsOf({ 'a.json': [first], 'b.json': [second] });
    expect(problems).toMatchObject([{ code, place: { file: 'b.json', entry: 1, line: 1 } }]);
    expect(problems[0]?.message).toContain(message);
  });

  test('tell the problems of all of them at once, in their order', async () => {
    const problems = await problemsOf({
      'b.json': '[{"name": "a", "manual": 1}, {"name": "a"}]',
      'a.yaml': 'a: b: c',
      'empty.txt': '',
      'c.csv': 'x,y\n1,2',
    });
    expect(problems.map(({ code, place }) => [code, place?.file, place?.entry, place?.line])).toEqual([
      ['vocabulary/manual', 'b.json', 1, 1],
      ['vocabulary/double-name', 'b.json', 2, 1],
      ['vocabulary/syntax', 'a.yaml', undefined, 1],
      ['vocabulary/empty', 'empty.txt', undefined, undefined],
      ['vocabulary/no-header', 'c.csv', undefined, 1],
    ]);
  });

  test('replace tags of each other', async () => {
    const { tags } = await read({ 'a.json': [{ name: 'kube', replacedBy: 'kubernetes' }], 'b.json': ['kubernetes'] });
    expect(tags).toMatchObject([{ replacedBy: 'kubernetes' }, { name: 'kubernetes', aliases: ['kube'] }]);
  });

  test('must be one at least', async () => {
    expect(await problemsOf({})).toMatchObject([{ code: 'vocabulary/no-file' }]);
  });
});

describe('the digest', () => {
  const sha256 = (content: Uint8Array | string) => createHash('sha256').update(content).digest('hex');

  test('of one file is that of its bytes', async () => {
    const content = '\ufeff["cli"]\r\n';
    expect((await read({ 'tags.json': content })).sha256).toBe(sha256(content));
  });

  test('of several differs when a line moves from one to the other', async () => {
    const left = await read({ 'a.txt': 'cli\n', 'b.txt': 'web\nlib\n' });
    const right = await read({ 'a.txt': 'cli\nweb\n', 'b.txt': 'lib\n' });
    expect(left.sha256).not.toBe(right.sha256);
  });
});

describe('ids', () => {
  test.each([0, -7, 0.5, 1e-7, 9_007_199_254_740_991, '1', '', 'a b', '12345678901234567890'])(
    'come back as given: %j',
    async (id) => {
      const { tags } = await read({ 'tags.json': [id === '' ? { name: 'cli' } : { id, name: 'cli' }] });
      expect(tags[0]?.id).toBe(id === '' ? 'cli' : id);
    },
  );
});

describe('replacedBy', () => {
  test('is followed over any number of steps', async () => {
    const tags = Array.from({ length: 10_000 }, (_, index) => ({
      name: `tag-${index}`,
      ...(index === 0 ? {} : { replacedBy: `tag-${index - 1}` }),
    }));
    const vocabulary = await read({ 'tags.json': tags });
    expect(vocabulary.tags[9_999]?.replacedBy).toBe('tag-0');
    expect(vocabulary.tags[0]?.aliases).toHaveLength(9_999);
  });

  test('in a circle of 10,000 is told once', async () => {
    const tags = Array.from({ length: 10_000 }, (_, index) => ({
      name: `tag-${index}`,
      replacedBy: `tag-${(index + 1) % 10_000}`,
    }));
    const problems = await problemsOf({ 'tags.json': tags });
    expect(problems.map(({ code }) => code)).toEqual(['vocabulary/replacement-circle']);
    expect(problems[0]?.message.length).toBeLessThan(200);
  });
});

describe('a file with thousands of problems', () => {
  test('tells a hundred and counts the rest', async () => {
    const problems = await problemsOf({ 'tags.json': manyTags(5_000).map(() => ({ name: 7 })) });
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toEqual({ code: 'vocabulary/more', message: 'and 4,900 more like these.' });
  });

  test('names their whole number first', async () => {
    const list = JSON.stringify(manyTags(5_000).map(() => ({ name: 7 })));
    await expect(
      parseVocabulary([{ name: 'tags.json', bytes: Buffer.from(list) }], { topics: 'optional' }),
    ).rejects.toThrow(/^5,000 problems:\n/);
  });

  test('tells a hundred warnings and counts the rest', async () => {
    const { warnings } = await read({ 'tags.json': manyTags(5_000).map(({ name }) => `${name} `) });
    expect(warnings).toHaveLength(101);
    expect(warnings.at(-1)?.code).toBe('vocabulary/more');
  });

  test('looks for no more than a few suggestions', async () => {
    const tags = manyTags(10_000).map(({ name }) => ({
      name,
      aliases: [`${name} too`],
      replacedBy: `${name}-missing`,
    }));
    const start = performance.now();
    expect(await problemsOf({ 'tags.json': tags })).toHaveLength(101);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('YAML aliases', () => {
  test('that multiply a list of names beyond all measure are refused quickly', async () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `alias-${index}`).join(', ');
    const entries = Array.from({ length: 10_000 }, (_, index) => `- {name: tag-${index}, aliases: *a}`).join('\n');
    const start = performance.now();
    const problems = await problemsOf({
      'tags.yaml': `- {name: first, aliases: &a [${names}]}\n${entries.slice(0, -1)}}`,
    });
    expect(problems[0]?.code).toBe('vocabulary/too-many-tags');
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test('that repeat one entry are duplicates of it', async () => {
    const problems = await problemsOf({ 'tags.yaml': '- &a {name: cli}\n- *a\n- *a\n' });
    expect(problems.map(({ code, place }) => [code, place?.entry, place?.line])).toEqual([
      ['vocabulary/double-name', 2, 2],
      ['vocabulary/double-name', 3, 3],
    ]);
  });

  test('give what their anchor holds', async () => {
    const { tags } = await read({ 'tags.yaml': '- {name: cli, group: &kind kind}\n- {name: lib, group: *kind}\n' });
    expect(tags.map(({ group }) => group)).toEqual(['kind', 'kind']);
  });
});

test('only the YAML and CSV readers load a parser, and only a file that needs one loads a reader', () => {
  const folder = fileURLToPath(new URL('../../../src/vocabulary/', import.meta.url));
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, text: readFileSync(`${folder}${name}`, 'utf8') }));
  const importersOf = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name);
  expect(importersOf(/from '(?:yaml|csv-parse)/)).toEqual(['csv.ts', 'yaml.ts']);
  expect(importersOf(/from '\.\/(?:yaml|csv)\.ts'/)).toEqual([]);
  expect(importersOf(/await import\('\.\/(?:yaml|csv)\.ts'\)/)).toEqual(['vocabulary.ts']);
});
