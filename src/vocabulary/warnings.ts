import { renderCount } from '../count.ts';
import { renderPlace } from '../errors.ts';
import { meantField } from './entry.ts';
import type { Findings } from './findings.ts';
import { quote } from './quote.ts';
import type { TagDraft } from './tag-draft.ts';

const maxNamedFields = 10;

/** What is right but hardly meant: fields that nobody reads, some tags without ids, no tag that could be given. */
export function warnOfList(
  drafts: readonly TagDraft[],
  ends: ReadonlyMap<TagDraft, TagDraft>,
  findings: Findings,
): void {
  warnOfUnknownFields(findings);

  const withoutId = drafts.filter(({ hasOwnId }) => !hasOwnId);
  const [first] = withoutId;
  if (first !== undefined && withoutId.length < drafts.length) {
    const message = `${renderCount(withoutId.length)} of ${renderCount(drafts.length)} tags have no id, ${quote(first.name)} first; their names are their ids. Give every tag an id, or none.`;
    findings.warnings.add('vocabulary/no-id', first.place, message);
  }

  if (drafts.every((draft) => draft.manual || ends.get(draft) !== draft)) {
    const file = drafts[0]?.place.file;
    const message = 'every tag is manual or replaced, so none is ever given.';
    findings.warnings.add('vocabulary/nothing-to-give', file === undefined ? undefined : { file }, message);
  }
}

/** Misspelt ones each for themselves, since something was meant by them; the others in one sentence. */
function warnOfUnknownFields({ unknownFields, warnings }: Findings): void {
  const others: string[] = [];
  let firstPlace: TagDraft['place'] | undefined;
  let misspelt = 0;
  for (const { field, place, count } of unknownFields.all()) {
    const meant = meantField(field);
    if (meant !== null && misspelt < maxNamedFields) {
      misspelt += 1;
      const times = count === 1 ? '' : ` (${renderCount(count)} entries)`;
      const message = `field ${quote(field)}${times} is not known and is left alone. Is "${meant}" meant?`;
      warnings.add('vocabulary/misspelt-field', place, message);
      continue;
    }
    firstPlace ??= place;
    const { file: _, ...inFile } = place;
    const where = count === 1 ? renderPlace(inFile) : `${renderCount(count)} times, first in ${renderPlace(inFile)}`;
    others.push(`${quote(field)} (${where})`);
  }
  if (firstPlace === undefined) return;
  const shown = others.slice(0, maxNamedFields).join(', ');
  const rest = others.length > maxNamedFields ? ` and ${renderCount(others.length - maxNamedFields)} more` : '';
  const message = `fields that are not known are left alone: ${shown}${rest}.`;
  warnings.add('vocabulary/unknown-field', firstPlace, message);
}
