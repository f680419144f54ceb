import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { everyFault, type Fault } from './faults.ts';
import { everyPersonality } from './personalities/every.ts';
import { openai as openaiPersonality } from './personalities/openai.ts';
import { everyReplyShape, plainShape } from './reply-shapes.ts';
import { answer, readme, readmeCanary } from './scene.ts';
import { type Endpoint, type LoopbackOpenAI, startOpenAI } from './server.ts';
import { openaiLimits, refuseSchema } from './strict-schema.ts';

let server: LoopbackOpenAI;
beforeEach(async () => {
  server = await startOpenAI();
});
afterEach(async () => {
  await server.close();
});

const messages = [
  { role: 'system', content: `Answer with JSON. Tags:\n${answer.names.join('\n')}` },
  { role: 'user', content: readme },
];

const schema = {
  type: 'object',
  properties: {
    tags: {
      type: 'array',
      items: {
        type: 'object',
        properties: { tag: { type: 'string', enum: answer.names }, quote: { type: 'string' } },
        required: ['tag', 'quote'],
        additionalProperties: false,
      },
    },
  },
  required: ['tags'],
  additionalProperties: false,
};

const strict = { type: 'json_schema', json_schema: { name: 'tags', strict: true, schema } };

const open = (more: Partial<Parameters<LoopbackOpenAI['serve']>[0]> = {}): Endpoint =>
  server.serve({ personality: openaiPersonality, answer, shapes: [plainShape], ...more });

const ask = (
  endpoint: Endpoint,
  more: object = {},
  headers: Record<string, string> = {},
  timeoutMs = 10_000,
): Promise<Response> =>
  fetch(`${endpoint.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${endpoint.apiKey}`, ...headers },
    body: JSON.stringify({ model: endpoint.model, messages, ...more }),
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'manual',
  });

describe('an endpoint', () => {
  test.each(everyPersonality)('of $name answers what it takes', async (personality) => {
    const endpoint = open({ personality });
    const response = await ask(endpoint);
    const body = await response.json();
    expect(response.status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({ choices: [{ finish_reason: 'stop', message: plainShape.make(answer) }] });
    expect(endpoint.chats).toMatchObject([{ status: 200, fault: null }]);
  });

  test.each(everyPersonality)(
    'of $name refuses a model that it does not have, and a wrong key',
    async (personality) => {
      const endpoint = open({ personality });
      expect((await ask(endpoint, { model: 'gpt-9' })).status).toBeGreaterThanOrEqual(400);
      const wrong = await ask(endpoint, {}, { authorization: 'Bearer wrong' });
      expect(wrong.status).toBe(personality.keyIn === 'none' ? 200 : 401);
    },
  );

  test('lists its models, where it has a list', async () => {
    const headers = (endpoint: Endpoint) => ({ authorization: `Bearer ${endpoint.apiKey}` });
    const endpoints = everyPersonality.map((personality) => open({ personality }));
    const statuses = await Promise.all(
      endpoints.map(async (endpoint) => [
        endpoint.options.personality.models !== null,
        (await fetch(`${endpoint.baseUrl}/models`, { headers: headers(endpoint) })).ok,
      ]),
    );
    expect(statuses.filter(([has, ok]) => has !== ok)).toEqual([]);
    expect(statuses.filter(([has]) => !has)).toHaveLength(2);
  });

  test('gives its replies in their order, the last one for ever', async () => {
    const [first, second] = [everyReplyShape[3]!, everyReplyShape[1]!];
    const endpoint = open({ shapes: [first, second] });
    const contents: unknown[] = [];
    for (let round = 0; round < 3; round++) {
      const body = (await (await ask(endpoint)).json()) as { choices: [{ message: { content: unknown } }] }; // as sent above
      contents.push(body.choices[0].message.content);
    }
    expect(contents).toEqual([first, second, second].map(({ make }) => make(answer).content));
  });

  test('is no other: neither its key nor its address work elsewhere', async () => {
    const [one, other] = [open(), open()];
    expect((await ask(one, {}, { authorization: `Bearer ${other.apiKey}` })).status).toBe(401);
    server.forget(one);
    expect((await ask(one)).status).toBe(404);
    expect(other.requests).toEqual([]);
  });
});

describe('what endpoints refuse', () => {
  const statusesOf = async (more: object) =>
    new Map(
      await Promise.all(
        everyPersonality.map(async (personality) => {
          const response = await ask(open({ personality }), more);
          await response.text();
          return [personality.name, response.status] as const;
        }),
      ),
    );
  const refusing = (statuses: ReadonlyMap<string, number>) =>
    [...statuses].filter(([, status]) => status >= 400).map(([name]) => name);

  test('json_schema', async () => {
    expect(refusing(await statusesOf({ response_format: strict }))).toEqual([
      'DeepSeek',
      'vLLM, older',
      'llama-cpp-python',
      'llama.cpp, grammar clash',
      'a bare server',
    ]);
  });

  test('json_schema that is not strict', async () => {
    const loose = { type: 'json_schema', json_schema: { name: 'tags', strict: false, schema } };
    expect(refusing(await statusesOf({ response_format: loose }))).toContain('Anthropic');
  });

  test('json_object', async () => {
    expect(refusing(await statusesOf({ response_format: { type: 'json_object' } }))).toEqual([
      'Anthropic',
      'llama.cpp, grammar clash',
      'LM Studio',
      'a bare server',
    ]);
  });

  test('json_object with a schema beside', async () => {
    const personalities = everyPersonality.filter(({ isExact, name }) => !isExact && name !== 'Azure OpenAI');
    const statuses = personalities.map(async (personality) => {
      const response = await ask(open({ personality }), { response_format: { type: 'json_object', schema } });
      return [personality.name, response.status] as const;
    });
    expect(refusing(new Map(await Promise.all(statuses)))).toEqual([
      'Anthropic',
      'vLLM, older',
      'llama.cpp, grammar clash',
      'LM Studio',
      'a bare server',
    ]);
  });

  test('json_object without the word', async () => {
    const mute = messages.map(({ role, content }) => ({ role, content: content.replace('JSON', 'that') }));
    const refused = refusing(await statusesOf({ response_format: { type: 'json_object' }, messages: mute }));
    expect(refused).toEqual(expect.arrayContaining(['OpenAI', 'Azure OpenAI', 'DeepSeek']));
    expect(refused).not.toContain('Ollama');
    expect(() => server.assertContract()).toThrow('says nothing of JSON');
  });

  test('max_tokens, max_completion_tokens and reasoning_effort', async () => {
    expect(refusing(await statusesOf({ max_tokens: 500 }))).toEqual(['OpenAI', 'a bare server']);
    expect(refusing(await statusesOf({ max_completion_tokens: 500 }))).toEqual(['vLLM, older', 'a bare server']);
    expect(refusing(await statusesOf({ reasoning_effort: 'none' }))).toEqual([
      'OpenAI, older model',
      'vLLM, older',
      'a bare server',
    ]);
    expect(refusing(await statusesOf({ reasoning_effort: 'minimal' }))).toContain('OpenAI');
  });

  test('temperature, where the model thinks', async () => {
    expect(refusing(await statusesOf({ temperature: 0.2 }))).toEqual(['OpenAI', 'Anthropic', 'a bare server']);
    expect(refusing(await statusesOf({ temperature: 0.2, reasoning_effort: 'none' }))).not.toContain('OpenAI');
  });
});

describe('a strict schema', () => {
  const items = schema.properties.tags.items;
  const withItems = (more: object) => ({
    ...schema,
    properties: { tags: { ...schema.properties.tags, items: { ...items, ...more } } },
  });
  const many = (count: number, length: number) =>
    withItems({
      properties: {
        tag: { type: 'string', enum: Array.from({ length: count }, (_, index) => String(index).padEnd(length, 'x')) },
        quote: { type: 'string' },
      },
    });

  test('is taken within the limits', () => {
    expect(refuseSchema(schema, openaiLimits)).toBeNull();
    expect(refuseSchema(many(1000, 5), openaiLimits)).toBeNull();
    expect(refuseSchema(many(250, 400), openaiLimits)).toBeNull();
  });

  test.each([
    ['no object', { type: 'array', items: { type: 'string' } }, 'object'],
    ['a member left out of "required"', withItems({ required: ['tag'] }), "Missing 'quote'"],
    ['an open object', withItems({ additionalProperties: true }), 'additionalProperties'],
    [
      'a keyword it does not know',
      { ...schema, properties: { tags: { ...schema.properties.tags, uniqueItems: true } } },
      'uniqueItems',
    ],
    ['too many values', many(1001, 3), '1000 enum values'],
    ['one long enum', many(251, 60), '15000 characters'],
  ])('is refused for %s', (_name, refused, words) => {
    expect(refuseSchema(refused, openaiLimits)).toContain(words);
  });
});

describe('the contract', () => {
  test('finds what OpenAI does not know in a request', async () => {
    await ask(open(), { maxTokens: 5 });
    expect(() => server.assertContract()).toThrow('"maxTokens"');
    await ask(open(), { response_format: { type: 'json_schema', json_schema: { title: 'tags' } } });
    expect(() => server.assertContract()).toThrow("required property 'name'");
  });

  test('finds a list that is not in the words, and a schema that the answer would not pass', async () => {
    await ask(open(), { messages: [{ role: 'user', content: 'JSON please' }] });
    expect(() => server.assertContract()).toThrow('does not list "websocket"');
    const items = {
      ...schema.properties.tags.items,
      properties: { tag: { type: 'string' }, quote: { type: 'number' } },
    };
    const other = { ...schema, properties: { tags: { type: 'array', items } } };
    await ask(open(), {
      response_format: { type: 'json_schema', json_schema: { name: 'tags', strict: true, schema: other } },
    });
    expect(() => server.assertContract()).toThrow('would not pass its schema');
  });

  test('finds what is asked for and is not emulated', async () => {
    const endpoint = open();
    await fetch(`${endpoint.baseUrl}/responses`, { method: 'POST', body: '{}' });
    expect(() => server.assertContract()).toThrow('POST /responses is not emulated');
  });

  test.each(everyReplyShape)('knows whether a reply is described: $name', async (shape) => {
    const endpoint = open({ shapes: [{ ...shape, isDescribed: true }] });
    await (await ask(endpoint)).text();
    const isDescribed = server.violations.length === 0;
    if (isDescribed) server.assertContract();
    else expect(() => server.assertContract()).toThrow('our answer to POST /chat/completions');
    expect(isDescribed).toBe(shape.isDescribed);
  });
});

/** Status and text as a client without any care gets them, or the kind of failure. */
async function feel(fault: Fault, felt: string): Promise<string> {
  const endpoint = open({ fault });
  try {
    const response = await ask(endpoint, {}, {}, felt === 'timeout' ? 300 : 10_000);
    const text = await response.text();
    return `${response.status} ${text.trim().slice(0, 12)}`;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'broken';
  }
}

describe('faults', () => {
  const plain = '200 {"id":"chatc';
  test.each([...everyFault].filter(([, { kind }]) => kind === 'status'))(
    '%s is an error that repeats what was sent',
    async (_name, fault) => {
      const endpoint = open({ fault });
      const response = await ask(endpoint);
      const text = await response.text();
      expect(response.status).toBe('status' in fault ? fault.status : 0);
      if (response.status !== 204) {
        expect(text).toContain(endpoint.apiKey);
        expect(text).toContain(readmeCanary);
      }
      expect(await (await ask(endpoint)).json()).toHaveProperty('choices');
    },
  );

  test.each([
    ['an empty body', '200 '],
    ['a page to log in', '200 <html><head>'],
    ['a stream', '200 data: {"choi'],
    ['gzip', 'broken'],
    ['reset', 'broken'],
    ['reset after the headers', 'broken'],
    ['cut', 'broken'],
    ['silence', 'timeout'],
    ['silence after the headers', 'timeout'],
    ['a slow drip', plain],
    ['a drip without end', 'timeout'],
    ['a flood', 'timeout'],
    ['307 elsewhere', '307 '],
    ['308 to itself', '308 '],
  ])('%s feels like that', async (name, felt) => {
    expect(await feel(everyFault.get(name)!, felt)).toBe(felt);
  });

  test('strike once, or always', async () => {
    const fault = everyFault.get('500')!;
    const [once, always] = [open({ fault }), open({ fault, repeat: 'always' })];
    const statuses = async (endpoint: Endpoint) => [(await ask(endpoint)).status, (await ask(endpoint)).status];
    expect(await statuses(once)).toEqual([500, 200]);
    expect(await statuses(always)).toEqual([500, 500]);
  });

  test('that lead elsewhere show what a client takes along', async () => {
    const endpoint = open({ fault: everyFault.get('307 elsewhere')! });
    await fetch(`${endpoint.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'api-key': endpoint.apiKey },
      body: readme,
    });
    expect(server.strayed.join('\n')).toContain(endpoint.apiKey);
    expect(server.strayed.join('\n')).toContain(readmeCanary);
  });

  test('in the words of OpenRouter have status 200 where its provider failed', async () => {
    const personality = everyPersonality.find(({ name }) => name === 'OpenRouter')!;
    const response = await ask(open({ personality, fault: everyFault.get('500')! }));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ error: { code: 500 } });
  });
});
