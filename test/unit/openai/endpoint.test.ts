import { describe, expect, test } from 'vitest';
import { completeBody, describeEndpoint, renderKeyHeaders } from '../../../src/openai/endpoint.ts';

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe('renderKeyHeaders', () => {
  const jwt = 'eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.c2lnbmF0dXJl';

  test.each([
    [null, 'k', bearer('k')],
    ['https://api.anthropic.com/v1', 'k', bearer('k')],
    ['http://localhost:11434/v1', '', bearer('no-key')],
    ['https://r.openai.azure.com/openai/v1', 'k', { 'api-key': 'k' }],
    ['https://r.openai.azure.com/openai/deployments/d?api-version=1', 'k', { 'api-key': 'k' }],
    ['https://r.services.ai.azure.com/openai/v1', 'k', { 'api-key': 'k' }],
    ['https://r.openai.azure.com/openai/v1', jwt, bearer(jwt)],
    ['https://gateway.example.com/x/openai/v1', 'k', { ...bearer('k'), 'api-key': 'k' }],
    ['https://gateway.example.com/openai/deployments/d', 'k', { ...bearer('k'), 'api-key': 'k' }],
    ['https://openai.azure.com.example.com/v1', 'k', bearer('k')],
  ])('at %s gives the key as is fit', (baseUrl, key, headers) => {
    expect(renderKeyHeaders(describeEndpoint(baseUrl), key)).toEqual(headers);
  });
});

describe('completeBody', () => {
  const body = { model: 'm', response_format: { type: 'json_object' }, messages: [] } as const;

  test('tells OpenRouter alone to ask none that leaves the form of the answer out', () => {
    expect(completeBody(body, 'https://openrouter.ai/api/v1')).toEqual({
      ...body,
      provider: { require_parameters: true },
    });
    expect(Object.keys(completeBody(body, 'https://openrouter.ai/api/v1')).at(-1)).toBe('messages');
    for (const baseUrl of [null, 'https://api.openai.com/v1', 'https://notopenrouter.ai/v1', 'http://localhost:1/v1']) {
      expect(completeBody(body, baseUrl)).toEqual(body);
    }
  });

  test('tells DeepSeek alone not to think at length', () => {
    const plain = { model: 'm', messages: [] };
    for (const baseUrl of ['https://api.deepseek.com', 'https://api.deepseek.com/v1']) {
      expect(completeBody(plain, baseUrl)).toEqual({ ...plain, thinking: { type: 'disabled' } });
    }
    expect(completeBody(plain, 'https://notdeepseek.com/v1')).toEqual(plain);
  });

  test('tells OpenRouter nothing where no form is asked for', () => {
    const plain = { model: 'm', messages: [] };
    expect(completeBody(plain, 'https://openrouter.ai/api/v1')).toEqual(plain);
  });
});
