import type { Findings } from './findings.ts';
import { nameKey } from './name-key.ts';
import { findNear } from './near.ts';
import { quote } from './quote.ts';
import type { TagDraft } from './tag-draft.ts';

/**
 * The tag that stands for each tag in the end: itself, or what `replacedBy` leads to over any number of steps. A name
 * that is none, the tag's own, or one that leads back is a problem, and the tag then stands for itself.
 */
export function followReplacements(drafts: readonly TagDraft[], findings: Findings): ReadonlyMap<TagDraft, TagDraft> {
  const byKey = new Map(drafts.map((draft) => [draft.key, draft]));
  const next = new Map<TagDraft, TagDraft>();
  const suggest = createSuggester(drafts);
  for (const draft of drafts) {
    if (draft.replacedBy === null) continue;
    const target = byKey.get(nameKey(draft.replacedBy));
    if (target === undefined) {
      const message = `replacedBy ${quote(draft.replacedBy)} names no tag of the list. ${suggest(draft.replacedBy)}`;
      findings.problems.add('vocabulary/replaced-by', draft.place, message);
    } else if (target === draft) {
      const message = `${quote(draft.name)} is replaced by itself. Name the tag that took its place, or remove replacedBy.`;
      findings.problems.add('vocabulary/replaced-by-self', draft.place, message);
    } else {
      next.set(draft, target);
    }
  }

  if (next.size === 0) return new Map(drafts.map((draft) => [draft, draft]));
  const ends = new Map<TagDraft, TagDraft>();
  for (const draft of drafts) {
    const path: TagDraft[] = [];
    const onPath = new Set<TagDraft>();
    let at = draft;
    while (!ends.has(at) && !onPath.has(at)) {
      path.push(at);
      onPath.add(at);
      at = next.get(at) ?? at;
    }
    const isCycle = !ends.has(at) && next.has(at);
    if (isCycle) {
      const names = path.slice(path.indexOf(at)).map(({ name }) => quote(name));
      const shown = names.length > 6 ? [...names.slice(0, 5), '…', names[0]] : [...names, names[0]];
      const message = `replacedBy goes round in a circle: ${shown.join(' -> ')}. One of them must stay.`;
      findings.problems.add('vocabulary/replacement-circle', at.place, message);
    }
    const end = ends.get(at) ?? at;
    for (const passed of path) ends.set(passed, isCycle ? passed : end);
  }
  return ends;
}

/** Finds what was meant for the first few; a list where hundreds are wrong needs more than a suggestion. */
function createSuggester(drafts: readonly TagDraft[]): (name: string) => string {
  let left = 20;
  return (name) => {
    const none = 'Add that tag, or correct the name.';
    left -= 1;
    if (left < 0) return none;
    const key = nameKey(name);
    const owner = drafts.find(({ aliases }) => aliases.some((alias) => nameKey(alias) === key));
    if (owner) return `It is an alias of ${quote(owner.name)}; write that name.`;
    const near = findNear(
      name,
      drafts.map((draft) => draft.name),
    );
    return near === null ? none : `Is ${quote(near)} meant?`;
  };
}
