import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { type Client, createClient } from '../../../src/github/client.ts';
import { createFileSource } from '../../../src/github/file-source.ts';
import { createReadmeSource } from '../../../src/github/readme-source.ts';
import { createRepositories } from '../../../src/github/repository.ts';
import { everyFault, primaryLimitFault, secondaryLimitFault } from '../../github/faults.ts';
import type { Repository } from '../../github/repository.ts';
import { type LoopbackGitHub, startGitHub } from '../../github/server.ts';

let github: LoopbackGitHub;
let repository: Repository;
let warnings: string[];
const octo = { owner: 'octo', name: 'widgets' };

beforeEach(async () => {
  github = await startGitHub();
  repository = github.state.addRepository('octo/widgets', {
    id: 77,
    description: 'Widgets',
    topics: ['ui'],
    files: { 'README.md': '# W', '.github/tags.json': '["a"]' },
  });
  warnings = [];
});
afterEach(async () => {
  await github.close();
});

const client = (more: Partial<Parameters<typeof createClient>[0]> = {}): Client =>
  createClient({
    token: github.state.addToken({ kind: 'workflow', repositories: [repository], permissions: { contents: 'read' } }),
    baseUrl: github.urls.api,
    userAgent: 'test',
    log: { debug: () => {}, warning: (message) => warnings.push(message) },
    timeoutMs: 2000,
    retryBaseMs: 1,
    ...more,
  });
const textOf = (file: { bytes: Uint8Array } | null): string | null => file && new TextDecoder().decode(file.bytes);
const failure = async (work: Promise<unknown>): Promise<UserError> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw error ?? new Error('It worked');
};

describe('a repository', () => {
  const read = (more = {}) => createRepositories(client(more)).read(octo);

  it('tells what it is, asked once with the pinned API version', async () => {
    expect(await read()).toEqual({
      id: 77,
      name: octo,
      description: 'Widgets',
      defaultBranch: 'main',
      topics: ['ui'],
      isPrivate: false,
      isArchived: false,
      isFork: false,
    });
    expect(github.log.lines).toEqual(['GET /repos/octo/widgets 200']);
    expect(github.log.all[0]?.headers.get('x-github-api-version')).toBe('2022-11-28');
  });

  it('that moved tells its present name', async () => {
    github.state.moveRepository(repository, 'acme/gadgets');
    expect((await read()).name).toEqual({ owner: 'acme', name: 'gadgets' });
  });

  it('that is private and not the own is not found, with what to do', async () => {
    repository.visibility = 'private';
    const error = await failure(read({ token: '' }));
    expect(error.code).toBe('github/not-found');
    expect(error.message).toContain('Cannot read the repository octo/widgets: GitHub answered 404. There is no such');
  });

  it.each(['main', 'refs/heads/main', 'heads/main'])('resolves %s to a commit', async (ref) => {
    expect(await createRepositories(client()).resolve(octo, ref)).toBe(repository.head());
  });

  it('resolves tags, short shas and shas, and no ref that is not there', async () => {
    repository.tag('v1');
    const repositories = createRepositories(client());
    for (const ref of ['v1', 'refs/tags/v1', repository.head().slice(0, 8), repository.head()]) {
      expect(await repositories.resolve(octo, ref)).toBe(repository.head());
    }
    for (const ref of ['nowhere', '0123456789abcdef0123456789abcdef01234567']) {
      const { code, message } = await failure(repositories.resolve(octo, ref));
      expect(code).toBe('github/not-found');
      expect(message).toMatch(/^Cannot find "\w+" in octo\/widgets: There is no such branch, tag or commit/);
    }
  });

  it('without a commit resolves to nothing', async () => {
    github.state.addRepository('octo/empty');
    expect(await createRepositories(client()).resolve({ owner: 'octo', name: 'empty' }, 'refs/heads/main')).toBeNull();
  });

  it('is not taken for empty after a 409 that says something else', async () => {
    github.faultAt(1, everyFault.get('409')!, 'rest');
    const { message } = await failure(createRepositories(client()).resolve(octo, 'refs/heads/main'));
    expect(message).toMatch(/^Cannot find "refs\/heads\/main" in octo\/widgets: GitHub answered 409\./);
  });
});

describe('a README', () => {
  const read = (path: string | null = null, max = 1_000_001) =>
    createReadmeSource(client(), max).read(octo, repository.head(), path);

  it('is the one GitHub shows', async () => {
    const file = await read();
    expect(textOf(file)).toBe('# W');
    expect(file).toMatchObject({ path: 'README.md', totalBytes: 3, sha: expect.stringMatching(/^[0-9a-f]{40}$/) });
  });

  it.each(['.github/README.md', 'docs/readme.rst'])('is found at %s', async (path) => {
    repository.commit({ [path]: 'there' }, { remove: ['README.md'] });
    expect(await read()).toMatchObject({ path });
  });

  it('is null where there is none', async () => {
    repository.commit({ x: 'y' }, { remove: ['README.md'] });
    expect(await read()).toBeNull();
  });

  it('is the file or the folder that was named', async () => {
    repository.commit({ 'packages/a b/README.md': 'A', 'docs/what?.md': 'Q' });
    expect(textOf(await read('packages/a b'))).toBe('A');
    expect(textOf(await read('docs/what?.md'))).toBe('Q');
    expect((await failure(read('packages'))).message).toContain('"readme-path" is a path from the top');
    expect((await failure(read('nowhere.md'))).code).toBe('github/not-found');
  });

  it('keeps its bytes when it is not UTF-8, small or over 1 MB', async () => {
    const latin = Buffer.from([0x23, 0x20, 0xe9, 0x0a]);
    repository.commit({ 'README.md': latin });
    expect(Buffer.from((await read())?.bytes ?? [])).toEqual(latin);
    const large = Buffer.alloc(1_500_000, latin);
    repository.commit({ 'README.md': large });
    const file = await read(null, 2_000_000);
    expect(Buffer.from(file?.bytes ?? []).equals(large)).toBe(true);
    expect(file?.totalBytes).toBe(1_500_000);
  });

  it('is cut at the limit and tells how long it is', async () => {
    repository.commit({ 'README.md': 'x'.repeat(3_000_000) });
    const file = await read();
    expect(file?.bytes.length).toBe(1_000_001);
    expect(file?.totalBytes).toBe(3_000_000);
    repository.commit({ 'README.md': 'x'.repeat(500) });
    expect(await read(null, 100)).toMatchObject({ totalBytes: 500 });
  });

  it('is empty when its file is', async () => {
    repository.commit({ 'README.md': '' });
    expect(await read()).toMatchObject({ totalBytes: 0 });
  });

  it.each([true, false])('is the file that a link leads to, whether or not GitHub follows it (%s)', async (follows) => {
    repository.commit({
      'README.md': { symlink: 'docs/../docs/start.md' },
      'docs/start.md': { symlink: './real.md' },
      'docs/real.md': 'R',
    });
    repository.followsLinks = follows;
    expect(textOf(await read('README.md'))).toBe('R');
    expect(textOf(await read())).toBe('R');
  });

  it.each(['../../outside', '/etc/passwd', 'docs'])('that is a link to %s is not read', async (symlink) => {
    repository.commit({ 'README.md': { symlink }, 'docs/x': 'y' });
    expect((await failure(read('README.md'))).message).toContain(`it is a link to "${symlink}"`);
  });

  it('that is a link to itself is not read', async () => {
    repository.commit({ 'README.md': { symlink: 'README.md' } });
    expect((await failure(read('README.md'))).code).toBe('readme/link');
  });

  it('that is a submodule is not read', async () => {
    repository.commit({
      sub: { submodule: '0'.repeat(40) },
      '.gitmodules': '[submodule "sub"]\n path = sub\n url = https://example.com/x',
    });
    expect((await failure(read('sub'))).message).toContain('it is a submodule');
  });
});

describe('a tags file', () => {
  const files = () => createFileSource({ client: client(), workspace: '/nowhere', maxBytes: 5_000_001 });
  const place = { kind: 'api', repository: octo, path: '.github/tags.json', ref: null } as const;

  it('is read at the tip of the default branch, or at a ref', async () => {
    repository.commit({ '.github/tags.json': '["b"]' }, { branch: 'next' });
    expect(textOf(await files().read(place))).toBe('["a"]');
    expect(textOf(await files().read({ ...place, ref: 'next' }))).toBe('["b"]');
  });

  it('is null where it, or its ref, is missing', async () => {
    expect(await files().read({ ...place, path: 'nowhere.json' })).toBeNull();
    expect(await files().read({ ...place, ref: 'nowhere' })).toBeNull();
  });

  it('may have more than 1 MB', async () => {
    repository.commit({ 'tags.json': 'x'.repeat(2_000_000) });
    expect(await files().read({ ...place, path: 'tags.json' })).toMatchObject({ totalBytes: 2_000_000 });
  });

  it('is no folder', async () => {
    expect((await failure(files().read({ ...place, path: '.github' }))).message).toContain('it is a folder');
  });

  it('may be forbidden, and then the permission is named', async () => {
    repository.visibility = 'private';
    const token = github.state.addToken({ kind: 'workflow', repositories: [repository], permissions: {} });
    const source = createFileSource({ client: client({ token }), workspace: '/nowhere', maxBytes: 100 });
    expect(await failure(source.read(place))).toMatchObject({
      code: 'github/forbidden',
      message: expect.stringContaining('contents: read'),
    });
  });

  it('has neighbours, or none where they cannot be told', async () => {
    repository.commit({ '.github/tags.yml': '- a', 'x.json': '[]' });
    expect(await files().listBeside(place)).toEqual(['.github/tags.json', '.github/tags.yml']);
    expect(await files().listBeside({ ...place, path: 'y.json' })).toContain('x.json');
    expect(await files().listBeside({ ...place, path: 'no/where.json' })).toEqual([]);
  });
});

describe('a request', () => {
  const read = (more = {}) => createRepositories(client(more)).read(octo);

  it.each(['500', '502', 'reset', 'cut', 'silence'])('is made again after %s', async (name) => {
    github.faultAt(1, everyFault.get(name)!);
    expect((await read({ timeoutMs: 300 })).id).toBe(77);
    expect(github.log.all).toHaveLength(2);
  });

  it.each([
    ['500', 'github/unavailable'],
    ['502', 'github/unavailable'],
    ['reset', 'network/reset'],
    ['cut', 'network/reset'],
    ['silence', 'network/timeout'],
  ])('is given up after four times %s', async (name, code) => {
    github.faultAt(1, everyFault.get(name)!, 'rest');
    expect((await failure(read({ timeoutMs: 100 }))).code).toBe(code);
    expect(github.log.all).toHaveLength(4);
  });

  it.each(['403', '404', '409', '422', 'shape'])('is not made again after %s', async (name) => {
    github.faultAt(1, everyFault.get(name)!, 'rest');
    expect((await failure(read())).message).toMatch(/^Cannot read the repository octo\/widgets: /);
    expect(github.log.all).toHaveLength(1);
  });

  it.each([403, 429] as const)('waits as long as GitHub asks after a secondary limit (%d)', async (status) => {
    github.faultAt(1, secondaryLimitFault(1, status));
    const start = performance.now();
    expect((await read()).id).toBe(77);
    expect(performance.now() - start).toBeGreaterThan(950);
    expect(warnings).toEqual([expect.stringContaining('GitHub asks to come back in 1 s')]);
  });

  it('waits at most twice, and never long', async () => {
    github.faultAt(1, secondaryLimitFault(0), 'rest');
    expect((await failure(read())).code).toBe('github/rate-limit');
    expect(github.log.all).toHaveLength(3);
    github.log.clear();
    github.faults.clear();
    github.faultAt(1, secondaryLimitFault(61), 'rest');
    expect((await failure(read())).code).toBe('github/rate-limit');
    expect(github.log.all).toHaveLength(1);
  });

  it('tells when a used up rate limit ends', async () => {
    github.faultAt(1, primaryLimitFault(new Date('2099-01-01T00:00:00Z')), 'rest');
    expect((await failure(read())).message).toContain('is used up until 2099-01-01T00:00:00.000Z');
  });

  it('with a wrong token says so', async () => {
    expect((await failure(read({ token: 'ghp_wrong' }))).code).toBe('github/unauthorized');
  });

  it('is anonymous without a token', async () => {
    await read({ token: '' });
    expect(github.log.all[0]?.as).toBe('none');
  });
});
