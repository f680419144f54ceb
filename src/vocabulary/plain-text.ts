import type { SourceNode } from './source-node.ts';

/**
 * Reads one name a line. Empty lines are skipped; `#` at the start of a line or after a space starts a comment, as in
 * YAML, so `C#` is a name.
 */
export function parsePlainText(text: string): SourceNode {
  const items: SourceNode[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const comment = /(?:^|\s)#/.exec(line)?.index;
    const name = comment === undefined ? line : line.slice(0, comment).trimEnd();
    if (name.trim() !== '') items.push({ kind: 'text', text: name, line: index + 1, column: 1 });
  }
  return { kind: 'list', items, line: 1, column: 1 };
}
