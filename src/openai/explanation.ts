import type { Problem } from '../errors.ts';
import { PROJECT_URL } from '../project.ts';
import { type Circumstances, renderAttempts } from './circumstances.ts';
import { type Diagnosis, diagnose } from './diagnosis.ts';
import type { AnswerFailure, Failure, ReplyFailure } from './failure.ts';
import type { KeyGuard } from './key-guard.ts';
import { explainNetwork } from './network-explanation.ts';
import { maxWaitMs } from './retry.ts';

/**
 * What happened, why, and which input mends it. No word of the endpoint is repeated but its machine codes, since bodies may hold
 * README, reply or key. Codes: `llm/unauthorized`, `forbidden`, `unknown-model`, `not-found`, `gone`, `too-large`, `quota`,
 * `rate-limit`, `unavailable`, `refused-request`, `schema`, `redirect`, `no-completion`, `unexpected`, and `network/…`.
 */
export function explain(failure: Failure, circumstances: Circumstances): Problem {
  switch (failure.kind) {
    case 'answer':
      return explainAnswer(failure, circumstances);
    case 'network':
      return explainNetwork(failure, circumstances);
    case 'reply':
      return explainReply(failure, circumstances);
  }
}

/** The status, and the machine code behind it where there is one: `429, insufficient_quota`. */
export function renderStatus(failure: AnswerFailure, guard: KeyGuard): string {
  const word = [failure.code, failure.type].find((each) => each !== null && isMachineCode(each, guard));
  const status = word === undefined ? String(failure.status) : `${failure.status}, ${word}`;
  const { param } = failure;
  return param !== null && isMachineCode(param, guard) ? `${status}, ${param}` : status;
}

function isMachineCode(word: string, guard: KeyGuard): boolean {
  return /^[a-z0-9_.-]{1,60}$/.test(word) && !/^[0-9]+$/.test(word) && !guard.holdsKey(word);
}

function explainAnswer(failure: AnswerFailure, circumstances: Circumstances): Problem {
  const { endpoint, model, guard } = circumstances;
  const status = renderStatus(failure, guard);
  if (failure.status >= 300 && failure.status < 400) return explainRedirect(failure, circumstances);
  switch (failure.status) {
    case 401:
      return explainKey(status, circumstances);
    case 407:
      return explainNetwork({ kind: 'network', what: 'proxy', code: '' }, circumstances);
    case 410:
      return {
        code: 'llm/gone',
        message: `${endpoint.host} answered that ${JSON.stringify(model)}, or this address, is no more (${status}). Choose another model in "model", or another provider in "base-url".`,
      };
  }
  return explainDiagnosis(diagnose(failure), status, circumstances) ?? explainStatus(failure, status, circumstances);
}

function explainDiagnosis(diagnosis: Diagnosis, status: string, circumstances: Circumstances): Problem | null {
  const { host } = circumstances.endpoint;
  switch (diagnosis) {
    case 'key':
      return explainKey(status, circumstances);
    case 'quota':
      return {
        code: 'llm/quota',
        message: `The account behind the key has no credit left at ${host}, or its quota is used up (${status}). Waiting does not help; see the billing page of the provider, or use another key.`,
      };
    case 'too-large':
      return {
        code: 'llm/too-large',
        message: `The request is too long for ${JSON.stringify(circumstances.model)} at ${host} (${status}). Lower "readme-tokens" or "shortlist", choose a model with a larger context, or start a server of your own with more of it.`,
      };
    case 'schema':
      return {
        code: 'llm/schema',
        message: `${host} says that the schema of the answer is not valid (${status}). That is a bug of ours; please report it with the list of tags at ${PROJECT_URL}/issues.`,
      };
    case 'model':
      return { code: 'llm/unknown-model', message: explainModel(status, circumstances) };
    default:
      return null;
  }
}

function explainStatus(failure: AnswerFailure, status: string, circumstances: Circumstances): Problem {
  const { endpoint, model } = circumstances;
  const { host, address } = endpoint;
  if (failure.status === 403 || failure.status === 451) {
    return {
      code: 'llm/forbidden',
      message: `${host} refuses (${status}). The key may lack the right to use ${JSON.stringify(model)}, or the provider or a firewall in front of it may refuse the country or address of this machine.`,
    };
  }
  if (failure.status === 404 || failure.status === 405) {
    if (circumstances.models !== '') {
      return { code: 'llm/unknown-model', message: explainModel(status, circumstances) };
    }
    const hint = endpoint.isAzure
      ? 'For Azure it is https://RESOURCE.openai.azure.com/openai/v1, and "model" is the name of the deployment.'
      : 'It is what stands before /chat/completions, and ends in /v1 for most servers.';
    return {
      code: 'llm/not-found',
      message: `There is nothing at ${address}/chat/completions (${status}). Check "base-url" and "model". ${hint}`,
    };
  }
  if (failure.status === 429) return { code: 'llm/rate-limit', message: explainRate(failure, status, circumstances) };
  if (failure.status >= 500 || failure.status === 408 || failure.status === 409) {
    return {
      code: 'llm/unavailable',
      message: `${host} answered ${status} on ${renderAttempts(circumstances)}. It is overloaded, starting, or has a fault. Run it again later.`,
    };
  }
  if (failure.status === 400 || failure.status === 415 || failure.status === 422) {
    return {
      code: 'llm/refused-request',
      message: `${host} refused the request (${status}), also without what servers are known to refuse. Check that "model" names a chat model and that "base-url" is the address of an OpenAI-compatible API.`,
    };
  }
  return {
    code: 'llm/unexpected',
    message: `${host} answered ${status}, which is not expected of an OpenAI-compatible API. Check "base-url".`,
  };
}

function explainKey(status: string, { endpoint, hasKey }: Circumstances): Problem {
  return {
    code: 'llm/unauthorized',
    message: hasKey
      ? `${endpoint.host} does not accept the key (${status}). It may be mistyped, revoked, or one of another provider; see "api-key" (OPENAI_API_KEY on the command line) and "base-url".`
      : `${endpoint.host} wants a key (${status}). Give it one in "api-key" (OPENAI_API_KEY on the command line).`,
  };
}

function explainModel(status: string, { endpoint, model, models }: Circumstances): string {
  const place = endpoint.isAzure ? 'deployment' : 'model';
  const hint = models === '' ? `See the provider's list for the exact name.` : models;
  return `${endpoint.host} has no ${place} ${JSON.stringify(model)} for this key (${status}). Check "model". ${hint}`;
}

function explainRate(failure: AnswerFailure, status: string, circumstances: Circumstances): string {
  const { host } = circumstances.endpoint;
  if (failure.retryAfterMs !== null && failure.retryAfterMs > maxWaitMs) {
    const seconds = Math.ceil(failure.retryAfterMs / 1000);
    return `${host} limits how many requests may come, and asks to wait ${seconds} s (${status}); at most ${maxWaitMs / 1000} s are waited. Run it again later.`;
  }
  return `${host} limits how many requests may come (${status}), on ${renderAttempts(circumstances)}. Run it again later, or with fewer at once (--concurrency on the command line).`;
}

function explainRedirect({ status, movedTo }: AnswerFailure, { endpoint }: Circumstances): Problem {
  const isToHttps = movedTo === `https://${endpoint.url.host}` && endpoint.url.protocol === 'http:';
  const hint = isToHttps
    ? 'Write https:// in "base-url".'
    : 'Redirects are not followed, so that README and key stay where they were meant to go. Set "base-url" to the address of the API itself.';
  return {
    code: 'llm/redirect',
    message: `${endpoint.address}/chat/completions leads elsewhere (${status}). ${hint}`,
  };
}

function explainReply({ what }: ReplyFailure, { endpoint }: Circumstances): Problem {
  const reasons = {
    empty: 'sent an empty answer',
    html: 'sent a web page instead of JSON',
    stream: 'sent a stream of events, which was not asked for',
    'not-json': 'sent something that is not JSON',
    'no-choices': 'sent JSON that is no answer of a chat model',
  };
  return {
    code: 'llm/no-completion',
    message: `${endpoint.address}/chat/completions ${reasons[what]}. Check "base-url": it is what stands before /chat/completions of an OpenAI-compatible API, and ends in /v1 for most servers.`,
  };
}
