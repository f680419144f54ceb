import type { ChatMessage, ChatRequest, Dialect } from '../../model/llm.ts';
import { SCHEMA_NAME } from './schema.ts';

/** Body of a Chat Completions request. */
export type ChatBody = {
  readonly model: string;
  readonly max_completion_tokens?: number;
  readonly max_tokens?: number;
  readonly reasoning_effort?: 'none' | 'low';
  readonly response_format?:
    | { readonly type: 'json_object'; readonly schema?: Readonly<Record<string, unknown>> }
    | {
        readonly type: 'json_schema';
        readonly json_schema: {
          readonly name: string;
          readonly strict: true;
          readonly schema: Readonly<Record<string, unknown>>;
        };
      };
  readonly messages: readonly ChatMessage[];
};

/** The request as an endpoint of this dialect takes it; what differs between READMEs comes last. */
export function renderBody(request: ChatRequest, model: string, dialect: Dialect): ChatBody {
  const format = responseFormat(request, dialect);
  return {
    model,
    ...(dialect.outputLimit === null ? {} : { [dialect.outputLimit]: request.maxOutputTokens }),
    ...(dialect.reasoningEffort === null ? {} : { reasoning_effort: dialect.reasoningEffort }),
    ...(format === null ? {} : { response_format: format }),
    messages: request.messages,
  };
}

function responseFormat({ schema }: ChatRequest, { format }: Dialect): Required<ChatBody>['response_format'] | null {
  switch (format) {
    case 'json_schema':
      return { type: 'json_schema', json_schema: { name: SCHEMA_NAME, strict: true, schema } };
    case 'json_object_schema':
      return { type: 'json_object', schema };
    case 'json_object':
      return { type: 'json_object' };
    case 'text':
      return null;
  }
}
