import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChatBody, renderBody } from '../../src/classify/llm/body.ts';
import { condenseReadme } from '../../src/classify/llm/condense.ts';
import { startDialect } from '../../src/classify/llm/dialect.ts';
import { buildRequest } from '../../src/classify/llm/request.ts';
import { parseReadme } from '../../src/readme/readme.ts';
import { parseVocabulary } from '../../src/vocabulary/vocabulary.ts';
import { azure } from './personalities/hosted.ts';
import { openai, openaiOlder } from './personalities/openai.ts';
import type { Personality } from './personality.ts';
import { plainShape } from './reply-shapes.ts';
import { answer, description, readme } from './scene.ts';
import { type LoopbackOpenAI, startOpenAI } from './server.ts';

// What is sent to OpenAI and Azure depends on their addresses, which no loopback server has: these send it there themselves.
let server: LoopbackOpenAI;
beforeAll(async () => {
  server = await startOpenAI();
});
afterAll(async () => {
  await server.close();
});

async function bodyFor(names: readonly string[], baseUrl: string | null, model: string): Promise<ChatBody> {
  const bytes = Buffer.from(JSON.stringify(names));
  const { tags } = await parseVocabulary([{ name: 'tags.json', bytes }], { topics: 'optional' });
  const document = parseReadme(Buffer.from(readme), { path: 'README.md', name: 'octo/tinysocket', description });
  const request = buildRequest({ tags, maxTags: 3, document, condensed: condenseReadme(document, 900) });
  return renderBody(request, model, startDialect(baseUrl, model));
}

/** Status of the answer; the contract is checked when the server is closed. */
async function send(personality: Personality, model: string, names: readonly string[], body: object): Promise<number> {
  const endpoint = server.serve({
    personality: { ...personality, model },
    answer: { ...answer, names },
    shapes: [plainShape],
  });
  const response = await fetch(`${endpoint.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${endpoint.apiKey}` },
    body: JSON.stringify(body),
  });
  await response.text();
  return response.status;
}

const few = answer.names;
const many = (count: number, make: (index: number) => string): readonly string[] => [
  ...few,
  ...Array.from({ length: count - few.length }, (_, index) => make(index)),
];
const lists: readonly (readonly [string, readonly string[]])[] = [
  ['5 tags', few],
  ['200 tags', many(200, (index) => `tag-${index}`)],
  ['1,000 short tags', many(1000, (index) => `t${index}`)],
  ['1,001 short tags', many(1001, (index) => `t${index}`)],
  ['300 tags of 60 letters', many(300, (index) => `tag-${index}-`.padEnd(60, 'x'))],
  ['5,000 tags', many(5000, (index) => `tag-${index}`)],
  ['tags with quotes and other scripts', [...few, 'say "hi"', 'back\\slash', '机器学习', 'c++', 'école', '🚀 rocket']],
];

describe('the first request is taken as it is', () => {
  test.each(lists)('by models of OpenAI that think, with %s', async (_name, names) => {
    const body = await bodyFor(names, null, 'gpt-6-luna');
    expect(body).toMatchObject({ reasoning_effort: 'none', response_format: { type: 'json_schema' } });
    expect(body).not.toHaveProperty('max_tokens');
    expect(await send(openai, 'gpt-6-luna', names, body)).toBe(200);
  });

  test.each(lists)('by models of OpenAI that do not, with %s', async (_name, names) => {
    const body = await bodyFor(names, 'https://api.openai.com/v1', 'gpt-4.1');
    expect(body).not.toHaveProperty('reasoning_effort');
    expect(await send(openaiOlder, 'gpt-4.1', names, body)).toBe(200);
  });

  test.each(lists)('by Azure and its narrower limits, with %s', async (_name, names) => {
    const body = await bodyFor(names, 'https://mine.openai.azure.com/openai/v1', 'tagger-deployment');
    expect(await send(azure, 'tagger-deployment', names, body)).toBe(200);
  });
});
