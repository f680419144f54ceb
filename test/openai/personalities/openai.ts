import type { Personality } from '../personality.ts';
import { type ChatBody, jsonReply, promptOf, type Reply, type Trouble } from '../reply.ts';
import { openaiLimits, refuseSchema, type SchemaLimits } from '../strict-schema.ts';

export const openaiError = (status: number, { message, type, param, code }: Trouble): Reply =>
  jsonReply(status, {
    error: {
      message,
      type: type ?? (status < 500 ? 'invalid_request_error' : 'server_error'),
      param: param ?? null,
      code: code ?? null,
    },
  });

export const openaiUsage = (inputTokens: number, outputTokens: number): object => ({
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
});

/** `sk-loo*********1234`: what OpenAI repeats of a key. */
const maskedKey = (key: string): string =>
  `${key.slice(0, 8)}${'*'.repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`;

/** Why a strict schema is not taken, as OpenAI says it. */
export function refuseStrictSchema({ response_format }: ChatBody, limits: SchemaLimits): Trouble | null {
  if (response_format?.type !== 'json_schema') return null;
  const { name = '', schema } = response_format.json_schema ?? {};
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name))
    return {
      message: "Invalid 'response_format.json_schema.name': string does not match pattern.",
      param: 'response_format.json_schema.name',
      code: 'invalid_value',
    };
  const problem = refuseSchema(schema, limits);
  return problem === null
    ? null
    : { message: `Invalid schema for response_format '${name}': ${problem}`, param: 'response_format' };
}

/** JSON mode wants to be spoken of. */
export const refuseJsonWithoutWord = (body: ChatBody): Trouble | null =>
  body.response_format?.type === 'json_object' && !/json/i.test(promptOf(body))
    ? {
        message:
          "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
        param: 'messages',
      }
    : null;

const unsupported = (param: string, more = ''): Trouble => ({
  message: `Unsupported parameter: '${param}' is not supported with this model.${more}`,
  param,
  code: 'unsupported_parameter',
});

const efforts = ['none', 'low', 'medium', 'high', 'xhigh', 'max'];

function refuseNewModel(body: ChatBody): Trouble | null {
  if (body.max_tokens !== undefined) return unsupported('max_tokens', " Use 'max_completion_tokens' instead.");
  const { reasoning_effort: effort = 'medium' } = body;
  if (!efforts.includes(effort))
    return {
      message: `Unsupported value: 'reasoning_effort' does not support '${effort}' with this model. Supported values are: ${efforts.map((each) => `'${each}'`).join(', ')}.`,
      param: 'reasoning_effort',
      code: 'unsupported_value',
    };
  if (body.temperature !== undefined && effort !== 'none')
    return {
      message: `Unsupported value: 'temperature' does not support ${body.temperature} with this model. Only the default (1) value is supported.`,
      param: 'temperature',
      code: 'unsupported_value',
    };
  if (body.top_p !== undefined) return unsupported('top_p');
  return null;
}

const common = {
  path: '/v1',
  models: ['gpt-6-luna', 'gpt-6-astra', 'gpt-5.6-luna', 'gpt-4.1'],
  keyIn: 'authorization',
  isExact: true,
  error: openaiError,
  usage: openaiUsage,
  refuseKey: (key: string) =>
    openaiError(401, {
      message: `Incorrect API key provided: ${maskedKey(key)}. You can find your API key at https://platform.openai.com/account/api-keys.`,
      code: 'invalid_api_key',
    }),
  refuseModel: (model: string) =>
    openaiError(404, {
      message: `The model \`${model}\` does not exist or you do not have access to it.`,
      code: 'model_not_found',
    }),
} as const;

/** Models of 2025 and later: they think, and refuse what the older ones took. */
export const openai: Personality = {
  ...common,
  name: 'OpenAI',
  model: 'gpt-6-luna',
  refuse: (body) => {
    const trouble = refuseNewModel(body) ?? refuseJsonWithoutWord(body) ?? refuseStrictSchema(body, openaiLimits);
    return trouble && openaiError(400, trouble);
  },
};

/** Models that do not think. */
export const openaiOlder: Personality = {
  ...common,
  name: 'OpenAI, older model',
  model: 'gpt-4.1',
  refuse: (body) => {
    const trouble =
      body.reasoning_effort === undefined
        ? (refuseJsonWithoutWord(body) ?? refuseStrictSchema(body, openaiLimits))
        : { message: 'Unrecognized request argument supplied: reasoning_effort' };
    return trouble && openaiError(400, trouble);
  },
};
