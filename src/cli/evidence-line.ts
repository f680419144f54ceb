import type { Evidence, LeftOutReason } from '../model/classification.ts';
import { toPlainLine } from './plain-text.ts';
import { truncate } from './text-width.ts';

const FIELD_NAMES = new Map<Evidence['field'], string>([
  ['name', 'repository name'],
  ['description', 'description'],
  ['title', 'title'],
  ['lead', 'first paragraph'],
  ['intro', 'introduction'],
  ['heading', 'heading'],
  ['body', 'text'],
  ['code', 'code'],
  ['install', 'install command'],
  ['fence', 'code language'],
]);

/** `line 12 (heading): "Real-time updates"`, cut to `columns` columns. */
export function renderEvidence({ field, line, quote }: Evidence, columns: number): string {
  const name = FIELD_NAMES.get(field) ?? field;
  const place = line === null ? name : `line ${line} (${name})`;
  return truncate(`${place}: "${toPlainLine(quote).trim()}"`, columns);
}

/** Why a tag was not given, as the end of a sentence. */
export const REASONS: { readonly [reason in LeftOutReason]: string } = {
  'below-threshold': 'score below the threshold',
  'over-cap': 'over --max-tags',
  weak: 'nothing strong in a telling place',
  'same-kind': 'another tag says what kind of thing this is',
  'same-group': 'another tag of its group was given',
  broader: 'a narrower tag was given',
  'not-chosen': 'the model did not name it',
  unsupported: 'the model named it; neither its quote nor the README supports it',
  excluded: 'excluded',
  manual: 'only people give it',
  replaced: 'replaced by another tag',
};
