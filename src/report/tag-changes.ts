import type { TagId } from '../model/vocabulary.ts';

export type NamedTag = { readonly id: TagId; readonly name: string };

/** How one result differs from another, each list in the order of the result that it is from. */
export type TagChanges = {
  readonly added: readonly NamedTag[];
  readonly removed: readonly NamedTag[];
  readonly same: readonly NamedTag[];
};

/**
 * Compares two results as sets. Order is no difference: topics have none, and a typo that is mended in a README can swap two
 * tags whose scores are alike, which nobody wants to be told of. An id alone or a name alone is another tag: both stand in
 * the result.
 */
export function compareTags(before: readonly NamedTag[], after: readonly NamedTag[]): TagChanges {
  const [was, is] = [keysOf(before), keysOf(after)];
  return {
    added: after.filter((tag) => !was.has(keyOf(tag))),
    removed: before.filter((tag) => !is.has(keyOf(tag))),
    same: after.filter((tag) => was.has(keyOf(tag))),
  };
}

export function hasChanges({ added, removed }: TagChanges): boolean {
  return added.length > 0 || removed.length > 0;
}

function keysOf(tags: readonly NamedTag[]): ReadonlySet<string> {
  return new Set(tags.map(keyOf));
}

/** `77` and `"77"` are two ids. */
function keyOf({ id, name }: NamedTag): string {
  return JSON.stringify([id, name]);
}
