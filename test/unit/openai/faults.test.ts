import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { everyFault, type Fault } from '../../openai/faults.ts';
import { everyPersonality } from '../../openai/personalities/every.ts';
import { openai as openaiPersonality } from '../../openai/personalities/openai.ts';
import { plainShape } from '../../openai/reply-shapes.ts';
import { answer, description, readme, readmeCanary, secretsOf } from '../../openai/scene.ts';
import { type Endpoint, type LoopbackOpenAI, startOpenAI } from '../../openai/server.ts';
import { openModel } from './scene.ts';

let server: LoopbackOpenAI;
beforeAll(async () => {
  server = await startOpenAI();
});
afterAll(() => server.close());

const request = {
  messages: [
    { role: 'system', content: `Answer with JSON. The tags:\n${answer.names.join('\n')}` },
    { role: 'user', content: `${description}\n${readme}` },
  ],
  schema: {
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
  },
  maxOutputTokens: 1000,
} as const;

const open = ({ baseUrl, apiKey, model }: Endpoint, more: { timeoutMs?: number } = {}) =>
  openModel({ baseUrl, apiKey, model, ...more });

/** Only what never ends is waited for by the clock: on a busy machine anything else may be late. */
const hangs = (fault: Fault): boolean =>
  fault.kind === 'silence' || (fault.kind === 'drip' && !Number.isFinite(fault.lines));

describe('an endpoint', () => {
  test.each(everyPersonality)(
    'of $name answers, after at most five refusals and none the second time',
    async (personality) => {
      const endpoint = server.serve({ personality, answer, shapes: [plainShape] });
      const { model, pausesMs } = await open(endpoint);
      await expect(model.ask(request, () => {})).resolves.toMatchObject(plainShape.make(answer));
      expect(pausesMs).toEqual([]);
      expect(endpoint.chats.length).toBeLessThanOrEqual(6);
      const before = endpoint.chats.length;
      await model.ask(request, () => {});
      expect(endpoint.chats.length).toBe(before + 1);
      server.assertContract();
    },
  );

  test.each(everyPersonality)('of $name has a word for a wrong key and for a wrong model', async (personality) => {
    const endpoint = server.serve({ personality, answer, shapes: [plainShape] });
    const wrongModel = await openModel({
      baseUrl: endpoint.baseUrl,
      apiKey: endpoint.apiKey,
      model: `${endpoint.model}-x`,
    });
    const hasHint =
      personality.models !== null || /model|deployment/i.test(JSON.stringify(personality.refuseModel('it')));
    await expect(wrongModel.model.ask(request, () => {})).rejects.toMatchObject({
      code: hasHint ? 'llm/unknown-model' : 'llm/not-found',
    });
    const apiKey = 'sk-wrong-0123456789abcdefgh';
    const wrongKey = await openModel({ baseUrl: endpoint.baseUrl, apiKey, model: endpoint.model });
    const asking = wrongKey.model.ask(request, () => {});
    if (personality.keyIn === 'none') await expect(asking).resolves.toBeDefined();
    else await expect(asking).rejects.toMatchObject({ code: 'llm/unauthorized' });
  });
});

describe('a fault', () => {
  const cases = [...everyFault].flatMap(([name, fault]) =>
    (['once', 'always'] as const).map((repeat) => ({ name, fault, repeat })),
  );

  test.each(cases)(
    'of the kind "$name", $repeat, leads to an answer or to one clean error',
    async ({ fault, repeat }) => {
      const endpoint = server.serve({ personality: openaiPersonality, answer, shapes: [plainShape], fault, repeat });
      const { model, said, pausesMs } = await open(endpoint, hangs(fault) ? { timeoutMs: 400 } : {});
      let sent = 0;
      const outcome = await model.ask(request, () => sent++).catch((error: unknown) => error);
      const hasFailed = outcome instanceof Error;
      if (hasFailed) {
        expect(outcome).toBeInstanceOf(UserError);
        expect(outcome).toMatchObject({ kind: 'work', code: expect.stringMatching(/^(?:llm|network)\/[a-z-]+$/) });
      }
      if (repeat === 'once' && fault.once !== 'either') {
        // A filter's verdict is an answer, that the caller asks about once more.
        const isFiltered = !hasFailed && inspect(outcome).includes('content-filter');
        expect(hasFailed || isFiltered ? 'fails' : 'passes').toBe(fault.once);
      }
      expect(sent).toBe(endpoint.chats.length);
      expect(sent).toBeLessThanOrEqual(6);
      expect(pausesMs.length).toBeLessThanOrEqual(2);
      expect(server.strayed).toEqual([]);
      const shown = said.join('\n') + (hasFailed ? inspect(outcome, { depth: 20, showHidden: true }) : '');
      for (const secret of [...secretsOf(endpoint.apiKey), readmeCanary]) expect(shown).not.toContain(secret);
    },
  );
});
