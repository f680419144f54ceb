import { readFileSync } from 'node:fs';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Reply } from './reply.ts';
import type { Match } from './router.ts';

type Schema = boolean | { readonly [keyword: string]: unknown };
type Content = { readonly [mediaType: string]: Schema };
type Operation = {
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: Schema }[];
  readonly body: { readonly required: boolean; readonly content: Content } | null;
  readonly responses: { readonly [status: string]: Content };
};
type Slice = {
  readonly operations: { readonly [operation: string]: Operation };
  readonly components: { readonly schemas: { readonly [name: string]: Schema } };
};

const slice: Slice = JSON.parse(readFileSync(new URL('openapi.generated.json', import.meta.url), 'utf8'));

/** Method and path template of every operation in the slice. */
export const operations: ReadonlySet<string> = new Set(Object.keys(slice.operations));

/** Where GitHub answers otherwise than its description says; each of these is null when a fork has been deleted. */
const deviations: readonly (readonly string[])[] = [
  ['pull-request', 'head', 'repo'],
  ['pull-request-simple', 'head', 'repo'],
  ['workflow-run', 'head_repository'],
];

/** Errors that any operation may give although the description does not list them. */
const commonStatuses = new Set([301, 304, 307, 400, 401, 403, 404, 429, 451, 500, 502, 503]);

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `strict` closes every object that lists its members, so that a misspelt member of an answer of ours is found. */
function prepare(schema: unknown, root: string, strict: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((each) => prepare(each, root, strict));
  if (!isObject(schema)) return schema;
  const entries = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if (key === '$ref') return [key, `${root}${String(value)}`];
    if (key !== 'properties' || !isObject(value)) return [key, prepare(value, root, strict && key !== 'allOf')];
    return [key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, prepare(each, root, strict)]))];
  });
  const isOpen = strict && ('properties' in schema || 'allOf' in schema) && !('additionalProperties' in schema);
  return Object.fromEntries(isOpen ? [...entries, ['unevaluatedProperties', false]] : entries);
}

function deviate(schemas: Slice['components']['schemas']): Slice['components']['schemas'] {
  const copy: Record<string, unknown> = structuredClone(schemas);
  for (const [name = '', ...path] of deviations) {
    let schema = copy[name];
    for (const member of path.slice(0, -1)) schema = memberOf(schema, member);
    const properties = isObject(schema) && isObject(schema['properties']) ? schema['properties'] : {};
    Object.assign(properties, {
      [path.at(-1) ?? '']: { anyOf: [memberOf(schema, path.at(-1) ?? ''), { type: 'null' }] },
    });
  }
  return copy as Slice['components']['schemas']; // a copy with some members widened
}

const memberOf = (schema: unknown, member: string): unknown =>
  isObject(schema) && isObject(schema['properties']) ? schema['properties'][member] : undefined;

function createValidator(strict: boolean, coerceTypes: boolean): (schema: Schema) => ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true, coerceTypes, validateFormats: true, logger: false });
  formats.default(ajv);
  ajv.addSchema({
    $id: 'slice.json',
    components: { schemas: prepare(deviate(slice.components.schemas), 'slice.json', strict) },
  });
  const compiled = new Map<Schema, ValidateFunction>();
  return (schema) => {
    const known = compiled.get(schema);
    if (known) return known;
    const made = ajv.compile(prepare(schema, 'slice.json', strict) as Schema); // same shape as what went in
    compiled.set(schema, made);
    return made;
  };
}

const validators = {
  strict: createValidator(true, false),
  loose: createValidator(false, false),
  query: createValidator(true, true),
};

const render = (errors: readonly ErrorObject[] | null | undefined): string =>
  (errors ?? [])
    .slice(0, 4)
    .map(({ instancePath, message, params }) => {
      const unknown: unknown = params['unevaluatedProperty'] ?? params['additionalProperty'];
      return `${instancePath || '(whole)'} ${message ?? ''}${unknown === undefined ? '' : `: ${JSON.stringify(unknown)}`}`;
    })
    .join('; ');

/** What is wrong with a request, by GitHub's description; empty where nothing is. */
export function checkRequest(match: Match, query: URLSearchParams, body: unknown): readonly string[] {
  const operation = slice.operations[match.operation];
  if (!operation) return [`${match.operation} is not in the slice`];
  const problems: string[] = [];
  const known = operation.parameters.filter(({ in: place }) => place === 'query');
  for (const [name, value] of query) {
    const schema = known.find((parameter) => parameter.name === name)?.schema;
    if (schema === undefined) problems.push(`unknown query parameter "${name}"`);
    // Wrapped in an object, since ajv coerces members only.
    else problems.push(...failures(validators.query, memberSchema(schema), { value }, `query parameter "${name}"`));
  }
  for (const { name, in: place, schema } of operation.parameters) {
    const value = place === 'path' ? match.params.get(name) : undefined;
    if (value !== undefined)
      problems.push(...failures(validators.query, memberSchema(schema), { value }, `path parameter "${name}"`));
  }
  const bodySchema = operation.body?.content['application/json'];
  if (bodySchema !== undefined && (body !== undefined || operation.body?.required))
    problems.push(...failures(validators.strict, bodySchema, body, 'body'));
  else if (bodySchema === undefined && body !== undefined) problems.push('a body where none is described');
  return problems;
}

const memberSchemas = new Map<Schema, Schema>();
function memberSchema(schema: Schema): Schema {
  const made = memberSchemas.get(schema) ?? { type: 'object', properties: { value: schema } };
  memberSchemas.set(schema, made);
  return made;
}

/** What is wrong with an answer of ours, by the same description. */
export function checkResponse(operation: string, mediaType: string, reply: Reply): readonly string[] {
  const responses = slice.operations[operation]?.responses;
  if (!responses) return [];
  const documented = responses[String(reply.status)];
  if (!documented && !commonStatuses.has(reply.status)) return [`status ${reply.status} is not described`];
  if (reply.json === undefined) {
    const wantsJson = reply.status < 300 && documented?.['application/json'] !== undefined;
    return wantsJson && !reply.bytes ? ['no body where one is described'] : [];
  }
  const basicError: Schema = { $ref: '#/components/schemas/basic-error' };
  const schema = documented?.[mediaType] ?? documented?.['application/json'] ?? basicError;
  const isSuccess = reply.status < 300;
  return failures(
    isSuccess ? validators.strict : validators.loose,
    isSuccess ? schema : schemaKey(schema),
    reply.json,
    'answer',
  );
}

const basicErrors = new Map<string, Schema>();
/** One object for equal schemas made on the spot, so that they are compiled once. */
function schemaKey(schema: Schema): Schema {
  const key = JSON.stringify(schema);
  const known = basicErrors.get(key) ?? schema;
  basicErrors.set(key, known);
  return known;
}

function failures(
  validator: (schema: Schema) => ValidateFunction,
  schema: Schema,
  value: unknown,
  what: string,
): readonly string[] {
  const validate = validator(schema);
  return validate(value) ? [] : [`${what}: ${render(validate.errors)}`];
}
