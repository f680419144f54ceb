/**
 * What OpenAI's strict structured outputs take at most, over the whole schema: values of enums, characters of them and of names, and
 * characters of one enum of more than 250 values (developers.openai.com, "Structured outputs", supported schemas). Azure still
 * documents 100 properties and 5 levels, which this schema is far from, and no `uniqueItems`, `maxItems`, `maxLength` or `pattern`.
 */
const MAX_ENUM_VALUES = 1000;
const MAX_CHARACTERS = 120_000;
const LARGE_ENUM_VALUES = 250;
const MAX_LARGE_ENUM_CHARACTERS = 15_000;
/** The names of the properties, generously. */
const OWN_CHARACTERS = 100;

/** Name of the schema on the wire: at most 64 letters, digits, `_` and `-`. */
export const SCHEMA_NAME = 'tags';

/**
 * JSON Schema of an answer that names tags of `names`, as strict structured outputs take it. A list that is too large for an enum leaves
 * any text open; the prompt lists it all the same, and answers are checked whatever was asked for.
 */
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
  const characters = names.reduce((sum, name) => sum + name.length, 0);
  const most = names.length > LARGE_ENUM_VALUES ? MAX_LARGE_ENUM_CHARACTERS : MAX_CHARACTERS - OWN_CHARACTERS;
  return characters <= most;
}
