// Asks a server that nobody here wrote, as the product does, and looks at what it answers before anything is made of it.
//
//   npm run real-server -- --base-url http://127.0.0.1:8080/v1 --model NAME [--readmes 12] [--key KEY]
//
// README.md beside this file tells how to start such a server with a model of random weights. Exit code 1 where the server
// takes our schema and answers all the same with what does not parse or is not in the list, or where nothing was answered.
import { parseArgs } from 'node:util';
import { createLlmClassifier } from '../../../src/classify/llm/llm.ts';
import { createSpending } from '../../../src/classify/llm/spending.ts';
import { createOfflineClassifier } from '../../../src/classify/offline/offline.ts';
import { UserError } from '../../../src/errors.ts';
import { type ChatReply, RESPONSE_FORMATS } from '../../../src/model/llm.ts';
import { createChatModel } from '../../../src/openai/chat-model.ts';
import type { ChatModel } from '../../../src/ports.ts';
import { readOwnReadmes, readOwnTags } from '../../accuracy/own-readmes.ts';

const { values } = parseArgs({
  options: {
    'base-url': { type: 'string' },
    model: { type: 'string' },
    readmes: { type: 'string', default: '12' },
    key: { type: 'string', default: '' },
  },
});
const { 'base-url': baseUrl, model: name } = values;
if (baseUrl === undefined || name === undefined) throw new Error('--base-url and --model are needed');

const vocabulary = await readOwnTags();
const listed = new Set(vocabulary.tags.filter(({ manual }) => !manual).map((tag) => tag.name));
const offline = createOfflineClassifier(vocabulary);
const spending = createSpending({ maxTokensPerRun: null, priceInput: null, priceOutput: null });
const server = await createChatModel({
  apiKey: values.key,
  baseUrl,
  model: name,
  environment: process.env,
  log: { debug: () => {}, info: (message) => console.log(`  ${message}`) },
});

/** What a reply holds, read without any tolerance. */
type Raw = { readonly reply: ChatReply; readonly tags: readonly string[] | null };
const raws: Raw[] = [];
const model: ChatModel = {
  ...server,
  ask: async (request, beforeSend) => {
    const reply = await server.ask(request, beforeSend);
    raws.push({ reply, tags: readStrictly(reply.content) });
    return reply;
  },
};

function readStrictly(content: string | null): readonly string[] | null {
  try {
    const { tags } = JSON.parse(content ?? '') as { tags: readonly { tag: string; quote: string }[] }; // or it throws below
    return tags.map(({ tag, quote }) => {
      if (typeof tag !== 'string' || typeof quote !== 'string') throw new Error('not as the schema has it');
      return tag;
    });
  } catch {
    return null;
  }
}

const settings = { shortlist: 200, readmeTokens: 900, unsupported: 'hold' } as const;
const classifier = createLlmClassifier({ vocabulary, offline, model, spending, settings });
const outcomes = new Map<string, number>();
for (const { record, document } of readOwnReadmes().slice(0, Number(values.readmes))) {
  const before = raws.length;
  const label = String(record.id);
  console.log(label);
  let outcome: string;
  try {
    const { tags, considered, dropped } = await classifier.classify(document, {
      maxTags: 3,
      minScore: null,
      exclude: [],
      pin: [],
    });
    const held = considered.filter(({ reason }) => reason === 'unsupported').map(({ tag }) => tag.name);
    outcome = 'answered';
    console.log(
      `  given [${tags.map(({ tag }) => tag.name).join(', ')}], held back [${held.join(', ')}], dropped ${dropped.length}`,
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    outcome = error.code;
    console.log(`  ${error.code}: ${error.message}`);
  }
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  for (const { reply } of raws.slice(before))
    console.log(`  reply (${reply.format}, ${reply.finish}): ${JSON.stringify((reply.content ?? '').slice(0, 160))}`);
}

const count = (of: readonly Raw[], is: (raw: Raw) => boolean): number => of.filter(is).length;
console.log('\n| form | replies | cut at the limit | parse as they are | tags in them | in the list |');
console.log('|---|---|---|---|---|---|');
let isGood = raws.length > 0;
for (const format of RESPONSE_FORMATS) {
  const of = raws.filter(({ reply }) => reply.format === format);
  if (of.length === 0) continue;
  const named = of.flatMap(({ tags }) => tags ?? []);
  const cut = count(of, ({ reply }) => reply.finish === 'length');
  const parsed = count(of, ({ tags }) => tags !== null);
  const known = named.filter((tag) => listed.has(tag)).length;
  console.log(`| ${format} | ${of.length} | ${cut} | ${parsed} | ${named.length} | ${known} |`);
  if (format === 'json_schema' || format === 'json_object_schema')
    isGood &&= parsed + cut >= of.length && known === named.length && parsed > 0;
}
console.log(`\nOutcomes: ${[...outcomes].map(([outcome, times]) => `${outcome} ${times}`).join(', ')}`);
console.log(`Usage: ${JSON.stringify(spending.usage())}`);
process.exitCode = isGood ? 0 : 1;
