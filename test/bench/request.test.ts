import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measureRequest, pastePrompt } from './request.ts';
import { plainReadme } from './texts.ts';

const names = JSON.parse(readFileSync(new URL('names.json', import.meta.url), 'utf8')) as string[];

test('a request has at most 40 % of the tokens of the prompt that people paste', async () => {
  const tags = [...names, ...names.map((name) => `${name}-tool`)].slice(0, 90).map((name, id) => ({ id, name }));
  const readme = plainReadme(14_500);
  const prompt = pastePrompt({ name: 'lantern', description: 'An HTTP client for the terminal', readme, tags });
  expect(await measureRequest(prompt)).toBeLessThanOrEqual(0.4);
});
