import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { PROJECT } from '../../../src/project.ts';
import { renderTagsSchema } from '../../../src/vocabulary/schema.ts';
import { parseVocabulary } from '../../../src/vocabulary/vocabulary.ts';

const schema: { $id: string } = JSON.parse(renderTagsSchema());
const validate = new Ajv({
  allErrors: true,
  allowUnionTypes: true,
  strictTypes: false,
  keywords: ['defaultSnippets'],
}).compile(schema);
const cases = fileURLToPath(new URL('../../cases/vocabulary/', import.meta.url));

// What a schema cannot say: what holds between entries, and (but for its size) how a number is written.
const beyondSchema = new Set([
  'vocabulary/alias-clash',
  'vocabulary/double-field',
  'vocabulary/double-id',
  'vocabulary/double-name',
  'vocabulary/inexact-id',
  'vocabulary/long-topic',
  'vocabulary/no-topic',
  'vocabulary/replaced-by',
  'vocabulary/replaced-by-self',
  'vocabulary/replacement-circle',
  'vocabulary/too-deep',
  'vocabulary/topic-clash',
]);

async function read(bytes: Uint8Array): Promise<readonly string[]> {
  try {
    await parseVocabulary([{ name: 'tags.json', bytes }], { topics: 'required' });
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ code }) => code);
    throw error;
  }
}

function parseAsEditor(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

const inputs = ['ok', 'err'].flatMap((kind) =>
  readdirSync(`${cases}${kind}`)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name: `${kind}/${name}`, bytes: readFileSync(`${cases}${kind}/${name}`) })),
);

describe('the published schema', () => {
  test('has an address below the project', () => {
    expect(schema.$id).toMatch(
      new RegExp(`^https://raw\\.githubusercontent\\.com/${PROJECT}/v\\d+/dist/tags\\.schema\\.json$`),
    );
  });

  test.each(inputs.filter(({ bytes }) => parseAsEditor(bytes) !== undefined))(
    'agrees with the checker on $name',
    async ({ bytes }) => {
      const codes = await read(bytes);
      const isValid = validate(parseAsEditor(bytes));
      if (codes.some((code) => !beyondSchema.has(code))) expect(isValid).toBe(false);
      else if (!codes.includes('vocabulary/inexact-id')) expect(validate.errors ?? []).toEqual([]);
    },
  );
});
