import type { Place } from '../errors.ts';

const maxDistinct = 200;

/** Fields that are left alone: each with the first place it stands in, and how often it does. */
export type UnknownFields = {
  add(field: string, place: Place): void;
  all(): readonly { readonly field: string; readonly place: Place; readonly count: number }[];
};

/** Keeps the first 200 different ones; a file with more is no list of tags with some remarks, and is told so well before. */
export function createUnknownFields(): UnknownFields {
  const seen = new Map<string, { field: string; place: Place; count: number }>();
  return {
    add: (field, place) => {
      // `$schema`, `$comment` and the like are remarks by convention.
      if (field.startsWith('$')) return;
      const known = seen.get(field);
      if (known !== undefined) known.count += 1;
      else if (seen.size < maxDistinct) seen.set(field, { field, place, count: 1 });
    },
    all: () => [...seen.values()],
  };
}
