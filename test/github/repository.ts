import { type Commit, type Entry, type Files, ObjectStore, type Signature } from './objects.ts';

export type Owner = { readonly login: string; readonly id: number; readonly type: 'User' | 'Organization' | 'Bot' };

export type RepositoryOptions = {
  /** First commit of the default branch; without files the repository is empty, as GitHub makes it. */
  readonly files?: Files;
  readonly id?: number;
  readonly description?: string | null;
  readonly homepage?: string | null;
  readonly topics?: readonly string[];
  readonly defaultBranch?: string;
  readonly visibility?: 'public' | 'private' | 'internal';
  readonly archived?: boolean;
  /** The repository that this one is a fork of; it then starts with all of its branches and tags. */
  readonly forkOf?: Repository;
};

export type CommitOptions = {
  readonly branch?: string;
  readonly message?: string;
  readonly remove?: readonly string[];
  readonly author?: Signature;
};

export type PullRequest = {
  readonly number: number;
  readonly id: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  merged: boolean;
  draft: boolean;
  /** Whether the conversation is locked: only people who may write to the repository comment then, and no bot. */
  locked: boolean;
  readonly author: string;
  readonly base: { readonly repository: Repository; readonly branch: string };
  /** `repository` turns null when the fork is deleted. */
  head: { repository: Repository | null; readonly owner: string; readonly branch: string };
  readonly createdAt: Date;
  updatedAt: Date;
};

export type IssueComment = {
  readonly id: number;
  readonly repository: Repository;
  readonly issue: number;
  readonly author: string;
  /** Slug of the GitHub App whose installation token wrote it. */
  readonly app: string | null;
  body: string;
  readonly createdAt: Date;
  updatedAt: Date;
};

const author: Signature = { name: 'Mona Lisa', email: 'mona@example.com', login: 'mona' };

/** A repository as GitHub keeps it. Tests change it directly; what they do counts as done by people. */
export class Repository {
  readonly id: number;
  readonly objects: ObjectStore;
  readonly forkOf: Repository | null;
  readonly createdAt: Date;
  /** `refs/heads/main`, `refs/tags/v1`, `refs/pull/1/head` → commit. */
  readonly refs = new Map<string, string>();
  readonly collaborators = new Map<string, 'admin' | 'write' | 'read'>();
  readonly pulls = new Map<number, PullRequest>();
  /** Numbers of issues that are no pull requests. */
  readonly issues = new Set<number>();
  owner: Owner;
  name: string;
  description: string | null;
  homepage: string | null;
  topics: readonly string[];
  defaultBranch: string;
  visibility: 'public' | 'private' | 'internal';
  archived: boolean;
  /**
   * Whether contents answers the content of a linked file, as GitHub says it does; where false it describes the link
   * instead, which people have met as well (nickcoutsos/keymap-editor#129).
   */
  followsLinks = true;
  /** Taken down: answers 451. */
  blocked = false;
  pushedAt: Date;
  updatedAt: Date;
  readonly #now: () => Date;

  constructor(owner: Owner, name: string, id: number, options: RepositoryOptions, now: () => Date) {
    this.owner = owner;
    this.name = name;
    this.id = id;
    this.#now = now;
    this.forkOf = options.forkOf ?? null;
    this.objects = this.forkOf?.objects ?? new ObjectStore();
    this.description = options.description ?? this.forkOf?.description ?? null;
    this.homepage = options.homepage ?? null;
    this.topics = options.topics ?? [];
    this.defaultBranch = options.defaultBranch ?? this.forkOf?.defaultBranch ?? 'main';
    this.visibility = options.visibility ?? 'public';
    this.archived = options.archived ?? false;
    this.createdAt = this.pushedAt = this.updatedAt = now();
    for (const [ref, sha] of this.forkOf?.refs ?? []) if (!ref.startsWith('refs/pull/')) this.refs.set(ref, sha);
    if (options.files) this.commit(options.files, { message: 'First commit' });
  }

  get fullName(): string {
    return `${this.owner.login}/${this.name}`;
  }

  /** Commits on top of a branch (the default one unless told) and returns the commit's sha. A new branch starts at the default branch. */
  commit(files: Files, options: CommitOptions = {}): string {
    const ref = `refs/heads/${options.branch ?? this.defaultBranch}`;
    const parent = this.refs.get(ref) ?? this.refs.get(`refs/heads/${this.defaultBranch}`);
    const before = parent === undefined ? undefined : this.objects.commits.get(parent)?.files;
    const after = new Map<string, Entry>(before);
    for (const path of options.remove ?? []) after.delete(path);
    for (const [path, content] of Object.entries(files)) after.set(path, this.objects.writeFile(content));
    const date = this.#now();
    const { sha } = this.objects.writeCommit({
      parents: parent === undefined ? [] : [parent],
      files: after,
      message: options.message ?? 'Change files',
      author: options.author ?? author,
      date,
    });
    this.refs.set(ref, sha);
    this.pushedAt = date;
    this.#followPulls();
    return sha;
  }

  /** Makes or moves a branch. */
  branch(name: string, at: string = this.head()): void {
    this.refs.set(`refs/heads/${name}`, at);
    this.#followPulls();
  }

  tag(name: string, at: string = this.head()): void {
    this.refs.set(`refs/tags/${name}`, at);
  }

  /** The sha at the tip of a branch. */
  head(branch: string = this.defaultBranch): string {
    const sha = this.refs.get(`refs/heads/${branch}`);
    if (sha === undefined) throw new Error(`${this.fullName} has no branch ${branch}`);
    return sha;
  }

  /**
   * The commit that a `ref` parameter names: branch, tag, whole or partial ref, whole or shortened sha, `HEAD`; null
   * where there is none. A branch wins over a tag of the same name.
   */
  resolve(ref: string): Commit | null {
    const wanted = ref === 'HEAD' || ref === '' ? this.defaultBranch : ref;
    for (const name of [`refs/heads/${wanted}`, `refs/tags/${wanted}`, `refs/${wanted}`, wanted]) {
      const sha = this.refs.get(name);
      if (sha !== undefined) return this.objects.commits.get(sha) ?? null;
    }
    if (!/^[0-9a-f]{4,40}$/i.test(wanted)) return null;
    const matches = [...this.objects.commits.values()].filter(({ sha }) => sha.startsWith(wanted.toLowerCase()));
    return matches.length === 1 ? (matches[0] ?? null) : null;
  }

  /** Keeps `refs/pull/N/head` of open pull requests, here and upstream, at the tip of their head branch. */
  #followPulls(): void {
    for (const repository of [this, this.forkOf]) {
      for (const pull of repository?.pulls.values() ?? []) {
        const tip = pull.head.repository === this ? this.refs.get(`refs/heads/${pull.head.branch}`) : undefined;
        if (pull.state !== 'open' || tip === undefined) continue;
        repository?.refs.set(`refs/pull/${pull.number}/head`, tip);
        pull.updatedAt = this.#now();
      }
    }
  }
}
