import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { createClient } from '../../../src/github/client.ts';
import { createPulls } from '../../../src/github/pulls.ts';
import type { Pulls } from '../../../src/ports.ts';
import { everyFault } from '../../github/faults.ts';
import type { PullRequest, Repository } from '../../github/repository.ts';
import { type LoopbackGitHub, startGitHub } from '../../github/server.ts';

let github: LoopbackGitHub;
let repository: Repository;
let fork: Repository;
const octo = { owner: 'octo', name: 'widgets' };

beforeEach(async () => {
  github = await startGitHub();
  repository = github.state.addRepository('octo/widgets', { files: { 'README.md': '# W', 'a.txt': 'a' } });
  fork = github.state.addRepository('Fan/widgets', { forkOf: repository });
});
afterEach(async () => {
  await github.close();
});

const pulls = (): Pulls =>
  createPulls(
    createClient({
      token: github.state.addToken({
        kind: 'workflow',
        repositories: [repository],
        permissions: { contents: 'read', pull_requests: 'read' },
      }),
      baseUrl: github.urls.api,
      userAgent: 'test',
      log: { debug: () => {}, warning: () => {} },
      timeoutMs: 300,
      retryBaseMs: 1,
    }),
  );
const failure = async (work: Promise<unknown>): Promise<UserError> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw error ?? new Error('It worked');
};
const fromFork = (branch: string, text: string): PullRequest => {
  fork.commit({ 'README.md': text }, { branch });
  return github.state.addPull({ repository, head: { repository: fork, branch } });
};
const numbers = (found: readonly { readonly number: number }[]) => found.map(({ number }) => number);

describe('a pull request', () => {
  it('tells its head, its base and its state', async () => {
    repository.commit({ 'README.md': '# X' }, { branch: 'feature/x' });
    const pull = github.state.addPull({ repository, head: { branch: 'feature/x' } });
    expect(await pulls().read(octo, pull.number)).toEqual({
      number: pull.number,
      isOpen: true,
      isLocked: false,
      headSha: repository.head('feature/x'),
      headLabel: 'octo:feature/x',
      isFork: false,
      baseRef: 'main',
      baseSha: repository.head(),
    });
    pull.state = 'closed';
    pull.locked = true;
    expect(await pulls().read(octo, pull.number)).toMatchObject({ isOpen: false, isLocked: true });
  });

  it('from a fork is one, also when the fork is gone', async () => {
    const pull = fromFork('better', '# Y');
    expect(await pulls().read(octo, pull.number)).toMatchObject({ isFork: true, headLabel: 'Fan:better' });
    github.state.deleteRepository(fork);
    expect(await pulls().read(octo, pull.number)).toMatchObject({ isFork: true, headLabel: null });
  });

  it('that does not exist is null', async () => {
    expect(await pulls().read(octo, 99)).toBeNull();
  });

  it('is found by owner and branch, open or not, newest first', async () => {
    const old = fromFork('better', '# Y');
    old.state = 'closed';
    const open = fromFork('better', '# Z');
    fromFork('other', '# O');
    const found = await pulls().findByHead(octo, { label: 'fan:better', sha: fork.head('better') });
    expect(numbers(found)).toEqual([open.number, old.number]);
    expect(await pulls().findByHead(octo, { label: 'fan:Better', sha: '0'.repeat(40) })).toEqual([]);
  });

  it('is found by its commit among the open ones where the fork is gone, on whatever page', async () => {
    const pull = fromFork('better', '# Y');
    const sha = fork.head('better');
    for (let index = 0; index < 120; index++) github.state.addPull({ repository, head: { branch: 'main' } });
    pull.updatedAt = new Date(0);
    github.state.deleteRepository(fork);
    expect(numbers(await pulls().findByHead(octo, { label: null, sha }))).toEqual([pull.number]);
    expect(github.log.lines).toHaveLength(2);
    pull.state = 'closed';
    expect(await pulls().findByHead(octo, { label: null, sha })).toEqual([]);
  });

  it('tells all files it changes, old names included', async () => {
    const files = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`src/${index}.txt`, String(index)]));
    repository.commit({ ...files, 'docs/a.txt': 'a' }, { branch: 'many', remove: ['a.txt'] });
    const pull = github.state.addPull({ repository, head: { branch: 'many' } });
    const changed = await pulls().changedFiles(octo, pull.number);
    expect(changed).toHaveLength(132);
    expect(changed).toEqual(expect.arrayContaining(['src/129.txt', 'docs/a.txt', 'a.txt']));
  });

  it('has a merge base: the commit that both come from', async () => {
    const common = repository.head();
    const head = repository.commit({ 'README.md': '# X' }, { branch: 'x' });
    const base = repository.commit({ 'README.md': '# Later' });
    expect(await pulls().mergeBase(octo, base, head)).toBe(common);
  });

  it('has none where the histories have nothing in common', async () => {
    const alone = github.state.addRepository('octo/alone', { files: { x: 'y' } });
    const commit = alone.objects.commits.get(alone.head())!;
    repository.objects.commits.set(commit.sha, commit);
    expect(await pulls().mergeBase(octo, repository.head(), commit.sha)).toBeNull();
  });

  it('and a commit that is not there is an error', async () => {
    expect((await failure(pulls().mergeBase(octo, repository.head(), '1'.repeat(40)))).code).toBe('github/not-found');
  });

  it('needs a permission where the repository is private, and the error names it', async () => {
    repository.visibility = 'private';
    const token = github.state.addToken({ kind: 'workflow', repositories: [repository], permissions: {} });
    const log = { debug: () => {}, warning: () => {} };
    const blind = createPulls(createClient({ token, baseUrl: github.urls.api, userAgent: 'test', log }));
    const { code, message } = await failure(blind.read(octo, 1));
    expect(code).toBe('github/forbidden');
    expect(message).toContain('pull-requests: read');
  });

  const pull = () => github.state.addPull({ repository, head: { branch: 'main' } }).number;
  it.each<[string, () => Promise<unknown>]>([
    ['reading one', () => pulls().read(octo, pull())],
    ['finding it', () => pulls().findByHead(octo, { label: 'octo:main', sha: repository.head() })],
    ['its files', () => pulls().changedFiles(octo, pull())],
    ['its merge base', () => pulls().mergeBase(octo, repository.head(), repository.head())],
  ])('%s is tried again when it fails, and never believes another answer', async (_name, work) => {
    for (const name of ['500', '502', 'reset', 'cut', 'silence', '429']) {
      github.faultAt(1, everyFault.get(name)!);
      await work();
    }
    for (const json of [{}, [], [{}], 'text', null, { message: 'x' }]) {
      github.faults.clear();
      github.faultAt(1, { kind: 'shape', json });
      const answered = await work().then(
        (value) => value,
        (error: unknown) => error,
      );
      // An empty list is what it looks like.
      if (Array.isArray(json) && json.length === 0 && Array.isArray(answered)) continue;
      expect(answered).toBeInstanceOf(UserError);
      expect(answered).toMatchObject({ code: 'github/unexpected' });
    }
  });
});
