/** What an endpoint takes as the schema of a strict structured output. */
export type SchemaLimits = {
  readonly maxProperties: number;
  readonly maxDepth: number;
  /** Values of all enums together. */
  readonly maxEnumValues: number;
  /** Characters of all names of members and all enum values together. */
  readonly maxNameCharacters: number;
  /** Characters of one enum of more than 250 strings. */
  readonly maxLongEnumCharacters: number;
  /** Keywords that are refused. */
  readonly refused: ReadonlySet<string>;
};

const neverTaken = [
  'uniqueItems',
  'contains',
  'prefixItems',
  'allOf',
  'not',
  'if',
  'then',
  'else',
  'patternProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'dependentRequired',
  'dependentSchemas',
  'unevaluatedProperties',
  'unevaluatedItems',
];

/** OpenAI's guide to structured outputs, 2025 and later. */
export const openaiLimits: SchemaLimits = {
  maxProperties: 5000,
  maxDepth: 10,
  maxEnumValues: 1000,
  maxNameCharacters: 120_000,
  maxLongEnumCharacters: 15_000,
  refused: new Set(neverTaken),
};

/** What Microsoft's page on structured outputs still says. */
export const azureLimits: SchemaLimits = {
  ...openaiLimits,
  maxProperties: 100,
  maxDepth: 5,
  refused: new Set([
    ...neverTaken,
    'minLength',
    'maxLength',
    'pattern',
    'format',
    'minimum',
    'maximum',
    'multipleOf',
    'minItems',
    'maxItems',
  ]),
};

type Count = { properties: number; enumValues: number; characters: number };

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Why OpenAI would refuse this schema in strict mode, in the words after "Invalid schema for response_format"; null where
 * it would take it.
 */
export function refuseSchema(schema: unknown, limits: SchemaLimits): string | null {
  if (!isObject(schema) || schema['type'] !== 'object')
    return 'schema must be a JSON Schema of \'type: "object"\', got something else.';
  const count: Count = { properties: 0, enumValues: 0, characters: 0 };
  const problem = refusePart(schema, '()', 0, limits, count);
  if (problem !== null) return problem;
  if (count.properties > limits.maxProperties) return `schema exceeds the limit of ${limits.maxProperties} properties.`;
  if (count.enumValues > limits.maxEnumValues)
    return `schema exceeds the limit of ${limits.maxEnumValues} enum values.`;
  if (count.characters > limits.maxNameCharacters) return 'schema exceeds the limit of characters in names and values.';
  return null;
}

function refusePart(
  schema: { readonly [key: string]: unknown },
  place: string,
  depth: number,
  limits: SchemaLimits,
  count: Count,
): string | null {
  if (depth > limits.maxDepth) return `schema exceeds the limit of ${limits.maxDepth} levels of nesting.`;
  const refused = Object.keys(schema).find((keyword) => limits.refused.has(keyword));
  if (refused !== undefined) return `In context=${place}, '${refused}' is not permitted.`;
  const enumProblem = refuseEnum(schema['enum'], place, limits, count);
  if (enumProblem !== null) return enumProblem;
  const properties = isObject(schema['properties']) ? schema['properties'] : null;
  if (schema['type'] === 'object' || properties !== null) {
    const names = Object.keys(properties ?? {});
    count.properties += names.length;
    count.characters += names.join('').length;
    if (schema['additionalProperties'] !== false)
      return `In context=${place}, 'additionalProperties' is required to be supplied and to be false.`;
    const required = Array.isArray(schema['required']) ? schema['required'] : [];
    const missing = names.find((name) => !required.includes(name));
    if (missing !== undefined || required.length !== names.length)
      return `In context=${place}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing ?? ''}'.`;
  }
  const parts: (readonly [string, unknown])[] = [
    ...Object.entries(properties ?? {}).map(([name, each]) => [`('properties', '${name}')`, each] as const),
    ...Object.entries(isObject(schema['$defs']) ? schema['$defs'] : {}).map(([name, each]) => [name, each] as const),
    ...(Array.isArray(schema['anyOf']) ? schema['anyOf'].map((each: unknown) => ['anyOf', each] as const) : []),
    ...(schema['items'] === undefined ? [] : [['items', schema['items']] as const]),
  ];
  for (const [name, part] of parts) {
    if (!isObject(part)) return `In context=${name}, schema must have a 'type' key.`;
    const problem = refusePart(part, name, depth + 1, limits, count);
    if (problem !== null) return problem;
  }
  return null;
}

function refuseEnum(values: unknown, place: string, limits: SchemaLimits, count: Count): string | null {
  if (!Array.isArray(values)) return null;
  if (values.length === 0) return `In context=${place}, 'enum' must not be empty.`;
  if (new Set(values).size !== values.length) return `In context=${place}, 'enum' has equal values.`;
  const characters = values.join('').length;
  count.enumValues += values.length;
  count.characters += characters;
  return values.length > 250 && characters > limits.maxLongEnumCharacters
    ? `In context=${place}, 'enum' of more than 250 values exceeds ${limits.maxLongEnumCharacters} characters.`
    : null;
}
