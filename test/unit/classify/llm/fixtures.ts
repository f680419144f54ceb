import type { ChoiceOptions } from '../../../../src/model/classification.ts';
import type { ChatReply, ChatRequest } from '../../../../src/model/llm.ts';
import type { ReadmeDocument } from '../../../../src/model/readme.ts';
import type { Vocabulary } from '../../../../src/model/vocabulary.ts';
import type { ChatModel } from '../../../../src/ports.ts';
import { parseReadme } from '../../../../src/readme/readme.ts';
import { parseJsonVocabulary } from '../../../../src/vocabulary/vocabulary.ts';

export const CHOICE: ChoiceOptions = { maxTags: 3, minScore: null, exclude: [], pin: [] };

export const vocabularyOf = (tags: readonly unknown[]): Vocabulary =>
  parseJsonVocabulary({ name: 'tags.json', bytes: new TextEncoder().encode(JSON.stringify(tags)) });

export const readmeOf = (text: string, description: string | null = null, name = 'demo'): ReadmeDocument =>
  parseReadme(new TextEncoder().encode(text), { path: 'README.md', name, description });

export const replyOf = (content: string | null, more: Partial<ChatReply> = {}): ChatReply => ({
  content,
  isRefusal: false,
  finish: 'stop',
  usage: null,
  format: 'json_schema',
  ...more,
});

/** What was asked, in order. */
export type ScriptedModel = ChatModel & { readonly asked: readonly ChatRequest[] };

/** Answers with `replies` one after the other; an `Error` is thrown after the request has left. */
export function scriptedModel(replies: readonly (ChatReply | Error)[], requestsPerAnswer = 1): ScriptedModel {
  const left = [...replies];
  const asked: ChatRequest[] = [];
  return {
    name: 'test-model',
    asked,
    dialect: () => ({ format: 'json_schema', outputLimit: 'max_tokens', reasoningEffort: null }),
    async ask(request, beforeSend) {
      for (let count = 0; count < requestsPerAnswer; count++) beforeSend();
      asked.push(request);
      const reply = left.shift();
      if (reply === undefined) throw new Error('asked more often than the test expects');
      if (reply instanceof Error) throw reply;
      return reply;
    },
  };
}
