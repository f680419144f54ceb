/** Where a value starts in the file; both count from 1, columns in UTF-16 units as editors do. */
export type Position = { readonly line: number; readonly column: number };

export type Member = { readonly key: string; readonly value: SourceNode };

/**
 * What a tags file says, whatever its format, with the line of every value. Members are a list: doubled keys can be
 * told, and a key such as `__proto__` is a key like any other.
 */
export type SourceNode = Position &
  (
    | { readonly kind: 'text'; readonly text: string }
    /** `source` is the number as written: `1e3`, `-0`, `007`. */
    | { readonly kind: 'number'; readonly number: number; readonly source: string }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'null' }
    | { readonly kind: 'list'; readonly items: readonly SourceNode[] }
    | { readonly kind: 'object'; readonly members: readonly Member[] }
  );

/** `a list`, `the number 5`, `null`: what a value is, for messages. */
export function renderKind(node: SourceNode): string {
  switch (node.kind) {
    case 'text':
      return 'a text';
    case 'number':
      return `the number ${node.source.length > 40 ? `${node.source.slice(0, 40)}…` : node.source}`;
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'list':
      return 'a list';
    case 'object':
      return 'an object';
  }
}
