import { afterAll, describe, expect, it } from 'vitest';
import { renderBody } from '../../src/classify/llm/body.ts';
import { createSupportJudge, type UnsupportedPolicy } from '../../src/classify/llm/hold.ts';
import { createLlmClassifier } from '../../src/classify/llm/llm.ts';
import { prepareQuestion } from '../../src/classify/llm/question.ts';
import { createSpending } from '../../src/classify/llm/spending.ts';
import { createOfflineClassifier } from '../../src/classify/offline/offline.ts';
import { UserError } from '../../src/errors.ts';
import type { ChoiceOptions, Classification } from '../../src/model/classification.ts';
import { type ChatRequest, RESPONSE_FORMATS } from '../../src/model/llm.ts';
import type { ReadmeDocument } from '../../src/model/readme.ts';
import { readmeOf, replyOf, scriptedModel, vocabularyOf } from '../unit/classify/llm/fixtures.ts';
import { AFTER, type Attack, BEFORE, MARKER, readmeOfAttack } from './attack.ts';
import { FORMAT_ATTACKS } from './attacks/formats.ts';
import { HIDDEN_ATTACKS } from './attacks/hidden.ts';
import { ORDER_ATTACKS } from './attacks/orders.ts';
import { TURN_ATTACKS } from './attacks/turns.ts';

const ATTACKS = [...HIDDEN_ATTACKS, ...TURN_ATTACKS, ...ORDER_ATTACKS, ...FORMAT_ATTACKS];

const VOCABULARY = vocabularyOf([
  { id: 1, name: 'static-site-generator' },
  { id: 2, name: 'cli' },
  { id: 3, name: 'blockchain' },
  { id: 4, name: 'bitcoin' },
  { id: 5, name: 'game' },
  { id: 6, name: 'ai' },
  { id: 7, name: 'official', manual: true },
  { id: 8, name: 'featured', manual: true },
  { id: 9, name: 'gambling', aliases: ['betting'] },
  { id: 10, name: 'crypto', replacedBy: 'blockchain' },
  { id: 11, name: 'python', group: 'language' },
  { id: 12, name: 'rust', group: 'language' },
  { id: 13, name: 'security' },
  { id: 14, name: 'web-server' },
  { id: 15, name: 'kubernetes' },
  { id: 16, name: 'quantum', description: 'computers of another kind' },
]);
const CHOICE: ChoiceOptions = { maxTags: 3, minScore: null, exclude: ['gambling'], pin: [] };
const offline = createOfflineClassifier(VOCABULARY);
const judge = createSupportJudge(offline, VOCABULARY);

/** Everything that cannot be seen, reorders text or drives a terminal, line ends aside. */
const UNSEEN = /[\p{Cf}\p{Cs}\p{Co}\u2028\u2029]|[\ufe00-\ufe0e]|[\u{e0100}-\u{e01ef}]|(?!\n)\p{Cc}/u;

/** Some READMEs are long; each is read once. */
const documents = new Map<Attack, ReadmeDocument>();
const documentOf = (attack: Attack): ReadmeDocument => {
  const { description = 'Pages for shops', repository = 'pamphlet' } = attack;
  const document = documents.get(attack) ?? readmeOf(readmeOfAttack(attack), description, repository);
  documents.set(attack, document);
  return document;
};

const requestFor = (document: ReadmeDocument): ChatRequest => {
  const source = { vocabulary: VOCABULARY, offline, document, choice: CHOICE, shortlist: 200, readmeTokens: 900 };
  const question = prepareQuestion(source);
  if (question === null) throw new Error('nothing is asked');
  return question.request;
};

/** The user message, taken apart. */
const takeApart = ({ messages }: ChatRequest): { fence: string; data: string; rest: string } => {
  const content = messages[1]?.content ?? '';
  const fence = /^<(data-[0-9a-f]+)>\n/.exec(content)?.[1] ?? '';
  const end = content.indexOf(`\n</${fence}>\n`);
  return { fence, data: content.slice(fence.length + 3, end), rest: content.slice(end + fence.length + 5) };
};

type Outcome = { readonly classification: Classification | null; readonly error: UserError | null };

const obey = async (attack: Attack, policy: UnsupportedPolicy): Promise<Outcome> => {
  const { reply } = attack;
  const answered = typeof reply === 'string' ? replyOf(reply) : replyOf(reply.content, reply);
  const classifier = createLlmClassifier({
    vocabulary: VOCABULARY,
    offline,
    model: scriptedModel([answered, answered]),
    spending: createSpending({ maxTokensPerRun: null, priceInput: null, priceOutput: null }),
    settings: { shortlist: 200, readmeTokens: 900, unsupported: policy },
  });
  try {
    return { classification: await classifier.classify(documentOf(attack), CHOICE), error: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { classification: null, error };
  }
};

const honest = requestFor(readmeOf(BEFORE + AFTER, 'Pages for shops', 'pamphlet'));

/** Words alone, for a comparison that is not the one under test. */
const words = (text: string): string => ` ${text.toLowerCase().replace(/[^a-z0-9]+/g, ' ')} `;

describe('prompt injection', () => {
  afterAll(() => {
    console.log(`${ATTACKS.length} attacks, each against the request, the answer and the messages`);
  });

  it('has at least forty attacks, each of a name of its own', () => {
    expect(ATTACKS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(ATTACKS.map(({ name }) => name)).size).toBe(ATTACKS.length);
  });

  it('is measured on a README that earns its tag', () => {
    const { tags } = offline.classify(readmeOf(BEFORE + AFTER), CHOICE);
    expect(tags[0]?.tag.name).toBe('static-site-generator');
  });

  describe.each(ATTACKS.map((attack) => [attack.name, attack] as const))('by %s', (_name, attack) => {
    it('changes neither rules nor list nor form of the answer', () => {
      const request = requestFor(documentOf(attack));
      expect(request.messages.map(({ role }) => role)).toEqual(['system', 'user']);
      expect(request.messages[0]).toEqual(honest.messages[0]);
      expect(request.schema).toEqual(honest.schema);
      expect(request.maxOutputTokens).toBe(honest.maxOutputTokens);
      for (const format of RESPONSE_FORMATS) {
        const dialect = { format, outputLimit: 'max_tokens', reasoningEffort: null } as const;
        const { messages, ...frame } = renderBody(request, 'm', dialect);
        const { messages: honestMessages, ...honestFrame } = renderBody(honest, 'm', dialect);
        expect(frame).toEqual(honestFrame);
        expect(messages[0]).toEqual(honestMessages[0]);
      }
    });

    it('stays between the fences, and in the budget', () => {
      const request = requestFor(documentOf(attack));
      const { fence, data, rest } = takeApart(request);
      expect(fence).toMatch(/^data-[0-9a-f]{8}$/);
      expect(data).not.toContain(fence);
      expect(rest).toBe(takeApart(honest).rest);
      expect(rest).not.toContain('<');
      expect(request.messages[1]!.content.length).toBeLessThan(8000);
    });

    it('shows a model nothing that readers do not see', () => {
      const { data } = takeApart(requestFor(documentOf(attack)));
      expect(data).not.toMatch(UNSEEN);
      for (const text of attack.hidden ?? []) expect(data.toLowerCase()).not.toContain(text);
    });

    it('begins no turn of a chat template', () => {
      const { data } = takeApart(requestFor(documentOf(attack)));
      expect(data).not.toMatch(
        /<[|｜]|[|｜]>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:s|eos|bos|think|tool_call|start_of_turn|end_of_turn)>/,
      );
    });

    it('has no tag given that nothing speaks for, by a model that obeys', async () => {
      const document = documentOf(attack);
      const { classification, error } = await obey(attack, 'hold');
      expect(error?.code).toBe(attack.error);
      if (classification === null) return;
      expect(classification.tags.map(({ tag }) => tag.name)).toEqual(attack.given ?? []);
      const visible = words(document.segments.map(({ text }) => text).join(' '));
      for (const { tag, support, evidence } of classification.tags) {
        expect(evidence.length > 0 || judge.isSupport(tag, support ?? 0)).toBe(true);
        for (const { quote } of evidence) expect(visible).toContain(words(quote));
      }
    });

    it.each(['hold', 'give'] as const)('has no tag given that cannot be given at all (%s)', async (policy) => {
      const { classification } = await obey(attack, policy);
      const given = (classification?.tags ?? []).map(({ tag }) => tag);
      expect(given.length).toBeLessThanOrEqual(CHOICE.maxTags);
      expect(new Set(given).size).toBe(given.length);
      expect(given.every((tag) => VOCABULARY.tags.includes(tag))).toBe(true);
      expect(given.some(({ manual, replacedBy }) => manual || replacedBy !== null)).toBe(false);
      expect(given.some(({ name }) => CHOICE.exclude.includes(name))).toBe(false);
      expect(given.filter(({ group }) => group === 'language').length).toBeLessThanOrEqual(1);
    });

    it('stands in no message, and dropped names are harmless to print', async () => {
      const { classification, error } = await obey(attack, 'hold');
      const said =
        error === null
          ? ''
          : JSON.stringify([error.message, error.problems, error.cause instanceof Error ? error.cause.message : '']);
      expect(said).not.toContain(MARKER);
      for (const name of ['quantum', 'sk-', 'You tag']) expect(said).not.toContain(name);
      const dropped = classification?.dropped ?? [];
      expect(dropped.length).toBeLessThanOrEqual(20);
      for (const name of dropped) {
        expect(name.length).toBeLessThanOrEqual(100);
        expect(name).not.toMatch(UNSEEN);
        expect(name).not.toContain('\n');
      }
    });
  });
});
