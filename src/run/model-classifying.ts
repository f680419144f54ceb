import { createSpending } from '../classify/llm/spending.ts';
import { UserError } from '../errors.ts';
import type { Classification, OfflineClassifier } from '../model/classification.ts';
import type { Fallback } from '../model/llm.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import type { Report } from '../report/report.ts';
import { createAsking, createLateModel, nameEndpoint, tellEstimates, tellSpent } from './asking.ts';
import {
  type Classified,
  type Classifying,
  type ClassifyingParts,
  classifyOffline,
  fingerprintOf,
  recall,
} from './classified.ts';
import type { ClassifierChoice } from './classifier-choice.ts';
import { createTopicsConsideration } from './considering.ts';
import type { Reading } from './reading.ts';
import type { Notice } from './sink.ts';

export type ModelClassifyingParts = ClassifyingParts & {
  readonly choice: Exclude<ClassifierChoice, { kind: 'offline' }>;
  /** The last report, unless everything is to be classified again. */
  readonly memory: Report | null;
  readonly createOffline: (vocabulary: Vocabulary) => OfflineClassifier;
};

/** Classifications by a model, or, where it cannot be asked or does not answer, by the offline classifier in its place. */
export function createModelClassifying(parts: ModelClassifyingParts): Classifying {
  const { choice, settings, memory, createOffline, ports } = parts;
  const name = choice.model;
  const spent = createSpending(settings);
  const spending = tellEstimates(spent, name, ports.log);
  const model = createLateModel(name, settings, ports.chatModels);
  const answers = new Map<string, Promise<Classification>>();
  const vocabularies = new Map<string, Vocabulary>();

  const ask = async (fingerprint: string, work: () => Promise<Classification>): Promise<Classification> => {
    const known = answers.get(fingerprint);
    if (known) return known;
    const answer = work().finally(() => tellSpent(spent, name, ports.log));
    answers.set(fingerprint, answer);
    return answer;
  };

  const classify = async (given: Reading): Promise<Classified> => {
    // What was classified is told in tags of its vocabulary, so equal lists have to be one.
    const vocabulary = vocabularies.get(given.vocabulary.sha256) ?? given.vocabulary;
    vocabularies.set(vocabulary.sha256, vocabulary);
    const reading = { ...given, vocabulary };
    const offline = createOffline(vocabulary);
    const asking = createAsking(vocabulary, offline, settings, { model, spending });
    const { maxTags, excludeTags, pinTags, shortlist, readmeTokens, llmUnsupported } = settings;
    const taken = fingerprintOf(reading, asking.identity, nameEndpoint(settings.baseUrl), {
      maxTags,
      excludeTags,
      pinTags,
      shortlist,
      readmeTokens,
      llmUnsupported,
    });
    const make = (classification: Classification, isRecalled: boolean, notices: readonly Notice[]): Classified => {
      const thresholdOf = () => null;
      const considerTopics = createTopicsConsideration({ reading, offline, classification, thresholdOf });
      return { classification, taken, isRecalled, thresholdOf, considerTopics, fallback: null, notices };
    };
    const standIn = (fallback: Fallback, notice: Notice): Classified => ({
      ...classifyOffline(reading, offline, settings, null),
      fallback,
      notices: [notice],
    });

    const recalled = recall(taken, asking.identity, reading, memory);
    if (choice.kind === 'no-key') {
      if (reading.subject.basis === 'nothing') {
        // Nothing is sent for it.
        return make(await asking.classify(reading.subject.document, reading.choice), false, []);
      }
      if (recalled !== null) {
        const message = join(
          choice.reason,
          'Nothing changed since the model was asked, so its answer stands.',
          choice.advice,
        );
        return make(recalled, true, [{ code: 'llm/no-key', level: choice.level, message }]);
      }
      const notice: Notice = {
        code: 'llm/no-key',
        level: choice.level,
        message: join(choice.reason, `The offline classifier answers in place of ${name}; ${left}.`, choice.advice),
      };
      return standIn({ model: name, code: 'llm/no-key', message: join(choice.reason, choice.advice) }, notice);
    }
    if (recalled !== null) return make(recalled, true, []);
    try {
      return make(
        await ask(taken.fingerprint, () => asking.classify(reading.subject.document, reading.choice)),
        false,
        [],
      );
    } catch (error) {
      if (!(error instanceof UserError) || settings.onLlmError === 'fail') throw error;
      const { code, message } = error;
      return standIn(
        { model: name, code, message },
        {
          code,
          level: 'warning',
          message: `${message}\nThe offline classifier answers in place of ${name}; ${left}.`,
        },
      );
    }
  };
  return { classify, usage: spent.usage };
}

const left = 'topics and comments are left as they are';

function join(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
