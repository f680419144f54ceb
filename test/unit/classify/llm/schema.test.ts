import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerSchema, SCHEMA_NAME } from '../../../../src/classify/llm/schema.ts';

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** All schemas in a schema, with how deep they stand. */
function* walk(schema: Node, depth = 1): Generator<{ readonly node: Node; readonly depth: number }> {
  yield { node: schema, depth };
  const properties = isNode(schema['properties']) ? Object.values(schema['properties']) : [];
  for (const child of [...properties, schema['items']]) if (isNode(child)) yield* walk(child, depth + 1);
}

const enumOf = (names: readonly string[]): readonly string[] | null => {
  for (const { node } of walk(answerSchema(names))) {
    if (Array.isArray(node['enum'])) return node['enum'] as readonly string[];
  }
  return null;
};

const named = (count: number, length = 8): string[] =>
  Array.from({ length: count }, (_, at) => String(at).padStart(length, 'x'));

/** Names as vocabularies have them: any text without repetition. */
const vocabularies = fc.oneof(
  fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), { minLength: 1, maxLength: 60 }),
  fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 60 }),
  fc.constantFrom(named(250), named(251), named(1000), named(1001), named(5000), named(260, 60), named(250, 4000)),
  fc.constantFrom(['say "x"', "it's", 'back\\slash', 'a\nb', '名前', 'emoji 🚀', '__proto__', 'constructor']),
);

describe('answerSchema', () => {
  it('keeps to what strict structured outputs take, whatever the list', () => {
    fc.assert(
      fc.property(vocabularies, (names) => {
        const schema = answerSchema(names);
        expect(schema['type']).toBe('object');
        expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
        let properties = 0;
        let values = 0;
        let characters = 0;
        for (const { node, depth } of walk(schema)) {
          expect(depth).toBeLessThanOrEqual(5);
          // Nothing but these: neither uniqueItems nor maxItems, neither pattern nor maxLength.
          const known = ['type', 'properties', 'required', 'additionalProperties', 'items', 'enum'];
          expect(Object.keys(node).filter((key) => !known.includes(key))).toEqual([]);
          if (node['type'] === 'object') {
            const keys = Object.keys(node['properties'] as Node);
            expect(node['required']).toEqual(keys);
            expect(node['additionalProperties']).toBe(false);
            properties += keys.length;
            characters += keys.join('').length;
          }
          const allowed = node['enum'] as readonly string[] | undefined;
          if (allowed === undefined) continue;
          values += allowed.length;
          characters += allowed.join('').length;
          expect(allowed.length).toBeGreaterThan(0);
          if (allowed.length > 250) expect(allowed.join('').length).toBeLessThanOrEqual(15_000);
        }
        expect(properties).toBeLessThanOrEqual(100);
        expect(values).toBeLessThanOrEqual(1000);
        expect(characters).toBeLessThanOrEqual(120_000);
      }),
    );
  });

  it('names every tag of a list that fits, in its order, and none of one that does not', () => {
    expect(enumOf(['b', 'a', '名前', 'say "x"'])).toEqual(['b', 'a', '名前', 'say "x"']);
    for (const names of [named(250, 100), named(1000), named(251, 15_000 / 251 - 1)])
      expect(enumOf(names)).toEqual(names);
    for (const names of [[], named(1001), named(5000), named(251, 60), named(250, 600)])
      expect(enumOf(names)).toBe(null);
  });

  it('takes answers that name tags of the list with quotes, and no others', () => {
    const check = new Ajv({ strict: true }).compile(answerSchema(['cli', 'wool']));
    expect(check({ tags: [{ tag: 'wool', quote: 'combs wool' }] })).toBe(true);
    expect(check({ tags: [] })).toBe(true);
    for (const wrong of [
      { tags: [{ tag: 'silk', quote: '' }] },
      { tags: [{ tag: 'wool' }] },
      { tags: ['wool'] },
      { tags: [], more: 1 },
      {},
    ]) {
      expect(check(wrong), JSON.stringify(wrong)).toBe(false);
    }
  });

  it('has a name that providers take', () => {
    expect(SCHEMA_NAME).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  });
});
