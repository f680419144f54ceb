import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLlmClassifier } from '../../src/classify/llm/llm.ts';
import { createSpending } from '../../src/classify/llm/spending.ts';
import { createOfflineClassifier } from '../../src/classify/offline/offline.ts';
import type { ChoiceOptions } from '../../src/model/classification.ts';
import { createChatModel } from '../../src/openai/chat-model.ts';
import { parseReadme } from '../../src/readme/readme.ts';
import { parseVocabulary } from '../../src/vocabulary/vocabulary.ts';
import { runCli } from '../github/cli.ts';
import { checkReport } from '../process/action-setup.ts';
import { openai as openaiPersonality } from './personalities/openai.ts';
import { isChatBody, promptOf } from './reply.ts';
import { type Answer, plainShape, type ReplyShape } from './reply-shapes.ts';
import { answer, description, readme, tagsFile } from './scene.ts';
import { type Endpoint, type LoopbackOpenAI, startOpenAI } from './server.ts';

/** The tags of the scene among others up to five thousand, every name once, some with descriptions. */
const size = 5000;
const words = ['amber', 'basalt', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'harbor', 'island', 'juniper'];
const others = Array.from({ length: size - 6 }, (_, index) => {
  const name = `${words[index % 10]}-${words[Math.floor(index / 10) % 10]}-${index}`;
  return index % 7 === 0
    ? { id: 1000 + index, name, description: `What is made of ${name}` }
    : { id: 1000 + index, name };
});
const known: readonly object[] = JSON.parse(tagsFile);
const longFile = JSON.stringify([...others.slice(0, 2500), ...known, ...others.slice(2500)]);

let openai: LoopbackOpenAI;
beforeAll(async () => {
  openai = await startOpenAI();
});
afterAll(async () => {
  await openai.close();
});

/** A model that is told of a part of the list alone; it has to hear of the tags that fit. */
const sentAnswer = (...names: readonly string[]): Answer => ({ ...answer, names });

const serve = (names: readonly string[], shape: ReplyShape = plainShape): Endpoint =>
  openai.serve({ personality: openaiPersonality, answer: sentAnswer(...names), shapes: [shape] });

const fitting = answer.picks.map(({ name }) => name);

/** Names of the list that a request holds. */
function namesIn(endpoint: Endpoint): readonly string[] {
  const body = endpoint.chats.at(-1)?.body;
  if (!isChatBody(body)) throw new Error('no request');
  const prompt = promptOf(body);
  const all = [...others, ...(known as readonly { name: string }[])].map(({ name }) => name); // as written above
  return all.filter((name) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(prompt));
}

describe('a vocabulary of 5,000 tags', () => {
  const classify = async (endpoint: Endpoint, shortlist: number) => {
    const vocabulary = await parseVocabulary([{ name: 'tags.json', bytes: Buffer.from(longFile) }], {
      topics: 'required',
    });
    expect(vocabulary.tags).toHaveLength(size);
    const offline = createOfflineClassifier(vocabulary);
    const { apiKey, baseUrl, model: name } = endpoint;
    const log = { debug: () => {}, info: () => {} };
    const model = await createChatModel({ apiKey, baseUrl, model: name, environment: {}, log });
    const spending = createSpending({ maxTokensPerRun: null, priceInput: null, priceOutput: null });
    const settings = { shortlist, readmeTokens: 900, unsupported: 'hold' } as const;
    const classifier = createLlmClassifier({ vocabulary, offline, model, spending, settings });
    const document = parseReadme(Buffer.from(readme), { path: 'README.md', name: 'octo/tinysocket', description });
    const choice: ChoiceOptions = { maxTags: 3, minScore: null, exclude: [], pin: ['cedar-delta-32'] };
    return await classifier.classify(document, choice);
  };

  test('is cut to the shortlist, which has what fits and what is pinned', async () => {
    const endpoint = serve(fitting);
    const { tags, llm } = await classify(endpoint, 200);
    expect(tags.map(({ tag }) => tag.name)).toEqual([...fitting, 'cedar-delta-32']);
    expect(llm).toMatchObject({ candidates: expect.any(Number), format: 'json_schema' });
    expect(llm?.candidates).toBeLessThanOrEqual(201);
    expect(llm?.shortlist).toEqual(expect.arrayContaining(fitting));
    expect(namesIn(endpoint).length).toBeLessThanOrEqual(201);
    expect(namesIn(endpoint).length).toBeGreaterThan(150);
  });

  test('is sent whole where the shortlist allows it, as words and not as an enum, which would be too long', async () => {
    const endpoint = serve(answer.names);
    const { tags, llm } = await classify(endpoint, 10_000);
    expect(tags.map(({ tag }) => tag.name)).toEqual([...fitting, 'cedar-delta-32']);
    expect(llm).toMatchObject({ candidates: size - 1, shortlist: null, format: 'json_schema' });
    expect(namesIn(endpoint)).toHaveLength(size - 1);
    expect(endpoint.chats.every(({ status }) => status === 200 || status === 400)).toBe(true);
  });

  test('gives a tag that the model was not told of only where the README speaks for it', async () => {
    const stray: ReplyShape = {
      ...plainShape,
      make: () => ({
        content: JSON.stringify({
          tags: [
            { tag: 'ember-fjord-4454', quote: 'no' },
            { tag: 'websocket', quote: '' },
          ],
        }),
      }),
    };
    const { tags } = await classify(serve(fitting, stray), 200);
    expect(tags.map(({ tag }) => tag.name)).toEqual(['websocket', 'cedar-delta-32']);
  });

  test('works with the built command line, and the report has the list that was sent', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'long-list-'));
    try {
      writeFileSync(join(folder, 'tags.json'), longFile);
      writeFileSync(join(folder, 'README.md'), readme);
      const endpoint = serve(fitting);
      const result = await runCli(
        'classify README.md --tags tags.json --classifier llm --report report.json'
          .split(' ')
          .concat('--description', description, '--base-url', endpoint.baseUrl, '--model', endpoint.model),
        { cwd: folder, env: { OPENAI_API_KEY: endpoint.apiKey } },
      );
      expect(result.exitCode, result.stderr).toBe(0);
      const tags = answer.picks.map(({ id, name }) => ({ id, name }));
      expect(JSON.parse(result.stdout)).toEqual({ id: 'README.md', tags });
      const { llm, vocabulary } = checkReport(readFileSync(join(folder, 'report.json'), 'utf8'));
      expect(vocabulary.tags).toBe(size);
      expect(llm?.candidates).toBe(200);
      expect(llm?.shortlist).toEqual(expect.arrayContaining(fitting));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
