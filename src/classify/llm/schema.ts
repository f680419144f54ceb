/** Documented for OpenAI's strict structured outputs: enum values in a schema, and characters of one enum of more than 250. */
const MAX_ENUM_VALUES = 1000;
const LARGE_ENUM_VALUES = 250;
const MAX_LARGE_ENUM_CHARACTERS = 15_000;

/** Name of the schema on the wire: at most 64 letters, digits, `_` and `-`. */
export const SCHEMA_NAME = 'tags';

/** JSON Schema of an answer that names tags of `names`, as strict structured outputs take it. */
export function answerSchema(names: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    type: 'object',
    properties: {
      tags: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            tag: fitsEnum(names) ? { type: 'string', enum: names } : { type: 'string' },
            quote: { type: 'string' },
          },
          required: ['tag', 'quote'],
          additionalProperties: false,
        },
      },
    },
    required: ['tags'],
    additionalProperties: false,
  };
}

function fitsEnum(names: readonly string[]): boolean {
  if (names.length === 0 || names.length > MAX_ENUM_VALUES) return false;
  if (names.length <= LARGE_ENUM_VALUES) return true;
  return names.reduce((sum, name) => sum + name.length, 0) <= MAX_LARGE_ENUM_CHARACTERS;
}
