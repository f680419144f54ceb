import type { Personality } from '../personality.ts';
import { jsonReply, type Reply, type Trouble } from '../reply.ts';
import { openaiError } from './openai.ts';

const plainUsage = (inputTokens: number, outputTokens: number): object => ({
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
});

/** Most of these overlook what they do not know. */
const knows: readonly string[] = ['schema'];

const ollamaError = (status: number, { message, type }: Trouble): Reply =>
  openaiError(status, { message, type: type ?? (status === 404 ? 'not_found_error' : 'api_error') });

/** Ollama on one's own machine: takes every form, needs no key. */
export const ollama: Personality = {
  name: 'Ollama',
  path: '/v1',
  model: 'qwen3:4b',
  models: ['qwen3:4b', 'llama3.2:latest'],
  keyIn: 'none',
  isExact: false,
  knows,
  refuse: () => null,
  error: ollamaError,
  refuseKey: () => ollamaError(401, { message: 'unauthorized' }),
  refuseModel: (model) => ollamaError(404, { message: `model "${model}" not found, try pulling it first` }),
  usage: plainUsage,
};

/** Ollama's own machines: take every form and keep to none, want a key, and say nothing of tokens at times. */
export const ollamaCloud: Personality = {
  ...ollama,
  name: 'Ollama Cloud',
  model: 'gpt-oss:120b',
  models: ['gpt-oss:120b'],
  keyIn: 'authorization',
  usage: () => null,
};

const vllmError = (status: number, { message, type, param }: Trouble): Reply =>
  jsonReply(status, {
    error: {
      message,
      type: type ?? (status < 500 ? 'BadRequestError' : 'InternalServerError'),
      param: param ?? null,
      code: status,
    },
  });

/** vLLM: error codes are numbers. */
export const vllm: Personality = {
  name: 'vLLM',
  path: '/v1',
  model: 'Qwen/Qwen3-8B',
  models: ['Qwen/Qwen3-8B'],
  keyIn: 'none',
  isExact: false,
  knows,
  refuse: () => null,
  error: vllmError,
  refuseKey: () => jsonReply(401, { error: 'Unauthorized' }),
  refuseModel: (model) =>
    vllmError(404, { message: `The model \`${model}\` does not exist.`, type: 'NotFoundError', param: 'model' }),
  usage: (inputTokens, outputTokens) => ({ ...plainUsage(inputTokens, outputTokens), prompt_tokens_details: null }),
  adds: {
    body: { prompt_logprobs: null, kv_transfer_params: null },
    choice: { stop_reason: null },
    message: { reasoning_content: null, tool_calls: [] },
  },
};

/** vLLM before 0.6: no schemas, no members that it does not know, errors without a wrapping. */
export const vllmOlder: Personality = {
  ...vllm,
  name: 'vLLM, older',
  refuse: (body) => {
    const { response_format: format } = body;
    const unknown: readonly (readonly string[])[] = [
      ...['max_completion_tokens', 'reasoning_effort'].filter((member) => member in body).map((member) => [member]),
      ...(format?.schema === undefined ? [] : [['response_format', 'schema']]),
    ];
    const [loc] = unknown;
    if (loc === undefined && format?.type !== 'json_schema') return null;
    const detail =
      loc === undefined
        ? {
            type: 'literal_error',
            loc: ['body', 'response_format', 'type'],
            msg: "Input should be 'text' or 'json_object'",
          }
        : { type: 'extra_forbidden', loc: ['body', ...loc], msg: 'Extra inputs are not permitted' };
    return jsonReply(400, {
      object: 'error',
      message: JSON.stringify([detail]),
      type: 'BadRequestError',
      param: null,
      code: 400,
    });
  },
  error: (status, { message }) =>
    jsonReply(status, { object: 'error', message, type: 'InternalServerError', param: null, code: status }),
};

const llamaCppError = (status: number, { message, type }: Trouble): Reply =>
  jsonReply(status, {
    error: { code: status, message, type: type ?? (status === 503 ? 'unavailable_error' : 'invalid_request_error') },
  });

/** llama.cpp's server: takes every form, adds how long it took. */
export const llamaCpp: Personality = {
  name: 'llama.cpp',
  path: '/v1',
  model: 'local',
  models: ['local'],
  keyIn: 'none',
  isExact: false,
  knows,
  refuse: () => null,
  error: llamaCppError,
  refuseKey: () => llamaCppError(401, { message: 'Invalid API Key', type: 'authentication_error' }),
  // It answers with the model it has, whatever it is asked for.
  refuseModel: (model) => llamaCppError(404, { message: `model not found: ${model}`, type: 'not_found_error' }),
  usage: plainUsage,
  adds: { body: { timings: { prompt_n: 10, prompt_ms: 12.5, predicted_n: 4, predicted_ms: 8.25 } } },
};

/** Builds of early 2025, whose server set a grammar of its own beside the schema it was sent. */
export const llamaCppGrammar: Personality = {
  ...llamaCpp,
  name: 'llama.cpp, grammar clash',
  refuse: ({ response_format }) =>
    response_format === undefined || response_format.type === 'text'
      ? null
      : llamaCppError(400, { message: 'Either "json_schema" or "grammar" can be specified, but not both' }),
};

/**
 * The server of llama-cpp-python 0.3: takes a schema beside a `json_object` alone, and calls what it does not take a fault of its
 * own. It answers with the model it has, whatever it is asked for. Seen as it is, see real-server/.
 */
export const llamaCppPython: Personality = {
  name: 'llama-cpp-python',
  path: '/v1',
  model: 'model.gguf',
  models: ['model.gguf'],
  keyIn: 'none',
  isExact: false,
  knows,
  refuse: ({ response_format }) =>
    response_format?.type === 'json_schema'
      ? openaiError(500, {
          message:
            "1 validation error:\n  {'type': 'literal_error', 'loc': ('body', 'response_format', 'type'), 'msg': \"Input should be 'text' or 'json_object'\", 'input': 'json_schema', 'ctx': {'expected': \"'text' or 'json_object'\"}}",
          type: 'internal_server_error',
        })
      : null,
  error: openaiError,
  refuseKey: () => jsonReply(401, { detail: 'Invalid API key' }),
  refuseModel: (model) => openaiError(404, { message: `no model ${model}` }),
  usage: plainUsage,
};

/** LM Studio: no JSON mode; its errors are mere strings. */
export const lmStudio: Personality = {
  name: 'LM Studio',
  path: '/v1',
  model: 'qwen/qwen3-4b',
  models: ['qwen/qwen3-4b', 'text-embedding-nomic-embed-text-v1.5'],
  keyIn: 'none',
  isExact: false,
  knows,
  refuse: ({ response_format }) =>
    response_format?.type === 'json_object'
      ? jsonReply(400, { error: "'response_format.type' must be 'json_schema' or 'text'" })
      : null,
  error: (status, { message }) => jsonReply(status, { error: message }),
  refuseKey: () => jsonReply(401, { error: 'Malformed LM Studio API token provided' }),
  refuseModel: () => jsonReply(404, { error: 'No models loaded. Please load a model in the developer page.' }),
  usage: plainUsage,
  adds: { body: { stats: {}, system_fingerprint: 'qwen/qwen3-4b' } },
};

/** A small server of somebody's own that validates strictly and knows nothing but messages; says nothing of tokens. */
export const bare: Personality = {
  name: 'a bare server',
  path: '/v1',
  model: 'model',
  models: null,
  keyIn: 'none',
  isExact: false,
  knows,
  refuse: (body) => {
    const unknown = Object.keys(body).filter((member) => !['model', 'messages', 'stream'].includes(member));
    return unknown.length === 0
      ? null
      : jsonReply(422, {
          detail: unknown.map((member) => ({
            type: 'extra_forbidden',
            loc: ['body', member],
            msg: 'Extra inputs are not permitted',
            input: null,
          })),
        });
  },
  error: (status, { message }) => jsonReply(status, { detail: message }),
  refuseKey: () => jsonReply(401, { detail: 'Not authenticated' }),
  refuseModel: () => jsonReply(404, { detail: 'Not Found' }),
  usage: () => null,
};
