import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lintVocabulary } from '../../../src/vocabulary/lint.ts';
import { parseVocabulary } from '../../../src/vocabulary/vocabulary.ts';

test("this project's own tags file has nothing to warn of", async () => {
  const bytes = readFileSync(new URL('../../../.github/tags.json', import.meta.url));
  const vocabulary = await parseVocabulary([{ name: '.github/tags.json', bytes }], { topics: 'required' });
  expect(vocabulary.warnings).toEqual([]);
  expect(lintVocabulary(vocabulary, [])).toEqual([]);
  expect(vocabulary.tags.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['github-actions', 'classification', 'game']),
  );
});
