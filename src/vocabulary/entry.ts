import { renderCount } from '../count.ts';
import type { Place } from '../errors.ts';
import type { TagId } from '../model/vocabulary.ts';
import { isExactNumber } from './exact-number.ts';
import {
  type FieldContext,
  isReadable,
  readAliases,
  readDescription,
  readManual,
  readMinScore,
  readName,
} from './field.ts';
import { type FieldName, knownFields, otherFieldNames } from './field-names.ts';
import type { Findings } from './findings.ts';
import { maxFields, maxNameCharacters } from './limits.ts';
import { nameKey } from './name-key.ts';
import { findNear } from './near.ts';
import { quote } from './quote.ts';
import { renderKind, type SourceNode } from './source-node.ts';
import type { TagDraft } from './tag-draft.ts';

const known: ReadonlySet<string> = new Set(knownFields);

/**
 * Checks one entry field by field: an object with a `name`, or a text that is the name. Null where there is no telling
 * which tag it is; what is wrong is told in `findings` in any case.
 */
export function readEntry(node: SourceNode, place: Place, findings: Findings): TagDraft | null {
  const context = (field: string, at: SourceNode): FieldContext => ({
    field,
    place: at.line === node.line ? place : { ...place, line: at.line },
    findings,
  });
  if (node.kind === 'text') {
    const name = readName(node, context('name', node));
    return name === null ? null : { ...emptyDraft, id: name, name, key: nameKey(name), place };
  }
  if (node.kind !== 'object') {
    const fix = node.kind === 'number' || node.kind === 'boolean' ? ' Put it in double quotes if it is a name.' : '';
    const message = `the entry is ${renderKind(node)}; expected an object with a "name", or a name alone.${fix}`;
    findings.problems.add('vocabulary/not-a-tag', place, message);
    return null;
  }
  const fields = readFields(node, place, findings);
  if (fields === null) return null;

  const nameNode = fields.get('name');
  if (nameNode === undefined) {
    const written = node.members.find(({ key }) => meantField(key) === 'name')?.key;
    const fix = written === undefined ? 'Add one.' : `Is ${quote(written)} meant? Then call it "name".`;
    findings.problems.add('vocabulary/no-name', place, `the entry has no "name". ${fix}`);
  }
  const name =
    nameNode === undefined ? null : readName(nameNode, { ...context('name', nameNode), of: renderIdOf(fields) });
  const idNode = fields.get('id');
  const id = idNode === undefined ? undefined : readId(idNode, context('id', idNode));

  const read = <T>(field: FieldName, none: T, reader: (value: SourceNode, context: FieldContext) => T): T => {
    const value = fields.get(field);
    return value === undefined ? none : reader(value, context(field, value));
  };
  const readOptional = (value: SourceNode, at: FieldContext) => (value.kind === 'null' ? null : readName(value, at));
  const rest = {
    description: read('description', null, readDescription),
    aliases: read('aliases', [], readAliases),
    topic: read('topic', null, readOptional),
    manual: read('manual', false, readManual),
    replacedBy: read('replacedBy', null, readOptional),
    group: read('group', null, readOptional),
    minScore: read('minScore', null, readMinScore),
  };
  if (name === null) return null;
  return { ...rest, id: id === undefined ? name : id, hasOwnId: id !== undefined, name, key: nameKey(name), place };
}

const emptyDraft = {
  hasOwnId: false,
  description: null,
  aliases: [],
  topic: null,
  manual: false,
  replacedBy: null,
  group: null,
  minScore: null,
} as const;

/** The known fields of an entry; the others are counted in `findings.unknownFields`. */
function readFields(
  node: SourceNode & { kind: 'object' },
  place: Place,
  findings: Findings,
): ReadonlyMap<string, SourceNode> | null {
  if (node.members.length > maxFields) {
    const message = `the entry has ${renderCount(node.members.length)} fields; at most ${maxFields} are read.`;
    findings.problems.add('vocabulary/too-many-fields', place, message);
    return null;
  }
  const fields = new Map<string, SourceNode>();
  for (const { key, value } of node.members) {
    if (!known.has(key)) {
      findings.unknownFields.add(key, { ...place, line: value.line });
    } else if (fields.has(key)) {
      const first = fields.get(key)?.line;
      const lines = first === value.line ? '' : `, in lines ${first} and ${value.line}`;
      const message = `"${key}" stands twice in the entry${lines}. Keep one.`;
      findings.problems.add('vocabulary/double-field', place, message);
    } else {
      fields.set(key, value);
    }
  }
  return fields;
}

/** The known field that was most likely meant, or null. */
export function meantField(key: string): FieldName | null {
  return findNear(key, knownFields) ?? otherFieldNames.get(key.toLowerCase().replace(/[\s_-]/g, '')) ?? null;
}

/** ` (id 8)`: people look for an entry by its id. */
function renderIdOf(fields: ReadonlyMap<string, SourceNode>): string {
  const id = fields.get('id');
  if (id?.kind === 'number' && id.source.length <= 20) return ` (id ${id.source})`;
  return id?.kind === 'text' ? ` (id ${quote(id.text, 20)})` : '';
}

/** The id exactly as given, or null. */
function readId(node: SourceNode, context: FieldContext): TagId | null {
  const tell = (code: string, message: string): null => {
    context.findings.problems.add(code, context.place, message);
    return null;
  };
  if (node.kind === 'number') {
    if (isExactNumber(node.source)) return node.number;
    const { source } = node;
    const shown = source.length > 40 ? `${source.slice(0, 40)}…` : source;
    const why =
      /^-?[0-9]+$/.test(source) && !Number.isSafeInteger(node.number)
        ? 'is too large to be exact'
        : 'would come back written differently';
    return tell('vocabulary/inexact-id', `id ${shown} ${why}. Put it in double quotes: ${quote(source, 40)}.`);
  }
  if (node.kind !== 'text') {
    return tell(
      'vocabulary/id',
      `id is ${renderKind(node)}; expected a number or a text. Without an id the name is the id.`,
    );
  }
  if (node.text.trim() === '')
    return tell('vocabulary/id', 'id is empty. Give one, or remove it: then the name is the id.');
  return isReadable(node.text, maxNameCharacters, false, context) ? node.text : null;
}
