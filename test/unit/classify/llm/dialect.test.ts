import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSchemaRefusal, nextDialect, type Refusal, startDialect } from '../../../../src/classify/llm/dialect.ts';
import type { Dialect } from '../../../../src/model/llm.ts';

const refusal = (message: string | null, more: Partial<Refusal> = {}): Refusal => ({
  status: 400,
  message,
  param: null,
  code: null,
  ...more,
});
const openai = startDialect(null, 'gpt-6-luna');
const local = startDialect('http://localhost:11434/v1', 'qwen3:8b');

describe('startDialect', () => {
  it("asks OpenAI's models with a schema, without thinking, and with the limit that counts thoughts", () => {
    const expected = { format: 'json_schema', outputLimit: 'max_completion_tokens', reasoningEffort: 'none' };
    expect(startDialect(null, 'gpt-6-luna')).toEqual(expected);
    expect(startDialect('https://api.openai.com/v1', 'gpt-6-luna')).toEqual(expected);
    expect(startDialect('https://eu.api.openai.com/v1', 'gpt-5.6-luna')).toEqual(expected);
  });

  it.each([
    ['gpt-6-luna', 'none'],
    ['gpt-5.4-mini', 'none'],
    ['gpt-5.1', 'none'],
    ['gpt-5-mini', 'low'],
    ['gpt-5', 'low'],
    ['gpt-5.1-codex', 'low'],
    ['o3', 'low'],
    ['gpt-5.2-pro', null],
    ['gpt-5-chat-latest', null],
    ['gpt-4o-mini', null],
    ['gpt-4.1-mini', null],
    ['my-own', null],
  ])('tells %s to think %s', (model, effort) => {
    expect(startDialect(null, model).reasoningEffort).toBe(effort);
  });

  it.each([
    ['http://localhost:11434/v1', 'max_tokens'],
    ['https://openrouter.ai/api/v1', 'max_tokens'],
    ['https://api.openai.com.example.net/v1', 'max_tokens'],
    ['https://notapi.openai.com/v1', 'max_tokens'],
    ['https://mine.openai.azure.com/openai/v1', 'max_completion_tokens'],
    ['https://mine.openai.azure.us/openai/v1', 'max_completion_tokens'],
    ['https://openai.azure.com.example.net/v1', 'max_tokens'],
    ['no address', 'max_tokens'],
  ])('tells others nothing of thinking: %s', (baseUrl, outputLimit) => {
    expect(startDialect(baseUrl, 'gpt-6-luna')).toEqual({ format: 'json_schema', outputLimit, reasoningEffort: null });
  });
});

describe('nextDialect', () => {
  it.each([
    ['DeepSeek', refusal('This response_format type is unavailable now')],
    ['LM Studio', refusal("'response_format.type' must be 'json_schema' or 'text'")],
    ['vLLM', refusal('json_schema is not supported', { param: 'response_format' })],
    ['llama.cpp', refusal('Either "json_schema" or "grammar" can be specified, but not both')],
    ['llama.cpp without a grammar', refusal('failed to parse grammar')],
    ['a router', refusal('No endpoints found that can handle the requested parameters.', { status: 404 })],
    ['a strict server', refusal('Extra inputs are not permitted', { status: 422, param: 'body.response_format' })],
    ['Gemini', refusal('The specified schema produces a constraint that has too many states for serving.')],
    ['a server that lacks it', refusal('response_format is not implemented', { status: 501 })],
    ['a server without a word', refusal(null)],
  ])('goes down the ladder of forms where %s refuses one', (_, said) => {
    const beside = nextDialect(local, said);
    expect(beside).toEqual({ ...local, format: 'json_object_schema' });
    const object = nextDialect(beside!, said);
    expect(object).toEqual({ ...local, format: 'json_object' });
    const text = nextDialect(object!, said);
    expect(text).toEqual({ ...local, format: 'text' });
    expect(nextDialect(text!, said)).toBe(null);
  });

  it('does not hide a schema that is wrong', () => {
    const said = refusal("Invalid schema for response_format 'tags': In context=(), 'uniqueItems' is not permitted.", {
      param: 'response_format',
    });
    expect(isSchemaRefusal(said)).toBe(true);
    expect(nextDialect(openai, said)).toBe(null);
  });

  it.each([
    [
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      'max_tokens',
      'max_completion_tokens',
    ],
    ['max_tokens is too large: 1850.', 'max_tokens', null],
    ['Unrecognized request argument supplied: max_completion_tokens', 'max_completion_tokens', 'max_tokens'],
    ["max_completion_tokens is unknown; use 'max_tokens'", 'max_completion_tokens', 'max_tokens'],
    ['Neither max_tokens nor max_completion_tokens can be set', 'max_completion_tokens', null],
  ] as const)('sends the limit otherwise after: %s', (message, outputLimit, next) => {
    const dialect: Dialect = { ...local, outputLimit };
    expect(nextDialect(dialect, refusal(message))).toEqual({ ...dialect, outputLimit: next });
    expect(nextDialect(dialect, refusal(message, { param: outputLimit }))).toEqual({ ...dialect, outputLimit: next });
  });

  it.each([
    refusal("Unsupported value: 'reasoning_effort' does not support 'none' with this model.", {
      param: 'reasoning_effort',
      code: 'unsupported_value',
    }),
    refusal('Unknown parameter: reasoning_effort'),
    refusal('Unsupported parameter', { param: 'reasoning.effort' }),
  ])('leaves out the effort that a model refuses: $message', (said) => {
    expect(nextDialect(openai, said)).toEqual({ ...openai, reasoningEffort: null });
  });

  it('leaves out what is named as the parameter, whatever else the message speaks of', () => {
    const said = refusal("Unsupported parameter: 'max_completion_tokens'. Reasoning models take response_format.", {
      param: 'max_completion_tokens',
    });
    expect(nextDialect(openai, said)).toEqual({ ...openai, outputLimit: 'max_tokens' });
  });

  it.each([
    refusal("This model's maximum context length is 4096 tokens.", { code: 'context_length_exceeded' }),
    refusal('The model `gpt-9` does not exist', { status: 404, code: 'model_not_found' }),
    refusal(null, { status: 404 }),
    refusal('The response was filtered', { code: 'content_filter' }),
    refusal('Incorrect API key provided', { status: 401 }),
    refusal('response_format', { status: 429 }),
    refusal('response_format', { status: 500 }),
    refusal('Billing hard limit has been reached', { code: 'billing_hard_limit_reached' }),
  ])('gives up where nothing that can be left out is to blame: $status $message', (said) => {
    expect(nextDialect(openai, said)).toBe(null);
    expect(nextDialect(local, said)).toBe(null);
  });

  it('changes one thing at a time, and ends soon whatever an endpoint says', () => {
    const word = fc.constantFrom(
      'response_format',
      'max_tokens',
      'max_completion_tokens',
      'reasoning_effort',
      'invalid',
      'schema',
    );
    const said = fc.record({
      status: fc.constantFrom(400, 404, 415, 422, 501),
      message: fc.option(fc.array(word).map((words) => words.join(' '))),
      param: fc.option(word),
      code: fc.option(fc.string()),
    });
    fc.assert(
      fc.property(fc.constantFrom(openai, local), said, (start, answer) => {
        let dialect: Dialect = start;
        for (let step = 0; ; step++) {
          const next = nextDialect(dialect, answer);
          if (next === null) break;
          const changed = (['format', 'outputLimit', 'reasoningEffort'] as const).filter(
            (key) => next[key] !== dialect[key],
          );
          expect(changed).toHaveLength(1);
          dialect = next;
          expect(step).toBeLessThan(6);
        }
      }),
    );
  });
});
