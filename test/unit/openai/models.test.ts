import { describe, expect, test } from 'vitest';
import { readModels, renderModels } from '../../../src/openai/models.ts';

describe('readModels', () => {
  test('reads names, each once, and leaves out what is none', () => {
    const data = [{ id: 'a' }, { id: 'b/c:free' }, { id: 'a' }, { id: 7 }, {}, null, 'x', { id: 'a b' }, { id: '' }];
    expect(readModels(JSON.stringify({ object: 'list', data }))).toEqual(['a', 'b/c:free']);
    expect(readModels(JSON.stringify([{ id: 'a' }]))).toEqual(['a']);
  });

  test('leaves out what could be read as something else', () => {
    const names = ['::error::x', 'a::b', 'https://a.example', '##[error]', '@everyone', 'a\nb', '<b>', 'x'.repeat(101)];
    expect(readModels(JSON.stringify({ data: names.map((id) => ({ id })) }))).toEqual([]);
  });

  test.each(['', 'no', '{}', 'null', '{"data":{}}', '7'])('finds none in %o', (body) => {
    expect(readModels(body)).toEqual([]);
  });
});

describe('renderModels', () => {
  test('shows what is near, nearest first, five at most', () => {
    const known = ['gpt-6-luna', 'gpt-6-luna-2026-09-22', 'gpt-6-astra', 'o9', 'whisper-1', 'dall-e-4'];
    expect(renderModels('gpt-6-lunar', known)).toBe('Did you mean "gpt-6-luna"?');
    expect(renderModels('gpt-6', known)).toBe(
      'Did you mean one of "gpt-6-luna", "gpt-6-astra", "gpt-6-luna-2026-09-22"?',
    );
    const many = Array.from({ length: 9 }, (_, at) => `llama-${at}`);
    expect(renderModels('llama', many)).toBe(
      'Did you mean one of "llama-0", "llama-1", "llama-2", "llama-3", "llama-4"?',
    );
  });

  test('looks past the maker and the variant', () => {
    expect(renderModels('GPT-6-Luna', ['openai/gpt-6-luna:free', 'a', 'b', 'c', 'd', 'e'])).toBe(
      'Did you mean "openai/gpt-6-luna:free"?',
    );
  });

  test('shows a short list whole, counts a long one, and says nothing of none', () => {
    expect(renderModels('mistral', ['qwen3:4b'])).toBe('Its only model is "qwen3:4b".');
    expect(renderModels('mistral', ['a1', 'b2', 'c3', 'd4', 'e5', 'f6'])).toBe(
      'None of the 6 models there has a name that is near.',
    );
    expect(renderModels('mistral', [])).toBe('');
  });

  test('says so where the name is in the list', () => {
    expect(renderModels('a', ['a', 'b'])).toMatch(/^It is in the list of models there/);
  });
});
