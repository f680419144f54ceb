/** All that an entry may hold; any other field is left alone. */
export const knownFields = [
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

export type FieldName = (typeof knownFields)[number];

/** What people call a field elsewhere. */
export const otherFieldNames: ReadonlyMap<string, FieldName> = new Map([
  ['title', 'name'],
  ['label', 'name'],
  ['tag', 'name'],
  ['desc', 'description'],
  ['summary', 'description'],
  ['synonyms', 'aliases'],
  ['alias', 'aliases'],
  ['keywords', 'aliases'],
  ['slug', 'topic'],
  ['threshold', 'minScore'],
  ['supersededby', 'replacedBy'],
  ['renamedto', 'replacedBy'],
  ['mergedinto', 'replacedBy'],
]);
