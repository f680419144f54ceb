/** What JSON can hold. Objects have no prototype where the tolerant reader made them, so that no key means anything. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * What stands at a place of a text: a value and where it ends; nothing of the kind; an object that cannot be read after its
 * first key; or something that goes on beyond the end of the text.
 */
export type Reading<Value = JsonValue> =
  | { readonly kind: 'value'; readonly value: Value; readonly end: number }
  | { readonly kind: 'none' | 'broken' | 'cut' };

/** Deeper than any answer; keeps hostile nesting off the stack. */
const MAX_DEPTH = 32;

const NONE = { kind: 'none' } as const;
const BROKEN = { kind: 'broken' } as const;
const CUT = { kind: 'cut' } as const;

/** Opening quotation marks and what closes them. */
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['\u201c', '\u201d\u201c"'],
  ['\u201d', '\u201d"'],
  ['\u2018', "\u2019\u2018'"],
]);
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
]);
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['null', null],
  ['None', null],
  ['nil', null],
  ['undefined', null],
  ['NaN', null],
  ['Infinity', null],
]);
const WORD = /[A-Za-z_$][\w$-]*/y;
const NUMBER = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const HEX = /^[0-9a-fA-F]{4}$/;

/**
 * Reads JSON as models write it when nothing holds them to it: with trailing, missing or doubled commas, single or typographic
 * quotation marks, quotation marks inside of a text, raw line breaks, keys without quotation marks, comments, Python's words,
 * `NaN`. One reader for one text: all that it reads together is at most `maxCharacters`, so that no text takes more than linear
 * time however often reading starts anew; beyond, everything is `none`.
 */
export function createJsonReader(text: string, maxCharacters: number): { readonly readAt: (start: number) => Reading } {
  let left = maxCharacters;

  const skip = (at: number): number => {
    let next = at;
    for (; next < text.length; next++) {
      const character = text[next]!;
      if (character === '/' && text[next + 1] === '/') next = endOf('\n', next) - 1;
      else if (character === '/' && text[next + 1] === '*') next = endOf('*/', next + 2) - 1;
      else if (!isSpace(character)) break;
    }
    left -= next - at;
    return next;
  };
  /** Where the next `mark` ends, or the text does. */
  const endOf = (mark: string, from: number): number => {
    const found = text.indexOf(mark, from);
    return found === -1 ? text.length : found + mark.length;
  };

  const readValue = (at: number, depth: number): Reading => {
    if (at >= text.length) return CUT;
    if (depth > MAX_DEPTH || left <= 0) return NONE;
    const first = text[at]!;
    if (first === '{') return readObject(at, depth);
    if (first === '[') return readList(at, depth);
    if (CLOSING.has(first)) return readText(at);
    const number = match(NUMBER, at);
    if (number !== null) return { kind: 'value', value: Number(number), end: at + number.length };
    const word = match(WORD, at);
    const literal = word === null ? undefined : LITERALS.get(word);
    if (word === null || literal === undefined) return NONE;
    return { kind: 'value', value: literal, end: at + word.length };
  };

  const readList = (start: number, depth: number): Reading => {
    const items: JsonValue[] = [];
    let at = start + 1;
    for (;;) {
      at = skipCommas(at);
      if (at >= text.length) return CUT;
      if (text[at] === ']') return { kind: 'value', value: items, end: at + 1 };
      const item = readValue(at, depth + 1);
      if (item.kind !== 'value') return item;
      items.push(item.value);
      at = item.end;
    }
  };

  const readObject = (start: number, depth: number): Reading => {
    // A text may name `__proto__`: with no prototype that is a key like any other.
    const object = Object.create(null) as Record<string, JsonValue>;
    let hasField = false;
    let at = start + 1;
    for (;;) {
      at = skipCommas(at);
      if (at >= text.length) return CUT;
      if (text[at] === '}') return { kind: 'value', value: object, end: at + 1 };
      const key = CLOSING.has(text[at]!) ? readText(at) : readWord(at);
      if (key.kind !== 'value') return key.kind === 'none' && hasField ? BROKEN : key;
      at = skip(key.end);
      if (at >= text.length) return CUT;
      if (text[at] !== ':') return hasField ? BROKEN : NONE;
      hasField = true;
      const value = readValue(skip(at + 1), depth + 1);
      if (value.kind !== 'value') return value.kind === 'none' ? BROKEN : value;
      object[key.value] = value.value;
      at = value.end;
    }
  };

  const skipCommas = (from: number): number => {
    let at = skip(from);
    while (text[at] === ',') at = skip(at + 1);
    left -= 1;
    return left > 0 ? at : text.length;
  };

  const readWord = (at: number): Reading<string> => {
    const word = match(WORD, at);
    return word === null ? NONE : { kind: 'value', value: word, end: at + word.length };
  };

  /** A quotation mark closes a text only where something of JSON follows; others stand for themselves. */
  const readText = (start: number): Reading<string> => {
    const closing = CLOSING.get(text[start]!) ?? '"';
    const parts: string[] = [];
    let from = start + 1;
    for (let at = from; at < text.length; at++) {
      const character = text[at]!;
      if (character === '\\') {
        const [meant, length] = readEscape(at);
        parts.push(text.slice(from, at), meant);
        from = at + length;
        at = from - 1;
      } else if (closing.includes(character)) {
        const next = skip(at + 1);
        if (left <= 0) return NONE;
        if (next < text.length && !',:]}'.includes(text[next]!)) continue;
        left -= at - start;
        return { kind: 'value', value: parts.join('') + text.slice(from, at), end: at + 1 };
      }
    }
    left -= text.length - start;
    return CUT;
  };

  const readEscape = (at: number): readonly [string, number] => {
    const next = text[at + 1] ?? '';
    const code = text.slice(at + 2, at + 6);
    if (next === 'u' && HEX.test(code)) return [String.fromCharCode(Number.parseInt(code, 16)), 6];
    return [ESCAPES.get(next) ?? next, 1 + next.length];
  };

  const match = (pattern: RegExp, at: number): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    left -= found?.length ?? 0;
    return found;
  };

  return {
    readAt(start) {
      if (left <= 0) return NONE;
      left -= 1;
      const read = readValue(start, 0);
      // What is cut because reading gave up is not cut by the one who wrote it.
      return left <= 0 && read.kind !== 'value' ? NONE : read;
    },
  };
}

function isSpace(character: string): boolean {
  return character <= ' ' || character === '\u00a0' || character === '\ufeff' || character === '\u3000';
}
