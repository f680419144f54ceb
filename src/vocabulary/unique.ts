import { type Place, renderPlace } from '../errors.ts';
import type { TagId } from '../model/vocabulary.ts';
import type { Findings } from './findings.ts';
import { quote } from './quote.ts';
import type { TagDraft } from './tag-draft.ts';

/**
 * Leaves each tag once: entries that say the very same in two files merge; two of one id or one name are problems, each
 * told with both places.
 */
export function mergeDrafts(drafts: readonly TagDraft[], findings: Findings): readonly TagDraft[] {
  const byId = new Map<TagId, TagDraft>();
  const byKey = new Map<string, TagDraft>();
  const kept: TagDraft[] = [];
  for (const draft of drafts) {
    const sameId = draft.id === null ? undefined : byId.get(draft.id);
    const sameName = byKey.get(draft.key);
    if (sameId === undefined && sameName === undefined) {
      if (draft.id !== null) byId.set(draft.id, draft);
      byKey.set(draft.key, draft);
      kept.push(draft);
      continue;
    }
    if (sameName !== undefined) {
      const difference = findDifference(draft, sameName);
      if (difference === null && draft.place.file !== sameName.place.file) continue;
      findings.problems.add(...renderNameClash(draft, sameName, difference));
    }
    if (draft.id !== null && sameId !== undefined && sameId !== sameName) {
      const message = `id ${renderId(draft.id)} is used by ${quote(draft.name)} here and by ${quote(sameId.name)} in ${renderOther(draft, sameId)}. Ids must be unique.`;
      findings.problems.add('vocabulary/double-id', draft.place, message);
    }
  }
  warnOfTwins(byId, findings);
  return kept;
}

/** `entry 3`, or with its file where that is another one. */
export function renderOther(draft: TagDraft, other: TagDraft): string {
  if (other.place.file !== draft.place.file) return renderPlace(other.place);
  return other.place.line === undefined
    ? `entry ${other.place.entry}`
    : `entry ${other.place.entry} (line ${other.place.line})`;
}

const compared = [
  'id',
  'name',
  'description',
  'aliases',
  'topic',
  'manual',
  'replacedBy',
  'group',
  'minScore',
] as const;

function findDifference(draft: TagDraft, other: TagDraft): (typeof compared)[number] | null {
  return compared.find((field) => JSON.stringify(draft[field]) !== JSON.stringify(other[field])) ?? null;
}

function renderNameClash(draft: TagDraft, other: TagDraft, difference: string | null): [string, Place, string] {
  const at = renderOther(draft, other);
  const name = quote(draft.name);
  if (draft.name !== other.name) {
    const message = `name ${name} differs from ${quote(other.name)} in ${at} by no more than case or the way its letters are written; neither topics nor classifiers can tell them apart. Rename one, or make it one tag.`;
    return ['vocabulary/double-name', draft.place, message];
  }
  if (draft.place.file !== other.place.file) {
    const message = `${name} is also in ${at}, with another "${difference}". Make the two entries the same, or remove one.`;
    return ['vocabulary/conflict', draft.place, message];
  }
  const message =
    difference === null
      ? `the entry repeats ${at}, ${name}. Remove one.`
      : `name ${name} is used here and in ${at}. Names must be unique, white space around them aside.`;
  return ['vocabulary/double-name', draft.place, message];
}

/** `1` and `"1"` are two ids, and both come back as given; but a table or a JavaScript key no longer shows which is which. */
function warnOfTwins(byId: ReadonlyMap<TagId, TagDraft>, findings: Findings): void {
  for (const [id, draft] of byId) {
    const twin = typeof id === 'string' ? byId.get(Number(id)) : undefined;
    if (twin === undefined || String(Number(id)) !== id || !draft.hasOwnId) continue;
    const message = `id ${renderId(id)} of ${quote(draft.name)} and id ${renderId(Number(id))} of ${quote(twin.name)} in ${renderOther(draft, twin)} look alike: one is a text, the other a number. Both come back as given; give one of them another id if they are to be told apart.`;
    findings.warnings.add('vocabulary/twin-ids', draft.place, message);
  }
}

function renderId(id: TagId): string {
  return typeof id === 'number' ? String(id) : quote(id);
}
