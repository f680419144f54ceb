// Cuts the operations that the loopback OpenAI answers out of OpenAI's OpenAPI description, with every schema they refer
// to, prose left out, and writes them to test/openai/openapi.generated.json.
//
//   node .github/scripts/node.mjs test/openai/openapi-slice.ts [openapi.json]
//
// The description is openapi.json of github.com/openai/openai-openapi (MIT), 3.4 MB at the commit below; it is downloaded
// unless a copy is named. Run this after adding an operation to `operations` or raising `commit`, and commit what it writes.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const commit = 'f85dbe223d40e1a31cba812ab2d755c7e98a92a3';
const sha256 = 'bbfd19abcde0e7412da99378deb2a959ccdd3a812f97c9e35901921e8e973f9a';
const operations: readonly string[] = ['POST /chat/completions', 'GET /models', 'GET /models/{model}'];
/** Schemas that no operation refers to and that answers are checked against all the same. */
const extraSchemas: readonly string[] = ['ErrorResponse'];

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What says nothing about which values are valid. */
const prose = new Set([
  'description',
  'summary',
  'title',
  'example',
  'examples',
  'externalDocs',
  'deprecated',
  'default',
  'discriminator',
]);
/** Keywords whose value maps names to schemas: the names are data and must not be taken for keywords. */
const schemaMaps = new Set(['properties', 'patternProperties']);

/** A schema without prose. OpenAPI 3.1 has JSON Schema 2020-12; `nullable` of older versions stands in a few places still. */
function clean(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(clean);
  if (!isObject(schema)) return schema;
  const cleaned: Record<string, Json> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (prose.has(key) || key.startsWith('x-') || key === 'nullable') continue;
    if (key === 'enum' || key === 'required' || key === 'const') cleaned[key] = value;
    else if (schemaMaps.has(key) && isObject(value))
      cleaned[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, clean(inner)]));
    else cleaned[key] = clean(value);
  }
  return schema['nullable'] === true ? { anyOf: [cleaned, { type: 'null' }] } : cleaned;
}

async function readDescription(path: string | undefined): Promise<JsonObject> {
  const url = `https://raw.githubusercontent.com/openai/openai-openapi/${commit}/openapi.json`;
  const bytes = path === undefined ? Buffer.from(await (await fetch(url)).arrayBuffer()) : readFileSync(path);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) throw new Error(`The description has the SHA-256 ${found}, not that of commit ${commit}`);
  return JSON.parse(bytes.toString('utf8'));
}

function child(value: Json | undefined, ...keys: readonly string[]): JsonObject {
  let current = value;
  for (const key of keys) current = isObject(current) ? current[key] : undefined;
  if (!isObject(current)) throw new Error(`The description has nothing at ${keys.join(' > ')}`);
  return current;
}

const description = await readDescription(process.argv[2]);

function jsonSchemaOf(holder: Json | undefined): Json {
  if (!isObject(holder)) return null;
  const reference = holder['$ref'];
  const resolved = typeof reference === 'string' ? child(description, ...reference.slice(2).split('/')) : holder;
  const content = isObject(resolved['content']) ? resolved['content']['application/json'] : undefined;
  return isObject(content) ? clean(content['schema'] ?? {}) : null;
}

function sliceOperation(operation: JsonObject): Json {
  return {
    body: jsonSchemaOf(operation['requestBody']),
    responses: Object.fromEntries(
      Object.entries(child(operation, 'responses')).map(([status, response]) => [status, jsonSchemaOf(response)]),
    ),
  };
}

/** Adds every schema that `value` refers to, and what those refer to, to `schemas`. */
function collectSchemas(value: Json, schemas: Map<string, Json>): void {
  if (Array.isArray(value)) for (const item of value) collectSchemas(item, schemas);
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && typeof inner === 'string') addSchema(inner.replace('#/components/schemas/', ''), schemas);
    else collectSchemas(inner, schemas);
  }
}

function addSchema(name: string, schemas: Map<string, Json>): void {
  if (schemas.has(name)) return;
  const schema = clean(child(description, 'components', 'schemas', name));
  schemas.set(name, schema);
  collectSchemas(schema, schemas);
}

const sliced: Record<string, Json> = {};
for (const name of operations) {
  const [method = '', path = ''] = name.split(' ');
  sliced[name] = sliceOperation(child(description, 'paths', path, method.toLowerCase()));
}
const schemas = new Map<string, Json>();
collectSchemas(sliced, schemas);
for (const name of extraSchemas) addSchema(name, schemas);
const slice = {
  source: `github.com/openai/openai-openapi openapi.json at ${commit}`,
  license: 'MIT, Copyright (c) OpenAI',
  operations: sliced,
  components: { schemas: Object.fromEntries([...schemas].sort(([left], [right]) => (left < right ? -1 : 1))) },
};
const out = fileURLToPath(new URL('openapi.generated.json', import.meta.url));
writeFileSync(out, `${JSON.stringify(slice, null, 1)}\n`);
console.error(
  `${operations.length} operations, ${schemas.size} schemas, ${Math.round(JSON.stringify(slice).length / 1000)} kB`,
);
