import { Octokit } from '@octokit/rest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LoopbackGitHub, startGitHub } from './server.ts';

let github: LoopbackGitHub;
const client = (auth?: string): Octokit =>
  new Octokit({
    baseUrl: github.urls.api,
    ...(auth && { auth }),
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
const octo = { owner: 'octo', repo: 'widgets' };

beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  await github.close();
});

const statusOf = async (promise: Promise<unknown>): Promise<{ status: number; message: string }> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || !('status' in error)) throw new Error('it was answered');
  return { status: Number(error.status), message: error.message };
};

describe('a repository', () => {
  test('shows what it was made with', async () => {
    github.state.addRepository('octo/widgets', { id: 77, description: 'Widgets', topics: ['ui'], files: { a: 'b' } });
    const { data, headers } = await client().rest.repos.get(octo);
    expect(data).toMatchObject({
      id: 77,
      description: 'Widgets',
      topics: ['ui'],
      default_branch: 'main',
      archived: false,
    });
    expect(headers['x-github-request-id']).toMatch(/^[0-9A-F-]+$/);
  });

  test('is found under its old name by whoever follows redirects', async () => {
    const repository = github.state.addRepository('octo/widgets', { id: 77, files: { 'README.md': '# W' } });
    github.state.moveRepository(repository, 'acme/gadgets');
    expect((await client().rest.repos.get(octo)).data.full_name).toBe('acme/gadgets');
    expect((await client().rest.repos.getReadme(octo)).data.path).toBe('README.md');
    expect(github.log.lines).toContain('GET /repositories/77/readme 200');
  });

  test('is not found by strangers when it is private', async () => {
    const repository = github.state.addRepository('octo/widgets', { visibility: 'private', files: { a: 'b' } });
    const token = github.state.addToken({ kind: 'workflow', repositories: [repository], permissions: {} });
    expect(await statusOf(client().rest.repos.get(octo))).toMatchObject({ status: 404 });
    expect((await client(token).rest.repos.get(octo)).data.private).toBe(true);
    expect(await statusOf(client(token).rest.repos.getReadme(octo))).toEqual({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
    });
    expect(await statusOf(client('ghp_never').rest.repos.get(octo))).toMatchObject({ status: 401 });
  });
});

describe('a README', () => {
  test('is the one in .github, then in the root, then in docs', async () => {
    const repository = github.state.addRepository('octo/widgets', { files: { 'docs/README.md': 'docs' } });
    const path = async (): Promise<string> => (await client().rest.repos.getReadme(octo)).data.path;
    expect(await path()).toBe('docs/README.md');
    repository.commit({ 'Readme.rst': 'root' });
    expect(await path()).toBe('Readme.rst');
    repository.commit({ '.github/README.md': 'github' });
    expect(await path()).toBe('.github/README.md');
    const inFolder = await client().rest.repos.getReadmeInDirectory({ ...octo, dir: 'docs' });
    expect(Buffer.from(inFolder.data.content, 'base64').toString()).toBe('docs');
  });

  test('is read at any branch, tag, short sha and pull request', async () => {
    const repository = github.state.addRepository('octo/widgets', { files: { 'README.md': 'one' } });
    const first = repository.head();
    repository.tag('v1');
    repository.commit({ 'README.md': 'two' }, { branch: 'feature/x' });
    const pull = github.state.addPull({ repository, head: { branch: 'feature/x' } });
    const read = async (ref: string): Promise<string> =>
      Buffer.from((await client().rest.repos.getReadme({ ...octo, ref })).data.content, 'base64').toString();
    expect(await read('v1')).toBe('one');
    expect(await read(first.slice(0, 8))).toBe('one');
    expect(await read('feature/x')).toBe('two');
    expect(await read('refs/heads/feature/x')).toBe('two');
    expect(await read(`refs/pull/${pull.number}/head`)).toBe('two');
    expect(await statusOf(read('nowhere'))).toMatchObject({ status: 404 });
  });

  test('over 1 MB comes without content in JSON, and whole as raw text or as a blob', async () => {
    const text = 'x'.repeat(1024 * 1024 + 1);
    github.state.addRepository('octo/widgets', { files: { 'README.md': text } });
    const { data } = await client().rest.repos.getReadme(octo);
    expect(data).toMatchObject({ encoding: 'none', content: '', size: text.length });
    const raw = await client().rest.repos.getReadme({ ...octo, mediaType: { format: 'raw' } });
    expect(raw.data as unknown as string).toHaveLength(text.length); // the raw form is typed as JSON
    const blob = await client().rest.git.getBlob({ ...octo, file_sha: data.sha });
    expect(Buffer.from(blob.data.content, 'base64')).toHaveLength(text.length);
  });

  test('that is not UTF-8 is damaged by the client as raw text, and whole as a blob', async () => {
    const bytes = Buffer.from('caf\u00e9', 'latin1');
    github.state.addRepository('octo/widgets', { files: { 'README.md': bytes } });
    const raw = await client().rest.repos.getReadme({ ...octo, mediaType: { format: 'raw' } });
    expect(raw.data as unknown as string).toBe('caf\ufffd'); // the raw form is typed as JSON
    const { data } = await client().rest.repos.getReadme(octo);
    expect(Buffer.from(data.content, 'base64')).toEqual(bytes);
  });

  test('that is a symlink has the content of its target and its own path', async () => {
    github.state.addRepository('octo/widgets', {
      files: { 'README.md': { symlink: 'docs/start.md' }, 'docs/start.md': 'start' },
    });
    const { data } = await client().rest.repos.getReadme(octo);
    expect(data).toMatchObject({ path: 'README.md', type: 'file' });
    expect(Buffer.from(data.content, 'base64').toString()).toBe('start');
  });

  test('is missing with 404', async () => {
    github.state.addRepository('octo/widgets', { files: { 'src/a.ts': '' } });
    expect(await statusOf(client().rest.repos.getReadme(octo))).toMatchObject({ status: 404 });
  });

  test('that has not changed is 304 and free', async () => {
    github.state.addRepository('octo/widgets', { files: { 'README.md': 'one' } });
    const { headers } = await client().rest.repos.getReadme(octo);
    const again = client().rest.repos.getReadme({ ...octo, headers: { 'if-none-match': headers.etag } });
    expect(await statusOf(again)).toMatchObject({ status: 304 });
    const { data } = await client().rest.rateLimit.get();
    expect(data.rate.used).toBe(1);
  });
});

describe('contents', () => {
  test('of folders list files, links and submodules', async () => {
    github.state.addRepository('octo/widgets', {
      files: {
        '.gitmodules': '[submodule "lib"]\n\tpath = lib\n\turl = https://example.com/lib.git\n',
        lib: { submodule: '1'.repeat(40) },
        out: { symlink: '../elsewhere' },
        'src/a.ts': 'a',
      },
    });
    const list = (await client().rest.repos.getContent({ ...octo, path: '' })).data;
    expect(Array.isArray(list) && list.map(({ name, type }) => `${name} ${type}`)).toEqual([
      '.gitmodules file',
      'lib file',
      'out symlink',
      'src dir',
    ]);
    const get = async (path: string): Promise<unknown> =>
      (await client().rest.repos.getContent({ ...octo, path })).data;
    expect(await get('out')).toMatchObject({ type: 'symlink', target: '../elsewhere' });
    expect(await get('lib')).toMatchObject({ type: 'submodule', submodule_git_url: 'https://example.com/lib.git' });
    expect(await get('src/a.ts')).toMatchObject({ type: 'file', path: 'src/a.ts', size: 1 });
    expect(
      (await client().rest.repos.getContent({ ...octo, path: 'src', mediaType: { format: 'object' } })).data,
    ).toMatchObject({ type: 'dir', entries: [{ name: 'a.ts' }] });
  });

  test('of an empty repository are missing, and its commits conflict', async () => {
    github.state.addRepository('octo/widgets');
    expect(await statusOf(client().rest.repos.getContent({ ...octo, path: 'a' }))).toEqual({
      status: 404,
      message: expect.stringContaining('This repository is empty.'),
    });
    expect(await statusOf(client().rest.repos.getCommit({ ...octo, ref: 'main' }))).toMatchObject({ status: 409 });
  });
});

describe('git', () => {
  test('gives objects the ids that git gives them', async () => {
    const repository = github.state.addRepository('octo/widgets', {
      files: { 'a.txt': 'hello\n', 'b/c.txt': 'hello\n' },
    });
    const { data } = await client().rest.git.getTree({ ...octo, tree_sha: repository.head(), recursive: 'true' });
    expect(data.tree.map(({ path, sha }) => [path, sha])).toEqual([
      ['a.txt', 'ce013625030ba8dba906f756967f9e9ca394464a'],
      ['b', expect.any(String)],
      ['b/c.txt', 'ce013625030ba8dba906f756967f9e9ca394464a'],
    ]);
  });

  test('gives the sha of a branch as plain text', async () => {
    const repository = github.state.addRepository('octo/widgets', { files: { a: 'b' } });
    const { data } = await client().rest.repos.getCommit({ ...octo, ref: 'heads/main', mediaType: { format: 'sha' } });
    expect(data as unknown as string).toBe(repository.head()); // the sha form is typed as JSON
    expect((await client().rest.git.getRef({ ...octo, ref: 'heads/main' })).data.object.sha).toBe(repository.head());
    expect((await client().rest.repos.getBranch({ ...octo, branch: 'main' })).data.commit.sha).toBe(repository.head());
  });
});
