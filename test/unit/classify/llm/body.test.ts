import { describe, expect, it } from 'vitest';
import { renderBody } from '../../../../src/classify/llm/body.ts';
import { answerSchema, SCHEMA_NAME } from '../../../../src/classify/llm/schema.ts';
import type { ChatRequest, Dialect } from '../../../../src/model/llm.ts';

const request: ChatRequest = {
  messages: [
    { role: 'system', content: 'Rules.' },
    { role: 'user', content: 'Data.' },
  ],
  schema: answerSchema(['wool']),
  maxOutputTokens: 1850,
};
const full: Dialect = {
  format: 'json_schema',
  outputLimit: 'max_completion_tokens',
  reasoningEffort: 'none',
};
const bodyWith = (changes: Partial<Dialect>) => renderBody(request, 'a-model', { ...full, ...changes });

describe('renderBody', () => {
  it('puts what differs between READMEs last, and nothing in that makes answers vary', () => {
    const body = bodyWith({});
    expect(Object.keys(body)).toEqual([
      'model',
      'max_completion_tokens',
      'reasoning_effort',
      'response_format',
      'messages',
    ]);
    expect(body).toEqual({
      model: 'a-model',
      max_completion_tokens: 1850,
      reasoning_effort: 'none',
      response_format: {
        type: 'json_schema',
        json_schema: { name: SCHEMA_NAME, strict: true, schema: request.schema },
      },
      messages: request.messages,
    });
  });

  it('asks for any JSON, or for nothing, where an endpoint takes no schema', () => {
    expect(bodyWith({ format: 'json_object_schema' }).response_format).toEqual({
      type: 'json_object',
      schema: request.schema,
    });
    expect(bodyWith({ format: 'json_object' }).response_format).toEqual({ type: 'json_object' });
    expect(bodyWith({ format: 'text' })).not.toHaveProperty('response_format');
  });

  it('sends the limit of the answer under the name that the endpoint knows, or not at all', () => {
    expect(bodyWith({ outputLimit: 'max_tokens' })).toMatchObject({ max_tokens: 1850 });
    expect(bodyWith({ outputLimit: 'max_tokens' })).not.toHaveProperty('max_completion_tokens');
    const none = bodyWith({ outputLimit: null });
    expect(Object.keys(none)).toEqual(['model', 'reasoning_effort', 'response_format', 'messages']);
  });

  it('sends no effort where there is none to send', () => {
    expect(bodyWith({ reasoningEffort: null })).not.toHaveProperty('reasoning_effort');
  });
});
