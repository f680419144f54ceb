import { renderCount } from '../count.ts';
import { readEntry } from './entry.ts';
import type { Findings } from './findings.ts';
import { maxTags } from './limits.ts';
import { quote } from './quote.ts';
import { renderKind, type SourceNode } from './source-node.ts';
import type { TagDraft } from './tag-draft.ts';

/** The tags of one file: a list of entries, or an object whose `tags` is one. */
export function readTagList(root: SourceNode, file: string, findings: Findings): readonly TagDraft[] {
  const list = findList(root, file, findings);
  if (list === null) return [];
  const place = { file, line: list.line };
  if (list.items.length === 0) {
    findings.problems.add('vocabulary/empty', place, 'the list of tags is empty. Add at least one tag.');
    return [];
  }
  if (list.items.length > maxTags) {
    const message = `${renderCount(list.items.length)} tags; at most ${renderCount(maxTags)} are allowed.`;
    findings.problems.add('vocabulary/too-many-tags', place, message);
    return [];
  }
  const drafts = list.items.map((item, index) =>
    readEntry(item, { file, entry: index + 1, line: item.line }, findings),
  );
  return drafts.filter((draft) => draft !== null);
}

function findList(root: SourceNode, file: string, findings: Findings): (SourceNode & { kind: 'list' }) | null {
  const tell = (code: string, node: SourceNode, message: string): null => {
    findings.problems.add(code, { file, line: node.line }, message);
    return null;
  };
  if (root.kind === 'list') return root;
  if (root.kind !== 'object') {
    const what = root.kind === 'text' ? `a text, ${quote(root.text)}` : renderKind(root);
    return tell(
      'vocabulary/not-a-list',
      root,
      `the file is ${what}; expected a list of tags, or an object with "tags".`,
    );
  }
  const lists = root.members.filter(({ key }) => key === 'tags');
  const [first, second] = lists;
  if (second)
    return tell(
      'vocabulary/double-field',
      second.value,
      '"tags" stands twice at the top of the file. Make it one list.',
    );
  if (first === undefined) return tell('vocabulary/no-tags', root, `the object has no "tags". ${suggest(root)}`);
  for (const { key, value } of root.members) {
    if (key !== 'tags') findings.unknownFields.add(key, { file, line: value.line });
  }
  if (first.value.kind !== 'list') {
    return tell('vocabulary/not-a-list', first.value, `"tags" is ${renderKind(first.value)}; expected a list of tags.`);
  }
  return first.value;
}

function suggest(root: SourceNode & { kind: 'object' }): string {
  const keys = root.members.map(({ key }) => key);
  if (keys.includes('name')) return 'If this is one tag, put it in square brackets: the file is a list.';
  const near = root.members.find(({ key, value }) => value.kind === 'list' && key.length <= 60);
  const shape = 'Expected {"tags": [{"id": 1, "name": "cli"}]}, or the list alone.';
  return near === undefined ? shape : `Is ${quote(near.key)} the list? Then call it "tags". ${shape}`;
}
