import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Repository } from '../github/repository.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { azure } from '../openai/personalities/hosted.ts';
import { openai as newOpenai } from '../openai/personalities/openai.ts';
import { everyReplyShape } from '../openai/reply-shapes.ts';
import { readme, tagsFile } from '../openai/scene.ts';
import { type LoopbackOpenAI, startOpenAI } from '../openai/server.ts';
import { addScene, createLlmRunner, expectNothingLeaked, inputsOf, says, serve } from './action-llm-setup.ts';
import { errorsOf, noticesOf, reportOf, warningsOf } from './action-setup.ts';
import { hasRecalled, toldTopics, topicsRequests } from './topics-setup.ts';

let github: LoopbackGitHub;
let openai: LoopbackOpenAI;
let repository: Repository;
let run: ReturnType<typeof createLlmRunner>;

beforeEach(async () => {
  [github, openai] = await Promise.all([startGitHub(), startOpenAI()]);
  repository = addScene(github);
  run = createLlmRunner(github, repository);
});
afterEach(async () => {
  await Promise.all([github.close(), openai.close()]);
});

describe('a run with a key', () => {
  test('asks the model, sets what it said, and tells what it took', async () => {
    const endpoint = serve(openai);
    const result = await run({ inputs: { ...inputsOf(endpoint), 'price-input': '1', 'price-output': '2' } });
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    expect(endpoint.chats).toHaveLength(1);
    expect(repository.topics).toEqual(['nodejs', 'websocket', 'real-time']);
    expect(result.outputs.get('result')).toBe(
      '{"id":"9806","tags":[{"id":7,"name":"websocket"},{"id":82,"name":"real-time"}]}',
    );
    expect(result.outputs.get('classifier')).toBe('llm');
    expect(reportOf(result)).toMatchObject({
      classifier: { kind: 'llm', model: endpoint.model },
      llm: { format: 'json_schema', candidates: 5, shortlist: null, cut: [] },
      usage: { requests: 1, cost: expect.any(Number) },
      fallback: null,
    });
    expect(result.stdout).toMatch(
      /^Asking Qwen\/Qwen3-8B: about [\d,]+ tokens to send, at most [\d,]+ for the answer$/m,
    );
    expect(result.stdout).toMatch(
      /^Spent on Qwen\/Qwen3-8B so far: 1 request, [\d,]+ tokens in, \d+ out, cost 0\.\d+$/m,
    );
    expect(result.summary).toContain('### The model');
    expect(warningsOf(result)).toEqual([]);
    expectNothingLeaked(result, endpoint);
  });

  test('has the key masked in every form before anything else is said', async () => {
    const endpoint = serve(openai);
    const result = await run({ inputs: { ...inputsOf(endpoint), 'max-tags': 'many' } });
    expect(result.exitCode).toBe(1);
    expect(result.masks).toEqual(
      expect.arrayContaining([endpoint.apiKey, Buffer.from(endpoint.apiKey).toString('base64')]),
    );
    expect(openai.violations).toEqual([]);
  });

  test('sends nothing the second time, and again once the README changes', async () => {
    const endpoint = serve(openai);
    const inputs = inputsOf(endpoint);
    await run({ inputs });
    const second = await run({ inputs });
    expect(hasRecalled(second)).toBe(true);
    expect(endpoint.chats).toHaveLength(1);
    expect(topicsRequests(second)).toEqual(['GET 200']);
    expect(reportOf(second)).toMatchObject({ classifier: { kind: 'llm' }, usage: { requests: 0 } });
    repository.commit({ 'README.md': `${readme}\nMore.\n` });
    await run({ inputs });
    expect(endpoint.chats).toHaveLength(2);
  });

  test('sends nothing the second time also where nothing but the report is published', async () => {
    const endpoint = serve(openai);
    const inputs = { ...inputsOf(endpoint), publish: 'artifact, summary' };
    await run({ inputs });
    const second = await run({ inputs });
    expect(endpoint.chats).toHaveLength(1);
    expect(second.summary).toContain('no request');
    repository.visibility = 'private';
    const blind = await run({ inputs, permissions: { contents: 'read' } });
    expect(endpoint.chats).toHaveLength(2);
    expect(noticesOf(blind)).toEqual([
      expect.stringMatching(/actions: read.* the model is asked also where nothing changed/s),
    ]);
  });

  test.each([newOpenai, azure])('comes to terms with $name', async (personality) => {
    const endpoint = serve(openai, { personality });
    const result = await run({ inputs: inputsOf(endpoint) });
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    expect(repository.topics).toEqual(['nodejs', 'websocket', 'real-time']);
    expectNothingLeaked(result, endpoint);
  });

  test('needs no key for a server of its own', async () => {
    const { baseUrl, model } = serve(openai);
    const result = await run({ inputs: { classifier: 'llm', 'base-url': baseUrl, model } });
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    expect(reportOf(result).classifier.kind).toBe('llm');
  });

  test('shortens a list of 5,000 tags by its own ranking', async () => {
    const tags = [...JSON.parse(tagsFile), ...Array.from({ length: 4995 }, (_, index) => `made up ${index}`)];
    const list = tags.map((tag: unknown, index) => (typeof tag === 'string' ? { id: 1000 + index, name: tag } : tag));
    repository.commit({ '.github/tags.json': JSON.stringify(list) });
    const endpoint = serve(openai);
    const result = await run({ inputs: inputsOf(endpoint) });
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    const { llm, tags: given } = reportOf(result);
    expect(llm).toMatchObject({ candidates: 200, shortlist: expect.arrayContaining(['websocket', 'real-time']) });
    expect(given.map(({ name }) => name)).toEqual(['websocket', 'real-time']);
    expect(result.summary).toContain('200 of 5,001 tags');
  });

  test('is not asked where the whole run may not spend that much', async () => {
    const endpoint = serve(openai);
    const result = await run({
      inputs: { ...inputsOf(endpoint), 'max-tokens-per-run': '1000', 'on-llm-error': 'offline' },
    });
    expect(result.exitCode).toBe(0);
    expect(endpoint.requests).toEqual([]);
    expect(reportOf(result).fallback).toMatchObject({ code: 'llm/max-tokens' });
  });

  test('tells an address of GitHub Models that it is no more, with all else that is wrong', async () => {
    const inputs = { 'api-key': 'ghp_0123456789', 'base-url': 'https://models.github.ai/inference', 'max-tags': '0' };
    const result = await run({ inputs });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toEqual([expect.stringMatching(/2 inputs need attention:.*"max-tags".*GitHub Models/s)]);
    expect(result.requests).toEqual([]);
  });
});

describe('whatever a model replies', () => {
  const unusable = everyReplyShape.filter(({ meaning }) => meaning === 'unusable' || meaning === 'broken');

  test.each(unusable.filter((_shape, index) => index % 4 === 0))(
    'leaves topics alone where it is $name',
    async (shape) => {
      const endpoint = serve(openai, { shapes: [shape] });
      const result = await run({ inputs: { ...inputsOf(endpoint), 'on-llm-error': 'offline' } });
      expect(result.exitCode, result.stdout + result.stderr).toBe(0);
      expect(topicsRequests(result)).toEqual([]);
      expect(reportOf(result).fallback?.code).toMatch(/^llm\//);
      expectNothingLeaked(result, endpoint);
    },
  );

  test('sets nothing that is not in the list, and shows what was named as text', async () => {
    const shape = everyReplyShape.find(({ name }) => name === 'commands for names');
    if (!shape) throw new Error('No such reply');
    const endpoint = serve(openai, { shapes: [shape] });
    const result = await run({ inputs: inputsOf(endpoint) });
    expect(repository.topics).toEqual(['nodejs', 'websocket', 'real-time']);
    expect(reportOf(result).dropped).toHaveLength(2);
    expect(result.summary).toContain('It also named what is not in the list');
    expect(result.summary).not.toMatch(/<img|\]\(https:\/\/evil/);
    expect(errorsOf(result)).toEqual([]);
    expect(result.outputs.get('tags')).toBe('["websocket","real-time"]');
  });

  test('keeps back a tag that nothing speaks for, and says so', async () => {
    const endpoint = serve(openai, { shapes: [says('websocket', 'cooking')] });
    const held = await run({ inputs: inputsOf(endpoint) });
    expect(repository.topics).toEqual(['nodejs', 'websocket']);
    expect(held.summary).toMatch(/<code>cooking<\/code>.*the model named it, with no quote/);
    await run({ inputs: { ...inputsOf(endpoint), 'llm-unsupported': 'give' } });
    expect(repository.topics).toEqual(['nodejs', 'websocket', 'cooking']);
  });
});

test('a run without a key says nothing of models', async () => {
  const result = await run();
  expect(reportOf(result)).toMatchObject({ classifier: { kind: 'offline' }, llm: null, fallback: null, carried: null });
  expect(result.stdout + result.summary).not.toMatch(/\bmodel\b/i);
  expect(toldTopics(result)).toMatch(/^added /);
});
