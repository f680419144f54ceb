import type { Tag, TagId } from '../model/vocabulary.ts';

/** The seed's JSON and nothing else: `{"id":"9806","tags":[{"id":82,"name":"real-time"}]}`. */
export type Result = {
  /** A string, except in a batch, where it keeps the record's type. */
  readonly id: TagId;
  /** Best first. */
  readonly tags: readonly { readonly id: TagId; readonly name: string }[];
};

export function makeResult(id: TagId, tags: readonly { readonly tag: Pick<Tag, 'id' | 'name'> }[]): Result {
  return { id, tags: tags.map(({ tag }) => ({ id: tag.id, name: tag.name })) };
}

/** One line, without a line break at its end. */
export function renderResult(result: Result): string {
  return JSON.stringify({ id: result.id, tags: result.tags.map(({ id, name }) => ({ id, name })) });
}
