import { renderCount } from '../count.ts';
import type { Place } from '../errors.ts';
import type { Findings } from './findings.ts';
import { findHiddenCharacter, renderCodePoint } from './hidden-characters.ts';
import { maxAliases, maxDescriptionCharacters, maxNameCharacters } from './limits.ts';
import { quote } from './quote.ts';
import { renderKind, type SourceNode } from './source-node.ts';

/** The field being read, for messages. */
export type FieldContext = {
  readonly field: string;
  /** What follows the field's name in a message, such as ` (id 8)`. */
  readonly of?: string;
  readonly place: Place;
  readonly findings: Findings;
};

/** Tells a problem of this field; the result stands for the value that cannot be used. */
function reject(context: FieldContext, code: string, message: string): null {
  context.findings.problems.add(code, context.place, message);
  return null;
}

/** Text of a name, an alias or a group: one line, trimmed with a warning, nothing hidden in it. */
export function readName(node: SourceNode, context: FieldContext): string | null {
  const { field, of = '' } = context;
  if (node.kind !== 'text') {
    const fix = node.kind === 'number' || node.kind === 'boolean' ? ' Put it in double quotes.' : '';
    return reject(context, 'vocabulary/not-text', `${field}${of} is ${renderKind(node)}; expected a text.${fix}`);
  }
  const name = node.text.trim();
  if (name === '')
    return reject(context, 'vocabulary/empty-text', `${field}${of} is empty. Write one, or remove the field.`);
  if (!isReadable(name, maxNameCharacters, false, context)) return null;
  if (name !== node.text) {
    const side = node.text.startsWith(name) ? 'at the end' : node.text.endsWith(name) ? 'in front' : 'on both sides';
    const message = `${field} ${quote(node.text)}${of} has white space ${side}; read as ${quote(name)}. Remove it, so that every tool reads the same.`;
    context.findings.warnings.add('vocabulary/trimmed', context.place, message);
  }
  return name;
}

/** Free text, trimmed; it may have several lines. Null (as an empty YAML value is) means none. */
export function readDescription(node: SourceNode, context: FieldContext): string | null {
  if (node.kind === 'null') return null;
  if (node.kind !== 'text') {
    return reject(context, 'vocabulary/not-text', `${context.field} is ${renderKind(node)}; expected a text.`);
  }
  const text = node.text.trim();
  return text !== '' && isReadable(text, maxDescriptionCharacters, true, context) ? text : null;
}

export function readAliases(node: SourceNode, context: FieldContext): readonly string[] {
  if (node.kind === 'null') return [];
  if (node.kind !== 'list') {
    const fix = node.kind === 'text' ? ` Write [${quote(node.text)}].` : '';
    reject(context, 'vocabulary/not-a-list', `aliases is ${renderKind(node)}; expected a list of texts.${fix}`);
    return [];
  }
  if (node.items.length > maxAliases) {
    const message = `${renderCount(node.items.length)} aliases; at most ${maxAliases} are allowed for one tag.`;
    reject(context, 'vocabulary/too-many-aliases', message);
    return [];
  }
  const aliases = node.items.map((item) => {
    const place = { ...context.place, line: item.line };
    return readName(item, { ...context, place, field: 'alias' });
  });
  return aliases.filter((alias) => alias !== null);
}

export function readManual(node: SourceNode, context: FieldContext): boolean {
  if (node.kind === 'null') return false;
  if (node.kind === 'boolean') return node.value;
  const shown = node.kind === 'text' ? quote(node.text) : renderKind(node);
  reject(context, 'vocabulary/manual', `manual is ${shown}; expected true or false, without quotes.`);
  return false;
}

export function readMinScore(node: SourceNode, context: FieldContext): number | null {
  if (node.kind === 'null') return null;
  if (node.kind === 'number' && node.number >= 0 && node.number <= 1) return node.number;
  const shown = node.kind === 'text' ? quote(node.text) : renderKind(node);
  return reject(context, 'vocabulary/min-score', `minScore is ${shown}; expected a number from 0 to 1, such as 0.5.`);
}

/** Whether the text is short enough and shows all that it holds; tells why not. */
export function isReadable(text: string, maxCharacters: number, multiline: boolean, context: FieldContext): boolean {
  if (text.length > maxCharacters) {
    const characters = Array.from(text).length;
    if (characters > maxCharacters) {
      const message = `${context.field}${context.of ?? ''} has ${renderCount(characters)} characters; at most ${renderCount(maxCharacters)} are allowed.`;
      reject(context, 'vocabulary/too-long', message);
      return false;
    }
  }
  const hidden = findHiddenCharacter(text, multiline);
  if (hidden === null) return true;
  const message = `${context.field} ${quote(text)}${context.of ?? ''} holds ${renderCodePoint(hidden)}, which readers do not see. Remove it.`;
  reject(context, 'vocabulary/hidden-character', message);
  return false;
}
