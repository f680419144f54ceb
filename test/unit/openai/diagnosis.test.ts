import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/openai/diagnosis.ts';
import { readErrorBody } from '../../../src/openai/failure.ts';

const of = (status: number, body: unknown) => diagnose(readErrorBody(status, body));

describe('diagnose', () => {
  test.each([
    [429, { code: 'insufficient_quota' }, 'quota'],
    [429, { type: 'insufficient_quota', code: null }, 'quota'],
    [429, 'You exceeded your current quota, please check your plan and billing details.', null],
    [429, 'Rate limit reached: 200000 tokens per min, context window', null],
    [402, null, 'quota'],
    [400, 'API key not valid. Please pass a valid API key.', 'key'],
    [403, 'Your chosen model requires moderation and your input was flagged', 'content-filter'],
    [400, 'Your credit balance is too low to access the API.', 'quota'],
    [402, 'This request requires more credits', 'quota'],
    [413, null, 'too-large'],
    [400, { code: 'context_length_exceeded' }, 'too-large'],
    [400, { type: 'exceed_context_size_error', code: 400 }, 'too-large'],
    [400, 'prompt is too long: 250000 tokens > 200000 maximum', 'too-large'],
    [500, 'the request exceeds the available context size', 'too-large'],
    [400, { code: 'content_filter' }, 'content-filter'],
    [400, { code: 'ResponsibleAIPolicyViolation' }, 'content-filter'],
    [400, "Invalid schema for response_format 'tags'", 'schema'],
    [404, { code: 'model_not_found' }, 'model'],
    [404, { code: 'DeploymentNotFound' }, 'model'],
    [400, 'gpt-7 is not a valid model ID', 'model'],
    [400, 'Model Not Exist', 'model'],
    [404, 'The model `x` does not exist.', 'model'],
    [404, 'model "x" not found, try pulling it first', 'model'],
    [404, 'No models loaded. Please load a model in the developer page.', 'model'],
    [404, 'Not Found', null],
    [400, "Unsupported parameter: 'max_tokens' is not supported with this model.", null],
    [400, "This model does not exist with response_format 'json_schema'", null],
    [503, 'Loading model, context size 512', null],
    [500, 'model not found in the cache', null],
    [400, { message: { deep: 'x' } }, null],
  ])('%i %o is about %s', (status, body, expected) => {
    expect(of(status, body)).toBe(expected);
  });

  test('is quick on long messages', () => {
    const started = performance.now();
    for (let round = 0; round < 100; round++) of(400, 'model '.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
