import type { Place } from '../errors.ts';
import type { TagId } from '../model/vocabulary.ts';

/** One entry, its fields checked one by one but not yet against the other entries. */
export type TagDraft = {
  /** Null where it cannot be used, which has been told. */
  readonly id: TagId | null;
  readonly hasOwnId: boolean;
  readonly name: string;
  /** What the name is compared by. */
  readonly key: string;
  readonly description: string | null;
  readonly aliases: readonly string[];
  /** The entry's own `topic`, unchecked; null where it has none. */
  readonly topic: string | null;
  readonly manual: boolean;
  /** As written; not yet known to name a tag. */
  readonly replacedBy: string | null;
  readonly group: string | null;
  readonly minScore: number | null;
  readonly place: Place;
};
