import { createHash } from 'node:crypto';

/** What a test writes for a file. A plain string is UTF-8 text; a submodule is the commit it points at. */
export type FileContent =
  | string
  | Uint8Array
  | { readonly symlink: string }
  | { readonly submodule: string }
  | { readonly executable: string | Uint8Array };

export type Files = { readonly [path: string]: FileContent };

export type Mode = '100644' | '100755' | '120000' | '160000' | '040000';

/** A file of a commit: `sha` names a blob, or a commit of another repository where `mode` is that of a submodule. */
export type Entry = { readonly mode: Mode; readonly sha: string };

export type TreeEntry = Entry & { readonly name: string };

export type Signature = { readonly name: string; readonly email: string; readonly login: string | null };

export type Commit = {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  /** Every file by its whole path. */
  readonly files: ReadonlyMap<string, Entry>;
  readonly message: string;
  readonly author: Signature;
  readonly date: Date;
};

const compareBytes = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right));

/** Blobs, trees and commits with the same ids that git gives them. Forks share the store of what they were forked from. */
export class ObjectStore {
  readonly blobs = new Map<string, Uint8Array>();
  readonly trees = new Map<string, readonly TreeEntry[]>();
  readonly commits = new Map<string, Commit>();

  writeFile(content: FileContent): Entry {
    if (typeof content === 'string' || content instanceof Uint8Array)
      return { mode: '100644', sha: this.#writeBlob(content) };
    if ('symlink' in content) return { mode: '120000', sha: this.#writeBlob(content.symlink) };
    if ('submodule' in content) return { mode: '160000', sha: content.submodule };
    return { mode: '100755', sha: this.#writeBlob(content.executable) };
  }

  writeCommit(commit: Omit<Commit, 'sha' | 'tree'>): Commit {
    const tree = this.#writeTree(commit.files);
    const person = `${commit.author.name} <${commit.author.email}> ${Math.floor(commit.date.getTime() / 1000)} +0000`;
    const text = [
      `tree ${tree}`,
      ...commit.parents.map((parent) => `parent ${parent}`),
      `author ${person}`,
      `committer ${person}`,
      '',
      `${commit.message}\n`,
    ].join('\n');
    const written: Commit = { ...commit, tree, sha: hash('commit', Buffer.from(text)) };
    this.commits.set(written.sha, written);
    return written;
  }

  /** All commits reachable from `sha`, newest first, first parents before second ones. */
  history(sha: string): readonly Commit[] {
    const seen = new Set<string>();
    const queue = [sha];
    const found: Commit[] = [];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const commit = this.commits.get(next);
      if (!commit || seen.has(next)) continue;
      seen.add(next);
      found.push(commit);
      queue.push(...commit.parents);
    }
    return found;
  }

  #writeBlob(content: string | Uint8Array): string {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const sha = hash('blob', bytes);
    this.blobs.set(sha, bytes);
    return sha;
  }

  #writeTree(files: ReadonlyMap<string, Entry>): string {
    const direct = new Map<string, Entry>();
    const folders = new Map<string, Map<string, Entry>>();
    for (const [path, entry] of files) {
      const slash = path.indexOf('/');
      if (slash < 0) {
        direct.set(path, entry);
        continue;
      }
      const name = path.slice(0, slash);
      const folder = folders.get(name) ?? new Map<string, Entry>();
      folders.set(name, folder.set(path.slice(slash + 1), entry));
    }
    for (const [name, inner] of folders) direct.set(name, { mode: '040000', sha: this.#writeTree(inner) });
    const entries = [...direct]
      .map(([name, entry]) => ({ name, ...entry }))
      .sort((left, right) => compareBytes(sortKey(left), sortKey(right)));
    const bytes = Buffer.concat(
      entries.flatMap(({ mode, name, sha }) => [
        Buffer.from(`${mode === '040000' ? '40000' : mode} ${name}\0`),
        Buffer.from(sha, 'hex'),
      ]),
    );
    const sha = hash('tree', bytes);
    this.trees.set(sha, entries);
    return sha;
  }
}

/** git orders folders as if their names ended in a slash. */
const sortKey = (entry: TreeEntry): string => (entry.mode === '040000' ? `${entry.name}/` : entry.name);

function hash(type: 'blob' | 'tree' | 'commit', bytes: Uint8Array): string {
  return createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}
