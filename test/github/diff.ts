import type { Entry, ObjectStore } from './objects.ts';

export type Change = {
  readonly sha: string | null;
  readonly filename: string;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  readonly additions: number;
  readonly deletions: number;
  readonly previous_filename?: string;
};

/**
 * Which files differ between two trees, by path. A removed file whose very bytes appear under another path counts as
 * renamed. Line counts are those of whole files: no patch is computed.
 */
export function diffFiles(
  objects: ObjectStore,
  before: ReadonlyMap<string, Entry>,
  after: ReadonlyMap<string, Entry>,
): readonly Change[] {
  const lines = (sha: string): number => {
    const text = Buffer.from(objects.blobs.get(sha) ?? '').toString();
    return text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
  };
  const removed = new Map([...before].filter(([path]) => !after.has(path)));
  const changes: Change[] = [];
  for (const [filename, { sha }] of after) {
    const old = before.get(filename);
    if (old?.sha === sha && old.mode === after.get(filename)?.mode) continue;
    const source = old ? undefined : [...removed].find(([, entry]) => entry.sha === sha)?.[0];
    if (source !== undefined) {
      removed.delete(source);
      changes.push({ sha, filename, status: 'renamed', additions: 0, deletions: 0, previous_filename: source });
    } else if (old) {
      changes.push({ sha, filename, status: 'modified', additions: lines(sha), deletions: lines(old.sha) });
    } else changes.push({ sha, filename, status: 'added', additions: lines(sha), deletions: 0 });
  }
  for (const [filename, { sha }] of removed)
    changes.push({ sha, filename, status: 'removed', additions: 0, deletions: lines(sha) });
  return changes.sort((left, right) => (left.filename < right.filename ? -1 : 1));
}
