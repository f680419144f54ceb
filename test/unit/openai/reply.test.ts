import { describe, expect, test } from 'vitest';
import { readReply } from '../../../src/openai/reply.ts';
import { completion } from './scene.ts';

const read = (json: unknown) => readReply(JSON.stringify(json), 'json_schema');
const choice = (message: object, finish: unknown = 'stop') => ({ choices: [{ message, finish_reason: finish }] });

describe('readReply', () => {
  test('reads content, end, usage and keeps the form that was asked for', () => {
    expect(readReply(JSON.stringify(completion('hello')), 'text')).toEqual({
      content: 'hello',
      isRefusal: false,
      finish: 'stop',
      usage: { inputTokens: 100, cachedTokens: 64, outputTokens: 9 },
      format: 'text',
    });
  });

  test('takes what gateways put around it: a mark, white space, empty lines', () => {
    expect(readReply(`\ufeff\n\n  ${JSON.stringify(completion('x'))}\n`, 'text')).toMatchObject({ content: 'x' });
  });

  test.each([
    [{ content: null }, null],
    [{}, null],
    [{ content: '' }, ''],
    [{ content: [{ type: 'text', text: 'a' }, { type: 'image' }, { type: 'text', text: 'b' }] }, 'ab'],
    [{ content: [] }, null],
    [{ content: { text: 'a' } }, null],
    [{ content: 'a', reasoning_content: 'b' }, 'a'],
  ])('of the message %o takes the text %o', (message, content) => {
    expect(read(choice(message))).toMatchObject({ content });
  });

  test.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['max_tokens', 'length'],
    ['content_filter', 'content-filter'],
    ['end_turn', 'stop'],
    ['tool_calls', 'other'],
    [null, 'other'],
    [7, 'other'],
  ])('calls the end %o %s', (given, finish) => {
    expect(read(choice({ content: 'a' }, given))).toMatchObject({ finish });
  });

  test('tells a refusal', () => {
    expect(read(choice({ content: null, refusal: 'I will not.' }))).toMatchObject({ isRefusal: true, content: null });
    expect(read(choice({ content: 'a', refusal: '' }))).toMatchObject({ isRefusal: false });
  });

  test.each([
    [undefined, null],
    [null, null],
    [{}, null],
    [{ prompt_tokens: 5 }, null],
    [{ prompt_tokens: -5, completion_tokens: 1 }, null],
    [{ prompt_tokens: '5', completion_tokens: 1 }, null],
    [{ prompt_tokens: 1.5, completion_tokens: 1 }, null],
    [{ prompt_tokens: 5, completion_tokens: 1 }, [5, 0, 1]],
    [{ prompt_tokens: 5, completion_tokens: 1, prompt_tokens_details: null }, [5, 0, 1]],
    [{ prompt_tokens: 5, completion_tokens: 1, prompt_cache_hit_tokens: 3 }, [5, 3, 1]],
    [{ prompt_tokens: 5, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 9 } }, [5, 5, 1]],
  ])('counts %o', (usage, counts) => {
    const [inputTokens, cachedTokens, outputTokens] = counts ?? [];
    expect(read({ ...choice({ content: 'a' }), usage })).toMatchObject({
      usage: counts === null ? null : { inputTokens, cachedTokens, outputTokens },
    });
  });

  test.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['<!doctype html><p>hi', 'html'],
    ['<html>', 'html'],
    ['data: {}\n\n', 'stream'],
    [': keep-alive\n\ndata: {}', 'stream'],
    ['{"choices":[', 'not-json'],
    ['OK', 'not-json'],
    ['null', 'no-choices'],
    ['[]', 'no-choices'],
    ['"x"', 'no-choices'],
    ['{"choices":{}}', 'no-choices'],
    ['{"choices":[]}', 'no-choices'],
  ])('says what %o is', (body, what) => {
    expect(readReply(body, 'text')).toEqual({ kind: 'reply', what });
  });

  test.each([
    [{ error: { code: 429, message: 'slow' } }, 429],
    [{ error: { code: '402', message: 'pay' } }, 402],
    [{ error: { status: 503 } }, 503],
    [{ error: { code: 'server_error' } }, 502],
    [{ error: 'broken' }, 502],
    [{ error: { code: 200 } }, 502],
    [{ choices: [{ error: { code: 504 }, finish_reason: 'error' }] }, 504],
  ])('takes %o for an error with status %i', (json, status) => {
    expect(read(json)).toMatchObject({ kind: 'answer', status });
  });

  test('ignores an error that is null', () => {
    expect(read({ ...choice({ content: 'a' }), error: null })).toMatchObject({ content: 'a' });
  });
});
