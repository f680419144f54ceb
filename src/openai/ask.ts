import { type ChatBody, renderBody } from '../classify/llm/body.ts';
import { nextDialect } from '../classify/llm/dialect.ts';
import { estimateTokens } from '../classify/llm/token-estimate.ts';
import { UserError } from '../errors.ts';
import type { ChatReply, ChatRequest, Dialect } from '../model/llm.ts';
import type { Log } from '../ports.ts';
import type { Circumstances } from './circumstances.ts';
import type { Client } from './client.ts';
import { diagnose, namesParameter } from './diagnosis.ts';
import { completeBody, type Endpoint } from './endpoint.ts';
import { explain, renderStatus } from './explanation.ts';
import { type AnswerFailure, type Failure, toFailure } from './failure.ts';
import type { KeyGuard } from './key-guard.ts';
import { readModels, renderModels } from './models.ts';
import { filteredReply, readReply } from './reply.ts';
import { findPauseMs } from './retry.ts';

export type Asking = {
  readonly client: Client;
  readonly endpoint: Endpoint;
  readonly baseUrl: string | null;
  readonly model: string;
  readonly hasKey: boolean;
  readonly guard: KeyGuard;
  readonly log: Pick<Log, 'debug' | 'info'>;
  readonly timeoutMs: number;
  readonly sleep: (durationMs: number) => Promise<void>;
  /** What the endpoint takes, as far as is known; shared by all that ask. */
  readonly dialect: { current: Dialect };
};

/** A list of models is for a better sentence, which is not worth a long wait. */
const modelsTimeoutMs = 5000;

/** Three forms, two names of the limit and an effort may be refused before one is taken; and two repetitions. */
const maxRequests = 9;

/**
 * Sends one request until a completion comes: without what the endpoint refuses, a thing at a time, and again after errors that
 * pass. Every request is told in the log.
 * @throws UserError as `explain` makes them, and what `beforeSend` throws.
 */
export async function ask(request: ChatRequest, beforeSend: () => void, asking: Asking): Promise<ChatReply> {
  const { dialect, endpoint } = asking;
  const tell = createTeller(asking);
  const tried: Dialect[] = [];
  let repeats = 0;
  for (let attempts = 1; ; attempts++) {
    const used = dialect.current;
    const body = completeBody(renderBody(request, asking.model, used), asking.baseUrl);
    beforeSend();
    tell.debug(
      `Asking ${JSON.stringify(asking.model)} at ${endpoint.host}: about ${estimateTokens(JSON.stringify(body))} tokens, answer as ${used.format}.`,
    );
    const reply = await send(body, used, asking);
    if (!('kind' in reply)) {
      tell.debug(renderDone(reply));
      return reply;
    }
    if (reply.kind === 'answer' && diagnose(reply) === 'content-filter') return filteredReply(used.format);
    tried.push(used);
    const next = attempts < maxRequests ? findNext(used, reply, tried) : null;
    if (next !== null && reply.kind === 'answer') {
      // Another request may have learned it in the meantime.
      if (dialect.current === used) dialect.current = next;
      tell.info(
        `${endpoint.host} refused the request (${renderStatus(reply, asking.guard)}); ${renderChange(used, next)}`,
      );
      continue;
    }
    const pauseMs = findPauseMs(reply, repeats);
    if (pauseMs === null) throw await fail(reply, repeats + 1, asking);
    repeats++;
    tell.info(
      `${endpoint.host} ${renderTrouble(reply, asking.guard)}; asking again in ${Math.ceil(pauseMs / 1000)} s.`,
    );
    await asking.sleep(pauseMs);
  }
}

function createTeller({ log, guard }: Asking) {
  return {
    info: (message: string) => log.info(guard.redact(message)),
    debug: (message: string) => log.debug(guard.redact(message)),
  };
}

async function send(body: ChatBody, { format }: Dialect, { client }: Asking): Promise<ChatReply | Failure> {
  try {
    // Not as the library reads it: that takes HTML and empty answers for completions.
    const response = await client.openai.post('/chat/completions', { body }).asResponse();
    return readReply(await response.text(), format);
  } catch (error) {
    const failure = toFailure(error, Date.now());
    if (failure === null) throw error;
    return failure;
  }
}

/** What to leave out; null where nothing of the request is to blame. */
function findNext(used: Dialect, failure: Failure, tried: readonly Dialect[]): Dialect | null {
  if (failure.kind !== 'answer') return null;
  const namesPart = namesParameter(failure);
  if (diagnose(failure) !== null && !namesPart) return null;
  // Servers that cannot make a grammar of a schema say so as if it were a fault of theirs.
  const status = failure.status === 500 && namesPart ? 501 : failure.status;
  const { message, param, code } = failure;
  const next = nextDialect(used, { status, message, param, code });
  if (next === null || !tried.some((dialect) => isSame(dialect, next))) return next;
  // Told to use each of two names in place of the other, as a gateway before several servers may say, it goes without.
  const without = { ...used, outputLimit: null };
  return tried.some((dialect) => isSame(dialect, without)) ? null : without;
}

function isSame(left: Dialect, right: Dialect): boolean {
  return (
    left.format === right.format &&
    left.outputLimit === right.outputLimit &&
    left.reasoningEffort === right.reasoningEffort
  );
}

function renderChange(before: Dialect, after: Dialect): string {
  if (before.format !== after.format) return `asking for ${after.format} instead of ${before.format}.`;
  if (before.reasoningEffort !== after.reasoningEffort) return 'asking without reasoning_effort.';
  return after.outputLimit === null
    ? `asking without ${before.outputLimit}.`
    : `asking with ${after.outputLimit} instead of ${before.outputLimit}.`;
}

function renderTrouble(failure: Failure, guard: KeyGuard): string {
  switch (failure.kind) {
    case 'answer':
      return `answered ${renderStatus(failure, guard)}`;
    case 'reply':
      return 'sent an empty answer';
    case 'network':
      return `did not answer${failure.code === '' ? '' : ` (${failure.code})`}`;
  }
}

function renderDone({ finish, usage, isRefusal }: ChatReply): string {
  const tokens = usage === null ? '' : `, ${usage.inputTokens} tokens in and ${usage.outputTokens} out`;
  return `The model answered (${isRefusal ? 'refusal' : finish})${tokens}.`;
}

async function fail(failure: Failure, attempts: number, asking: Asking): Promise<UserError> {
  const { client, endpoint, model, hasKey, guard, timeoutMs } = asking;
  const circumstances: Circumstances = {
    endpoint,
    model,
    hasKey,
    guard,
    attempts,
    timeoutMs,
    hasProxy: client.hasProxy,
    models: failure.kind === 'answer' ? await findModels(failure, asking) : '',
  };
  const { code, message } = explain(failure, circumstances);
  // No cause: what the library throws holds the answer, which may hold README and key.
  return new UserError('work', { code, message: guard.redact(message) });
}

/** Best effort: whatever goes wrong here, there is an error to tell of already. */
async function findModels(failure: AnswerFailure, { client, endpoint, model, guard }: Asking): Promise<string> {
  const isAboutModel = failure.status === 404 || diagnose(failure) === 'model';
  // Azure lists what can be deployed, and wants the name of a deployment.
  if (!isAboutModel || endpoint.isAzure) return '';
  try {
    const options = { signal: AbortSignal.timeout(modelsTimeoutMs) };
    const response = await client.openai.get('/models', options).asResponse();
    const known = readModels(await response.text());
    return renderModels(
      model,
      known.filter((name) => !guard.holdsKey(name)),
    );
  } catch {
    return '';
  }
}
