import type { AnswerFailure } from './failure.ts';

/** What an answer with an error status is about, as far as it can be told from codes and, where there are none, from words. */
export type Diagnosis = 'key' | 'quota' | 'too-large' | 'content-filter' | 'schema' | 'model' | null;

const codes: ReadonlyMap<string, Diagnosis> = new Map([
  ['invalid_api_key', 'key'],
  ['authentication_error', 'key'],
  ['insufficient_quota', 'quota'],
  ['billing_hard_limit_reached', 'quota'],
  ['billing_not_active', 'quota'],
  ['billing_error', 'quota'],
  ['insufficient_balance', 'quota'],
  ['insufficient_credits', 'quota'],
  ['access_terminated', 'quota'],
  ['context_length_exceeded', 'too-large'],
  ['exceed_context_size_error', 'too-large'],
  ['string_above_max_length', 'too-large'],
  ['request_too_large', 'too-large'],
  ['tokens_limit_reached', 'too-large'],
  ['content_filter', 'content-filter'],
  ['content_policy_violation', 'content-filter'],
  ['responsibleaipolicyviolation', 'content-filter'],
  ['invalid_prompt', 'content-filter'],
  ['invalid_json_schema', 'schema'],
  ['model_not_found', 'model'],
  ['model_not_available', 'model'],
  ['invalid_model', 'model'],
  ['deploymentnotfound', 'model'],
]);

/** Each is looked for in at most 2,000 characters; none can run longer than that allows. */
const words: readonly (readonly [RegExp, Diagnosis])[] = [
  // Google and xAI give a wrong key the status 400.
  [/\b(?:incorrect|invalid) api key\b|\bapi key not valid\b/i, 'key'],
  [/credit balance|insufficient (?:balance|quota|credit|funds)|more credits|billing (?:hard )?limit/i, 'quota'],
  [
    /maximum context length|context (?:length|size|window)|prompt is too long|too many tokens|input is too long|max_model_len/i,
    'too-large',
  ],
  [/content management policy|content[_ ]filter|input was flagged|requires moderation/i, 'content-filter'],
  [/invalid schema for/i, 'schema'],
  [
    /\bmodels?\b[^.]{0,200}\b(?:not (?:be )?found|not exist|not a valid|not loaded|no such)\b|\bno models? loaded|not a valid model|\b(?:unknown|invalid|no such) model\b|deployment[^.]{0,80}not exist/i,
    'model',
  ],
];

/** Codes are trusted before words, and words only where an error is about the request. */
export function diagnose(failure: AnswerFailure): Diagnosis {
  for (const word of [failure.code, failure.type]) {
    const known = codes.get(word?.toLowerCase() ?? '');
    if (known !== undefined) return known;
  }
  if (failure.status === 402) return 'quota';
  if (failure.status === 413) return 'too-large';
  if (failure.message === null || ![400, 403, 404, 422, 429, 500].includes(failure.status)) return null;
  const { message } = failure;
  const found = words.find(([pattern]) => pattern.test(message))?.[1] ?? null;
  // Rate limits speak of tokens too, and 500 is not about the request but for servers that know no other status.
  if (failure.status === 429) return found === 'quota' ? found : null;
  if (failure.status === 500) return found === 'too-large' ? found : null;
  return found === 'model' && namesParameter(failure) ? null : found;
}

/** Whether an error names a part of the request that can be left out. */
export function namesParameter({ param, message }: AnswerFailure): boolean {
  return /response_format|json_schema|json_object|grammar|max_(?:completion_)?tokens|reasoning/i.test(
    `${param ?? ''} ${message ?? ''}`,
  );
}
