import { describe, expect, it } from 'vitest';
import { createSpending } from '../../../../src/classify/llm/spending.ts';
import { UserError } from '../../../../src/errors.ts';

const FREE = { maxTokensPerRun: null, priceInput: null, priceOutput: null };
const ESTIMATE = { inputTokens: 1000, maxOutputTokens: 500 };
const USAGE = { inputTokens: 900, cachedTokens: 300, outputTokens: 40 };

const codeOf = (act: () => void): string | null => {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof UserError ? error.code : String(error);
  }
};

describe('spending', () => {
  it('adds up what answers took', () => {
    const spending = createSpending(FREE);
    for (let question = 0; question < 2; question++) {
      const outlay = spending.start(ESTIMATE);
      outlay.check();
      outlay.add(USAGE, 7);
    }
    expect(spending.usage()).toEqual({
      requests: 2,
      inputTokens: 1800,
      cachedTokens: 600,
      outputTokens: 80,
      cost: null,
    });
    expect(spending.estimatedAnswers()).toBe(0);
  });

  it('starts with nothing', () => {
    expect(createSpending({ ...FREE, priceInput: 1, priceOutput: 1 }).usage()).toEqual({
      requests: 0,
      inputTokens: 0,
      cachedTokens: 0,
      outputTokens: 0,
      cost: 0,
    });
  });

  it('counts every request that was sent, and tokens only for the answer', () => {
    const spending = createSpending(FREE);
    const outlay = spending.start(ESTIMATE);
    outlay.check();
    outlay.check();
    outlay.check();
    outlay.add(USAGE, 7);
    expect(spending.usage()).toMatchObject({ requests: 3, inputTokens: 900, outputTokens: 40 });
  });

  it('takes the estimate where the endpoint does not tell, and says how often', () => {
    const spending = createSpending(FREE);
    const outlay = spending.start(ESTIMATE);
    outlay.check();
    outlay.add(null, 7);
    expect(spending.usage()).toMatchObject({ inputTokens: 1000, cachedTokens: 0, outputTokens: 7 });
    expect(spending.estimatedAnswers()).toBe(1);
  });

  it('counts nothing for an answer that no request was sent for', () => {
    const spending = createSpending(FREE);
    spending.start(ESTIMATE).add(USAGE, 7);
    spending.start(ESTIMATE).add(null, 7);
    expect(spending.usage()).toMatchObject({ requests: 0, inputTokens: 0, outputTokens: 0 });
    expect(spending.estimatedAnswers()).toBe(0);
  });

  it('makes a cost of two prices and of no fewer', () => {
    const costOf = (priceInput: number | null, priceOutput: number | null) => {
      const spending = createSpending({ ...FREE, priceInput, priceOutput });
      const outlay = spending.start(ESTIMATE);
      outlay.check();
      outlay.add(USAGE, 0);
      return spending.usage().cost;
    };
    expect(costOf(0.1, 0.5)).toBe(0.00011);
    expect(costOf(3, 15)).toBe(0.0033);
    expect(costOf(0, 0)).toBe(0);
    expect(costOf(0.1, null)).toBeNull();
    expect(costOf(null, 0.5)).toBeNull();
  });

  it('lets the last request pass that the ceiling has room for, and stops the next before it is sent', () => {
    const spending = createSpending({ ...FREE, maxTokensPerRun: 1500 + 940 });
    const first = spending.start(ESTIMATE);
    expect(codeOf(first.check)).toBeNull();
    first.add(USAGE, 0);
    const second = spending.start(ESTIMATE);
    expect(codeOf(second.check)).toBeNull();
    second.add(USAGE, 0);
    expect(codeOf(spending.start(ESTIMATE).check)).toBe('llm/max-tokens');
    expect(spending.usage()).toMatchObject({ requests: 2, inputTokens: 1800 });
  });

  it('counts what an answer may have at most, not what it usually has', () => {
    const spending = createSpending({ ...FREE, maxTokensPerRun: 1499 });
    expect(codeOf(spending.start(ESTIMATE).check)).toBe('llm/max-tokens');
    expect(spending.usage().requests).toBe(0);
  });

  it('counts a repetition of a request once', () => {
    const spending = createSpending({ ...FREE, maxTokensPerRun: 1500 });
    const outlay = spending.start(ESTIMATE);
    outlay.check();
    expect(codeOf(outlay.check)).toBeNull();
  });

  it('keeps tokens for requests that are under way', () => {
    const spending = createSpending({ ...FREE, maxTokensPerRun: 2900 });
    const first = spending.start(ESTIMATE);
    const second = spending.start(ESTIMATE);
    first.check();
    expect(codeOf(second.check)).toBe('llm/max-tokens');
    first.add(USAGE, 0);
    expect(codeOf(second.check)).toBeNull();
  });

  it('gives back what a request that was refused was to take', () => {
    const spending = createSpending({ ...FREE, maxTokensPerRun: 1500 });
    const refused = spending.start(ESTIMATE);
    refused.check();
    refused.drop(false);
    expect(spending.usage()).toMatchObject({ requests: 1, inputTokens: 0 });
    expect(codeOf(spending.start(ESTIMATE).check)).toBeNull();
  });

  it('counts what was sent where a request may have been worked on without an answer', () => {
    const spending = createSpending(FREE);
    const outlay = spending.start(ESTIMATE);
    outlay.check();
    outlay.drop(true);
    expect(spending.usage()).toMatchObject({ requests: 1, inputTokens: 1000, outputTokens: 0 });
    const unsent = spending.start(ESTIMATE);
    unsent.drop(true);
    expect(spending.usage()).toMatchObject({ requests: 1, inputTokens: 1000 });
  });

  it('says what it would have taken, what is spent and what to do', () => {
    const spending = createSpending({ ...FREE, maxTokensPerRun: 12_000 });
    const outlay = spending.start({ inputTokens: 10_000, maxOutputTokens: 500 });
    outlay.check();
    outlay.add({ inputTokens: 9000, cachedTokens: 0, outputTokens: 1234 }, 0);
    expect(() => spending.start(ESTIMATE).check()).not.toThrow();
    expect(() => spending.start({ inputTokens: 1000, maxOutputTokens: 1000 }).check()).toThrow(
      'The next request may take 2,000 tokens (an estimate of what is sent and the most that the answer may have); 10,234 are spent, requests under way may take 1,500, and "max-tokens-per-run" is 12,000. It was not sent. Raise "max-tokens-per-run", or send less with a smaller "shortlist" or "readme-tokens".',
    );
  });
});
