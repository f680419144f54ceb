import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepAnswers } from '../../../src/cli/answers-file.ts';
import type { ChatReply, ChatRequest } from '../../../src/model/llm.ts';
import type { ChatModel } from '../../../src/ports.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'answers-'));
  path = join(folder, 'answers.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const request = (text: string): ChatRequest => ({
  messages: [{ role: 'user', content: text }],
  schema: { type: 'object' },
  maxOutputTokens: 100,
});

function createModel(
  toContent = (text: string): string => JSON.stringify({ tags: [text] }),
): ChatModel & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    name: 'a-model',
    asked,
    dialect: () => ({ format: 'json_schema', outputLimit: 'max_tokens', reasoningEffort: null }),
    async ask({ messages }): Promise<ChatReply> {
      const text = messages[0]?.content ?? '';
      asked.push(text);
      const usage = { inputTokens: 10, cachedTokens: 0, outputTokens: 2 };
      return { content: toContent(text), isRefusal: false, finish: 'stop', usage, format: 'json_schema' };
    },
  };
}

const ask = (model: ChatModel, text: string) => model.ask(request(text), () => undefined);

describe('a model whose answers are kept', () => {
  test('is asked once for each question, also by later calls', async () => {
    const first = createModel();
    const kept = keepAnswers(first, 'https://a.example/v1', path);
    const answer = await ask(kept.model, 'x');
    expect(await ask(kept.model, 'x')).toEqual(answer);
    await ask(kept.model, 'y');
    expect([first.asked, kept.reused()]).toEqual([['x', 'y'], 1]);

    const second = createModel();
    const again = keepAnswers(second, 'https://a.example/v1', path);
    expect(await ask(again.model, 'x')).toEqual(answer);
    expect([second.asked, again.reused()]).toEqual([[], 1]);
  });

  test('is asked anew for another endpoint or model', async () => {
    await ask(keepAnswers(createModel(), 'https://a.example/v1', path).model, 'x');
    const elsewhere = createModel();
    await ask(keepAnswers(elsewhere, 'https://b.example/v1', path).model, 'x');
    const other = { ...createModel(), name: 'another' };
    await ask(keepAnswers(other, 'https://a.example/v1', path).model, 'x');
    expect([elsewhere.asked, other.asked]).toEqual([['x'], ['x']]);
  });

  test('is asked again by a later call what it gave no usable answer to', async () => {
    const refusing = keepAnswers(
      createModel(() => 'I will not.'),
      '',
      path,
    );
    expect((await ask(refusing.model, 'x')).content).toBe('I will not.');
    const later = createModel();
    const kept = keepAnswers(later, '', path);
    expect((await ask(kept.model, 'x')).content).toBe('{"tags":["x"]}');
    expect([later.asked, kept.reused()]).toEqual([['x'], 0]);
  });

  test('loses one answer at most where writing broke off', async () => {
    const { model } = keepAnswers(createModel(), '', path);
    for (const text of ['x', 'y']) await ask(model, text);
    const whole = readFileSync(path, 'utf8');
    for (const cut of [1, 10, 60]) {
      writeFileSync(path, whole.slice(0, -cut));
      const later = createModel();
      const kept = keepAnswers(later, '', path);
      for (const text of ['x', 'y', 'z']) await ask(kept.model, text);
      expect(later.asked.at(-1)).toBe('z');
      expect(later.asked).not.toContain('x');
      const after = keepAnswers(createModel(), '', path);
      for (const text of ['x', 'y', 'z']) await ask(after.model, text);
      expect(after.reused()).toBe(3);
    }
  });

  test.each(['{"id":1,"text":"# A README"}\n', '[{"id":7,"name":"websocket"}]', '# A README', '{\n  "tags": []\n}\n'])(
    'leaves a file alone that holds something else: %j',
    (text) => {
      writeFileSync(path, text);
      expect(() => keepAnswers(createModel(), '', path)).toThrow(/does not hold answers of a model/);
      expect(readFileSync(path, 'utf8')).toBe(text);
    },
  );

  test('goes on where even the first answer broke off', async () => {
    await ask(keepAnswers(createModel(), '', path).model, 'x');
    const whole = readFileSync(path, 'utf8');
    for (const length of [0, 1, 12, 30]) {
      writeFileSync(path, whole.slice(0, length));
      await ask(keepAnswers(createModel(), '', path).model, 'x');
      const later = keepAnswers(createModel(), '', path);
      await ask(later.model, 'x');
      expect(later.reused()).toBe(1);
    }
  });

  test('says before anything is asked that the file cannot be written', () => {
    expect(() => keepAnswers(createModel(), '', join(folder, 'none', 'answers.jsonl'))).toThrow(
      /no such file or folder/,
    );
  });
});
