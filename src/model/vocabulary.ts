import type { Place, Problem } from '../errors.ts';

/** As the user wrote it: `77` and `"77"` are different ids, and each comes back exactly as given. */
export type TagId = number | string;

/** One entry of the closed list. */
export type Tag = {
  readonly id: TagId;
  /** Trimmed, not empty, unique in its vocabulary. */
  readonly name: string;
  readonly description: string | null;
  /** Other names of the same thing, those of tags that were replaced by this one included. */
  readonly aliases: readonly string[];
  /** GitHub topic: the slug of `name`, or the entry's own `topic`; null where neither gives a valid one. */
  readonly topic: string | null;
  /** Only people give this tag: it is never given, never sent to a model, never removed. */
  readonly manual: boolean;
  /** Name of the tag that took this one's place; such a tag is never given. */
  readonly replacedBy: string | null;
  /** At most one tag of a group is given. */
  readonly group: string | null;
  /** This tag's own threshold, 0 to 1; null means the classifier's. */
  readonly minScore: number | null;
  readonly place: Place;
};

/** The closed list of tags, checked. */
export type Vocabulary = {
  /** In the order of the file or files, replaced and manual ones included. */
  readonly tags: readonly Tag[];
  /** What the user named: a path, `owner/repo:path@ref`, or several of them. */
  readonly source: string;
  /** Hex digest over the bytes of the file or files. */
  readonly sha256: string;
  readonly warnings: readonly Problem[];
};
