import { describe, expect, test } from 'vitest';
import { endsAllWork } from '../../../src/cli/call-classifier.ts';
import { UserError } from '../../../src/errors.ts';

const failure = (code: string): UserError => new UserError('work', { code, message: 'x' });

describe('an error of one README', () => {
  test.each([
    'llm/unauthorized',
    'llm/quota',
    'llm/rate-limit',
    'llm/max-tokens',
    'llm/unknown-model',
    'llm/no-completion',
    'network/dns',
    'network/refused',
    'network/certificate',
    'network/proxy',
    'network/timeout',
  ])('ends all work where it would befall every other: %s', (code) => {
    expect(endsAllWork(failure(code))).toBe(true);
  });

  test.each([
    'llm/answer-empty',
    'llm/answer-refused',
    'llm/too-large',
    'llm/refused-request',
    'llm/timeout',
    'llm/unavailable',
    'network/reset',
    'readme/not-found',
  ])('leaves the others alone where it is its own: %s', (code) => {
    expect(endsAllWork(failure(code))).toBe(false);
  });

  test('is no reason to end all where it is a bug of ours', () => {
    expect(endsAllWork(new TypeError('llm/quota'))).toBe(false);
  });
});
