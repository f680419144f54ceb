import { type Meaning, replyCanary } from './reply-shapes.ts';
import { answer, listed, readme, readmeCanary, secretsOf } from './scene.ts';
import { maxTags, type Outcome, readError, type Trial } from './trial.ts';

/** What is wrong with what came of a trial; empty where nothing is. */
export function judge(trial: Trial, outcome: Outcome): readonly string[] {
  const problems: string[] = [];
  const claim = (isTrue: boolean, problem: string): void => {
    if (!isTrue) problems.push(problem);
  };
  const { classification } = outcome;
  const error = readError(outcome.error);
  claim((classification === null) !== (error === null), 'neither an answer nor an error');
  if (error !== null) {
    claim(/^(?:llm|network)\/[a-z-]+$/.test(error.code), `the error has the code ${error.code}`);
    claim(/^\S.{30,}[.]$/s.test(error.message), `the error says ${error.message}`);
    claim(!/undefined|null|NaN|\[object/.test(error.message), `the error says ${error.message}`);
  }
  if (classification !== null) {
    const names = classification.tags.map(({ tag }) => tag.name);
    claim(
      names.every((name) => listed.has(name)),
      `gave ${names.join()}`,
    );
    claim(new Set(names).size === names.length && names.length <= maxTags, `gave ${names.join()}`);
    claim(classification.classifier.kind === 'llm', 'the classifier is not told');
    for (const { evidence } of [...classification.tags, ...classification.considered])
      for (const { quote } of evidence) claim(isInScene(quote), `quoted ${quote}`);
    const { dropped } = classification;
    claim(dropped.length <= 20, `told ${dropped.length} unknown names`);
    claim(
      dropped.every((name) => name.length <= 101 && !/[\p{Cc}\p{Cf}]/u.test(name)),
      'told unknown names as they came',
    );
  }
  problems.push(...findLeaks(outcome, error?.message ?? ''), ...judgeMeaning(trial, outcome, error?.code ?? null));
  claim(
    outcome.pauses.every((pause) => pause >= 0 && pause <= 60_000),
    `waited ${outcome.pauses.join()} ms`,
  );
  claim(outcome.endpoint.chats.length <= 12, `asked ${outcome.endpoint.chats.length} times`);
  // One that was given up may not have come in yet.
  claim(outcome.usage.requests >= outcome.endpoint.chats.length, `counted ${outcome.usage.requests} requests`);
  return problems;
}

const isInScene = (quote: string): boolean =>
  readme.includes(quote) ||
  ['octo/tinysocket', 'A small WebSocket client and server'].some((text) => text.includes(quote));

function findLeaks({ classification, endpoint, log }: Outcome, message: string): readonly string[] {
  const told = `${log.join('\n')}\n${message}`;
  const result = classification === null ? '' : JSON.stringify(classification);
  const secrets = secretsOf(endpoint.apiKey).filter((secret) => told.includes(secret) || result.includes(secret));
  const canaries = [readmeCanary, replyCanary].filter((canary) => told.includes(canary) || result.includes(canary));
  const lines = readme.split('\n').filter((line) => line.length > 20 && told.includes(line));
  const isSplit = /[\r\n]/.test(log.join(''));
  return [
    ...secrets.map(() => 'told the key or a piece of it'),
    ...canaries.map((canary) => `told ${canary}`),
    ...lines.map((line) => `told "${line}"`),
    ...(isSplit ? ['logged several lines at once'] : []),
  ];
}

function judgeMeaning({ shapes, fault, repeat }: Trial, outcome: Outcome, code: string | null): readonly string[] {
  const effect = fault === null ? 'passes' : repeat === 'once' ? fault.once : lasting(fault);
  if (effect === 'fails') return code === null ? ['answered although it had failed'] : [];
  const meaning = shapes.at(-1)?.meaning ?? 'any';
  const isAsMeant = matches(meaning, outcome, code);
  if (isAsMeant || (effect === 'either' && code !== null)) return [];
  const names = outcome.classification?.tags.map(({ tag }) => tag.name).join(', ');
  return [`made of it ${code ?? `"${names}"`}, not ${meaning}`];
}

/** What a fault comes to that strikes every request: only a drip that ends is got over. */
const lasting = ({ kind, once }: NonNullable<Trial['fault']>): string => (kind === 'drip' ? once : 'fails');

function matches(meaning: Meaning, { classification }: Outcome, code: string | null): boolean {
  const names = classification?.tags.map(({ tag }) => tag.name).join();
  const [first, second] = answer.picks;
  switch (meaning) {
    case 'picks':
      return names === `${first.name},${second.name}`;
    case 'first':
      return names === first.name;
    case 'none':
      return names === '';
    case 'unusable':
      return code?.startsWith('llm/answer-') === true;
    case 'broken':
      return code === 'llm/no-completion';
    case 'any':
      return true;
  }
}
