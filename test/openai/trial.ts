import { createLlmClassifier } from '../../src/classify/llm/llm.ts';
import { createSpending } from '../../src/classify/llm/spending.ts';
import { createOfflineClassifier } from '../../src/classify/offline/offline.ts';
import { UserError } from '../../src/errors.ts';
import type { ChoiceOptions, Classification } from '../../src/model/classification.ts';
import type { Usage } from '../../src/model/llm.ts';
import { createChatModel } from '../../src/openai/chat-model.ts';
import { parseReadme } from '../../src/readme/readme.ts';
import { parseVocabulary } from '../../src/vocabulary/vocabulary.ts';
import type { Fault, Repeat } from './faults.ts';
import type { Personality } from './personality.ts';
import type { ReplyShape } from './reply-shapes.ts';
import { answer, description, readme, tagsFile } from './scene.ts';
import type { Endpoint, LoopbackOpenAI } from './server.ts';

/** One endpoint, one way of the model to reply, and one thing that goes wrong, or nothing. */
export type Trial = {
  readonly personality: Personality;
  readonly shapes: readonly [ReplyShape, ...ReplyShape[]];
  readonly faultName: string | null;
  readonly fault: Fault | null;
  readonly repeat: Repeat;
};

export type Outcome = {
  readonly endpoint: Endpoint;
  readonly classification: Classification | null;
  readonly error: unknown;
  /** All that was logged, a line each. */
  readonly log: readonly string[];
  readonly usage: Usage;
  /** Pauses between requests, in ms. */
  readonly pauses: readonly number[];
};

const vocabulary = await parseVocabulary([{ name: 'tags.json', bytes: Buffer.from(tagsFile) }], { topics: 'required' });
const offline = createOfflineClassifier(vocabulary);
const document = parseReadme(Buffer.from(readme), { path: 'README.md', name: 'octo/tinysocket', description });

export const maxTags = 3;
const choice: ChoiceOptions = { maxTags, minScore: null, exclude: [], pin: [] };

/** How long a request that nobody answers is waited for; for all others time is no matter. */
const shortTimeoutMs = 250;
const longTimeoutMs = 60_000;

const hangs = (fault: Fault | null): boolean =>
  fault?.kind === 'silence' || (fault?.kind === 'drip' && !Number.isFinite(fault.lines));

/** Classifies the scene's README with the adapter and the classifier as they are, over the loopback interface. */
export async function runTrial(openai: LoopbackOpenAI, trial: Trial): Promise<Outcome> {
  const { personality, shapes, fault, repeat } = trial;
  const endpoint = openai.serve({ personality, answer, shapes, fault, repeat });
  const log: string[] = [];
  const pauses: number[] = [];
  const spending = createSpending({ maxTokensPerRun: null, priceInput: 0.1, priceOutput: 0.5 });
  const tell = (message: string): void => {
    log.push(message);
  };
  let classification: Classification | null = null;
  let error: unknown = null;
  try {
    const model = await createChatModel({
      apiKey: endpoint.apiKey,
      baseUrl: endpoint.baseUrl,
      model: endpoint.model,
      environment: {},
      log: { debug: tell, info: tell },
      timeoutMs: hangs(fault) ? shortTimeoutMs : longTimeoutMs,
      sleep: (durationMs) => {
        pauses.push(durationMs);
        return Promise.resolve();
      },
    });
    const settings = { shortlist: 200, readmeTokens: 900, unsupported: 'hold' } as const;
    const classifier = createLlmClassifier({ vocabulary, offline, model, spending, settings });
    classification = await classifier.classify(document, choice);
  } catch (thrown) {
    error = thrown;
  } finally {
    openai.forget(endpoint);
  }
  return { endpoint, classification, error, log, usage: spending.usage(), pauses };
}

/** Code and message of what was thrown; whatever is no `UserError` is a bug. */
export function readError(error: unknown): { readonly code: string; readonly message: string } | null {
  if (error === null) return null;
  if (error instanceof UserError) return { code: error.code, message: error.message };
  throw new Error(`A bug: ${error instanceof Error ? error.stack : JSON.stringify(error)}`);
}
