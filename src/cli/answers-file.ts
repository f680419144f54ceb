import { createHash } from 'node:crypto';
import { appendFileSync, existsSync } from 'node:fs';
import { parseReply } from '../classify/llm/answer.ts';
import { UserError } from '../errors.ts';
import { type ChatReply, type ChatRequest, RESPONSE_FORMATS } from '../model/llm.ts';
import type { ChatModel } from '../ports.ts';
import { readInputFile } from './input-file.ts';
import { toWriteError } from './output-file.ts';

/** An answer takes about a kilobyte. */
const MAX_ANSWERS_BYTES = 512 * 1024 * 1024;

const LINE_BEGINNING = '{"request":"';

export type KeptAnswers = {
  readonly model: ChatModel;
  /** How many answers came from the file so far. */
  readonly reused: () => number;
};

/**
 * A model that keeps its answers in a JSON Lines file, one `{"request", "reply"}` a line, and is not asked again what it has
 * answered: long work that broke off goes on where it was. `request` is a hex sha256 over `endpoint`, the name of the model
 * and the whole request, so that another question is another line. An answer of no use is not kept, so that the next call
 * asks again; a line that broke off is left out.
 * @throws UserError `file/not-answers` where the file holds something else; `file/…` where it cannot be read or written.
 */
export function keepAnswers(model: ChatModel, endpoint: string, path: string): KeptAnswers {
  const known = readAnswers(path);
  let reused = 0;
  const keyOf = (request: ChatRequest): string =>
    createHash('sha256')
      .update(JSON.stringify([endpoint, model.name, request.messages, request.schema, request.maxOutputTokens]))
      .digest('hex');
  return {
    reused: () => reused,
    model: {
      name: model.name,
      dialect: model.dialect,
      async ask(request, beforeSend) {
        const key = keyOf(request);
        const kept = known.get(key);
        if (kept !== undefined) {
          reused += 1;
          return kept;
        }
        const reply = await model.ask(request, beforeSend);
        if (!isOfUse(reply)) return reply;
        known.set(key, reply);
        append(path, `${JSON.stringify({ request: key, reply })}\n`);
        return reply;
      },
    },
  };
}

function readAnswers(path: string): Map<string, ChatReply> {
  const known = new Map<string, ChatReply>();
  if (!existsSync(path)) {
    append(path, '');
    return known;
  }
  const text = Buffer.from(readInputFile(path, 'answers file', MAX_ANSWERS_BYTES)).toString('utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const answers = lines.map(parseAnswerLine);
  // Not even the first is one: somebody named another file, unless writing broke off right there.
  const [first = ''] = lines;
  const mayBeShort = answers.some((answer) => answer !== null) || text.trimEnd() === first;
  if (answers[0] === null && !first.startsWith(LINE_BEGINNING) && !(mayBeShort && LINE_BEGINNING.startsWith(first))) {
    throw new UserError('input', {
      code: 'file/not-answers',
      message: `The file ${JSON.stringify(path)} does not hold answers of a model. Name a file that is not there yet, or one that --answers made.`,
    });
  }
  for (const answer of answers) if (answer !== null && isOfUse(answer.reply)) known.set(answer.request, answer.reply);
  if (text !== '' && !text.endsWith('\n')) append(path, '\n');
  return known;
}

const isOfUse = (reply: ChatReply): boolean => 'tags' in parseReply(reply);

function parseAnswerLine(line: string): { request: string; reply: ChatReply } | null {
  try {
    const value: unknown = JSON.parse(line);
    return isAnswerLine(value) ? value : null;
  } catch {
    return null;
  }
}

function isAnswerLine(value: unknown): value is { request: string; reply: ChatReply } {
  if (!isRecord(value) || typeof value['request'] !== 'string' || !isRecord(value['reply'])) return false;
  const { content, isRefusal, finish, usage, format } = value['reply'];
  return (
    (content === null || typeof content === 'string') &&
    typeof isRefusal === 'boolean' &&
    ['stop', 'length', 'content-filter', 'other'].includes(String(finish)) &&
    RESPONSE_FORMATS.some((known) => known === format) &&
    (usage === null ||
      (isRecord(usage) &&
        [usage['inputTokens'], usage['cachedTokens'], usage['outputTokens']].every((count) => Number.isInteger(count))))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function append(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw toWriteError(path, 'answers file', error);
  }
}
