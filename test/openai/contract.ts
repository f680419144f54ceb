import { readFileSync } from 'node:fs';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

type Schema = boolean | { readonly [keyword: string]: unknown };
type Operation = { readonly body: Schema | null; readonly responses: { readonly [status: string]: Schema | null } };
type Slice = {
  readonly operations: { readonly [operation: string]: Operation };
  readonly components: { readonly schemas: { readonly [name: string]: Schema } };
};

const slice: Slice = JSON.parse(readFileSync(new URL('openapi.generated.json', import.meta.url), 'utf8'));

/** Method and path template of every operation in the slice. */
export type Operations = 'POST /chat/completions' | 'GET /models' | 'GET /models/{model}';

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Points references at `root`. `closed` lets objects that list their members have no others, so that a misspelt one is
 * found; what an `allOf` is put together from stays open, and is looked up among the open ones.
 */
function prepare(schema: unknown, closed: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((each) => prepare(each, closed));
  if (!isObject(schema)) return schema;
  const entries = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if (key === '$ref') return [key, `${closed ? 'closed' : 'open'}.json${String(value)}`];
    if (key !== 'properties' || !isObject(value)) return [key, prepare(value, closed && key !== 'allOf')];
    return [key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, prepare(each, closed)]))];
  });
  const isListed = closed && ('properties' in schema || 'allOf' in schema) && !('additionalProperties' in schema);
  return Object.fromEntries(isListed ? [...entries, ['unevaluatedProperties', false]] : entries);
}

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, logger: false });
for (const closed of [true, false])
  ajv.addSchema({
    $id: `${closed ? 'closed' : 'open'}.json`,
    components: { schemas: prepare(slice.components.schemas, closed) },
  });

const compiled = new Map<string, ValidateFunction>();

function validator(key: string, schema: Schema, closed: boolean): ValidateFunction {
  const made = compiled.get(key) ?? ajv.compile(prepare(schema, closed) as Schema); // same shape as what went in
  compiled.set(key, made);
  return made;
}

const render = (errors: readonly ErrorObject[] | null | undefined): string =>
  (errors ?? [])
    .slice(0, 4)
    .map(({ instancePath, message, params }) => {
      const unknown: unknown = params['unevaluatedProperty'] ?? params['additionalProperty'];
      return `${instancePath || '(whole)'} ${message ?? ''}${unknown === undefined ? '' : `: ${JSON.stringify(unknown)}`}`;
    })
    .join('; ');

/**
 * What is wrong with a request, by OpenAI's description, unknown members included; empty where nothing is. `extra` names
 * members that the server asked knows beyond it.
 */
export function checkRequest(operation: Operations, body: unknown, extra: readonly string[] = []): readonly string[] {
  const schema = slice.operations[operation]?.body ?? null;
  if (schema === null) return body === undefined ? [] : ['a body where none is described'];
  const validate = validator(`request ${operation}`, schema, true);
  return validate(without(body, extra)) ? [] : [render(validate.errors)];
}

/** A body without some members, and without the same ones of its `response_format`. */
function without(body: unknown, members: readonly string[]): unknown {
  if (!isObject(body) || members.length === 0) return body;
  const kept = Object.entries(body).filter(([key]) => !members.includes(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, key === 'response_format' ? without(value, members) : value]),
  );
}

/** What is wrong with an answer of ours, by the same description; errors have one form for all operations. */
export function checkAnswer(operation: Operations, status: number, body: unknown): readonly string[] {
  const isSuccess = status < 300;
  const described = isSuccess ? slice.operations[operation]?.responses[String(status)] : undefined;
  if (isSuccess && !described) return [`status ${status} is not described`];
  const schema = described ?? { $ref: '#/components/schemas/ErrorResponse' };
  const validate = validator(`answer ${isSuccess ? operation : 'error'}`, schema, true);
  return validate(body) ? [] : [render(validate.errors)];
}

/** What is wrong with a value by a schema that a client sent; a schema that is none is wrong with everything. */
export function checkBySchema(schema: unknown, value: unknown): readonly string[] {
  const key = `sent ${JSON.stringify(schema)}`;
  try {
    const validate = compiled.get(key) ?? ajv.compile(schema as Schema); // ajv looks at it itself
    compiled.set(key, validate);
    return validate(value) ? [] : [render(validate.errors)];
  } catch (error) {
    return [`not a JSON Schema: ${String(error)}`];
  }
}
