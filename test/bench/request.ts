import { existsSync, readFileSync } from 'node:fs';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { renderBody } from '../../src/classify/llm/body.ts';
import { startDialect } from '../../src/classify/llm/dialect.ts';
import { prepareQuestion } from '../../src/classify/llm/question.ts';
import { createOfflineClassifier } from '../../src/classify/offline/offline.ts';
import { parseReadme } from '../../src/readme/readme.ts';
import { DEFAULT_MODEL, INPUTS } from '../../src/settings.ts';
import { parseVocabulary } from '../../src/vocabulary/vocabulary.ts';

/** A prompt as people paste it into a chat window: description, README, the wish, the whole list with its ids. */
export type PastedPrompt = {
  readonly text: string;
  readonly name: string;
  readonly description: string;
  readonly readme: string;
  readonly tags: readonly { readonly id: number; readonly name: string }[];
};

/** The prompt that the project comes from, where the folder with its data stands beside this one; else null. */
export function readSeedPrompt(path = '../shared/seed/readme-tagging-prompt.txt'): PastedPrompt | null {
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8');
  const [, description, readme, list] =
    /base on (.+?) (# [\s\S]*)\n", Assign [\s\S]*?(\[\{"id"[\s\S]*?\}\])/.exec(text) ?? [];
  if (description === undefined || readme === undefined || list === undefined) {
    throw new Error(`${path} does not look like the prompt that was expected there`);
  }
  return { text, name: 'ws', description, readme, tags: JSON.parse(list) as PastedPrompt['tags'] };
}

/** The same words around another README and list. */
export function pastePrompt({ description, readme, tags, name }: Omit<PastedPrompt, 'text'>): PastedPrompt {
  const text = `base on ${description} ${readme}\n", Assign "at most 3 tags" to the expected json: {"id":"9806","tags":[]} "only from the tags list I provide: ${JSON.stringify(tags)}" returns me the "expected json"`;
  return { text, name, description, readme, tags };
}

/** Tokens of the body that the model-backed classifier sends, form of the answer included, over those of the pasted prompt. */
export async function measureRequest({ text, name, description, readme, tags }: PastedPrompt): Promise<number> {
  const file = { name: 'tags.json', bytes: Buffer.from(JSON.stringify(tags)) };
  const vocabulary = await parseVocabulary([file], { topics: 'optional' });
  const question = prepareQuestion({
    vocabulary,
    offline: createOfflineClassifier(vocabulary),
    document: parseReadme(Buffer.from(readme), { path: 'README.md', name, description }),
    choice: { exclude: [], pin: [], maxTags: 3 },
    shortlist: INPUTS.shortlist.unset,
    readmeTokens: INPUTS.readmeTokens.unset,
  });
  if (question === null) throw new Error('nothing to ask');
  const body = renderBody(question.request, DEFAULT_MODEL, startDialect(null, DEFAULT_MODEL));
  return count(JSON.stringify(body)) / count(text);
}

function count(text: string): number {
  return encode(text, { disallowedSpecial: new Set() }).length;
}
