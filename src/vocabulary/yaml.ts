import { Composer, type CST, isAlias, isMap, isPair, isScalar, isSeq, Lexer, LineCounter, Parser } from 'yaml';
import { renderCount } from '../count.ts';
import { UserError } from '../errors.ts';
import { escapeHiddenCharacters } from './hidden-characters.ts';
import { maxDepth, maxYamlBytes } from './limits.ts';
import { quote } from './quote.ts';
import type { Member, SourceNode } from './source-node.ts';

/** What mostly mends it, for errors whose sentence speaks of the parser's grammar. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['BAD_DQ_ESCAPE', ' Write \\\\ for a backslash, or use single quotes.'],
  ['BAD_INDENT', ' Check how far this line is indented, and whether each bracket above it is closed.'],
  ['BAD_SCALAR_START', ' Put the text into double quotes.'],
  ['BLOCK_AS_IMPLICIT_KEY', ' Put a text with a colon into double quotes.'],
  ['MISSING_CHAR', ' Is a dash, a quote or a bracket missing, or is this line indented too far or too little?'],
  ['MULTILINE_IMPLICIT_KEY', ' Is a colon missing, or the space behind it?'],
  ['TAB_AS_INDENT', ' Use spaces.'],
]);

/**
 * Reads one YAML 1.2 document (core schema: `yes`, `no` and dates are text). An alias (`*name`) stands for the very
 * node of its anchor, so a file built to blow up stays as small as it is written.
 * @throws UserError `vocabulary/too-large`, `vocabulary/syntax` with line and column, or `vocabulary/too-deep`.
 */
export function parseYaml(text: string, bytes: number, file: string): SourceNode {
  if (bytes > maxYamlBytes) {
    const message = `the file is ${renderCount(bytes)} bytes of YAML; at most ${renderCount(maxYamlBytes)} are read. Give a list this long as JSON.`;
    throw new UserError('input', { code: 'vocabulary/too-large', message, place: { file } });
  }
  const lines = new LineCounter();
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const fail = (message: string, offset: number, code = 'vocabulary/syntax'): never => {
    throw new UserError('input', { code, message, place: { file, ...position(offset) } });
  };

  const tooDeep = (offset: number) =>
    fail(`more than ${maxDepth} lists and objects within each other.`, offset, 'vocabulary/too-deep');
  const [document, second] = composeTwo(readTokens(text, lines, tooDeep));
  if (document === undefined) return { kind: 'list', items: [], line: 1, column: 1 };
  if (document.errors.length > 0) {
    const problems = document.errors.slice(0, 10).map((error) => ({
      code: 'vocabulary/syntax',
      message: `not YAML: ${renderMessage(error.message)}${ADVICE.get(error.code) ?? ''}`,
      place: { file, ...position(error.pos[0]) },
    }));
    throw new UserError('input', problems);
  }
  if (second !== undefined)
    fail('a second YAML document starts here; a tags file is one. Remove the "---" line.', second.range[0]);

  const anchors = new Map<string, SourceNode>();

  function read(node: unknown, offset: number): SourceNode {
    if (isAlias(node)) {
      const at = node.range?.[0] ?? offset;
      const target = anchors.get(node.source);
      if (target === undefined) fail(`the alias *${quote(node.source).slice(1, -1)} has no anchor above it.`, at);
      return { ...target!, ...position(at) };
    }
    const value = readAnchored(node, offset);
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) anchors.set(node.anchor, value);
    return value;
  }

  function readAnchored(node: unknown, offset: number): SourceNode {
    if (isScalar(node)) {
      const at = position(node.range?.[0] ?? offset);
      if (node.value === null) return { kind: 'null', ...at };
      if (typeof node.value === 'boolean') return { kind: 'boolean', value: node.value, ...at };
      if (typeof node.value === 'number') {
        return { kind: 'number', number: node.value, source: node.source ?? String(node.value), ...at };
      }
      return { kind: 'text', text: typeof node.value === 'string' ? node.value : (node.source ?? ''), ...at };
    }
    if (isSeq(node)) {
      const from = node.range?.[0] ?? offset;
      return { kind: 'list', items: node.items.map((item) => read(item, from)), ...position(from) };
    }
    if (isMap(node)) {
      const from = node.range?.[0] ?? offset;
      const members: Member[] = [];
      for (const pair of node.items) {
        const key = read(pair.key, from);
        members.push({ key: keyText(key), value: read(pair.value, offsetOf(pair.key) ?? from) });
      }
      return { kind: 'object', members, ...position(from) };
    }
    // A pair inside a flow list (`[a: 1]`) is an object of one field.
    if (isPair(node)) {
      const key = read(node.key, offset);
      return { kind: 'object', members: [{ key: keyText(key), value: read(node.value, offset) }], ...position(offset) };
    }
    return { kind: 'null', ...position(offset) };
  }

  return read(document.contents, 0);
}

/** The parser's own loop, left at once where lists lie too deep: composing them would fill the stack. */
function* readTokens(text: string, lines: LineCounter, tooDeep: (offset: number) => never): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    // The document and the value being read lie on the stack too.
    if (parser.stack.length > maxDepth + 2) tooDeep(parser.offset);
  }
  yield* parser.end();
}

/** The first two documents; what follows a second is not read. */
function composeTwo(tokens: Iterable<CST.Token>) {
  // A hostile file holds a million errors; without their stack traces they cost a tenth.
  const { stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 0;
    // Doubled keys are looked for with the fields: here it would take quadratic time.
    const options = { uniqueKeys: false, prettyErrors: false, keepSourceTokens: false, schema: 'core' } as const;
    const documents = new Composer(options).compose(tokens);
    return [documents.next(), documents.next()].map(({ value }) => value ?? undefined);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function keyText(key: SourceNode): string {
  switch (key.kind) {
    case 'text':
      return key.text;
    case 'number':
      return key.source;
    case 'boolean':
      return String(key.value);
    default:
      return `(${key.kind})`;
  }
}

function offsetOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined;
}

/** The parser's sentence, which may quote the file. */
function renderMessage(message: string): string {
  const [line = ''] = message.split('\n', 1);
  const shown = escapeHiddenCharacters(line.length > 200 ? `${line.slice(0, 200)}…` : line);
  return /[.?!…]$/.test(shown) ? shown : `${shown}.`;
}
