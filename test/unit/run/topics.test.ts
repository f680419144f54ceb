import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import type { EventContext } from '../../../src/model/event.ts';
import type { Report } from '../../../src/report/report.ts';
import { run } from '../../../src/run.ts';
import { parseSettings } from '../../../src/settings.ts';
import { createPorts, createWorld, type FakeWorld, remember, textFile } from '../../fakes/ports.ts';

const event: EventContext = {
  name: 'push',
  trigger: { kind: 'default-branch' },
  repository: { owner: 'octo', name: 'tinysocket' },
  workflow: '.github/workflows/tags.yml',
  ref: null,
  serverUrl: 'https://github.com',
  runUrl: null,
  isByHand: false,
  isRestricted: false,
};
const asked = { publish: 'artifact, summary, topics', 'topics-token': 'github_pat_x' };

const start = async (
  world: FakeWorld,
  inputs: Record<string, string> = {},
  more: Partial<EventContext> = {},
): Promise<Report> => {
  const given: Record<string, string> = { ...asked, ...inputs };
  const settings = parseSettings((name) => given[name] ?? '', Object.keys(given));
  const result = await run(settings, { ...event, ...more }, createPorts(world));
  if (result.kind !== 'done') throw new Error(`The run was ${result.kind}`);
  return result.report;
};
const outcomeOf = (report: Report) => report.publish.find(({ sink }) => sink === 'topics')?.outcome;
const written = (world: FakeWorld) => world.done.filter((step) => step.startsWith('set topics'));
const failure = async (work: Promise<unknown>): Promise<UserError> => {
  const error = await work.catch((reason: unknown) => reason);
  if (error instanceof UserError) return error;
  throw error instanceof Error ? error : new Error('It worked');
};
const problem = (code: string) => new UserError('work', { code, message: 'Cannot set the topics: no.' });

describe('a run that publishes topics', () => {
  it('sets them before the report is written, which tells of them', async () => {
    const world = createWorld();
    const report = await start(world);
    expect(world.done).toEqual([
      'repository octo/tinysocket',
      'file octo/tinysocket:.github/tags.json@',
      'resolve refs/heads/main',
      'readme 0123456',
      'memory readme-tags of octo/tinysocket',
      'topics of octo/tinysocket',
      'set topics of octo/tinysocket: nodejs websocket',
      'topics of octo/tinysocket',
      'report readme-tags.json',
      'artifact readme-tags /workspace-of-job/readme-tags.json',
      'summary',
    ]);
    expect(outcomeOf(report)).toBe('written');
    expect(world.outputs.get('topics')).toBe('["nodejs","websocket"]');
  });

  it('warns where topics were removed and no report of it can be kept', async () => {
    const world = createWorld();
    world.memory = remember(await start(world));
    world.readme = textFile('README.md', '# soups\n\nRecipes and cooking for a whole year.\n');
    world.artifact = { kind: 'kept-as-file', message: 'the storage is full.' };
    world.repository = { ...world.repository, description: 'Recipes for a year' };
    const report = await start(world);
    expect(report.topics.removed).toEqual(['websocket']);
    expect(world.done).toContainEqual(
      expect.stringMatching(/^warning: The topics websocket were removed, and no report/),
    );
  });

  it('changes nothing the second time, whether it classifies again or not', async () => {
    for (const force of ['false', 'true']) {
      const world = createWorld();
      const first = await start(world);
      world.memory = remember(first);
      const second = await start(world, { force });
      expect(written(world)).toHaveLength(1);
      expect(second).toMatchObject({ tags: first.tags, considered: first.considered, topics: { ours: ['websocket'] } });
    }
  });

  it('asks for the last report where the workflow is, whatever repository is read', async () => {
    const world = createWorld();
    world.files.set('octo/home:.github/tags.json@', '["websocket"]');
    await start(world, { repository: 'octo/tinysocket' }, { repository: { owner: 'octo', name: 'home' } });
    expect(world.done.filter((step) => /^repository|^memory/.test(step))).toEqual([
      'repository octo/tinysocket',
      'repository octo/home',
      'memory readme-tags of octo/tinysocket',
    ]);
  });

  it('weighs topics of this action that were neither given nor near, with their own scores', async () => {
    const names = ['cooking', 'gardening', 'sewing', 'knitting', 'fishing', 'hiking', 'sailing', 'chess'];
    const world = createWorld();
    world.files.set('octo/tinysocket:.github/tags.json@', JSON.stringify(['websocket', ...names]));
    const first = await start(world, { 'dry-run': 'true' });
    world.repository = { ...world.repository, topics: ['chess'] };
    world.memory = remember({ ...first, dryRun: false, topics: { ...first.topics, ours: ['chess'] } });
    const second = await start(world);
    expect(second.considered.find(({ name }) => name === 'chess')).toMatchObject({
      score: expect.closeTo(0, 1),
      reason: 'below-threshold',
      evidence: [],
    });
    expect(second.topics.removed).toEqual(['chess']);
  });

  it('takes a change of the mode for a change of the settings', async () => {
    const world = createWorld();
    world.repository = { ...world.repository, topics: ['nodejs', 'cooking'] };
    const first = await start(world);
    world.memory = remember(first);
    const { topics } = await start(world, { 'topics-mode': 'managed' });
    expect(topics.changes).toEqual([{ topic: 'cooking', action: 'remove', cause: 'settings' }]);
  });

  it('keeps what is known of topics where they are not published for once', async () => {
    const world = createWorld();
    const first = await start(world);
    world.memory = remember({ ...first, topics: { ...first.topics, declined: ['cooking'], pending: ['websocket'] } });
    const still = await start(world, { publish: 'summary, comment' });
    expect(still.topics).toMatchObject({ ours: ['websocket'], declined: ['cooking'], pending: ['websocket'] });
    world.repository = { ...world.repository, topics: ['nodejs'] };
    const gone = await start(world, { publish: 'summary, comment' });
    expect(gone.topics).toMatchObject({ mode: null, ours: [], declined: ['cooking', 'websocket'], pending: [] });
    world.repository = { ...world.repository, topics: ['nodejs', 'websocket'] };
    world.memory = remember(gone);
    const back = await start(world, { publish: 'summary, comment' });
    expect(back.topics).toMatchObject({ mode: null, ours: [], declined: ['cooking'] });
  });

  it('says what is wrong with the last report, and goes on without', async () => {
    const world = createWorld();
    world.memory = remember({ schemaVersion: 1 });
    const report = await start(world);
    expect(outcomeOf(report)).toBe('written');
    expect(report.warnings).toEqual([
      {
        code: 'topics/odd-memory',
        message: expect.stringMatching(/^The last report is not what .* so none is removed\.$/),
      },
    ]);
  });

  it('says that nothing will be remembered where no artifact is published', async () => {
    const world = createWorld({ memory: { kind: 'none', message: 'It may not be read.' } });
    expect((await start(world, { publish: 'summary, topics' })).warnings).toEqual([
      { code: 'topics/no-memory', message: expect.stringContaining('"publish" does not hold "artifact"') },
    ]);
    expect((await start(world, { publish: 'topics', 'topics-mode': 'managed' })).warnings).toEqual([]);
  });

  describe.each<[string, Record<string, string>, Partial<EventContext>, RegExp]>([
    [
      'a workflow_run',
      {},
      { name: 'workflow_run', ref: 'refs/heads/main' },
      /^Later runs do not go by the report of this one \(workflow_run on main\), only .* So this run adds/,
    ],
    [
      'a workflow_dispatch on another branch',
      {},
      { name: 'workflow_dispatch', ref: 'refs/heads/next', isByHand: true },
      /\(workflow_dispatch on next\)/,
    ],
    ['a run that keeps no report', { publish: 'summary, topics' }, {}, /"publish" does not hold "artifact"/],
  ])('by %s', (_name, inputs, more, notice) => {
    const worldAfter = async () => {
      const world = createWorld();
      world.repository = { ...world.repository, description: null };
      world.memory = remember(await start(world));
      world.readme = textFile('README.md', '# recipes\n\nCooking recipes for every day.\n');
      return world;
    };

    it('adds topics and removes none in merge, since later runs go by an older report', async () => {
      const world = await worldAfter();
      const report = await start(world, inputs, more);
      expect(report.topics).toMatchObject({ mode: 'merge', removed: [], added: ['cooking'] });
      expect(report.warnings).toEqual([{ code: 'topics/no-memory', message: expect.stringMatching(notice) }]);
    });

    it('removes what managed removes, and plans what a later run would', async () => {
      const world = await worldAfter();
      const planned = { ...more, trigger: { kind: 'push', ref: 'refs/heads/x', sha: null, deleted: false } } as const;
      const plan = await start(world, inputs, planned);
      expect(plan.topics).toMatchObject({ removed: ['websocket'], added: ['cooking'] });
      expect(plan.warnings.map(({ code }) => code)).toEqual(['topics/planned']);
      const { topics, warnings } = await start(world, { ...inputs, 'topics-mode': 'managed' }, more);
      expect(topics).toMatchObject({ mode: 'managed', removed: ['websocket'], added: ['cooking'] });
      expect(warnings).toEqual([]);
    });
  });

  it.each([
    ['keeps its memory where the repository had the name of the last report', 9806, ['websocket']],
    ['has no memory where that name is of another repository', 1, []],
  ])('%s', async (_name, id, removed) => {
    const world = createWorld();
    world.repository = { ...world.repository, description: null };
    world.memory = remember({ ...(await start(world)), repository: 'octo/oldname' });
    world.readme = textFile('README.md', '# recipes\n\nCooking recipes for every day.\n');
    const ports = createPorts(world);
    const repositories = {
      ...ports.repositories,
      read: async (name: { readonly name: string }) =>
        name.name === 'oldname' ? { ...world.repository, id } : world.repository,
    };
    const given: Record<string, string> = asked;
    const settings = parseSettings((name) => given[name] ?? '', Object.keys(given));
    const result = await run(settings, event, { ...ports, repositories });
    expect(result.kind === 'done' && result.report.topics.removed).toEqual(removed);
  });

  it('plans on the topics that are there when it writes, not when it began', async () => {
    const world = createWorld();
    world.people = (request, { repository }) => {
      if (request === 'read') world.repository = { ...repository, topics: [...repository.topics, 'by-hand'] };
      world.people = () => {};
    };
    const { topics } = await start(world);
    expect(topics).toMatchObject({ before: ['nodejs', 'by-hand'], after: ['nodejs', 'by-hand', 'websocket'] });
  });

  it.each(['add', 'managed'])('does not speak of a missing memory in the mode %s', async (mode) => {
    const world = createWorld({ memory: { kind: 'none', message: 'It may not be read.' } });
    expect((await start(world, { 'topics-mode': mode })).warnings).toEqual([]);
  });
});

describe('a run whose topics fail', () => {
  it('makes report, artifact and summary, and fails then', async () => {
    const world = createWorld();
    world.topicsTrouble.push({ error: problem('topics/forbidden'), isDone: false, isFinal: true });
    const { code, message } = await failure(start(world));
    expect(code).toBe('topics/forbidden');
    expect(message).toMatch(
      /^Cannot set the topics: no\.\nIts topics are nodejs\.\nTwo kinds of token can set topics:\n/,
    );
    expect(message).toMatch(/gh repo edit octo\/tinysocket --add-topic websocket$/);
    expect(world.done.slice(-3)).toEqual([
      'report readme-tags.json',
      'artifact readme-tags /workspace-of-job/readme-tags.json',
      'summary',
    ]);
    expect(world.summary).toContain('permission-administration: write');
    const report: Report = JSON.parse(world.reports.get('readme-tags.json') ?? '');
    expect(outcomeOf(report)).toBe('failed');
    expect(report.warnings).toEqual([
      { code: 'topics/forbidden', message: 'Cannot set the topics: no.\nIts topics are nodejs.' },
    ]);
    expect(world.done.filter((step) => /^notice|^warning/.test(step))).toEqual([]);
  });

  it('tells a failed upload with it', async () => {
    const world = createWorld({ artifact: new UserError('work', { code: 'artifact/upload', message: 'No upload.' }) });
    world.topicsTrouble.push({ error: problem('topics/refused'), isDone: false, isFinal: true });
    expect((await failure(start(world))).message).toBe(
      '2 things failed:\n- Cannot set the topics: no.\nIts topics are nodejs.\n- No upload.',
    );
  });

  it('is made good by the next, which does not classify again', async () => {
    const world = createWorld();
    world.topicsTrouble.push({ error: problem('topics/forbidden'), isDone: false, isFinal: true });
    await failure(start(world));
    world.memory = remember(JSON.parse(world.reports.get('readme-tags.json') ?? ''));
    const report = await start(world);
    expect(world.repository.topics).toEqual(['nodejs', 'websocket']);
    expect(report.topics.changes).toEqual([{ topic: 'websocket', action: 'add', cause: 'first-run' }]);
  });
});

describe('topics are not touched', () => {
  it('by a run whose token is missing: it ends before anything but the repository is read', async () => {
    const world = createWorld();
    const { code, kind, message } = await failure(start(world, { 'topics-token': '' }));
    expect([code, kind]).toEqual(['settings/topics-token', 'input']);
    expect(message).toContain('actions/create-github-app-token@v3');
    expect(world.done).toEqual(['repository octo/tinysocket']);
  });

  it.each<[string, Partial<FakeWorld['repository']>, Partial<EventContext>, Record<string, string>]>([
    ['in a dry run', {}, {}, { 'dry-run': 'true' }],
    ['on a fork', { isFork: true }, {}, {}],
    ['for Dependabot', {}, { isRestricted: true }, {}],
    ['in an archived repository', { isArchived: true }, {}, {}],
  ])('%s, where no token is needed', async (_name, facts, more, inputs) => {
    const world = createWorld();
    world.repository = { ...world.repository, ...facts };
    const report = await start(world, { 'topics-token': '', ...inputs }, more);
    expect(['planned', 'skipped']).toContain(outcomeOf(report));
    expect(report.topics).toMatchObject({ added: ['websocket'], ours: [] });
    expect(world.done.some((step) => step.includes('topics of'))).toBe(false);
    expect(world.outputs.get('topics')).toBe('["nodejs"]');
  });

  it('of a fork that is another repository without a token: that is an error', async () => {
    const world = createWorld();
    world.repository = { ...world.repository, isFork: true };
    const inputs = { 'topics-token': '', repository: 'octo/tinysocket' };
    expect((await failure(start(world, inputs))).code).toBe('settings/topics-token');
  });

  it('on a fork that has a token of its own they are', async () => {
    const world = createWorld();
    world.repository = { ...world.repository, isFork: true };
    expect(outcomeOf(await start(world))).toBe('written');
  });

  it('where there is nothing to classify', async () => {
    const world = createWorld({ readme: textFile('README.md', '') });
    world.repository = { ...world.repository, description: null };
    const report = await start(world, { 'pin-tags': 'cooking' });
    expect(outcomeOf(report)).toBe('skipped');
    expect(report.topics).toMatchObject({ added: [], removed: [] });
    expect(world.summary).toContain('Topics are left alone, since there is nothing to classify.');
  });
});

describe('the topics of a private repository', () => {
  it.each([
    ['that are set are warned of', {}, 1],
    ['that a dry run would set are warned of', { 'dry-run': 'true' }, 1],
    ['that stay as they are are not', { 'exclude-tags': 'websocket' }, 0],
  ])('%s', async (_name, inputs, count) => {
    const world = createWorld();
    world.repository = { ...world.repository, isPrivate: true };
    const { warnings } = await start(world, inputs);
    expect(warnings.filter(({ code }) => code === 'topics/public')).toHaveLength(count);
  });
});
