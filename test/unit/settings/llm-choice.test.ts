import { describe, expect, it } from 'vitest';
import { checkLlmChoice, type LlmChoice } from '../../../src/settings/llm-choice.ts';

const choice = (more: Partial<LlmChoice> = {}): LlmChoice => ({
  classifier: 'auto',
  apiKey: 'sk-x',
  baseUrl: null,
  model: null,
  readmeTokens: 900,
  maxTokensPerRun: null,
  priceInput: null,
  priceOutput: null,
  minScore: null,
  onLlmError: 'fail',
  ...more,
});
const codes = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code);
const address = { baseUrl: 'https://llm.example.com/v1/', model: 'm' };

describe('the settings of a model', () => {
  it('need nothing but a key', () => {
    expect(checkLlmChoice(choice())).toEqual({ baseUrl: null, problems: [], warnings: [], notices: [] });
  });

  it('have the address as it is asked, and say what was taken off', () => {
    const { baseUrl, notices } = checkLlmChoice(
      choice({ ...address, baseUrl: 'https://llm.example.com/v1/chat/completions' }),
    );
    expect(baseUrl).toBe('https://llm.example.com/v1');
    expect(codes(notices)).toEqual(['settings/base-url']);
  });

  it.each<[string, Partial<LlmChoice>, string]>([
    ['an address without a model', { ...address, model: null }, 'settings/model'],
    ['a ceiling below what the README alone may take', { maxTokensPerRun: 900 }, 'settings/max-tokens-per-run'],
    ['one price without the other', { priceInput: 0 }, 'settings/price-output'],
    ['the other price without the one', { priceOutput: 0.5 }, 'settings/price-input'],
    [
      'a key that would go over the internet unencrypted',
      { ...address, baseUrl: 'http://llm.example.com' },
      'settings/base-url',
    ],
    ['an address of GitHub Models', { ...address, baseUrl: 'https://models.github.ai/inference' }, 'llm/github-models'],
  ])('do not go with %s', (_name, more, code) => {
    expect(codes(checkLlmChoice(choice(more)).problems)).toEqual([code]);
  });

  it('tell all that contradicts itself at once', () => {
    const { problems } = checkLlmChoice(
      choice({ baseUrl: 'http://llm.example.com', maxTokensPerRun: 1000, readmeTokens: 1000, priceInput: 1 }),
    );
    expect(codes(problems)).toEqual([
      'settings/base-url',
      'settings/model',
      'settings/max-tokens-per-run',
      'settings/price-output',
    ]);
  });

  it('are no problem where no model is asked, as without a key', () => {
    const { problems } = checkLlmChoice(choice({ apiKey: '', baseUrl: 'http://llm.example.com', priceInput: 1 }));
    expect(problems).toEqual([]);
  });

  it('say that a key is not used', () => {
    const { warnings, notices } = checkLlmChoice(choice({ classifier: 'offline' }));
    expect([warnings, codes(notices)]).toEqual([[], ['settings/api-key']]);
  });

  it('warn of a threshold that a model does not know, unless the offline classifier may stand in', () => {
    expect(codes(checkLlmChoice(choice({ minScore: 0.5 })).warnings)).toEqual(['settings/min-score']);
    expect(checkLlmChoice(choice({ minScore: 0.5, onLlmError: 'offline' })).warnings).toEqual([]);
    expect(checkLlmChoice(choice({ minScore: 0.5, apiKey: '' })).warnings).toEqual([]);
  });
});
