import type { Personality } from '../personality.ts';
import { jsonReply, type Reply, type Trouble } from '../reply.ts';
import { azureLimits } from '../strict-schema.ts';
import { openaiError, openaiUsage, refuseJsonWithoutWord, refuseStrictSchema } from './openai.ts';

const plainUsage = (inputTokens: number, outputTokens: number): object => ({
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
});

const calm = { filtered: false, severity: 'safe' };
const filterResults = { hate: calm, self_harm: calm, sexual: calm, violence: calm };

/** Azure OpenAI, v1 paths. Its gateway has errors of another form than the model behind it. */
export const azure: Personality = {
  name: 'Azure OpenAI',
  path: '/openai/v1',
  model: 'tagger-deployment',
  models: null,
  keyIn: 'authorization or api-key',
  isExact: false,
  refuse: (body) => {
    const trouble = refuseJsonWithoutWord(body) ?? refuseStrictSchema(body, azureLimits);
    return trouble && openaiError(400, trouble);
  },
  error: (status, { message, code }) => jsonReply(status, { error: { code: code ?? String(status), message } }),
  refuseKey: () =>
    jsonReply(401, {
      error: {
        code: '401',
        message:
          'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
      },
    }),
  refuseModel: () =>
    jsonReply(404, {
      error: {
        code: 'DeploymentNotFound',
        message:
          'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
      },
    }),
  usage: openaiUsage,
  adds: {
    body: { prompt_filter_results: [{ prompt_index: 0, content_filter_results: filterResults }] },
    choice: { content_filter_results: filterResults },
  },
};

const anthropicError = (status: number, { message, type, code }: Trouble): Reply => {
  const kind = type ?? (status === 529 ? 'overloaded_error' : status < 500 ? 'invalid_request_error' : 'api_error');
  return jsonReply(status, { error: { code: code ?? kind, message, type: kind, param: null } });
};

/** Anthropic's compatible endpoint: strict schemas or none, no thinking effort, no sampling for the newest models. */
export const anthropic: Personality = {
  name: 'Anthropic',
  path: '/v1',
  model: 'claude-haiku-4-5',
  models: ['claude-haiku-4-5', 'claude-opus-5'],
  keyIn: 'authorization',
  isExact: false,
  knows: ['schema'],
  refuse: (body) => {
    const format = body.response_format;
    if (format?.type === 'json_schema' && format.json_schema?.strict !== true)
      return anthropicError(400, { message: 'response_format.json_schema.strict: Input should be True' });
    if (format?.type === 'json_object')
      return anthropicError(400, { message: "response_format.type: Input should be 'json_schema'" });
    if (body.temperature !== undefined)
      return anthropicError(400, { message: 'temperature: this model does not support sampling parameters' });
    return null;
  },
  error: anthropicError,
  refuseKey: () => anthropicError(401, { message: 'invalid x-api-key', type: 'authentication_error' }),
  refuseModel: (model) => anthropicError(404, { message: `model: ${model}`, type: 'not_found_error' }),
  usage: plainUsage,
  adds: { body: { system_fingerprint: null } },
};

/**
 * OpenRouter: what its providers say comes as an error in an answer of status 200 once it has begun to send; its own
 * refusals have a status.
 */
const openrouterError = (status: number, { message }: Trouble): Reply =>
  jsonReply(status >= 500 ? 200 : status, {
    error: {
      message: status >= 500 ? 'Provider returned error' : message,
      code: status,
      metadata: { raw: message, provider_name: 'Crucible' },
    },
    user_id: 'user_2x',
  });

export const openrouter: Personality = {
  name: 'OpenRouter',
  path: '/api/v1',
  model: 'moonshotai/kimi-k3',
  models: ['moonshotai/kimi-k3', 'openai/gpt-6-luna', 'openrouter/auto'],
  keyIn: 'authorization',
  isExact: false,
  knows: ['provider', 'reasoning', 'usage', 'transforms', 'schema'],
  refuse: () => null,
  error: openrouterError,
  refuseKey: () => jsonReply(401, { error: { message: 'No auth credentials found', code: 401 } }),
  refuseModel: (model) => jsonReply(400, { error: { message: `${model} is not a valid model ID`, code: 400 } }),
  usage: (inputTokens, outputTokens) => ({ ...plainUsage(inputTokens, outputTokens), cost: 0.000012, is_byok: false }),
  adds: {
    body: { provider: 'Crucible' },
    choice: { native_finish_reason: 'stop' },
    message: { reasoning: null },
  },
};

/** DeepSeek's own: JSON, but no schema. Sends empty lines while it thinks. */
export const deepseek: Personality = {
  name: 'DeepSeek',
  path: '/v1',
  model: 'deepseek-v4-flash',
  models: ['deepseek-v4-flash', 'deepseek-v4-pro'],
  keyIn: 'authorization',
  isExact: false,
  knows: ['schema'],
  refuse: (body) => {
    const type = body.response_format?.type;
    if (type === 'json_schema')
      return openaiError(400, {
        message: 'This response_format type is unavailable now',
        code: 'invalid_request_error',
      });
    const trouble = refuseJsonWithoutWord(body);
    return (
      trouble &&
      openaiError(400, {
        message: "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'.",
        code: 'invalid_request_error',
      })
    );
  },
  error: openaiError,
  // Shows the end of a key, as its pages do.
  refuseKey: (key) =>
    openaiError(401, {
      message: `Authentication Fails, Your api key: ****${key.slice(-4)} is invalid`,
      type: 'authentication_error',
      code: 'invalid_request_error',
    }),
  refuseModel: () => openaiError(400, { message: 'Model Not Exist', code: 'invalid_request_error' }),
  usage: (inputTokens, outputTokens) => ({
    ...plainUsage(inputTokens, outputTokens),
    prompt_cache_hit_tokens: 64,
    prompt_cache_miss_tokens: Math.max(0, inputTokens - 64),
  }),
  adds: { message: { reasoning_content: 'The README speaks of sockets.' } },
};
