import { createHash, randomUUID } from 'node:crypto';
import type { Artifact } from './artifact.ts';
import type { Clock } from './clock.ts';
import { type IssueComment, type Owner, type PullRequest, Repository, type RepositoryOptions } from './repository.ts';
import type { RunOptions, WorkflowRun } from './runs.ts';
import { loginOf, type Token } from './tokens.ts';

export type PullOptions = {
  readonly repository: Repository;
  readonly head: { readonly repository?: Repository; readonly branch: string };
  readonly base?: string;
  readonly title?: string;
  readonly body?: string | null;
  readonly author?: string;
  readonly draft?: boolean;
};

const days = 24 * 60 * 60 * 1000;

/** Everything GitHub would remember. The routes read and change it, and so do tests. */
export class State {
  readonly clock: Clock;
  readonly repositories: Repository[] = [];
  readonly runs: WorkflowRun[] = [];
  readonly artifacts: Artifact[] = [];
  readonly comments: IssueComment[] = [];
  readonly tokens = new Map<string, Token>();
  /** Former `owner/name` in lower case → id. */
  readonly moved = new Map<string, number>();
  readonly #owners = new Map<string, Owner>();
  readonly #workflows = new Map<string, number>();
  #lastId = 1000;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** An account; made when it is first named: people as `User`, names that end in `[bot]` as `Bot`. */
  owner(login: string, type?: Owner['type']): Owner {
    const key = login.toLowerCase();
    const known = this.#owners.get(key);
    if (known && (type === undefined || known.type === type)) return known;
    const made: Owner = {
      login,
      id: known?.id ?? this.nextId(),
      type: type ?? (key.endsWith('[bot]') ? 'Bot' : 'User'),
    };
    this.#owners.set(key, made);
    return made;
  }

  hasOwner(login: string): boolean {
    return this.#owners.has(login.toLowerCase());
  }

  addRepository(fullName: string, options: RepositoryOptions = {}): Repository {
    const [owner, name] = fullName.split('/');
    if (!owner || !name) throw new Error(`${fullName} is not owner/name`);
    if (this.findRepository(fullName)) throw new Error(`${fullName} exists already`);
    const id = options.id ?? this.nextId();
    const repository = new Repository(this.owner(owner), name, id, options, () => this.clock.now());
    this.repositories.push(repository);
    this.moved.delete(fullName.toLowerCase());
    return repository;
  }

  findRepository(fullName: string): Repository | undefined {
    const key = fullName.toLowerCase();
    return this.repositories.find((each) => each.fullName.toLowerCase() === key);
  }

  /** Renames or transfers; the old name answers with a redirect from then on. */
  moveRepository(repository: Repository, fullName: string): void {
    const [owner, name] = fullName.split('/');
    if (!owner || !name) throw new Error(`${fullName} is not owner/name`);
    this.moved.set(repository.fullName.toLowerCase(), repository.id);
    repository.owner = this.owner(owner);
    repository.name = name;
  }

  /** Deletes a repository; pull requests from it stay and have no head repository any more. */
  deleteRepository(repository: Repository): void {
    this.repositories.splice(this.repositories.indexOf(repository), 1);
    for (const other of this.repositories) {
      for (const pull of other.pulls.values()) if (pull.head.repository === repository) pull.head.repository = null;
    }
  }

  addToken(token: Token, value?: string): string {
    const prefix = { workflow: 'ghs_', app: 'ghs_', 'fine-grained': 'github_pat_', classic: 'ghp_' }[token.kind];
    const made = value ?? prefix + createHash('sha256').update(`token ${this.nextId()}`).digest('hex').slice(0, 36);
    this.tokens.set(made, token);
    return made;
  }

  addRun(options: RunOptions): WorkflowRun {
    const { repository, workflow = '.github/workflows/readme-tags.yml' } = options;
    const key = `${repository.id} ${workflow}`;
    const workflowId = this.#workflows.get(key) ?? this.nextId();
    this.#workflows.set(key, workflowId);
    const branch = options.branch ?? repository.defaultBranch;
    const status = options.status ?? 'in_progress';
    const run: WorkflowRun = {
      id: this.nextId(),
      number: this.runs.filter((other) => other.workflowId === workflowId).length + 1,
      workflowId,
      repository,
      headRepository: options.headRepository === undefined ? repository : options.headRepository,
      event: options.event ?? 'push',
      workflow,
      branch,
      sha: options.sha ?? repository.head(options.headRepository ? undefined : branch),
      actor: options.actor ?? 'mona',
      createdAt: this.clock.now(),
      attempt: options.attempt ?? 1,
      status,
      conclusion: options.conclusion ?? (status === 'completed' ? 'success' : null),
      backendId: randomUUID(),
      jobBackendId: randomUUID(),
    };
    this.runs.push(run);
    return run;
  }

  /** Runs the same run again: the artifact service knows the new attempt by another id. */
  rerun(run: WorkflowRun): void {
    run.attempt += 1;
    run.status = 'in_progress';
    run.conclusion = null;
    run.backendId = randomUUID();
    run.jobBackendId = randomUUID();
  }

  /** An artifact that some run left behind, as if it had been uploaded. */
  addArtifact(
    run: WorkflowRun,
    name: string,
    bytes: Uint8Array,
    options: { readonly mimeType?: string; readonly retentionDays?: number } = {},
  ): Artifact {
    const now = this.clock.now();
    const artifact: Artifact = {
      id: this.nextId(),
      name,
      run,
      backendId: run.backendId,
      mimeType: options.mimeType ?? 'application/zip',
      createdAt: now,
      expiresAt: new Date(now.getTime() + (options.retentionDays ?? 90) * days),
      bytes,
      digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      finalizedAt: now,
    };
    this.artifacts.push(artifact);
    return artifact;
  }

  addPull(options: PullOptions): PullRequest {
    const { repository } = options;
    const head = options.head.repository ?? repository;
    const number = this.#nextIssue(repository);
    const now = this.clock.now();
    const pull: PullRequest = {
      number,
      id: this.nextId(),
      title: options.title ?? `Change ${options.head.branch}`,
      body: options.body ?? null,
      state: 'open',
      merged: false,
      draft: options.draft ?? false,
      locked: false,
      author: options.author ?? head.owner.login,
      base: { repository, branch: options.base ?? repository.defaultBranch },
      head: { repository: head, owner: head.owner.login, branch: options.head.branch },
      createdAt: now,
      updatedAt: now,
    };
    this.owner(pull.author);
    repository.pulls.set(number, pull);
    repository.refs.set(`refs/pull/${number}/head`, head.head(options.head.branch));
    return pull;
  }

  addIssue(repository: Repository): number {
    const number = this.#nextIssue(repository);
    repository.issues.add(number);
    return number;
  }

  addComment(
    repository: Repository,
    issue: number,
    body: string,
    by: { readonly author?: string; readonly token?: Token } = {},
  ): IssueComment {
    const now = this.clock.now();
    const app = by.token?.kind === 'app' ? by.token.slug : by.token?.kind === 'workflow' ? 'github-actions' : null;
    const comment: IssueComment = {
      id: this.nextId(),
      repository,
      issue,
      author: this.owner(by.author ?? (by.token ? loginOf(by.token) : 'mona')).login,
      app,
      body,
      createdAt: now,
      updatedAt: now,
    };
    this.comments.push(comment);
    return comment;
  }

  #nextIssue(repository: Repository): number {
    return Math.max(0, ...repository.pulls.keys(), ...repository.issues) + 1;
  }
}
