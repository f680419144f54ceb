import type { Findings } from './findings.ts';
import { nameKey } from './name-key.ts';
import { quote } from './quote.ts';
import type { TagDraft } from './tag-draft.ts';
import { renderOther } from './unique.ts';

type Owner = { readonly draft: TagDraft; readonly as: 'name' | 'alias' };

/**
 * Aliases of each tag that stands for itself: its own, then the names and aliases of the tags it replaced. A tag's own
 * name and repetitions are left out. An alias that another tag has as name or alias is a problem, unless one of the two
 * replaced the other.
 */
export function gatherAliases(
  drafts: readonly TagDraft[],
  ends: ReadonlyMap<TagDraft, TagDraft>,
  findings: Findings,
): ReadonlyMap<TagDraft, readonly string[]> {
  const owners = new Map<string, Owner>(drafts.map((draft) => [draft.key, { draft, as: 'name' }]));
  const gathered = new Map<TagDraft, { readonly aliases: string[]; readonly keys: Set<string> }>();
  const give = (draft: TagDraft, alias: string, key: string): void => {
    const given = gathered.get(draft) ?? { aliases: [], keys: new Set([draft.key]) };
    gathered.set(draft, given);
    if (given.keys.has(key)) return;
    given.keys.add(key);
    given.aliases.push(alias);
  };

  for (const draft of drafts) {
    for (const alias of draft.aliases) {
      const key = nameKey(alias);
      const owner = owners.get(key);
      if (owner === undefined) {
        owners.set(key, { draft, as: 'alias' });
      } else if (ends.get(owner.draft) !== ends.get(draft)) {
        const message = `alias ${quote(alias)} of ${quote(draft.name)} is ${owner.as === 'name' ? 'the name' : 'an alias'} of ${quote(owner.draft.name)} in ${renderOther(draft, owner.draft)}. Remove one of them, or make the two one tag.`;
        findings.problems.add('vocabulary/alias-clash', draft.place, message);
        continue;
      }
      give(draft, alias, key);
    }
  }
  for (const draft of drafts) {
    const end = ends.get(draft);
    if (end === undefined || end === draft) continue;
    give(end, draft.name, draft.key);
    for (const alias of draft.aliases) give(end, alias, nameKey(alias));
  }
  return new Map([...gathered].map(([draft, { aliases }]) => [draft, aliases]));
}
