import { createHash } from 'node:crypto';
import type { ChatRequest } from '../../model/llm.ts';
import type { ReadmeDocument } from '../../model/readme.ts';
import type { Tag } from '../../model/vocabulary.ts';
import type { CondensedReadme } from './condense.ts';
import { answerSchema } from './schema.ts';

/** Changes with every change of what a model is told; part of the classifier's identity. */
export const PROMPT_VERSION = '1';

/** What the words of a request are made of. */
export type RequestSource = {
  /** In the order of the vocabulary. */
  readonly tags: readonly Tag[];
  readonly maxTags: number;
  /** Name and description are taken from it. */
  readonly document: ReadmeDocument;
  readonly condensed: Pick<CondensedReadme, 'text'>;
};

/** The request for one README. */
export function buildRequest({ tags, maxTags, document, condensed }: RequestSource): ChatRequest {
  return {
    messages: [
      { role: 'system', content: renderSystem(tags, maxTags) },
      { role: 'user', content: renderUser(document, condensed.text) },
    ],
    schema: answerSchema(tags.map(({ name }) => name)),
    maxOutputTokens: 1500 + 100 * maxTags,
  };
}

function renderSystem(tags: readonly Tag[], maxTags: number): string {
  const list = tags.map(({ name, description }) => (description === null ? name : `${name}: ${description}`));
  return `Tag a software repository. Give at most ${maxTags} tags from this list, fewer or none where nothing fits.
Answer with JSON: {"tags":[{"tag":"…","quote":"…"}]}
Tags:
${list.join('\n')}`;
}

function renderUser(document: ReadmeDocument, readme: string): string {
  const textOf = (field: 'name' | 'description') =>
    document.segments
      .filter((segment) => segment.field === field)
      .map(({ text }) => text)
      .join(' ');
  const data = `Name: ${textOf('name')}\nDescription: ${textOf('description')}\nREADME:\n${readme}`;
  const fence = createFence(data);
  return `<${fence}>\n${data}\n</${fence}>`;
}

function createFence(data: string): string {
  for (let round = 0; ; round++) {
    const fence = `data-${createHash('sha256').update(`${round} ${data}`).digest('hex').slice(0, 8)}`;
    if (!data.includes(fence)) return fence;
  }
}
