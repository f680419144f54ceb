import { UserError } from '../errors.ts';
import { findHiddenCharacter, renderCodePoint } from './hidden-characters.ts';
import { maxDepth } from './limits.ts';
import { quote } from './quote.ts';
import type { Member, Position, SourceNode } from './source-node.ts';

const whole = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const words = new Map<string, { kind: 'boolean'; value: boolean } | { kind: 'null' }>([
  ['true', { kind: 'boolean', value: true }],
  ['false', { kind: 'boolean', value: false }],
  ['null', { kind: 'null' }],
]);
const escapes = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/**
 * Reads strict JSON (RFC 8259, exactly what `JSON.parse` accepts) in one pass, keeping what `JSON.parse` loses and a
 * message needs: lines, columns, doubled keys and numbers as written. `JSON.parse` with source text access would give
 * the numbers, but not on Node 20.
 * @throws UserError `vocabulary/syntax` with line and column; `vocabulary/too-deep` beyond 100 levels.
 */
export function parseJson(text: string, file: string): SourceNode {
  let at = 0;
  let line = 1;
  let lineStart = 0;

  const position = (): Position => ({ line, column: at - lineStart + 1 });

  function fail(message: string, code = 'vocabulary/syntax'): never {
    throw new UserError('input', { code, message, place: { file, line, column: at - lineStart + 1 } });
  }

  function skipSpace(): void {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 0x0a) {
        line += 1;
        lineStart = at + 1;
      } else if (code === 0x0d) {
        if (text.charCodeAt(at + 1) !== 0x0a) {
          line += 1;
          lineStart = at + 1;
        }
      } else if (code !== 0x20 && code !== 0x09) {
        return;
      }
      at += 1;
    }
  }

  function unexpected(expected: string, opened?: { what: string; line: number }): never {
    if (at >= text.length) {
      const inside = opened === undefined ? '' : ` inside the ${opened.what} that starts on line ${opened.line}`;
      fail(`the file ends${inside}; expected ${expected}. Is a part of it missing?`);
    }
    const rest = text.slice(at, at + 10);
    const hint = hints.find(({ pattern }) => pattern.test(rest))?.hint;
    fail(`not JSON: expected ${expected}, found ${renderFound(text, at)}.${hint === undefined ? '' : ` ${hint}`}`);
  }

  function readText(): string {
    const start = position();
    at += 1;
    let value = '';
    let from = at;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 0x22) {
        value += text.slice(from, at);
        at += 1;
        return value;
      }
      if (code === 0x5c) {
        value += text.slice(from, at) + readEscape();
        from = at;
      } else if (code < 0x20) {
        fail(
          code === 0x0a || code === 0x0d
            ? `not JSON: the text that starts in column ${start.column} has no closing quote on its line. Add the quote, or write a line break as \\n.`
            : `not JSON: ${renderCodePoint(code)} inside a text must be written as ${code === 0x09 ? '\\t' : 'an escape'}.`,
        );
      } else if (at >= text.length) {
        fail(`the file ends inside the text that starts in column ${start.column}. Is a part of it missing?`);
      } else {
        at += 1;
      }
    }
  }

  function readEscape(): string {
    const letter = text[at + 1] ?? '';
    const simple = escapes.get(letter);
    if (simple !== undefined) {
      at += 2;
      return simple;
    }
    const digits = text.slice(at + 2, at + 6);
    if (letter === 'u' && /^[0-9a-fA-F]{4}$/.test(digits)) {
      at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    fail('not JSON: a backslash inside a text starts an escape such as \\n or \\u00e9; write \\\\ for a backslash.');
  }

  function readValue(depth: number, opened?: { what: string; line: number }): SourceNode {
    const start = position();
    switch (text[at]) {
      case '"':
        return { kind: 'text', text: readText(), line: start.line, column: start.column };
      case '[':
      case '{':
        if (depth >= maxDepth)
          fail(`more than ${maxDepth} lists and objects within each other.`, 'vocabulary/too-deep');
        return text[at] === '[' ? readList(depth + 1, start) : readObject(depth + 1, start);
    }
    whole.lastIndex = at;
    const number = whole.exec(text)?.[0];
    if (number !== undefined) {
      at += number.length;
      return { kind: 'number', number: Number(number), source: number, line: start.line, column: start.column };
    }
    const word = /^[a-z]*/.exec(text.slice(at, at + 6))?.[0] ?? '';
    const constant = words.get(word);
    if (constant === undefined) unexpected('a value', opened);
    at += word.length;
    return { ...constant, ...start };
  }

  function readList(depth: number, start: Position): SourceNode {
    const opened = { what: 'list', line: start.line };
    const items: SourceNode[] = [];
    at += 1;
    skipSpace();
    if (text[at] === ']') {
      at += 1;
      return { kind: 'list', items, ...start };
    }
    for (;;) {
      if (text[at] === ']' && items.length > 0) fail(afterComma(']'));
      items.push(readValue(depth, opened));
      skipSpace();
      if (text[at] === ']') {
        at += 1;
        return { kind: 'list', items, ...start };
      }
      if (text[at] !== ',') unexpected('"," or "]"', opened);
      at += 1;
      skipSpace();
    }
  }

  function readObject(depth: number, start: Position): SourceNode {
    const opened = { what: 'object', line: start.line };
    const members: Member[] = [];
    at += 1;
    skipSpace();
    if (text[at] === '}') {
      at += 1;
      return { kind: 'object', members, ...start };
    }
    for (;;) {
      if (text[at] === '}' && members.length > 0) fail(afterComma('}'));
      if (text[at] !== '"') unexpected('the name of a field in double quotes', opened);
      const key = readText();
      skipSpace();
      if (text[at] !== ':') unexpected(`":" after the name of a field`, opened);
      at += 1;
      skipSpace();
      members.push({ key, value: readValue(depth, opened) });
      skipSpace();
      if (text[at] === '}') {
        at += 1;
        return { kind: 'object', members, ...start };
      }
      if (text[at] !== ',') unexpected('"," or "}"', opened);
      at += 1;
      skipSpace();
    }
  }

  skipSpace();
  const value = readValue(0);
  skipSpace();
  if (/[{["]/.test(text[at] ?? '')) {
    fail(
      `not JSON: expected the end of the file, found ${renderFound(text, at)}. Put square brackets round the list and commas between its entries.`,
    );
  }
  if (at < text.length) unexpected('the end of the file');
  return value;
}

const hints = [
  { pattern: /^\/[/*]|^#/, hint: 'JSON has no comments; in YAML a comment starts with #.' },
  { pattern: /^'/, hint: 'Texts stand in double quotes.' },
  { pattern: /^[\u201c\u201d\u201e\u2018\u2019\u00ab]/, hint: 'Use straight double quotes.' },
  {
    pattern: /^(?:<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)/,
    hint: 'This looks like a merge conflict that was left unresolved.',
  },
  {
    pattern: /^[+.\d]/,
    hint: 'Numbers are written like 7, -7 or 0.5; an id of another form must stand in double quotes.',
  },
  { pattern: /^(?:True|False|None|undefined|NaN|Infinity)/, hint: 'JSON knows true, false and null.' },
  { pattern: /^[\p{L}_]/u, hint: 'Texts and names of fields stand in double quotes.' },
  { pattern: /^[{["]/, hint: 'Is a comma missing before it?' },
] as const;

function afterComma(close: string): string {
  return `not JSON: expected a value after ",", found "${close}". Remove the last comma.`;
}

function renderFound(text: string, at: number): string {
  const codePoint = text.codePointAt(at) ?? 0;
  const character = String.fromCodePoint(codePoint);
  if (codePoint === 0xa0) return 'U+00A0 (no-break space)';
  return findHiddenCharacter(character) === null
    ? `${character === '"' ? "'\"'" : quote(character)}`
    : renderCodePoint(codePoint);
}
