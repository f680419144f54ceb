import type { JsonValue } from './answer-reader.ts';

/** A tag as a model named it: nothing of it is checked. */
export type NamedTag = {
  /** A name or an id. */
  readonly name: string;
  readonly quote: string | null;
};

/** What the list of tags is called, by its own name and by others that models make up, likeliest first. */
const LIST_KEYS: readonly string[] = [
  'tags',
  'tag',
  'labels',
  'topics',
  'categories',
  'selected_tags',
  'selectedtags',
  'classification',
  'classifications',
];
const NAME_KEYS: readonly string[] = ['tag', 'name', 'label', 'topic', 'category', 'title', 'value', 'id', 'tag_id'];
const QUOTE_KEYS: readonly string[] = ['quote', 'evidence', 'reason', 'snippet', 'excerpt', 'source', 'text'];
/** Wrappers around the answer: `{"result": {"tags": …}}`, or a tool call and its arguments. */
const MAX_WRAPPERS = 4;
/** More tags than any answer names; what comes after them is not looked at. */
const MAX_ITEMS = 1000;
/** Fields of wrappers whose text may be JSON: a quote never is. */
const TEXT_KEYS: ReadonlySet<string> = new Set(['arguments', 'input', 'output', 'content', 'answer', 'result', 'json']);
/** As many wrapped values are looked at, in all. */
const MAX_LOOKS = 2000;

/** The tags of a value that has a list of them under one of its names, however wrapped; null where it has none. */
export function readTagList(value: JsonValue): readonly NamedTag[] | null {
  let looks = 0;
  const find = (inside: JsonValue, depth: number): readonly NamedTag[] | null => {
    if (++looks > MAX_LOOKS || typeof inside !== 'object' || inside === null) return null;
    if (!isList(inside)) {
      const fields = fieldsOf(inside);
      for (const key of LIST_KEYS) {
        const items = readItems(fields.get(key), key);
        if (items !== null) return items;
      }
    }
    if (depth >= MAX_WRAPPERS) return null;
    for (const [key, each] of Object.entries(inside)) {
      const opened = typeof each === 'string' && TEXT_KEYS.has(key) ? openText(each) : each;
      const items = find(opened, depth + 1);
      if (items !== null) return items;
    }
    return null;
  };
  return find(typeof value === 'string' ? openText(value) : value, 0);
}

/** The tags of a bare list; null where it is none or holds something that names no tag. */
export function readBareList(value: JsonValue): readonly NamedTag[] | null {
  if (!isList(value)) return null;
  const items = value.slice(0, MAX_ITEMS).map(readItem);
  return items.every((item) => item !== null) ? items : null;
}

/** The tag that an object is, as where a model writes one a line; null where it names none. */
export function readOneTag(value: JsonValue): NamedTag | null {
  return typeof value === 'object' ? readItem(value) : null;
}

function readItems(value: JsonValue | undefined, key: string): readonly NamedTag[] | null {
  if (value === undefined) return null;
  if (isList(value)) {
    const items = value.slice(0, MAX_ITEMS).flatMap((item) => readItem(item) ?? []);
    // Only an empty list says that no tag fits.
    return items.length === 0 && value.length > 0 ? null : items;
  }
  // `{"tag": "cli", "quote": "…"}` is one tag, not a list of them.
  if (key === 'tag') return null;
  // Of a field of any other name this says nothing: the tags may be in the next one.
  if (value === null || value === '') return key === 'tags' ? [] : null;
  if (typeof value === 'string') return readNames(value);
  if (typeof value !== 'object') return null;
  const one = readItem(value);
  return one === null ? readMap(value) : [one];
}

/** `"cli, real-time"`, also where the text is a list in JSON. */
function readNames(text: string): readonly NamedTag[] {
  const opened = openText(text);
  const list = opened === null ? null : readBareList(opened);
  if (list !== null) return list;
  return text
    .split(/[,;\n]/, MAX_ITEMS)
    .map((name) => ({ name: name.trim(), quote: null }))
    .filter(({ name }) => name !== '');
}

/** `{"cli": "a quote", "web": true, "gui": false}`. */
function readMap(value: { readonly [key: string]: JsonValue }): readonly NamedTag[] | null {
  const fields = Object.entries(value);
  if (fields.some(([, of]) => typeof of === 'object' && of !== null)) return null;
  return fields
    .slice(0, MAX_ITEMS)
    .filter(([, of]) => of !== false && of !== null)
    .map(([name, of]) => ({ name, quote: typeof of === 'string' ? of : null }));
}

function readItem(value: JsonValue): NamedTag | null {
  if (typeof value === 'string') return value.trim() === '' ? null : { name: value.trim(), quote: null };
  if (typeof value === 'number') return { name: String(value), quote: null };
  if (typeof value !== 'object' || value === null || isList(value)) return null;
  const fields = fieldsOf(value);
  for (const key of NAME_KEYS) {
    const field = fields.get(key);
    // One level down: `{"tag": {"id": 82, "name": "real-time"}, "quote": "…"}`.
    const name =
      typeof field === 'object' && field !== null && !isList(field)
        ? (fieldsOf(field).get('name') ?? fieldsOf(field).get('id'))
        : field;
    if (typeof name === 'number' || (typeof name === 'string' && name.trim() !== '')) {
      return { name: String(name).trim(), quote: readQuote(fields) };
    }
  }
  return null;
}

function readQuote(fields: ReadonlyMap<string, JsonValue>): string | null {
  for (const key of QUOTE_KEYS) {
    const field = fields.get(key);
    const quote = isList(field ?? null) ? (field as readonly JsonValue[])[0] : field;
    if (typeof quote === 'string' && quote.trim() !== '') return quote;
  }
  return null;
}

/** A text that is JSON itself, as the arguments of a tool call are. */
function openText(text: string): JsonValue {
  if (!/^\s{0,20}[[{]/.test(text)) return null;
  try {
    return JSON.parse(text) as JsonValue; // JSON.parse gives nothing else.
  } catch {
    return null;
  }
}

/** Fields by lower-case name; of two that differ in case the first counts. */
function fieldsOf(value: { readonly [key: string]: JsonValue }): ReadonlyMap<string, JsonValue> {
  const fields = new Map<string, JsonValue>();
  for (const [key, field] of Object.entries(value)) {
    const name = key.trim().toLowerCase();
    if (!fields.has(name)) fields.set(name, field);
  }
  return fields;
}

/** `Array.isArray` does not tell TypeScript that a read-only list is one. */
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
