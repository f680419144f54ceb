import type { ChatReply, ResponseFormat, TokenUsage } from '../model/llm.ts';
import { type AnswerFailure, type ReplyFailure, readErrorBody } from './failure.ts';
import { fieldsOf } from './fields.ts';

/**
 * Reads a completion, tolerant of everything that a classification does without. Some gateways answer 200 and tell of an error
 * in the body, as OpenRouter does, whose `code` is the status then.
 */
export function readReply(body: string, format: ResponseFormat): ChatReply | AnswerFailure | ReplyFailure {
  const text = body.replace(/^\ufeff/, '').trim();
  if (text === '') return { kind: 'reply', what: 'empty' };
  if (/^<(?:!doctype|html|head|body)/i.test(text)) return { kind: 'reply', what: 'html' };
  if (/^(?:data|event|id):|^:/.test(text)) return { kind: 'reply', what: 'stream' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'reply', what: 'not-json' };
  }
  const completion = fieldsOf(json);
  const choices = completion.get('choices');
  const [choice] = Array.isArray(choices) ? choices.map(fieldsOf) : [];
  const error = completion.get('error') ?? choice?.get('error');
  if (error !== undefined && error !== null) return readErrorBody(statusOf(error), error);
  if (choice === undefined) return { kind: 'reply', what: 'no-choices' };
  const message = fieldsOf(choice.get('message'));
  const refusal = message.get('refusal');
  const content = readContent(message.get('content'));
  return {
    content,
    isRefusal: typeof refusal === 'string' && refusal !== '',
    finish: readFinish(choice.get('finish_reason')),
    usage: readUsage(completion.get('usage')),
    format,
  };
}

/** A filter of the provider kept the request from the model, which is an answer too: Azure gives it the status 400. */
export function filteredReply(format: ResponseFormat): ChatReply {
  return { content: null, isRefusal: false, finish: 'content-filter', usage: null, format };
}

function statusOf(error: unknown): number {
  const fields = fieldsOf(error);
  const status = Number(fields.get('code') ?? fields.get('status'));
  // 502 is what it is then: the part that answers is well, and the one behind it is not.
  return Number.isInteger(status) && status >= 400 && status <= 599 ? status : 502;
}

/** Text, or the text of a list of parts. */
function readContent(content: unknown): string | null {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return null;
  const parts = content.map(fieldsOf).map((part) => part.get('text'));
  const texts = parts.filter((part) => typeof part === 'string');
  return texts.length === 0 ? null : texts.join('');
}

function readFinish(reason: unknown): ChatReply['finish'] {
  switch (reason) {
    case 'stop':
    case 'length':
      return reason;
    case 'content_filter':
      return 'content-filter';
    // Providers that translate leave their own words here at times.
    case 'max_tokens':
      return 'length';
    case 'end_turn':
    case 'eos':
      return 'stop';
    default:
      return 'other';
  }
}

function readUsage(usage: unknown): TokenUsage | null {
  const fields = fieldsOf(usage);
  const inputTokens = readCount(fields.get('prompt_tokens'));
  const outputTokens = readCount(fields.get('completion_tokens'));
  if (inputTokens === null || outputTokens === null) return null;
  const cached =
    readCount(fieldsOf(fields.get('prompt_tokens_details')).get('cached_tokens')) ??
    // As DeepSeek calls it.
    readCount(fields.get('prompt_cache_hit_tokens')) ??
    0;
  return { inputTokens, cachedTokens: Math.min(cached, inputTokens), outputTokens };
}

function readCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
