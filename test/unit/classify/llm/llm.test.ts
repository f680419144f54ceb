import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLlmClassifier, type LlmSettings } from '../../../../src/classify/llm/llm.ts';
import { createSpending, type SpendingLimits } from '../../../../src/classify/llm/spending.ts';
import { createOfflineClassifier } from '../../../../src/classify/offline/offline.ts';
import { UserError } from '../../../../src/errors.ts';
import type { ChatReply } from '../../../../src/model/llm.ts';
import type { Vocabulary } from '../../../../src/model/vocabulary.ts';
import { CHOICE, readmeOf, replyOf, scriptedModel, vocabularyOf } from './fixtures.ts';

const VOCABULARY = vocabularyOf(['cli', 'web-server', 'blockchain', 'real-time']);
const DOCUMENT = readmeOf('# quay\n\nA small web server with a secret word: heliotrope.\n', null, 'quay');
const ANSWER = '{"tags":[{"tag":"web-server","quote":"small web server"}]}';
const USAGE = { inputTokens: 900, cachedTokens: 100, outputTokens: 40 };
const SETTINGS: LlmSettings = { shortlist: 200, readmeTokens: 900, unsupported: 'hold' };
const FREE: SpendingLimits = { maxTokensPerRun: null, priceInput: null, priceOutput: null };

type Options = {
  readonly vocabulary?: Vocabulary;
  readonly settings?: Partial<LlmSettings>;
  readonly limits?: Partial<SpendingLimits>;
  readonly requestsPerAnswer?: number;
};

const setUp = (
  replies: readonly (ChatReply | Error)[],
  { vocabulary = VOCABULARY, settings, limits, requestsPerAnswer = 1 }: Options = {},
) => {
  const model = scriptedModel(replies, requestsPerAnswer);
  const spending = createSpending({ ...FREE, ...limits });
  const offline = createOfflineClassifier(vocabulary);
  const classifier = createLlmClassifier({
    vocabulary,
    offline,
    model,
    spending,
    settings: { ...SETTINGS, ...settings },
  });
  return { model, spending, offline, classifier };
};

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(() => null).catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`no UserError but ${String(error)}`);
  return `${error.kind} ${error.code}`;
};

describe('the classifier that asks a model', () => {
  it('gives what the model named, and says what it was sent', async () => {
    const { classifier, model, spending, offline } = setUp([replyOf(ANSWER, { usage: USAGE, format: 'json_object' })]);
    const classification = await classifier.classify(DOCUMENT, CHOICE);
    expect(classification.tags.map(({ tag }) => tag.name)).toEqual(['web-server']);
    expect(classification.classifier).toEqual({
      kind: 'llm',
      model: 'test-model',
      version: expect.stringMatching(`^\\d+\\+${offline.identity.version}$`),
    });
    expect(classification.llm).toMatchObject({ format: 'json_object', candidates: 4, shortlist: null });
    expect(classification.llm?.readmeTokens).toBeGreaterThan(5);
    expect(model.asked).toHaveLength(1);
    expect(spending.usage()).toEqual({ requests: 1, ...USAGE, cost: null });
  });

  it('takes an empty list for an answer: none fits', async () => {
    const { classifier, model } = setUp([replyOf('{"tags":[]}')]);
    const { tags, considered } = await classifier.classify(DOCUMENT, CHOICE);
    expect(tags).toEqual([]);
    expect(considered[0]).toMatchObject({ tag: { name: 'web-server' }, reason: 'not-chosen' });
    expect(model.asked).toHaveLength(1);
  });

  it('says which list was sent where it was shortened', async () => {
    const vocabulary = vocabularyOf(Array.from({ length: 30 }, (_, at) => (at === 20 ? 'web-server' : `thing-${at}`)));
    const { classifier, model } = setUp([replyOf(ANSWER)], { vocabulary, settings: { shortlist: 5 } });
    const { llm } = await classifier.classify(DOCUMENT, CHOICE);
    expect(llm?.candidates).toBe(5);
    expect(llm?.shortlist).toHaveLength(5);
    expect(llm?.shortlist).toContain('web-server');
    expect(model.asked[0]?.messages[0]?.content).not.toContain('thing-29');
  });

  it('holds back or gives what nothing speaks for, as the setting has it', async () => {
    const named = replyOf('{"tags":[{"tag":"blockchain","quote":"made up"}]}');
    const namesOf = async (unsupported: LlmSettings['unsupported']) => {
      const { tags } = await setUp([named], { settings: { unsupported } }).classifier.classify(DOCUMENT, CHOICE);
      return tags.map(({ tag }) => tag.name);
    };
    expect(await namesOf('hold')).toEqual([]);
    expect(await namesOf('give')).toEqual(['blockchain']);
  });

  it.each([
    ['an empty README and no description', readmeOf('', null), VOCABULARY, ['cli']],
    ['a list of which nothing can be given', DOCUMENT, vocabularyOf([{ name: 'cli', manual: true }]), []],
  ])('asks nothing about %s', async (_what, document, vocabulary, pin) => {
    const { classifier, model, spending } = setUp([], { vocabulary });
    const { tags, llm } = await classifier.classify(document, { ...CHOICE, pin });
    expect(tags.map(({ tag }) => tag.name)).toEqual(pin);
    expect(llm).toBeUndefined();
    expect(model.asked).toEqual([]);
    expect(spending.usage().requests).toBe(0);
  });

  it('asks about a description alone', async () => {
    const { classifier, model } = setUp([replyOf(ANSWER)]);
    await classifier.classify(readmeOf('', 'A small web server'), CHOICE);
    expect(model.asked).toHaveLength(1);
  });

  const USELESS: readonly (readonly [string, ChatReply, string])[] = [
    ['a refusal', replyOf(null, { isRefusal: true }), 'llm/answer-refused'],
    ['a refusal with words', replyOf('I will not.', { isRefusal: true }), 'llm/answer-refused'],
    ['a filter', replyOf(ANSWER, { finish: 'content-filter' }), 'llm/answer-filtered'],
    ['a filter without words', replyOf(null, { finish: 'content-filter' }), 'llm/answer-filtered'],
    ['an answer that is cut off', replyOf('{"tags":[{"tag":"web-', { finish: 'length' }), 'llm/answer-cut'],
    ['an answer that is cut off unsaid', replyOf('{"tags":[{"tag":"web-'), 'llm/answer-cut'],
    ['nothing but thoughts', replyOf('', { finish: 'length' }), 'llm/answer-cut'],
    ['no text', replyOf(null), 'llm/answer-empty'],
    ['white space', replyOf(' \n'), 'llm/answer-empty'],
    ['prose', replyOf('heliotrope is a secret word'), 'llm/answer-unreadable'],
    ['other JSON', replyOf('{"heliotrope":1}'), 'llm/answer-unreadable'],
    ['a flood', replyOf('heliotrope '.repeat(20_000)), 'llm/answer-unreadable'],
  ];

  it.each(USELESS)('asks a second time after %s', async (_what, useless) => {
    const { classifier, model, spending } = setUp([{ ...useless, usage: USAGE }, replyOf(ANSWER, { usage: USAGE })]);
    const { tags } = await classifier.classify(DOCUMENT, CHOICE);
    expect(tags.map(({ tag }) => tag.name)).toEqual(['web-server']);
    expect(spending.usage()).toMatchObject({ requests: 2, inputTokens: 1800, outputTokens: 80 });
    const [first, second] = model.asked;
    expect(second?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(second?.messages[0]).toEqual(first?.messages[0]);
    expect(second?.messages[1]?.content.startsWith(first?.messages[1]?.content ?? '?')).toBe(true);
    expect(second?.schema).toEqual(first?.schema);
  });

  it.each(USELESS)('fails after %s twice, without a word of README or answer', async (_what, useless, code) => {
    const { classifier, model } = setUp([useless, useless]);
    const work = classifier.classify(DOCUMENT, CHOICE);
    expect(await codeOf(work)).toBe(`work ${code}`);
    await expect(work).rejects.toThrow(/^The model "test-model" .*, also when asked a second time\. Try /);
    await expect(work).rejects.not.toThrow(/heliotrope|web-server/);
    expect(model.asked).toHaveLength(2);
  });

  it('names the reason in the second request and none of the answer', async () => {
    const { classifier, model } = setUp([replyOf('heliotrope twice heliotrope'), replyOf(ANSWER)]);
    await classifier.classify(DOCUMENT, CHOICE);
    const content = model.asked[1]?.messages[1]?.content ?? '';
    expect(content).toContain('The answer was not JSON.');
    expect(content.split('heliotrope')).toHaveLength(2);
  });

  it('gives twice the room after an answer that was cut off, and no more after others', async () => {
    const roomAfter = async (reply: ChatReply) => {
      const { classifier, model } = setUp([reply, replyOf(ANSWER)]);
      await classifier.classify(DOCUMENT, CHOICE);
      return (model.asked[1]?.maxOutputTokens ?? 0) / (model.asked[0]?.maxOutputTokens ?? 1);
    };
    expect(await roomAfter(replyOf('', { finish: 'length' }))).toBe(2);
    expect(await roomAfter(replyOf('no'))).toBe(1);
  });

  it('reports the second problem where it is another one', async () => {
    const { classifier } = setUp([replyOf(null), replyOf(null, { isRefusal: true })]);
    expect(await codeOf(classifier.classify(DOCUMENT, CHOICE))).toBe('work llm/answer-refused');
  });

  describe('with a ceiling', () => {
    /** What one question may take: the estimate of what is sent and the most that the answer may have. */
    const needOf = async (): Promise<number> => {
      const { classifier, model, spending } = setUp([replyOf(ANSWER)]);
      await classifier.classify(DOCUMENT, CHOICE);
      return spending.usage().inputTokens + model.asked[0]!.maxOutputTokens;
    };

    it('lets a request pass that fits to the last token, and none that does not', async () => {
      const maxTokensPerRun = await needOf();
      const fits = setUp([replyOf(ANSWER)], { limits: { maxTokensPerRun } });
      await expect(fits.classifier.classify(DOCUMENT, CHOICE)).resolves.toBeDefined();
      const fails = setUp([], { limits: { maxTokensPerRun: maxTokensPerRun - 1 } });
      expect(await codeOf(fails.classifier.classify(DOCUMENT, CHOICE))).toBe('work llm/max-tokens');
    });

    it('stops before the first request', async () => {
      const { classifier, model, spending } = setUp([], { limits: { maxTokensPerRun: 100 } });
      expect(await codeOf(classifier.classify(DOCUMENT, CHOICE))).toBe('work llm/max-tokens');
      expect(model.asked).toEqual([]);
      expect(spending.usage()).toMatchObject({ requests: 0, inputTokens: 0 });
    });

    it('stops before the second request, and counts the first', async () => {
      const maxTokensPerRun = (await needOf()) + 100;
      const { classifier, model, spending } = setUp([replyOf('no', { usage: USAGE })], { limits: { maxTokensPerRun } });
      expect(await codeOf(classifier.classify(DOCUMENT, CHOICE))).toBe('work llm/max-tokens');
      expect(model.asked).toHaveLength(1);
      expect(spending.usage()).toMatchObject({ requests: 1, inputTokens: 900 });
    });

    it('estimates what is sent on the safe side of the text alone', async () => {
      const { classifier, model, spending } = setUp([replyOf(ANSWER)]);
      await classifier.classify(DOCUMENT, CHOICE);
      const characters = model.asked[0]!.messages.reduce((sum, { content }) => sum + content.length, 0);
      expect(spending.usage().inputTokens).toBeGreaterThan(characters / 6);
      expect(spending.usage().outputTokens).toBeGreaterThan(10);
      expect(spending.estimatedAnswers()).toBe(1);
    });

    it('lets no more questions go at the same time than it has room for', async () => {
      const maxTokensPerRun = Math.ceil(2.5 * (await needOf()));
      const replies = Array.from({ length: 5 }, () => replyOf(ANSWER, { usage: USAGE }));
      const { classifier, model } = setUp(replies, { limits: { maxTokensPerRun } });
      const settled = await Promise.allSettled(Array.from({ length: 5 }, () => classifier.classify(DOCUMENT, CHOICE)));
      const done = settled.filter(({ status }) => status === 'fulfilled').length;
      expect(done).toBe(2);
      expect(model.asked).toHaveLength(done);
    });
  });

  it('counts every request that one answer needed', async () => {
    const { classifier, spending } = setUp([replyOf(ANSWER, { usage: USAGE })], { requestsPerAnswer: 3 });
    await classifier.classify(DOCUMENT, CHOICE);
    expect(spending.usage()).toMatchObject({ requests: 3, inputTokens: 900 });
  });

  it('passes on errors of the model, and counts what timed out as sent', async () => {
    const failure = (code: string) => new UserError('work', { code, message: 'no' });
    const refused = setUp([failure('llm/unauthorized')]);
    expect(await codeOf(refused.classifier.classify(DOCUMENT, CHOICE))).toBe('work llm/unauthorized');
    expect(refused.spending.usage()).toMatchObject({ requests: 1, inputTokens: 0 });
    const late = setUp([failure('llm/timeout')]);
    expect(await codeOf(late.classifier.classify(DOCUMENT, CHOICE))).toBe('work llm/timeout');
    expect(late.spending.usage().inputTokens).toBeGreaterThan(50);
  });

  it('gives tags of the list or fails with a code of its own, whatever is answered', async () => {
    const anyContent = fc.oneof(
      fc.constant(null),
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc
        .array(fc.tuple(fc.constantFrom('cli', 'Real Time', 'blockchain', 'x', '__proto__'), fc.string()), {
          maxLength: 8,
        })
        .map((tags) => JSON.stringify({ tags: tags.map(([tag, quote]) => ({ tag, quote })) })),
    );
    const anyReply = fc
      .tuple(anyContent, fc.boolean(), fc.constantFrom('stop', 'length', 'content-filter', 'other'))
      .map(([content, isRefusal, finish]) => replyOf(content, { isRefusal: isRefusal && content === null, finish }));
    await fc.assert(
      fc.asyncProperty(anyReply, anyReply, async (first, second) => {
        const { classifier, model } = setUp([first, second]);
        try {
          const { tags, dropped, considered } = await classifier.classify(DOCUMENT, { ...CHOICE, exclude: ['cli'] });
          expect(tags.every(({ tag }) => VOCABULARY.tags.includes(tag) && tag.name !== 'cli')).toBe(true);
          expect(tags.length).toBeLessThanOrEqual(3);
          expect(considered.length).toBeLessThanOrEqual(10);
          expect(dropped.length).toBeLessThanOrEqual(20);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          expect((error as UserError).code).toMatch(/^llm\/answer-(?:refused|filtered|cut|empty|unreadable)$/);
          expect(model.asked).toHaveLength(2);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('asks the same about the same', async () => {
    const first = setUp([replyOf(ANSWER)]);
    const second = setUp([replyOf(ANSWER)]);
    const a = await first.classifier.classify(DOCUMENT, CHOICE);
    const b = await second.classifier.classify(DOCUMENT, CHOICE);
    expect(first.model.asked).toEqual(second.model.asked);
    expect(a).toEqual(b);
  });
});
