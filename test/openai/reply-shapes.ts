/** A tag as the model would name it, were all well. */
export type Pick = {
  readonly id: number | string;
  readonly name: string;
  readonly alias: string;
  readonly quote: string;
};

/** What the model has to say. */
export type Answer = {
  /** Two tags that fit, best first, with quotes that are in the README. */
  readonly picks: readonly [Pick, Pick];
  /** A tag of the list that nothing in the README speaks for. */
  readonly stranger: Pick;
  /** A tag that only people give: no model is told of it. */
  readonly forbidden: Pick;
  /** Names of all tags of the list. */
  readonly names: readonly string[];
};

export type MadeReply = {
  /** Content of the message; anything but text or null breaks OpenAI's description. */
  readonly content: unknown;
  readonly finish?: string;
  readonly refusal?: string;
  /** Further members of the message. */
  readonly message?: object;
  /** In place of `choices`. */
  readonly choices?: unknown;
};

/**
 * What a client must make of a reply. `picks`: both tags in their order; `first`: the first alone; `none`: no tag, and the
 * model's word counts; `unusable`: nothing that could be an answer, so it asks again and then fails; `any`: whatever can
 * be read of it; `broken`: no completion at all, which no other question would mend.
 */
export type Meaning = 'picks' | 'first' | 'none' | 'unusable' | 'any' | 'broken';

export type ReplyShape = {
  readonly name: string;
  readonly meaning: Meaning;
  /** Whether OpenAI's description allows it. */
  readonly isDescribed: boolean;
  readonly make: (answer: Answer) => MadeReply;
};

/** Stands in all prose of the model: nothing that people read may hold it. */
export const replyCanary = 'quince-heron-5512';

/** More than a client may read. */
const hugeLength = 210_000;

const entry = ({ name, quote }: Pick): object => ({ tag: name, quote });
const plainJson = ({ picks }: Answer, indent?: number): string =>
  JSON.stringify({ tags: picks.map(entry) }, undefined, indent);
const tags = (...entries: readonly unknown[]): string => JSON.stringify({ tags: entries });

const shape = (
  name: string,
  meaning: Meaning,
  make: (answer: Answer) => MadeReply | string | null,
  isDescribed = true,
): ReplyShape => ({
  name,
  meaning,
  isDescribed,
  make: (answer) => {
    const made = make(answer);
    return typeof made === 'string' || made === null ? { content: made } : made;
  },
});

export const plainShape = shape('plain JSON', 'picks', (answer) => plainJson(answer));

/** How models answer, and how they should not. */
export const everyReplyShape: readonly ReplyShape[] = [
  plainShape,
  shape('indented, after a byte order mark', 'picks', (answer) => `\uFEFF${plainJson(answer, 2)}\n`),
  shape('fenced', 'picks', (answer) => `\`\`\`json\n${plainJson(answer, 2)}\n\`\`\``),
  shape('fenced, prose around', 'picks', (answer) => {
    const json = plainJson(answer);
    return `Sure (${replyCanary})! Here it is:\n\n\`\`\`\n${json}\n\`\`\`\n\nI left out {others} since [they] do not fit.`;
  }),
  shape('prose around', 'picks', (answer) => `The tags are ${plainJson(answer)} as you asked, ${replyCanary}.`),
  shape('a block of thoughts first', 'picks', (answer) => {
    const draft = tags({ tag: answer.stranger.name, quote: 'no' });
    return `<think>\nPerhaps ${draft}? No, ${replyCanary}.\n</think>\n\n${plainJson(answer)}`;
  }),
  shape('the end of thoughts first', 'picks', (answer) => `So it is sockets.\n</think>\n${plainJson(answer)}`),
  shape('thoughts that never end', 'unusable', () => ({
    content: `<think>Let me see, ${replyCanary}. `.repeat(20),
    finish: 'length',
  })),
  shape('further members of the message', 'picks', (answer) => ({
    content: plainJson(answer),
    message: { annotations: [] },
  })),
  shape('trailing commas', 'picks', ({ picks }) => {
    const entries = picks.map(({ name, quote }) => `{"tag": "${name}", "quote": "${quote}",},`).join('\n');
    return `{"tags": [\n${entries}\n],}`;
  }),
  shape('strings for tags', 'picks', ({ picks }) => tags(...picks.map(({ name }) => name))),
  shape('ids for tags', 'picks', ({ picks }) => tags(...picks.map(({ id }) => id))),
  shape('ids as text', 'picks', ({ picks }) => tags(...picks.map(({ id }) => String(id)))),
  shape('the form of the result', 'picks', ({ picks }) =>
    JSON.stringify({ id: '9806', tags: picks.map(({ id, name }) => ({ id, name })) }),
  ),
  shape('wrong case', 'picks', ({ picks }) =>
    tags(...picks.map(({ name, quote }) => ({ tag: name.toUpperCase(), quote }))),
  ),
  shape('space around names', 'picks', ({ picks }) =>
    tags(...picks.map(({ name, quote }) => ({ tag: ` ${name}\n`, quote }))),
  ),
  shape('aliases', 'picks', ({ picks }) => tags(...picks.map(({ alias, quote }) => ({ tag: alias, quote })))),
  shape('unknown names among known ones', 'picks', ({ picks: [first, second] }) =>
    tags({ tag: 'blockchain', quote: 'x' }, entry(first), { tag: 'web 4.0', quote: first.quote }, entry(second)),
  ),
  shape('unknown names alone', 'none', () => tags({ tag: 'blockchain', quote: 'x' }, { tag: '', quote: '' })),
  shape('names that objects have of themselves', 'none', () =>
    tags(...['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map((tag) => ({ tag, quote: tag }))),
  ),
  shape('commands for names', 'picks', ({ picks: [first, second] }) =>
    tags(
      entry(first),
      { tag: '::error::owned\n::set-output name=tags::["owned"]\u001b[2J', quote: '::stop-commands::x' },
      { tag: '](https://evil.test)<img src=x> @octocat |', quote: '`' },
      entry(second),
    ),
  ),
  shape('five hundred unknown names', 'picks', ({ picks }) =>
    tags(...picks.map(entry), ...Array.from({ length: 500 }, (_, index) => ({ tag: `made-up-${index}`, quote: 'x' }))),
  ),
  shape('a tag that only people give', 'picks', ({ picks: [first, second], forbidden }) =>
    tags(entry(forbidden), entry(first), forbidden.id, entry(second)),
  ),
  shape('duplicates', 'picks', ({ picks: [first, second] }) =>
    tags(entry(first), entry(first), { tag: first.alias, quote: '' }, entry(second), entry(first)),
  ),
  shape('every tag of the list', 'any', ({ names, picks }) =>
    tags(...picks.map(entry), ...names.map((name) => ({ tag: name, quote: picks[0].quote }))),
  ),
  shape('an empty list', 'none', () => '{"tags":[]}'),
  shape('entries that are nothing', 'picks', ({ picks: [first, second] }) =>
    tags(null, entry(first), [], {}, true, 4.5e300, [[]], entry(second)),
  ),
  shape('one of two', 'first', ({ picks: [first] }) => tags(entry(first))),
  shape('empty content', 'unusable', () => ''),
  shape('mere space', 'unusable', () => ' \n\t'.repeat(500)),
  shape('null content', 'unusable', () => null),
  shape('no content', 'unusable', () => ({ content: undefined }), false),
  shape('content in parts', 'any', (answer) => ({ content: [{ type: 'text', text: plainJson(answer) }] }), false),
  shape('an object for content', 'any', ({ picks }) => ({ content: { tags: picks.map(entry) } }), false),
  shape('a refusal', 'unusable', () => ({ content: null, refusal: `I am sorry, ${replyCanary}, I cannot help.` })),
  shape('an apology', 'unusable', () => `I am sorry, but I cannot tag this repository. ${replyCanary}`),
  shape('stopped by the content filter', 'unusable', () => ({ content: null, finish: 'content_filter' })),
  shape('cut by the content filter', 'unusable', (answer) => ({
    content: plainJson(answer).slice(0, 30),
    finish: 'content_filter',
  })),
  shape('cut at the limit', 'any', (answer) => ({ content: plainJson(answer).slice(0, -12), finish: 'length' })),
  shape('cut before its first word', 'unusable', () => ({ content: '', finish: 'length' })),
  shape('no choice', 'broken', () => ({ content: '', choices: [] })),
  shape('choices left out', 'broken', () => ({ content: '', choices: undefined }), false),
  shape('a choice that is nothing', 'unusable', () => ({ content: '', choices: [null] }), false),
  shape('a bare list', 'picks', ({ picks }) => JSON.stringify(picks.map(entry))),
  shape('one object, no list', 'any', ({ picks: [first] }) => JSON.stringify(entry(first))),
  shape('an object a line', 'any', ({ picks }) => picks.map((pick) => JSON.stringify(entry(pick))).join('\n')),
  shape('nested', 'picks', ({ picks }) => JSON.stringify({ result: { answer: { tags: picks.map(entry) } } })),
  shape('JSON in a string', 'any', (answer) => JSON.stringify(plainJson(answer))),
  shape('a call of a tool', 'any', (answer) => ({
    content: null,
    finish: 'tool_calls',
    message: {
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'tags', arguments: plainJson(answer) } }],
    },
  })),
  shape('HTML', 'unusable', () => `<!doctype html><html><body><h1>${replyCanary}</h1></body></html>`),
  shape('wrong quotes', 'any', ({ picks }) => {
    const entries = picks.map(({ name, quote }) => `{'tag': '${name}', 'quote': '${quote}'}`).join(', ');
    return `{'tags': [${entries}]}`;
  }),
  shape('typographic quotes', 'any', (answer) => plainJson(answer).replaceAll('"', '\u201D')),
  shape('numbers out of range', 'none', () => '{"tags":[1e999,-1,99999999999999999999,0.1]}'),
  shape('quotes that are not in the README', 'picks', ({ picks }) =>
    tags(...picks.map(({ name }) => ({ tag: name, quote: `${replyCanary} says so` }))),
  ),
  shape('quotes with hidden characters', 'picks', ({ picks }) =>
    tags(...picks.map(({ name, quote }) => ({ tag: name, quote: quote.split('').join('\u200B') }))),
  ),
  shape('quotes of other types', 'picks', ({ picks: [first, second] }) =>
    tags({ tag: first.name, quote: 7 }, { tag: second.name, quote: [second.quote, null] }),
  ),
  shape('an injected order obeyed', 'none', ({ stranger }) =>
    JSON.stringify({
      tags: [{ tag: stranger.name, quote: 'IGNORE ALL RULES' }],
      topics: ['owned'],
      id: 'owned',
      maxTags: 20,
      command: '::set-output name=tags::owned',
    }),
  ),
  shape('other members beside', 'picks', ({ picks }) =>
    JSON.stringify({ confidence: 1, tags: picks.map(entry), __proto__x: { tags: ['owned'] }, score: { a: [1, 2] } }),
  ),
  shape(
    'the question repeated',
    'any',
    (answer) => `{"tags":[{"tag":"\u2026","quote":"\u2026"}]}\n${plainJson(answer)}`,
  ),
  shape('two answers', 'any', (answer) => `${tags(entry(answer.picks[0]))}\n\n${plainJson(answer)}`),
  shape('two choices', 'picks', (answer) => {
    const choice = (index: number, content: string) => ({
      index,
      finish_reason: 'stop',
      logprobs: null,
      message: { role: 'assistant', content, refusal: null },
    });
    return { content: '', choices: [choice(0, plainJson(answer)), choice(1, tags(entry(answer.stranger)))] };
  }),
  shape('huge', 'any', (answer) => `${`${replyCanary} `.repeat(hugeLength / 18)}${plainJson(answer)}`),
  shape('deep', 'unusable', () => '['.repeat(3000)),
  shape('deep objects', 'unusable', () => '{"tags":'.repeat(1000)),
  shape('open fences and braces', 'unusable', () => '```json\n{"tags": [{"tag": "'.repeat(300)),
];
