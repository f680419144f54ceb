import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readDigest } from '../../src/report/comment-mark.ts';
import type { Repository } from '../github/repository.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { errorsOf, noticesOf, reportOf, warningsOf } from './action-setup.ts';
import {
  addCookbook,
  type CommentRun,
  commentWrites,
  createCommentRunner,
  openPull,
  ownComments,
  RECIPES,
  SOCKETS,
  TAGS,
  workflowToken,
} from './comment-setup.ts';

let github: LoopbackGitHub;
let repository: Repository;
let run: (options: CommentRun) => ReturnType<ReturnType<typeof createCommentRunner>>;

beforeEach(async () => {
  github = await startGitHub();
  repository = addCookbook(github);
  run = createCommentRunner(github, repository);
});
afterEach(async () => {
  await github.close();
});

const outcomeOf = (result: Awaited<ReturnType<typeof run>>, name?: string) =>
  reportOf(result, name).publish.find(({ sink }) => sink === 'comment')?.outcome;
const onPull = (pull: ReturnType<typeof openPull>, action = 'opened') =>
  ({ trigger: { event: 'pull_request', pull, action } }) as const;

describe('a pull request that changes which tags fit', () => {
  test('gets one comment, with what is new, why, and what merging would do', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    const result = await run(onPull(pull));
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    const [comment, ...more] = ownComments(github);
    expect(more).toEqual([]);
    expect(comment?.body).toContain('- **new**: <code>websocket</code>\n- **no longer**: <code>cooking</code>');
    expect(comment?.body).toContain(`/blob/${repository.head('better')}/README.md?plain=1#L`);
    expect(comment?.body).toContain('adds <code>websocket</code>');
    expect(result.outputs.get('comment-url')).toBe(
      `https://github.com/octo/cookbook/pull/${pull.number}#issuecomment-${comment?.id}`,
    );
    expect(outcomeOf(result)).toBe('written');
    expect(result.annotations).toEqual([]);
    expect(repository.topics).toEqual(['nodejs']);
  });

  test('is asked for what is needed, and nothing twice', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    const base = repository.head();
    const head = repository.head('better');
    const { requests } = await run(onPull(pull));
    const asked = requests
      .filter(({ service }) => service === 'rest' || service === 'graphql')
      .map(({ method, path, query }) =>
        `${method} ${path.replace('/repos/octo/cookbook', '')} ${query['ref'] ?? ''}`.trim(),
      );
    expect(asked.filter((line) => !line.includes('/actions/'))).toEqual([
      'GET',
      'GET /contents/.github/tags.json main',
      `GET /readme ${head}`,
      `GET /pulls/${pull.number}`,
      `GET /compare/${base}...${head}`,
      `GET /readme ${base}`,
      `GET /pulls/${pull.number}/files`,
      'POST /graphql',
      `GET /issues/${pull.number}/comments`,
      `POST /issues/${pull.number}/comments`,
      `GET /issues/${pull.number}/comments`,
    ]);
  });

  test('keeps its comment through pushes that change nothing about it', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    await run(onPull(pull));
    const [first] = ownComments(github);
    const body = first?.body;
    repository.commit({ 'src/x.ts': 'x' }, { branch: 'better' });
    const second = await run(onPull(pull, 'synchronize'));
    expect(commentWrites(second)).toEqual([]);
    expect(outcomeOf(second)).toBe('unchanged');
    expect(second.outputs.get('comment-url')).toContain(`#issuecomment-${first?.id}`);
    expect(ownComments(github)[0]?.body).toBe(body);
  });

  test('has it changed when the result changes, and told when nothing is suggested any more', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    await run(onPull(pull));
    repository.commit(
      { 'README.md': '# Database\n\nA database engine: a SQL database server.\n' },
      { branch: 'better' },
    );
    const changed = await run(onPull(pull, 'synchronize'));
    expect(commentWrites(changed)).toEqual(['PATCH 200']);
    expect(ownComments(github)).toHaveLength(1);
    expect(ownComments(github)[0]?.body).toContain('**new**: <code>database</code>');

    repository.commit({ 'README.md': RECIPES }, { branch: 'better' });
    const back = await run(onPull(pull, 'synchronize'));
    expect(commentWrites(back)).toEqual(['PATCH 200']);
    expect(ownComments(github)[0]?.body).toContain('Nothing is suggested any more.');
    expect(ownComments(github)[0]?.body).toContain('<code>cooking</code>');

    const quiet = await run(onPull(pull, 'synchronize'));
    expect(commentWrites(quiet)).toEqual([]);
    repository.commit({ 'README.md': SOCKETS }, { branch: 'better' });
    await run(onPull(pull, 'synchronize'));
    expect(ownComments(github)).toHaveLength(1);
    expect(ownComments(github)[0]?.body).toContain('**new**: <code>websocket</code>');
  });

  test('has one comment for each step', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    await run(onPull(pull));
    await run({ ...onPull(pull), inputs: { 'artifact-name': 'second' } });
    await run({ ...onPull(pull), inputs: { 'artifact-name': 'second' } });
    expect(github.state.comments).toHaveLength(2);
    expect(ownComments(github)).toHaveLength(1);
    expect(ownComments(github, 'second')[0]?.body).toContain('### Suggested tags: <code>second</code>');
  });

  test('is compared with where it branched off, not with what the base became since', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    repository.commit({ 'README.md': `${SOCKETS}\nAs of now.\n` });
    await run(onPull(pull));
    expect(ownComments(github)[0]?.body).toContain('**no longer**: <code>cooking</code>');
  });

  test('gets its comment also where the README is a link to a file that changes', async () => {
    const files = { 'README.md': { symlink: 'text/index.md' }, 'text/index.md': RECIPES, '.github/tags.json': TAGS };
    const linked = github.state.addRepository('octo/linked', { description: null, files });
    const pull = openPull(github, linked, { 'text/index.md': SOCKETS });
    const result = await createCommentRunner(github, linked)(onPull(pull));
    expect(result.exitCode, result.stdout).toBe(0);
    expect(ownComments(github)[0]?.body).toContain('**new**: <code>websocket</code>');
  });
});

describe('no comment is made', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['a pull request that leaves the README alone', { 'src/x.ts': 'x' }],
    ['one that mends a typo', { 'README.md': RECIPES.replace('takes time', 'takes its time') }],
    ['one that changes the tags file, yet no tag', { '.github/tags.json': TAGS.replace('"database"', '"gardening"') }],
  ])('for %s', async (_name, files) => {
    const pull = openPull(github, repository, files);
    const result = await run(onPull(pull));
    expect(result.exitCode, result.stdout).toBe(0);
    expect(outcomeOf(result)).toBe('unchanged');
    expect(github.state.comments).toEqual([]);
    expect(result.outputs.get('comment-url')).toBe('');
    expect(result.annotations).toEqual([]);
  });

  test('for a push, a schedule or a start by hand, and one step serves them all', async () => {
    for (const trigger of [{ event: 'push' }, { event: 'schedule' }, { event: 'workflow_dispatch' }] as const) {
      const result = await run({ trigger });
      expect(result.exitCode, result.stdout).toBe(0);
      expect(noticesOf(result)).toEqual(['No comment: this run is not about a pull request.']);
      expect(outcomeOf(result)).toBe('skipped');
    }
  });

  test('in a dry run, which says what it would do', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    const result = await run({ ...onPull(pull), inputs: { 'dry-run': 'true' } });
    expect(noticesOf(result)).toEqual([`Dry run: a comment on #${pull.number} would be made.`]);
    expect(outcomeOf(result)).toBe('planned');
    expect(github.state.comments).toEqual([]);
  });

  test('where the conversation is locked, the pull request closed, or pushed to since', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    pull.locked = true;
    const locked = await run(onPull(pull));
    expect(locked.exitCode).toBe(0);
    expect(noticesOf(locked)).toEqual([`No comment: #${pull.number} is locked.`]);
    pull.locked = false;

    // Somebody pushes while the run is under way.
    github.fault(({ path }) => {
      if (path.endsWith('/readme')) repository.commit({ 'README.md': '# Later' }, { branch: 'better' });
      return null;
    });
    const outdated = await run(onPull(pull));
    expect(outdated.exitCode).toBe(0);
    expect(noticesOf(outdated)).toEqual([
      expect.stringMatching(/was pushed to since \w{7}; the run for \w{7} takes its place/),
    ]);
    github.faults.clear();

    pull.state = 'closed';
    const closed = await run(onPull(pull, 'closed'));
    expect(noticesOf(closed)).toEqual([`No comment: #${pull.number} is closed.`]);
    expect(github.state.comments).toEqual([]);
    for (const result of [locked, outdated, closed]) expect(result.summary).toContain('Tags for');
  });

  test('without a tags file, since then the built-in list stands in', async () => {
    repository.commit({ x: 'y' }, { remove: ['.github/tags.json'] });
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    const result = await run(onPull(pull));
    expect(result.exitCode).toBe(0);
    expect(noticesOf(result).at(-1)).toBe(
      'No comment: comments are left alone while the built-in list stands in for a tags file.',
    );
    expect(github.state.comments).toEqual([]);
  });
});

describe('a pull request that changes the tags file', () => {
  const LIST = '[{"id":9,"name":"cooking"},{"id":20,"name":"recipes","aliases":["cookbook","cooking recipes"]}]';

  test('is told what its list would give, and merging would do', async () => {
    const pull = openPull(github, repository, { '.github/tags.json': LIST });
    const result = await run(onPull(pull));
    expect(result.exitCode, result.stdout).toBe(0);
    const body = ownComments(github)[0]?.body;
    expect(body).toContain(
      'The tags file of this pull request (<code>.github/tags.json</code>) gives its README other tags than <code>main</code> has:',
    );
    expect(body).toContain('**new**: <code>recipes</code>');
    expect(body).not.toContain('The README of this');
    // The result is that of the base: nothing is approved yet.
    expect(result.outputs.get('tags')).toBe('["cooking"]');
  });

  test('is told what is wrong with it', async () => {
    const pull = openPull(github, repository, {
      '.github/tags.json': '[{"id":9,"name":"cooking"},{"id":9,"name":"x"}]',
    });
    const result = await run(onPull(pull));
    expect(result.exitCode, result.stdout).toBe(0);
    expect(ownComments(github)[0]?.body).toContain('**The tags file of this pull request cannot be used**');
  });

  test('that the base does not have yet gets every tag as a new one', async () => {
    repository.commit({ x: 'y' }, { remove: ['.github/tags.json'] });
    const pull = openPull(github, repository, { '.github/tags.json': LIST });
    const result = await run(onPull(pull));
    expect(result.exitCode, result.stdout).toBe(0);
    expect(ownComments(github)[0]?.body).toContain('With this pull request, the repository gets');
    expect(ownComments(github)[0]?.body).toContain('is not on the base branch yet');
  });

  test('by taking it away is told that topics and comments then rest', async () => {
    const pull = openPull(github, repository, {}, { remove: ['.github/tags.json'] });
    await run(onPull(pull));
    expect(ownComments(github)[0]?.body).toContain('This pull request takes <code>.github/tags.json</code> away.');
  });
});

describe('a comment that stands already', () => {
  const forged = '<!-- readme-tagger:readme-tags -->\nforged';

  test('of somebody else with our marker is not touched', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    const theirs = github.state.addComment(repository, pull.number, forged, { author: 'mallory' });
    await run(onPull(pull));
    expect(theirs.body).toBe(forged);
    expect(ownComments(github)).toHaveLength(1);
    repository.commit({ 'README.md': RECIPES }, { branch: 'better' });
    await run(onPull(pull, 'synchronize'));
    expect(theirs.body).toBe(forged);
    expect(ownComments(github)).toHaveLength(1);
  });

  test('behind more than a hundred others is found', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    for (let index = 0; index < 130; index++) github.state.addComment(repository, pull.number, `comment ${index}`);
    await run(onPull(pull));
    for (let index = 0; index < 130; index++) github.state.addComment(repository, pull.number, `comment ${index}`);
    const second = await run(onPull(pull, 'synchronize'));
    expect(commentWrites(second)).toEqual([]);
    expect(ownComments(github)).toHaveLength(1);
  });

  test('twice, as after a race, becomes one: the oldest', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    const by = { token: workflowToken(repository) };
    const [oldest] = [1, 2, 3].map(() => github.state.addComment(repository, pull.number, forged, by));
    const result = await run(onPull(pull));
    expect(ownComments(github).map(({ id }) => id)).toEqual([oldest?.id]);
    expect(commentWrites(result)).toEqual(['DELETE 204', 'DELETE 204', 'PATCH 200']);
    expect(oldest?.body).toContain('websocket');
  });

  test('of a run that raced stays where it is the older one, with what is true now', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    let raced = false;
    github.fault(({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/comments') || raced) return null;
      raced = true;
      github.state.addComment(repository, pull.number, forged, { token: workflowToken(repository) });
      return null;
    });
    const result = await run(onPull(pull));
    expect(result.exitCode, result.stdout).toBe(0);
    expect(ownComments(github)).toHaveLength(1);
    expect(readDigest(ownComments(github)[0]?.body ?? '')).not.toBeNull();
    expect(commentWrites(result)).toEqual(['POST 201', 'DELETE 204', 'PATCH 200']);
  });
});

describe('creating a comment that meets trouble', () => {
  const create = ({ method, path }: { method: string; path: string }) =>
    method === 'POST' && path.endsWith('/comments');

  test.each<[string, Parameters<LoopbackGitHub['faultAt']>[1]]>([
    ['no answer though it worked', { kind: 'reset', effect: 'done' }],
    ['half an answer', { kind: 'cut' }],
    ['another answer', { kind: 'shape' }],
    ['a 502 though it worked', { kind: 'status', status: 502, effect: 'done' }],
    ['silence though it worked', { kind: 'silence', effect: 'done' }],
    ['a 502', { kind: 'status', status: 502 }],
  ])('makes one comment: %s', async (_name, fault) => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    let struck = false;
    github.fault((request) => {
      if (struck || !create(request)) return null;
      struck = true;
      return fault;
    });
    const result = await run(onPull(pull));
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    expect(ownComments(github)).toHaveLength(1);
    expect(outcomeOf(result)).toBe('written');
    expect(warningsOf(result)).toEqual([expect.stringContaining('Looking at the comments again in')]);
  });

  test('fails in the end with what to do, and report, artifact and summary are there', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    github.fault((request) => (create(request) ? { kind: 'status', status: 502 } : null));
    const result = await run(onPull(pull));
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toEqual([
      expect.stringMatching(/^Cannot comment on #\d+ of octo\/cookbook: GitHub answered 502/),
    ]);
    expect(commentWrites(result)).toEqual(['POST 502', 'POST 502', 'POST 502']);
    expect(outcomeOf(result)).toBe('failed');
    expect(result.summary).toContain('websocket');
    expect(result.outputs.get('artifact-id')).not.toBe('');
  });

  test('fails where the job lacks the permission, and names it', async () => {
    const pull = openPull(github, repository, { 'README.md': SOCKETS });
    const result = await run({ ...onPull(pull), permissions: { contents: 'read' } });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toEqual([expect.stringContaining('pull-requests: write')]);
    expect(github.state.comments).toEqual([]);
  });
});
