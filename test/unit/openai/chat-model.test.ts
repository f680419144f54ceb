import { type AddressInfo, createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startDialect } from '../../../src/classify/llm/dialect.ts';
import { UserError } from '../../../src/errors.ts';
import type { ChatReply } from '../../../src/model/llm.ts';
import { ask as askInFull } from '../../../src/openai/ask.ts';
import { createClient } from '../../../src/openai/client.ts';
import { describeEndpoint } from '../../../src/openai/endpoint.ts';
import { createKeyGuard } from '../../../src/openai/key-guard.ts';
import type { ChatModel } from '../../../src/ports.ts';
import { type Answer, apiKey, completion, failing, openModel, readmeText, request, startServer } from './scene.ts';

const ask = (model: ChatModel): Promise<ChatReply> => model.ask(request, () => {});

/** What a model throws; every one has to be an error for people. */
async function failureOf(model: ChatModel): Promise<UserError> {
  const error: unknown = await ask(model).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw new Error(`expected a UserError, got ${inspect(error)}`);
  return error;
}

/** Every way in which a key may leak: itself, in other forms, and its beginning and end as OpenAI's own 401 shows them. */
const leaks = (text: string): readonly string[] =>
  [
    apiKey,
    apiKey.slice(0, 8),
    apiKey.slice(-8),
    encodeURIComponent(apiKey),
    Buffer.from(apiKey).toString('base64'),
    Buffer.from(`Bearer ${apiKey}`).toString('base64').slice(12, 36),
    readmeText.slice(0, 20),
  ].filter((form) => text.includes(form));

describe('createChatModel', () => {
  test('asks with the body of the dialect and reads the answer', async () => {
    const server = await startServer(() => ({ body: completion('{"tags":[]}') }));
    const { model, said } = await openModel({ baseUrl: `${server.origin}/v1` });
    let sent = 0;
    const reply = await model.ask(request, () => sent++);
    expect(reply).toEqual({
      content: '{"tags":[]}',
      isRefusal: false,
      finish: 'stop',
      usage: { inputTokens: 100, cachedTokens: 64, outputTokens: 9 },
      format: 'json_schema',
    });
    expect(sent).toBe(1);
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        url: '/v1/chat/completions',
        body: { model: 'some-model', max_tokens: 500, messages: request.messages },
      },
    ]);
    expect(said.join('\n')).toMatch(
      /^Asking "some-model" at 127\.0\.0\.1:\d+: about \d+ tokens, answer as json_schema\.\nThe model answered \(stop\), 100 tokens in and 9 out\.$/,
    );
  });

  test('sends the headers it needs and not one more', async () => {
    const server = await startServer(() => ({ body: completion('{}') }));
    const { model } = await openModel({ baseUrl: `${server.origin}/v1` });
    await ask(model);
    const { headers = {} } = server.seen[0] ?? {};
    expect(headers.authorization).toBe(`Bearer ${apiKey}`);
    expect(headers['user-agent']).toMatch(/^readme-tagger\/\d/);
    // What `fetch` itself adds.
    const own = ['accept-encoding', 'accept-language', 'connection', 'content-length', 'host', 'sec-fetch-mode'];
    const rest = Object.keys(headers).filter((name) => !own.includes(name));
    expect(rest.sort()).toEqual(['accept', 'authorization', 'content-type', 'user-agent']);
  });

  test('gives a server that wants no key a placeholder', async () => {
    const server = await startServer(() => ({ body: completion('{}') }));
    const { model } = await openModel({ baseUrl: `${server.origin}/v1`, apiKey: '' });
    await ask(model);
    expect(server.seen[0]?.headers.authorization).toBe('Bearer no-key');
  });

  test('keeps the query of the base URL, and gives Azure its own header', async () => {
    const server = await startServer(() => ({ body: completion('{}') }));
    const { model } = await openModel({
      baseUrl: `${server.origin}/openai/deployments/tagger?api-version=2024-10-21`,
    });
    await ask(model);
    expect(server.seen[0]?.url).toBe('/openai/deployments/tagger/chat/completions?api-version=2024-10-21');
    expect(server.seen[0]?.headers['api-key']).toBe(apiKey);
  });

  describe('with variables of the library in the environment', () => {
    afterEach(() => vi.unstubAllEnvs());

    test('does what its options say', async () => {
      const wrong = await startServer(() => ({ status: 500 }));
      for (const [name, value] of Object.entries({
        OPENAI_API_KEY: 'sk-of-somebody-else',
        OPENAI_ADMIN_KEY: 'sk-admin-of-somebody-else',
        OPENAI_BASE_URL: wrong.origin,
        OPENAI_ORG_ID: 'org-else',
        OPENAI_PROJECT_ID: 'proj-else',
        OPENAI_CUSTOM_HEADERS: 'x-else: yes\nauthorization: Bearer else',
        OPENAI_LOG: 'debug',
      })) {
        vi.stubEnv(name, value);
      }
      const printed: unknown[] = [];
      for (const level of ['debug', 'info', 'warn', 'error', 'log'] as const) {
        vi.spyOn(console, level).mockImplementation((...given) => void printed.push(given));
      }
      const server = await startServer(() => ({ body: completion('{}') }));
      const { model } = await openModel({ baseUrl: `${server.origin}/v1` });
      await ask(model);
      vi.restoreAllMocks();
      expect(printed).toEqual([]);
      expect(wrong.seen).toEqual([]);
      expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
      expect(JSON.stringify(server.seen[0]?.headers)).not.toMatch(/else|stainless/);
    });
  });

  test('says on Node below 22 that it needs a newer one', async () => {
    const opening = openModel({ baseUrl: null, nodeVersion: '20.19.5' });
    await expect(opening).rejects.toMatchObject({ code: 'llm/node', kind: 'input' });
    await expect(opening).rejects.toThrow('This is Node 20.19.5, and asking a model needs Node 22 or newer.');
    await expect(openModel({ baseUrl: null, nodeVersion: '22.12.0' })).resolves.toBeDefined();
  });

  test('refuses GitHub Models before anything is sent', async () => {
    for (const baseUrl of ['https://models.github.ai/inference', 'https://models.inference.ai.azure.com']) {
      await expect(openModel({ baseUrl })).rejects.toMatchObject({ code: 'llm/github-models', kind: 'input' });
    }
  });

  test('refuses an address that cannot be one, and a key that no header can hold, without showing it', async () => {
    await expect(openModel({ baseUrl: 'localhost:11434' })).rejects.toMatchObject({ code: 'settings/base-url' });
    const opening = openModel({ baseUrl: null, apiKey: 'sk-12345678\nsk-87654321' });
    await expect(opening).rejects.toMatchObject({ code: 'settings/api-key' });
    await expect(opening).rejects.not.toThrow(/sk-/);
  });
});

describe('what an endpoint refuses', () => {
  const refusing = (refuses: (body: { readonly [name: string]: unknown }) => Answer | null) =>
    startServer(({ body = {} }) => refuses(body) ?? { body: completion('{}') });
  const formOf = (body: unknown) => JSON.stringify(body).match(/"response_format":\{"type":"(\w+)"/)?.[1] ?? 'text';

  test('is left out a thing at a time, and remembered', async () => {
    const server = await refusing((body) => {
      if ('max_tokens' in body) {
        return failing(400, { message: 'Unsupported parameter', param: 'max_tokens', code: 'unsupported_parameter' });
      }
      return formOf(body) === 'text' ? null : failing(400, `'response_format.type' ${formOf(body)} is not known`);
    });
    const { model, said, pausesMs } = await openModel({ baseUrl: `${server.origin}/v1` });
    let sent = 0;
    await expect(model.ask(request, () => sent++)).resolves.toMatchObject({ format: 'text' });
    const forms = ['json_schema', 'json_schema', 'json_object', 'json_object', 'text'];
    expect(server.seen.map(({ body }) => formOf(body))).toEqual(forms);
    expect(sent).toBe(5);
    expect(pausesMs).toEqual([]);
    expect(said.filter((line) => line.includes('refused'))).toEqual([
      expect.stringMatching(
        /refused the request \(400, unsupported_parameter, max_tokens\); asking without max_tokens\.$/,
      ),
      expect.stringMatching(/refused the request \(400\); asking for json_object_schema instead of json_schema\.$/),
      expect.stringMatching(/refused the request \(400\); asking for json_object instead of json_object_schema\.$/),
      expect.stringMatching(/refused the request \(400\); asking for text instead of json_object\.$/),
    ]);
    expect(model.dialect()).toEqual({ format: 'text', outputLimit: null, reasoningEffort: null });
    await ask(model);
    expect(server.seen).toHaveLength(6);
  });

  test('is learned once by requests that are under way together', async () => {
    const server = await refusing((body) =>
      formOf(body) === 'json_schema' ? failing(400, 'This response_format type is unavailable now') : null,
    );
    const { model } = await openModel({ baseUrl: `${server.origin}/v1` });
    const replies = await Promise.all([ask(model), ask(model), ask(model)]);
    expect(replies.map(({ format }) => format)).toEqual(Array(3).fill('json_object_schema'));
    expect(model.dialect().format).toBe('json_object_schema');
    expect(server.seen).toHaveLength(6);
  });

  test('names each of two limits in place of the other, and gets neither', async () => {
    const server = await refusing((body) => {
      if ('max_tokens' in body) return failing(400, { message: "no 'max_tokens', use 'max_completion_tokens'" });
      if (!('max_completion_tokens' in body)) return null;
      return failing(400, { message: 'unknown', param: 'max_completion_tokens' });
    });
    const { model } = await openModel({ baseUrl: `${server.origin}/v1` });
    await expect(ask(model)).resolves.toMatchObject({ format: 'json_schema' });
    expect(server.seen).toHaveLength(3);
    expect(model.dialect().outputLimit).toBeNull();
  });

  test('ends in an error where nothing is left to leave out', async () => {
    const server = await startServer(() => failing(400, { message: `Unsupported: response_format, ${readmeText}` }));
    const { model } = await openModel({ baseUrl: `${server.origin}/v1` });
    await expect(failureOf(model)).resolves.toMatchObject({ code: 'llm/refused-request' });
    expect(server.seen.length).toBeLessThanOrEqual(6);
  });

  test('is left out one thing after the other to the last, also where errors pass in between', async () => {
    const server = await startServer(({ body = {} }, count) => {
      if (count === 2 || count === 5) return { status: 503 };
      if ('reasoning_effort' in body) return failing(400, { message: '', param: 'reasoning_effort' });
      if ('max_completion_tokens' in body) return failing(400, { message: '', param: 'max_completion_tokens' });
      if ('max_tokens' in body) return failing(400, { message: '', param: 'max_tokens' });
      return formOf(body) === 'text'
        ? { body: completion('{}') }
        : failing(400, { message: '', param: 'response_format' });
    });
    const endpoint = describeEndpoint(`${server.origin}/v1`);
    const timeoutMs = 20_000;
    const pausesMs: number[] = [];
    const reply = await askInFull(request, () => {}, {
      client: createClient({ endpoint, apiKey, environment: {}, timeoutMs }),
      endpoint,
      baseUrl: endpoint.address,
      model: 'gpt-6-some',
      hasKey: true,
      guard: createKeyGuard(apiKey),
      log: { debug: () => {}, info: () => {} },
      timeoutMs,
      sleep: async (durationMs) => void pausesMs.push(durationMs),
      dialect: { current: startDialect(null, 'gpt-6-some') },
    });
    expect(reply).toMatchObject({ content: '{}', format: 'text' });
    expect([server.seen.length, pausesMs]).toEqual([9, [1000, 4000]]);
  });

  test('is left out too where a server calls its lack a fault of its own', async () => {
    const server = await refusing((body) =>
      formOf(body) === 'json_schema' ? failing(500, { message: 'failed to parse grammar', code: 500 }) : null,
    );
    const { model, pausesMs } = await openModel({ baseUrl: `${server.origin}/v1` });
    await expect(ask(model)).resolves.toMatchObject({ format: 'json_object_schema' });
    expect(pausesMs).toEqual([]);
  });

  test('is not taken for a schema of ours that is wrong: that fails loudly', async () => {
    const server = await startServer(() =>
      failing(400, { message: "Invalid schema for response_format 'tags': uniqueItems", param: 'response_format' }),
    );
    const { model } = await openModel({ baseUrl: `${server.origin}/v1` });
    await expect(failureOf(model)).resolves.toMatchObject({ code: 'llm/schema' });
    expect(server.seen).toHaveLength(1);
  });

  test('is an answer where a filter refuses the README', async () => {
    const server = await startServer(() =>
      failing(400, { code: 'content_filter', message: 'content management policy', param: 'prompt' }),
    );
    const { model } = await openModel({ baseUrl: `${server.origin}/v1` });
    await expect(ask(model)).resolves.toMatchObject({ finish: 'content-filter', content: null, usage: null });
    expect(server.seen).toHaveLength(1);
  });
});

describe('errors that pass', () => {
  const once = (answer: Answer) => startServer((_, count) => (count === 1 ? answer : { body: completion('{}') }));

  test.each([408, 409, 429, 500, 502, 503, 504, 529])('%i is asked again after a pause', async (status) => {
    const server = await once(failing(status, { message: 'try again' }));
    const { model, said, pausesMs } = await openModel({ baseUrl: `${server.origin}/v1` });
    let sent = 0;
    await expect(model.ask(request, () => sent++)).resolves.toMatchObject({ content: '{}' });
    expect(sent).toBe(2);
    expect(pausesMs).toEqual([status === 429 ? 5000 : 1000]);
    expect(said).toContainEqual(
      expect.stringMatching(`answered ${status}; asking again in ${status === 429 ? 5 : 1} s\\.`),
    );
  });

  test.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after-ms': '40', 'retry-after': '7' }, 40],
    [{ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, 5000],
    [{ 'retry-after': '-3' }, 5000],
  ])('the pause of %o is kept', async (headers, pauseMs) => {
    const server = await once(failing(429, { message: 'slow down', code: 'rate_limit_exceeded' }, headers));
    const { model, pausesMs } = await openModel({ baseUrl: `${server.origin}/v1` });
    await ask(model);
    expect(pausesMs).toEqual([pauseMs]);
  });

  test('are asked again twice at most', async () => {
    const server = await startServer(() => failing(503, { message: 'Loading model' }));
    const { model, pausesMs } = await openModel({ baseUrl: `${server.origin}/v1` });
    const error = await failureOf(model);
    expect(error.code).toBe('llm/unavailable');
    expect(error.message).toContain('answered 503 on all 3 attempts');
    expect(pausesMs).toEqual([1000, 4000]);
    expect(server.seen).toHaveLength(3);
  });

  test('are asked again twice in all, whatever is refused in between', async () => {
    const server = await startServer(({ body = {} }, count) =>
      count % 2 === 0 && 'max_tokens' in body
        ? failing(400, { message: 'max_tokens?' })
        : failing(500, { message: '' }),
    );
    const { model, pausesMs } = await openModel({ baseUrl: `${server.origin}/v1` });
    await failureOf(model);
    expect(pausesMs).toEqual([1000, 4000]);
    expect(server.seen).toHaveLength(4);
  });

  test('are not asked again where the server says that this is in vain', async () => {
    const server = await startServer(() => failing(503, { message: '' }, { 'x-should-retry': 'false' }));
    const { model } = await openModel({ baseUrl: `${server.origin}/v1` });
    await failureOf(model);
    expect(server.seen).toHaveLength(1);
  });

  test('are not waited for longer than a minute', async () => {
    const server = await startServer(() => failing(429, { message: '' }, { 'retry-after': '3600' }));
    const { model, pausesMs } = await openModel({ baseUrl: `${server.origin}/v1` });
    const error = await failureOf(model);
    expect(error.code).toBe('llm/rate-limit');
    expect(error.message).toContain('asks to wait 3600 s (429); at most 60 s are waited');
    expect(pausesMs).toEqual([]);
  });

  test('leave the stop to whoever counts the tokens, before each request', async () => {
    const server = await startServer(() => failing(500, { message: '' }));
    const { model } = await openModel({ baseUrl: `${server.origin}/v1` });
    let left = 1;
    const asking = model.ask(request, () => {
      if (left-- === 0) throw new UserError('work', { code: 'llm/max-tokens', message: 'enough' });
    });
    await expect(asking).rejects.toMatchObject({ code: 'llm/max-tokens' });
    expect(server.seen).toHaveLength(1);
  });
});

const page = '<!DOCTYPE html><html><body>Sign in</body></html>';

/** An answer, the code it leads to, how often it is asked, and a part of what is said. */
const failures: readonly (readonly [string, Answer, string, number, string])[] = [
  [
    '401',
    failing(401, { message: `Incorrect API key provided: ${apiKey}`, code: 'invalid_api_key' }),
    'llm/unauthorized',
    1,
    'does not accept the key (401, invalid_api_key)',
  ],
  ['402', failing(402, { message: 'Insufficient Balance' }), 'llm/quota', 1, 'no credit left'],
  [
    '403',
    failing(403, { code: 'unsupported_country_region_territory', message: '' }),
    'llm/forbidden',
    1,
    '(403, unsupported_country_region_territory)',
  ],
  [
    '403 as HTML',
    { status: 403, body: page, headers: { 'content-type': 'text/html' } },
    'llm/forbidden',
    1,
    'a firewall',
  ],
  ['405', { status: 405, body: page }, 'llm/not-found', 1, 'Check "base-url"'],
  [
    '410',
    failing(410, { code: 'github_models_retirement_brownout' }),
    'llm/gone',
    1,
    'is no more (410, github_models_retirement_brownout)',
  ],
  ['413', { status: 413, body: page }, 'llm/too-large', 1, '"readme-tokens"'],
  [
    'a context that is too small',
    failing(400, { code: 'context_length_exceeded', message: '' }),
    'llm/too-large',
    1,
    '"shortlist"',
  ],
  [
    'the same in words alone',
    failing(400, "This model's maximum context length is 512 tokens"),
    'llm/too-large',
    1,
    'larger context',
  ],
  ['418', { status: 418, body: '{"oops":[1,2' }, 'llm/unexpected', 1, 'answered 418'],
  ['422', { status: 422, body: { detail: 'no' } }, 'llm/refused-request', 1, 'refused the request (422)'],
  [
    '429 about money',
    failing(429, { type: 'insufficient_quota', code: 'insufficient_quota' }),
    'llm/quota',
    1,
    'Waiting does not help',
  ],
  ['429 about speed', failing(429, { code: 'rate_limit_exceeded' }), 'llm/rate-limit', 3, 'on all 3 attempts'],
  ['501', { status: 501, body: page }, 'llm/unavailable', 1, 'on the only attempt'],
  ['529', failing(529, { type: 'overloaded_error' }), 'llm/unavailable', 3, '(529, overloaded_error)'.slice(1, -1)],
  [
    '301',
    { status: 301, headers: { location: 'https://elsewhere.example/' } },
    'llm/redirect',
    1,
    'Redirects are not followed',
  ],
  [
    'a page',
    { body: page, headers: { 'content-type': 'text/html' } },
    'llm/no-completion',
    1,
    'a web page instead of JSON',
  ],
  ['an empty answer', { body: '' }, 'llm/no-completion', 3, 'an empty answer'],
  ['a stream', { body: 'data: {"choices":[]}\n\n' }, 'llm/no-completion', 1, 'a stream of events'],
  ['half JSON', { body: '{"choices":[' }, 'llm/no-completion', 1, 'not JSON'],
  ['null', { body: 'null' }, 'llm/no-completion', 1, 'no answer of a chat model'],
  ['no choices', { body: { choices: [] } }, 'llm/no-completion', 1, 'no answer of a chat model'],
  ['an error with status 200', { body: { error: { code: 401, message: apiKey } } }, 'llm/unauthorized', 1, '(401)'],
  [
    'an error in a choice',
    { body: { choices: [{ error: { code: 502, message: readmeText } }] } },
    'llm/unavailable',
    3,
    '502',
  ],
];

describe('errors that stay', () => {
  test.each(failures)('%s is one error with a code and what to do', async (_, answer, code, requests, part) => {
    const server = await startServer(() => answer);
    const { model, said } = await openModel({ baseUrl: `${server.origin}/v1` });
    const error = await failureOf(model);
    expect(error.code).toBe(code);
    expect(error.kind).toBe('work');
    expect(error.message).toContain(part);
    expect(error.problems).toHaveLength(1);
    expect(server.seen.filter(({ method }) => method === 'POST')).toHaveLength(requests);
    expect(leaks(inspect(error, { depth: 20, showHidden: true }) + said.join('\n'))).toEqual([]);
  });

  test('ask for a key where none was given', async () => {
    const server = await startServer(() => failing(401, { message: 'Unauthorized' }));
    const { model } = await openModel({ baseUrl: `${server.origin}/v1`, apiKey: '' });
    expect((await failureOf(model)).message).toContain(
      'wants a key (401). Give it one in "api-key" (OPENAI_API_KEY on the command line).',
    );
  });

  test.each([
    failing(400, { code: 400, message: 'API key not valid. Please pass a valid API key.', status: 'INVALID_ARGUMENT' }),
    { status: 400, body: [{ error: { code: 400, message: 'API key not valid. Please pass a valid API key.' } }] },
    failing(400, `Incorrect API key provided: ${apiKey}`),
    failing(403, { code: 'invalid_api_key', message: '' }),
  ])('are about the key also where the status is another: %o', async (answer) => {
    const server = await startServer(() => answer);
    const { model } = await openModel({ baseUrl: `${server.origin}/v1` });
    const error = await failureOf(model);
    expect(error.code).toBe('llm/unauthorized');
    expect(leaks(error.message)).toEqual([]);
  });

  test('show no word of an endpoint, whatever it puts where codes stand', async () => {
    const hostile: readonly string[] = [
      apiKey,
      apiKey.toLowerCase(),
      encodeURIComponent(apiKey),
      readmeText,
      '::error::x',
      'a\nb',
      'x'.repeat(61),
    ];
    for (const word of hostile) {
      const server = await startServer(() => failing(403, { message: word, code: word, type: word, param: word }));
      const { model, said } = await openModel({ baseUrl: `${server.origin}/v1` });
      const error = await failureOf(model);
      expect(error.message).toContain('refuses (403).');
      expect(leaks(inspect(error, { depth: 20, showHidden: true }) + said.join('\n'))).toEqual([]);
    }
  });

  test('show no key that is part of the address or the name of the model', async () => {
    const server = await startServer(() => failing(401, { message: 'no' }));
    const { model, said } = await openModel({ baseUrl: `${server.origin}/${apiKey}/v1`, model: `m-${apiKey}` });
    const error = await failureOf(model);
    expect(leaks(error.message + said.join('\n'))).toEqual([]);
  });

  test('tell a redirect to https from others', async () => {
    const server = await startServer(({ headers }) => ({
      status: 308,
      headers: { location: `https://${headers.host}/v1/chat/completions` },
    }));
    const { model } = await openModel({ baseUrl: `${server.origin}/v1` });
    expect((await failureOf(model)).message).toContain('leads elsewhere (308). Write https:// in "base-url".');
  });
});

describe('a model that is not there', () => {
  const listing = (names: readonly string[] | null, refusal: Answer) =>
    startServer(({ url }) => {
      if (url !== '/v1/models') return refusal;
      return names === null ? { status: 404 } : { body: { object: 'list', data: names.map((id) => ({ id })) } };
    });
  const missing = failing(404, { code: 'model_not_found', message: 'The model does not exist' });
  const messageFor = async (names: readonly string[] | null, refusal = missing) => {
    const server = await listing(names, refusal);
    const { model } = await openModel({ baseUrl: `${server.origin}/v1`, model: 'gpt-6-lunar' });
    const error = await failureOf(model);
    return `${error.code}: ${error.message.replace(server.origin.slice(7), 'HOST')}`;
  };

  test('is told with the names that are near', async () => {
    const names = ['gpt-6-astra', 'openai/gpt-6-luna:free', 'gpt-6-luna', 'whisper-1', 'dall-e-4', 'tts-2', 'o9'];
    await expect(messageFor(names)).resolves.toBe(
      'llm/unknown-model: HOST has no model "gpt-6-lunar" for this key (404, model_not_found). Check "model". Did you mean one of "gpt-6-luna", "openai/gpt-6-luna:free"?',
    );
  });

  test('is told with all names where they are few', async () => {
    await expect(messageFor(['qwen3:4b', 'llama3.2:latest'])).resolves.toContain(
      'Its models are "qwen3:4b", "llama3.2:latest".',
    );
  });

  test('is told without names where there is no list, or one of names that none has', async () => {
    await expect(messageFor(null)).resolves.toContain("See the provider's list for the exact name.");
    await expect(messageFor(['::error::gpt-6-lunar', `gpt-6-lun ${readmeText}`, apiKey])).resolves.toContain(
      "See the provider's list for the exact name.",
    );
  });

  test('is told also where the list has it', async () => {
    await expect(messageFor(['gpt-6-lunar'])).resolves.toContain('It is in the list of models there, but');
  });

  test.each([
    failing(400, { message: 'gpt-6-lunar is not a valid model ID', code: 400 }),
    failing(400, { message: 'Model Not Exist', code: 'invalid_request_error' }),
    failing(404, { message: 'model "gpt-6-lunar" not found, try pulling it first', type: 'not_found_error' }),
    failing(404, 'No models loaded. Please load a model in the developer page.'),
    failing(404, { message: 'model: gpt-6-lunar', type: 'not_found_error' }),
  ])('is understood in other words: %o', async (refusal) => {
    await expect(messageFor(['gpt-6-luna'], refusal)).resolves.toMatch(
      /^llm\/unknown-model: .*Did you mean "gpt-6-luna"\?$/,
    );
  });

  test('is told from an address that is wrong', async () => {
    await expect(messageFor(null, { status: 404, body: 'Not Found' })).resolves.toBe(
      'llm/not-found: There is nothing at http://HOST/v1/chat/completions (404). Check "base-url" and "model". It is what stands before /chat/completions, and ends in /v1 for most servers.',
    );
  });
});

describe('the network', () => {
  test('is told from the endpoint where nothing listens', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo; // it listens on a port, not on a pipe
    await new Promise((resolve) => closed.close(resolve));
    const { model, pausesMs } = await openModel({ baseUrl: `http://127.0.0.1:${port}/v1` });
    const error = await failureOf(model);
    expect(error.code).toBe('network/refused');
    expect(error.message).toContain(`Nothing answers at 127.0.0.1:${port} (ECONNREFUSED).`);
    expect(pausesMs).toEqual([1000, 4000]);
  });

  test('is told where its port is one that no client of HTTP asks', async () => {
    const { model, pausesMs } = await openModel({ baseUrl: 'http://127.0.0.1:6000/v1' });
    const error = await failureOf(model);
    expect([error.code, pausesMs]).toEqual(['network/answer', []]);
    expect(error.message).toContain('127.0.0.1:6000 cannot be asked');
  });

  test('is told where another protocol is spoken', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.9\r\n', () => socket.destroy());
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
    const plain = await openModel({ baseUrl: `http://127.0.0.1:${port}/v1` });
    const error = await failureOf(plain.model);
    expect([error.code, plain.pausesMs]).toEqual(['network/answer', []]);
    expect(error.message).toMatch(
      /^Nothing at 127\.0\.0\.1:\d+ speaks HTTP(?: \(HPE_INVALID_CONSTANT\))?\. Check the port/,
    );
    const encrypted = await openModel({ baseUrl: `https://127.0.0.1:${port}/v1` });
    await expect(failureOf(encrypted.model)).resolves.toMatchObject({ code: 'network/certificate' });
  });
});
