// Cuts the operations that the loopback GitHub answers out of GitHub's OpenAPI description, with every schema they refer
// to, and writes them to test/github/openapi.generated.json as JSON Schema 2020-12.
//
//   node .github/scripts/node.mjs .github/scripts/openapi-slice.ts
//
// The description is `@octokit/openapi` (MIT). It is no dependency: it unpacks to 385 MB, of which one file is read here.
// Run this after adding an operation to `operations` below or after raising `version`, and commit what it writes.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const version = '23.0.2';
const repository = '/repos/{owner}/{repo}';
const operations: readonly string[] = [
  'GET /rate_limit',
  'GET /meta',
  'GET /user',
  'GET /users/{username}',
  'GET /installation/repositories',
  'GET /orgs/{org}/repos',
  `GET ${repository}`,
  `GET ${repository}/readme`,
  `GET ${repository}/readme/{dir}`,
  `GET ${repository}/contents/{path}`,
  `GET ${repository}/git/blobs/{file_sha}`,
  `GET ${repository}/git/trees/{tree_sha}`,
  `GET ${repository}/git/commits/{commit_sha}`,
  `GET ${repository}/git/ref/{ref}`,
  `GET ${repository}/git/matching-refs/{ref}`,
  `GET ${repository}/commits`,
  `GET ${repository}/commits/{ref}`,
  `GET ${repository}/commits/{commit_sha}/pulls`,
  `GET ${repository}/compare/{basehead}`,
  `GET ${repository}/branches`,
  `GET ${repository}/branches/{branch}`,
  `GET ${repository}/topics`,
  `PUT ${repository}/topics`,
  `GET ${repository}/actions/artifacts`,
  `GET ${repository}/actions/artifacts/{artifact_id}`,
  `DELETE ${repository}/actions/artifacts/{artifact_id}`,
  `GET ${repository}/actions/artifacts/{artifact_id}/{archive_format}`,
  `GET ${repository}/actions/runs`,
  `GET ${repository}/actions/runs/{run_id}`,
  `GET ${repository}/actions/runs/{run_id}/artifacts`,
  `GET ${repository}/actions/workflows/{workflow_id}/runs`,
  `GET ${repository}/pulls`,
  `GET ${repository}/pulls/{pull_number}`,
  `GET ${repository}/pulls/{pull_number}/files`,
  `GET ${repository}/issues/{issue_number}/comments`,
  `POST ${repository}/issues/{issue_number}/comments`,
  `GET ${repository}/issues/comments/{comment_id}`,
  `PATCH ${repository}/issues/comments/{comment_id}`,
  `DELETE ${repository}/issues/comments/{comment_id}`,
];

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
]);
/** Keywords whose value maps names to schemas: the names are data and must not be taken for keywords. */
const schemaMaps = new Set(['properties', 'patternProperties']);

/** An OpenAPI 3.0 schema as JSON Schema 2020-12, prose left out. */
function toJsonSchema(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(toJsonSchema);
  if (!isObject(schema)) return schema;
  const converted: Record<string, Json> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (prose.has(key) || key.startsWith('x-') || key === 'nullable' || key === 'discriminator') continue;
    if (key === 'enum' || key === 'required') converted[key] = value;
    else if (schemaMaps.has(key) && isObject(value))
      converted[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toJsonSchema(inner)]));
    else converted[key] = toJsonSchema(value);
  }
  if (schema['nullable'] !== true) return converted;
  if (typeof converted['type'] === 'string') {
    converted['type'] = [converted['type'], 'null'];
    if (Array.isArray(converted['enum'])) converted['enum'] = [...converted['enum'], null];
    return converted;
  }
  return { anyOf: [converted, { type: 'null' }] };
}

function readDescription(): JsonObject {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  try {
    execFileSync('npm', ['pack', `@octokit/openapi@${version}`, '--silent', '--pack-destination', folder], {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    const file = 'package/generated/api.github.com.json';
    execFileSync('tar', ['-xzf', `octokit-openapi-${version}.tgz`, file], { cwd: folder });
    return JSON.parse(readFileSync(join(folder, file), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function child(value: Json | undefined, ...keys: readonly string[]): JsonObject {
  let current = value;
  for (const key of keys) current = isObject(current) ? current[key] : undefined;
  if (!isObject(current)) throw new Error(`The description has nothing at ${keys.join(' > ')}`);
  return current;
}

const description = readDescription();

/** Follows references to parameters, responses and the like; references to schemas stay. */
function resolve(value: Json): JsonObject {
  if (!isObject(value)) throw new Error('Expected an object in the description');
  const reference = value['$ref'];
  return typeof reference === 'string' ? child(description, ...reference.slice(2).split('/')) : value;
}

function sliceContent(value: Json | undefined): Json {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([mediaType, body]) => [mediaType, toJsonSchema(resolve(body)['schema'] ?? {})]),
  );
}

function sliceOperation(operation: JsonObject): Json {
  const parameters = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  const body = operation['requestBody'] === undefined ? null : resolve(operation['requestBody']);
  return {
    parameters: parameters.map((each) => {
      const { name, in: place, required, schema } = resolve(each);
      return { name: name ?? '', in: place ?? '', required: required ?? false, schema: toJsonSchema(schema ?? {}) };
    }),
    body: body && { required: body['required'] ?? false, content: sliceContent(body['content']) },
    responses: Object.fromEntries(
      Object.entries(child(operation, 'responses')).map(([status, response]) => [
        status,
        sliceContent(resolve(response)['content']),
      ]),
    ),
  };
}

/** Adds every schema that `value` refers to, and what those refer to, to `schemas`. */
function collectSchemas(value: Json, schemas: Map<string, Json>): void {
  if (Array.isArray(value)) for (const item of value) collectSchemas(item, schemas);
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key !== '$ref' || typeof inner !== 'string') {
      collectSchemas(inner, schemas);
      continue;
    }
    const name = inner.replace('#/components/schemas/', '');
    if (schemas.has(name)) continue;
    const schema = toJsonSchema(child(description, 'components', 'schemas', name));
    schemas.set(name, schema);
    collectSchemas(schema, schemas);
  }
}

const sliced: Record<string, Json> = {};
for (const name of operations) {
  const [method = '', path = ''] = name.split(' ');
  sliced[name] = sliceOperation(child(description, 'paths', path, method.toLowerCase()));
}
const schemas = new Map<string, Json>([
  ['basic-error', toJsonSchema(child(description, 'components', 'schemas', 'basic-error'))],
]);
collectSchemas(sliced, schemas);
const slice = {
  source: `@octokit/openapi@${version} generated/api.github.com.json`,
  license: 'MIT',
  operations: sliced,
  components: {
    schemas: Object.fromEntries([...schemas].sort(([left], [right]) => (left < right ? -1 : 1))),
  },
};
const out = fileURLToPath(new URL('../../test/github/openapi.generated.json', import.meta.url));
writeFileSync(out, `${JSON.stringify(slice, null, 1)}\n`);
console.error(
  `${operations.length} operations, ${schemas.size} schemas, ${Math.round(JSON.stringify(slice).length / 1000)} kB`,
);
