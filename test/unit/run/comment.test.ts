import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import type { EventContext, Trigger } from '../../../src/model/event.ts';
import type { Ports, Pull } from '../../../src/ports.ts';
import { readDigest } from '../../../src/report/comment-mark.ts';
import type { Report } from '../../../src/report/report.ts';
import { run } from '../../../src/run.ts';
import { parseSettings } from '../../../src/settings.ts';
import { baseSha, createPorts, createWorld, type FakeWorld, remember, sha, textFile } from '../../fakes/ports.ts';

const marker = '<!-- readme-tagger:readme-tags -->';
const TAGS = '[{"id":7,"name":"websocket"},{"id":9,"name":"cooking"}]';
const SOCKET =
  '# WebSocket client and server\n\nA WebSocket server and a WebSocket client for Node.js.\n\n## WebSocket API\n\nWebSocket all the way.\n';
const RECIPES =
  '# Cooking recipes\n\nA cookbook: cooking recipes for every day.\n\n## Cooking times\n\nCooking takes time.\n';
const trigger: Trigger = {
  kind: 'pull-request',
  number: 7,
  headSha: sha,
  headLabel: 'octo:better',
  isFork: false,
  baseRef: 'main',
};
const fork: Trigger = { ...trigger, isFork: true, headLabel: 'fan:better' };
const pull = (more: Partial<Pull> = {}): Pull => ({
  number: 7,
  isOpen: true,
  isLocked: false,
  headSha: sha,
  headLabel: 'octo:better',
  isFork: false,
  baseRef: 'main',
  baseSha: 'b'.repeat(40),
  ...more,
});
const worldOf = (more: Partial<FakeWorld> = {}): FakeWorld => {
  const world = createWorld({
    pulls: [pull()],
    files: new Map([['octo/tinysocket:.github/tags.json@main', TAGS]]),
    readme: textFile('README.md', SOCKET),
    baseReadme: textFile('README.md', RECIPES),
    ...more,
  });
  // Both ends share it; the READMEs alone are to decide.
  world.repository = { ...world.repository, description: null };
  return world;
};

type Options = {
  readonly inputs?: Record<string, string>;
  readonly event?: Partial<EventContext>;
  readonly ports?: (ports: Ports) => Ports;
};
const start = async (world: FakeWorld, { inputs = {}, event = {}, ports = (it) => it }: Options = {}) => {
  const of: EventContext = {
    name: 'pull_request',
    trigger,
    repository: { owner: 'octo', name: 'tinysocket' },
    workflow: null,
    ref: null,
    serverUrl: 'https://github.com',
    runUrl: 'https://github.com/octo/tinysocket/actions/runs/1',
    isByHand: false,
    isRestricted: false,
    ...event,
  };
  const given: Record<string, string> = { publish: 'comment', ...inputs };
  const settings = parseSettings((name) => given[name] ?? '');
  let error: unknown = null;
  await run(settings, of, ports(createPorts(world))).catch((reason: unknown) => {
    error = reason;
  });
  const written: unknown = JSON.parse(world.reports.get('readme-tags.json') ?? 'null');
  const report = written as Report | null; // written by this run
  return { error, report, outcome: report?.publish.find(({ sink }) => sink === 'comment')?.outcome ?? null };
};
const writes = (world: FakeWorld) => world.done.filter((step) => /^(?:comment on|change|remove)/.test(step));
const notices = (world: FakeWorld) => world.done.flatMap((step) => /^notice: (.*)$/s.exec(step)?.[1] ?? []);
const bodyOf = (world: FakeWorld) => world.comments[0]?.body ?? '';
const own = (id: number, body: string) => ({ id, body: `${marker}\n${body}`, url: `https://github.com/x#${id}` });
const trouble = (code: string, more: object = {}) => ({
  error: new UserError('work', { code, message: `Cannot comment: ${code}.` }),
  isDone: false,
  isFinal: false,
  ...more,
});

describe('a pull request whose head gets other tags than its base', () => {
  it('gets one comment, after a look whether there is one, and a look whether there is another', async () => {
    const world = worldOf();
    const { error, outcome } = await start(world);
    expect(error).toBeNull();
    expect(outcome).toBe('written');
    expect(world.done.slice(world.done.indexOf('pull #7'))).toEqual([
      'pull #7',
      `compare bbbbbbb ${sha.slice(0, 7)}`,
      `readme ${baseSha.slice(0, 7)}`,
      'files of #7',
      'comments of #7',
      'comment on #7',
      'comments of #7',
      'report readme-tags.json',
    ]);
    expect(bodyOf(world)).toMatch(/new\*\*: <code>websocket<\/code>[\s\S]*no longer\*\*: <code>cooking<\/code>/);
    expect(world.outputs.get('comment-url')).toBe('https://github.com/octo/tinysocket/pull/7#new');
  });

  it('keeps it as it is while the result is the same, and has it changed when it is not', async () => {
    const world = worldOf();
    await start(world);
    const before = world.done.length;
    const again = await start(world, { event: { runUrl: 'https://github.com/octo/tinysocket/actions/runs/2' } });
    expect(again.outcome).toBe('unchanged');
    expect(writes({ ...world, done: world.done.slice(before) })).toEqual([]);
    expect(world.outputs.get('comment-url')).toBe('https://github.com/octo/tinysocket/pull/7#new');
    world.readme = textFile('README.md', `${SOCKET}\n${RECIPES}`);
    const changed = await start(world);
    expect(changed.outcome).toBe('written');
    expect(world.comments).toHaveLength(1);
    expect(world.done).toContain('change comment 1000');
  });

  it('has its comment say that nothing is suggested when it no longer does, once', async () => {
    const world = worldOf();
    await start(world);
    world.readme = world.baseReadme;
    expect((await start(world)).outcome).toBe('written');
    expect(bodyOf(world)).toContain('Nothing is suggested any more.');
    const done = world.done.length;
    expect((await start(world)).outcome).toBe('unchanged');
    expect(writes({ ...world, done: world.done.slice(done) })).toEqual([]);
    world.readme = textFile('README.md', SOCKET);
    await start(world);
    expect(bodyOf(world)).toContain('websocket');
    expect(world.comments).toHaveLength(1);
  });

  it('is compared with the base as it is where there is no common commit', async () => {
    const world = worldOf({ mergeBase: null });
    await start(world);
    expect(world.done).toContain('readme bbbbbbb');
  });

  it('has every tag new where the base has no README, or none at that path', async () => {
    const world = worldOf({ baseReadme: null });
    await start(world);
    expect(bodyOf(world)).toContain('- **new**: <code>websocket</code>\n\n|');
    const elsewhere = worldOf();
    const absent = new UserError('work', { code: 'github/not-found', message: 'no' });
    const { outcome } = await start(elsewhere, {
      inputs: { 'readme-path': 'packages/x' },
      ports: (ports) => ({
        ...ports,
        readmes: { read: (...all) => (all[1] === baseSha ? Promise.reject(absent) : ports.readmes.read(...all)) },
      }),
    });
    expect(outcome).toBe('written');
  });

  it('gets a comment where the tags are the same and another stands beside them', async () => {
    const world = worldOf({
      baseReadme: textFile('README.md', `${SOCKET}\n${RECIPES}`),
    });
    await start(world);
    expect(bodyOf(world)).toContain('as before: <code>websocket</code>');
  });
});

describe('a pull request with the same tags at both ends', () => {
  it.each<[string, Partial<FakeWorld>]>([
    ['that leaves the README alone', { baseReadme: textFile('README.md', SOCKET) }],
    ['that mends a typo', { baseReadme: textFile('README.md', SOCKET.replace('all the way', 'al the way')) }],
    ['that moves the README', { baseReadme: textFile('docs/README.md', SOCKET) }],
  ])('%s gets no comment', async (_name, more) => {
    const world = worldOf(more);
    const { outcome, error } = await start(world);
    expect(error).toBeNull();
    expect(outcome).toBe('unchanged');
    expect(writes(world)).toEqual([]);
    expect(world.outputs.get('comment-url')).toBe('');
  });
});

describe('a pull request that changes the tags file', () => {
  const same = { baseReadme: textFile('README.md', SOCKET), changedFiles: ['.github/tags.json'] };
  const withHead = (text: string | null, more: Partial<FakeWorld> = {}): FakeWorld => {
    const files = new Map([['octo/tinysocket:.github/tags.json@main', TAGS]]);
    if (text !== null) files.set(`octo/tinysocket:.github/tags.json@${sha}`, text);
    return worldOf({ ...same, files, ...more });
  };

  it('gets a comment where its own list gives other tags', async () => {
    const world = withHead('[{"id":8,"name":"wire","aliases":["websocket"]}]');
    const { report } = await start(world);
    expect(bodyOf(world)).toContain(
      'The tags file of this pull request (<code>.github/tags.json</code>) gives its README other tags',
    );
    expect(bodyOf(world)).toContain('**new**: <code>wire</code>\n- **no longer**: <code>websocket</code>');
    // The result is that of the list of the base all the same.
    expect(report?.result.tags).toEqual([{ id: 7, name: 'websocket' }]);
  });

  it('gets none where its own list gives the same tags', async () => {
    const world = withHead('[{"id":7,"name":"websocket"},{"id":8,"name":"gardening"}]');
    expect((await start(world)).outcome).toBe('unchanged');
    expect(world.comments).toEqual([]);
  });

  it('counts another id and another name as another tag', async () => {
    for (const list of [
      '[{"id":70,"name":"websocket"}]',
      '[{"id":"7","name":"websocket"}]',
      '[{"id":7,"name":"WebSocket"}]',
    ]) {
      const world = withHead(list);
      await start(world);
      expect(world.comments, list).toHaveLength(1);
    }
  });

  it('is told what is wrong with it, also where the workflow pins a tag that it takes away', async () => {
    const broken = withHead('[{"id":7,"name":"websocket"},{"id":7,"name":"x"}]');
    expect((await start(broken)).error).toBeNull();
    expect(bodyOf(broken)).toContain('cannot be used');
    const pinned = withHead('[{"id":9,"name":"cooking"}]');
    await start(pinned, { inputs: { 'pin-tags': 'websocket' } });
    expect(bodyOf(pinned)).toContain('pin-tags');
  });

  it('is told where it takes the file away', async () => {
    const world = withHead(null);
    await start(world);
    expect(bodyOf(world)).toContain('This pull request takes <code>.github/tags.json</code> away.');
  });

  it('from a fork is not read, and is no reason for a comment', async () => {
    const evil = '[{"id":1,"name":"websocket"},{"id":2,"name":"server"}]';
    const world = withHead(evil, { pulls: [pull({ isFork: true })] });
    expect((await start(world, { event: { trigger: fork } })).outcome).toBe('unchanged');
    expect(world.done.filter((step) => step.includes(`@${sha}`))).toEqual([]);
    world.baseReadme = textFile('README.md', RECIPES);
    await start(world, { event: { trigger: fork } });
    expect(bodyOf(world)).toContain('A tags file of a fork is not read');
    expect(world.done.filter((step) => step.includes(`@${sha}`))).toEqual([]);
  });

  it('has every tag new where the base has none yet', async () => {
    const world = worldOf({ ...same, files: new Map([[`octo/tinysocket:.github/tags.json@${sha}`, TAGS]]) });
    await start(world);
    expect(bodyOf(world)).toContain('With this pull request, the repository gets a tag:');
    expect(bodyOf(world)).toContain('is not on the base branch yet');
  });

  it('is not looked for where the list lives elsewhere', async () => {
    const world = worldOf({ ...same, files: new Map([['acme/tags:all.json@', TAGS]]) });
    await start(world, { inputs: { 'tags-file': 'acme/tags:all.json' } });
    expect(world.done).not.toContain('files of #7');
  });
});

describe('topics in the comment', () => {
  it('are approved by merging where this step publishes them, or the last report says that one does', async () => {
    const published = worldOf();
    await start(published, { inputs: { publish: 'comment, topics' } });
    expect(bodyOf(published)).toContain('Merging is the approval');
    const neutral = worldOf();
    const { report } = await start(neutral);
    expect(bodyOf(neutral)).not.toContain('Merging is the approval');
    expect(bodyOf(neutral)).toContain('the result adds <code>websocket</code>');
    const last = { ...report, topics: { ...report?.topics, mode: 'merge', ours: ['nodejs'] } };
    const remembered = worldOf({ memory: remember(last) });
    await start(remembered);
    expect(bodyOf(remembered)).toContain('Merging is the approval');
    // What the runs on the default branch had set goes where nothing speaks for it.
    expect(bodyOf(remembered)).toContain('takes <code>nodejs</code> away');
  });

  it('are planned by the list that counts after merging', async () => {
    const files = new Map([
      ['octo/tinysocket:.github/tags.json@main', TAGS],
      [`octo/tinysocket:.github/tags.json@${sha}`, '[{"id":7,"name":"websocket","topic":"web-sockets"}]'],
    ]);
    const world = worldOf({ files, changedFiles: ['.github/tags.json', 'README.md'] });
    await start(world);
    expect(bodyOf(world)).toContain('the result adds <code>web-sockets</code>');
  });
});

describe('comments of ours', () => {
  it('that are several become one, the oldest', async () => {
    const world = worldOf({ comments: [own(3, 'old'), own(5, 'newer'), own(9, 'newest')] });
    expect((await start(world)).outcome).toBe('written');
    expect(world.comments.map(({ id }) => id)).toEqual([3]);
    expect(bodyOf(world)).toContain('websocket');
    expect(writes(world)).toEqual(['remove comment 5', 'remove comment 9', 'change comment 3']);
  });

  it('of another run that raced leave the oldest, with what is true now', async () => {
    const world = worldOf();
    world.others = (request) => {
      if (request === 'create') world.comments.push(own(3, 'of the other run'));
    };
    const { outcome } = await start(world);
    expect(outcome).toBe('written');
    expect(world.comments.map(({ id }) => id)).toEqual([3]);
    expect(bodyOf(world)).toContain('websocket');
    expect(world.outputs.get('comment-url')).toBe('https://github.com/x#3');
  });

  it('of other steps are not looked at', async () => {
    const world = worldOf({ comments: [{ id: 3, body: '<!-- readme-tagger:other -->\nx', url: 'x' }] });
    await start(world);
    expect(world.comments).toHaveLength(2);
    await start(world, { inputs: { 'artifact-name': 'other' } });
    expect(world.comments).toHaveLength(2);
    expect(world.done).toContain('change comment 3');
  });

  it('that go away while they are changed are looked for again, and made anew', async () => {
    const world = worldOf({ comments: [own(3, 'old')] });
    world.others = (request) => {
      if (request === 'update') world.comments.length = 0;
    };
    expect((await start(world)).outcome).toBe('written');
    expect(writes(world)).toEqual(['change comment 3', 'comment on #7']);
  });

  it.each([
    ['what it says is to change', RECIPES],
    ['nothing is left to say', SOCKET],
  ])('that never can be changed are told of where %s', async (_name, readme) => {
    const world = worldOf({ comments: [own(3, 'old')], baseReadme: textFile('README.md', readme) });
    const { error, outcome } = await start(world, {
      ports: (ports) => ({ ...ports, comments: { ...ports.comments, update: async () => null } }),
    });
    expect(outcome).toBe('failed');
    expect(String(error)).toContain('answers 404 to every change');
  });
});

describe('creating a comment that fails', () => {
  it('is tried again after another look', async () => {
    const world = worldOf({ commentTrouble: [trouble('github/unavailable'), trouble('network/reset')] });
    expect((await start(world)).outcome).toBe('written');
    expect(writes(world)).toEqual(['comment on #7', 'comment on #7', 'comment on #7']);
    expect(world.comments).toHaveLength(1);
  });

  it('makes no second one where it had worked', async () => {
    const world = worldOf({ commentTrouble: [trouble('network/reset', { isDone: true })] });
    expect((await start(world)).outcome).toBe('written');
    expect(writes(world)).toEqual(['comment on #7']);
    expect(world.comments).toHaveLength(1);
    expect(readDigest(bodyOf(world))).not.toBeNull();
  });

  it('fails the run after three attempts and a last look, once the report is made', async () => {
    const all = Array.from({ length: 9 }, () => trouble('github/unavailable'));
    const world = worldOf({ commentTrouble: all });
    const { error, outcome, report } = await start(world, { inputs: { publish: 'comment, summary, artifact' } });
    expect(writes(world)).toHaveLength(3);
    expect(world.done.filter((step) => step === 'comments of #7')).toHaveLength(4);
    expect(outcome).toBe('failed');
    expect(String(error)).toContain('Cannot comment: github/unavailable.');
    expect(report?.warnings).toEqual([expect.objectContaining({ code: 'github/unavailable' })]);
    expect(world.done.at(-1)).toBe('summary');
  });

  it('is said to stand where only the look afterwards fails', async () => {
    const world = worldOf();
    let looks = 0;
    world.others = (request) => {
      if (request === 'find' && ++looks === 2)
        throw new UserError('work', { code: 'network/reset', message: 'Broken.' });
    };
    const { error, outcome } = await start(world);
    expect(error).toBeNull();
    expect(outcome).toBe('written');
    expect(world.done).toContainEqual(expect.stringMatching(/^warning: The comment stands, .* Broken\.$/));
  });

  it('is no failure on a fork, and names the workflow to add', async () => {
    const forbidden = () => [trouble('github/forbidden', { isFinal: true })];
    const world = worldOf({ commentTrouble: forbidden(), pulls: [pull({ isFork: true })] });
    const { error, outcome } = await start(world, {
      event: { trigger: fork },
      inputs: { publish: 'comment, summary' },
    });
    expect(error).toBeNull();
    expect(outcome).toBe('skipped');
    expect(notices(world)).toEqual([
      expect.stringMatching(
        /^No comment on #7: the token of a pull request from a fork may only read\. The result is in the summary of this run and in the report file\. .*pull-request-comments\.yml from https:/,
      ),
    ]);
    const dependabot = worldOf({ commentTrouble: forbidden() });
    expect((await start(dependabot, { event: { isRestricted: true } })).error).toBeNull();
    expect(notices(dependabot)[0]).toContain('of Dependabot may only read');
  });

  it.each<[string, Partial<EventContext>]>([
    ['a branch of the same repository', {}],
    ['pull_request_target', { name: 'pull_request_target', trigger: fork }],
    ['workflow_run', { name: 'workflow_run', trigger: fork }],
  ])('for lack of a permission fails with %s, where it can be granted', async (_name, event) => {
    const world = worldOf({ commentTrouble: [trouble('github/forbidden', { isFinal: true })] });
    const { error, outcome } = await start(world, { event });
    expect(outcome).toBe('failed');
    expect(String(error)).toContain('github/forbidden');
  });

  it('is a notice where the conversation was locked meanwhile', async () => {
    const world = worldOf({ commentTrouble: [trouble('github/locked', { isFinal: true })] });
    const { error, outcome } = await start(world);
    expect(error).toBeNull();
    expect(outcome).toBe('skipped');
    expect(notices(world)).toEqual(['Cannot comment: github/locked.']);
  });
});

describe('a comment is left alone', () => {
  const existing = () => [own(3, 'old')];

  it.each<[string, Partial<FakeWorld>, Options, string]>([
    ['the pull request is closed', { pulls: [pull({ isOpen: false })] }, {}, 'No comment: #7 is closed.'],
    ['the conversation is locked', { pulls: [pull({ isLocked: true })] }, {}, 'No comment: #7 is locked.'],
    [
      'it is not there',
      { pulls: [] },
      {},
      'No comment: #7 is not there any more, or the token cannot see it; it needs pull-requests: write.',
    ],
    [
      'it was pushed to since',
      { pulls: [pull({ headSha: 'f'.repeat(40) })] },
      {},
      'No comment: #7 was pushed to since 0123456; the run for fffffff takes its place.',
    ],
    [
      'another ref is read',
      {},
      { inputs: { ref: 'v1' } },
      'No comment: what "repository" or "ref" names was read, and not the pull request.',
    ],
    [
      'the run is about a push',
      { files: new Map([['octo/tinysocket:.github/tags.json@', TAGS]]) },
      { event: { name: 'push', trigger: { kind: 'push', ref: 'refs/heads/main', sha, deleted: false } } },
      'No comment: this run is not about a pull request.',
    ],
  ])('where %s', async (_name, more, options, notice) => {
    const world = worldOf({ comments: existing(), ...more });
    const { outcome, error } = await start(world, options);
    expect(error).toBeNull();
    expect(outcome).toBe('skipped');
    expect(notices(world)).toEqual([notice]);
    expect(writes(world)).toEqual([]);
    expect(world.outputs.get('comment-url')).toBe('');
  });

  it('where the built-in list stands in for a tags file', async () => {
    const world = worldOf({ comments: existing(), files: new Map() });
    expect((await start(world)).outcome).toBe('skipped');
    expect(notices(world).at(-1)).toContain('while the built-in list stands in');
    expect(writes(world)).toEqual([]);
  });

  it('in a dry run, which says what it would do', async () => {
    const inputs = { 'dry-run': 'true' };
    const none = worldOf();
    expect((await start(none, { inputs })).outcome).toBe('planned');
    expect(notices(none)).toEqual(['Dry run: a comment on #7 would be made.']);
    const old = worldOf({ comments: existing() });
    await start(old, { inputs });
    expect(notices(old)).toEqual(['Dry run: a comment on #7 would be changed.']);
    const same = worldOf({ baseReadme: textFile('README.md', SOCKET) });
    expect((await start(same, { inputs })).outcome).toBe('unchanged');
    for (const world of [none, old, same]) expect(writes(world)).toEqual([]);
  });

  it.each(['mergeBase', 'changedFiles', 'read'] as const)('where %s of the pull request fails', async (method) => {
    const world = worldOf({ comments: existing() });
    const error = new UserError('work', { code: 'github/unavailable', message: 'Cannot read.' });
    const result = await start(world, {
      ports: (ports) => ({ ...ports, pulls: { ...ports.pulls, [method]: () => Promise.reject(error) } }),
    });
    expect(result.outcome).toBe('failed');
    expect(String(result.error)).toContain('Cannot read.');
    expect(writes(world)).toEqual([]);
  });

  it('where the README of the base cannot be read', async () => {
    const world = worldOf({ comments: existing() });
    const broken = new UserError('work', { code: 'network/reset', message: 'Broken.' });
    const result = await start(world, {
      ports: (ports) => ({
        ...ports,
        readmes: { read: (...all) => (all[1] === baseSha ? Promise.reject(broken) : ports.readmes.read(...all)) },
      }),
    });
    expect(result.outcome).toBe('failed');
    expect(writes(world)).toEqual([]);
  });

  it('where it was not asked for', async () => {
    const world = worldOf({ comments: existing() });
    expect((await start(world, { inputs: { publish: 'summary' } })).outcome).toBeNull();
    expect(world.done.filter((step) => /pull|comment/.test(step))).toEqual([]);
  });
});
