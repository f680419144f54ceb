import { describe, expect, it } from 'vitest';
import type { Trigger } from '../../../src/model/event.ts';
import { remember, sha } from '../../fakes/ports.ts';
import { asked, down, modelWorld, readmeOf, reportOf, start, told } from './model-setup.ts';

const answers = { sockets: ['database', 'websocket'], recipes: ['cooking'] };
const give = { 'llm-unsupported': 'give' };
const noKey = { 'api-key': '' };

describe('a run with a key', () => {
  it('asks the model once, and publishes what it said', async () => {
    const world = modelWorld(answers);
    const report = reportOf(await start(world, give));
    expect(asked(world)).toBe(1);
    expect(report).toMatchObject({
      classifier: { kind: 'llm', model: 'gpt-6-luna' },
      llm: { format: 'json_schema', candidates: 5, shortlist: null },
      fallback: null,
      carried: null,
      usage: { requests: 1, inputTokens: 1200, cachedTokens: 200, outputTokens: 30, cost: null },
      topics: { added: ['database', 'websocket'] },
    });
    expect(report.tags.map(({ name, score, threshold }) => [name, score, threshold])).toEqual([
      ['database', null, null],
      ['websocket', null, null],
    ]);
    expect(world.outputs.get('classifier')).toBe('llm');
  });

  it('keeps back what neither README nor ranking speaks for, and says so', async () => {
    const world = modelWorld({ sockets: ['websocket', 'chess'] });
    const report = reportOf(await start(world));
    expect(report.considered.find(({ name }) => name === 'chess')?.reason).toBe('unsupported');
    expect(report.tags.map(({ name }) => name)).not.toContain('chess');
    expect(world.summary).toContain('`llm-unsupported`');
  });

  it('tells the cost where prices are set', async () => {
    const world = modelWorld(answers);
    const { usage } = reportOf(await start(world, { 'price-input': '1', 'price-output': '10' }));
    expect(usage.cost).toBe(0.0015);
    expect(world.summary).toContain('1 request, 1,200 tokens in (200 of them cached), 30 out, cost 0.0015.');
  });

  it.each([['artifact, summary'], ['artifact, summary, topics']])(
    'asks nothing where nothing changed since the last report (%s)',
    async (publish) => {
      const world = modelWorld(answers);
      const first = reportOf(await start(world, { publish, ...give }));
      world.memory = remember(first);
      world.done.length = 0;
      const second = reportOf(await start(world, { publish, ...give }));
      expect(world.done).not.toContain('connect to the model');
      expect(second).toMatchObject({ tags: first.tags, llm: first.llm, classifier: first.classifier });
      expect(second.usage.requests).toBe(0);
      expect(world.summary).toContain('no request');
    },
  );

  it.each<[string, Record<string, string>]>([
    ['another model', { model: 'other' }],
    ['another endpoint', { model: 'gpt-6-luna', 'base-url': 'https://llm.example.com/v1' }],
    ['another size of the shortlist', { shortlist: '20' }],
    ['another budget for the README', { 'readme-tokens': '300' }],
    ['another rule for what nothing supports', give],
    ['force', { force: 'true' }],
  ])('asks again for %s', async (_name, inputs) => {
    const world = modelWorld(answers);
    world.memory = remember(reportOf(await start(world)));
    await start(world, inputs);
    expect(asked(world)).toBe(2);
  });

  it('asks again where the last report says that somebody else answered', async () => {
    const world = modelWorld(answers);
    const first = reportOf(await start(world));
    for (const forged of [{ kind: 'offline' }, { model: 'cheap' }, { version: '0' }]) {
      world.memory = remember({ ...first, classifier: { ...first.classifier, ...forged } });
      await start(world);
    }
    expect(asked(world)).toBe(4);
  });

  it('does not ask again for what only the offline classifier heeds', async () => {
    const world = modelWorld(answers);
    world.memory = remember(reportOf(await start(world)));
    await start(world, { 'min-score': '0.9', 'price-input': '1', 'price-output': '1', 'on-llm-error': 'offline' });
    expect(asked(world)).toBe(1);
  });

  it('sends nothing where there is nothing to read', async () => {
    const world = modelWorld(answers, { readme: null });
    const report = reportOf(await start(world));
    expect(world.done).not.toContain('connect to the model');
    expect(report).toMatchObject({ basis: 'nothing', tags: [], fallback: null, classifier: { kind: 'llm' } });
  });

  it('stops before it spends more than it may', async () => {
    const world = modelWorld(answers);
    await expect(start(world, { 'max-tokens-per-run': '1000' })).rejects.toThrow('"max-tokens-per-run" is 1,000');
    expect(asked(world)).toBe(0);
  });

  it('weighs topics of its own that the model did not name by their offline scores', async () => {
    const world = modelWorld(answers);
    const first = reportOf(await start(world, give));
    world.memory = remember(first);
    world.readme = readmeOf('recipes', '\nCooking, and a database of recipes.\n');
    const second = reportOf(await start(world, give));
    const entry = second.considered.find(({ name }) => name === 'websocket');
    expect(entry).toMatchObject({ score: null, support: expect.closeTo(0, 1), reason: 'not-chosen' });
    expect(second.topics.removed).toContain('websocket');
  });

  it('says where the last report cannot be found that it asks also where nothing changed', async () => {
    const memory = { kind: 'none', message: 'The token cannot see the artifacts.' } as const;
    const world = modelWorld(answers, { memory });
    const report = reportOf(await start(world, { publish: 'artifact, summary' }));
    expect(report.warnings).toEqual([
      { code: 'llm/no-memory', message: expect.stringMatching(/^The token .* the model is asked also where nothing/) },
    ]);
    const both = reportOf(await start(modelWorld(answers, { memory })));
    expect(both.warnings).toEqual([
      { code: 'topics/no-memory', message: expect.stringMatching(/none is removed, and the model is asked also/) },
    ]);
  });

  it('says that it asks on every run where no report is kept', async () => {
    const world = modelWorld(answers);
    expect(reportOf(await start(world, { publish: 'summary' })).warnings).toEqual([
      {
        code: 'llm/no-memory',
        message: expect.stringMatching(/does not hold "artifact": the model is asked on every/),
      },
    ]);
  });

  it('does not look for the last report where no model is asked and nothing depends on it', async () => {
    const world = modelWorld(answers);
    await start(world, { ...noKey, publish: 'artifact, summary' });
    expect(world.done.filter((step) => step.startsWith('memory'))).toEqual([]);
  });
});

describe('a run whose model does not answer', () => {
  it('fails by default, and publishes nothing', async () => {
    const world = modelWorld(answers, { model: () => down });
    await expect(start(world)).rejects.toThrow('The endpoint answers 503. To have the step succeed all the same, set');
    expect(world.done.filter((step) => /^(?:report|artifact|summary|set topics)/.test(step))).toEqual([]);
  });

  it('lets the offline classifier answer where it is to, says so, and leaves topics as they are', async () => {
    const world = modelWorld(answers, { model: () => down });
    const report = reportOf(await start(world, { 'on-llm-error': 'offline' }));
    expect(report).toMatchObject({
      classifier: { kind: 'offline' },
      fallback: { model: 'gpt-6-luna', code: 'llm/unavailable', message: 'The endpoint answers 503.' },
      llm: null,
      topics: { added: [], removed: [], after: ['nodejs'] },
      publish: [{ sink: 'artifact' }, { sink: 'summary' }, { sink: 'topics', outcome: 'skipped' }],
    });
    expect(world.done.filter((step) => step.startsWith('set topics'))).toEqual([]);
    expect(world.outputs.get('classifier')).toBe('offline');
    expect(world.outputs.get('changed')).toBe('false');
    expect(told(world)).toEqual([
      'warning: The endpoint answers 503.\nThe offline classifier answers in place of gpt-6-luna; topics and comments are left as they are.',
      'notice: Topics are left alone, since the model that should have answered did not.',
    ]);
    expect(world.summary).toContain('<code>gpt-6-luna</code> did not answer.** The endpoint answers 503.');
    expect(world.summary.match(/answers 503/g)).toHaveLength(1);
  });

  it('offers nobody the tags that stood in as topics to set', async () => {
    const world = modelWorld(answers, { model: () => down, readme: readmeOf('websocket', '\nA WebSocket server.\n') });
    const report = reportOf(await start(world, { 'on-llm-error': 'offline', publish: 'summary' }));
    expect(report.tags.map(({ name }) => name)).toEqual(['websocket']);
    expect(report.topics.added).toEqual([]);
    expect(world.summary).not.toContain('gh repo edit');
  });

  it('keeps all as it is where it is to, with the outputs of the last report', async () => {
    const world = modelWorld(answers);
    const first = reportOf(await start(world, give));
    world.memory = remember(first);
    world.readme = readmeOf('recipes');
    world.model = () => down;
    world.done.length = 0;
    const result = await start(world, { ...give, 'on-llm-error': 'keep' });
    expect(result.kind).toBe('kept');
    expect(world.done.filter((step) => /^(?:report|artifact|set topics)/.test(step))).toEqual([]);
    expect(told(world)).toEqual([expect.stringMatching(/^warning: The endpoint answers 503\.\nNothing is published/)]);
    expect(Object.fromEntries(world.outputs)).toEqual({
      result: '{"id":"9806","tags":[{"id":"database","name":"database"},{"id":"websocket","name":"websocket"}]}',
      tags: '["database","websocket"]',
      topics: '["nodejs","database","websocket"]',
      added: '[]',
      removed: '[]',
      changed: 'false',
      abstained: 'false',
      classifier: 'llm',
      'report-path': '',
      'artifact-id': '',
      'artifact-url': '',
      'comment-url': '',
    });
    expect(world.summary).toContain('**Nothing was changed.**');
    expect(world.summary).toContain('<code>database</code> <code>websocket</code>');
  });

  it('has nothing to tell of a branch that the last report is not about', async () => {
    const world = modelWorld(answers);
    world.memory = remember(reportOf(await start(world)));
    world.model = () => down;
    world.outputs.clear();
    await start(world, { 'on-llm-error': 'keep', ref: 'next', force: 'true' });
    expect([world.outputs.get('result'), world.outputs.get('tags')]).toEqual(['', '']);
  });

  it('takes no tag from the last report that the list does not give any more', async () => {
    const world = modelWorld(answers);
    world.memory = remember(reportOf(await start(world, give)));
    world.model = () => down;
    for (const list of ['["websocket"]', '["websocket",{"name":"database","manual":true}]']) {
      world.files.set('octo/tinysocket:.github/tags.json@', list);
      await start(world, { ...give, 'on-llm-error': 'keep' });
      expect([world.outputs.get('result'), world.outputs.get('tags'), world.outputs.get('classifier')]).toEqual([
        '',
        '',
        '',
      ]);
    }
    world.files.set('octo/tinysocket:.github/tags.json@', '["websocket","database","more"]');
    await start(world, { ...give, 'on-llm-error': 'keep', id: 'mine' });
    expect(JSON.parse(world.outputs.get('result') ?? '')).toMatchObject({
      id: 'mine',
      tags: [{ name: 'database' }, {}],
    });
  });

  it.each(['offline', 'keep'])('hides no bug of ours behind "%s"', async (mode) => {
    const world = modelWorld(answers, {
      model: () => {
        throw new TypeError('x is undefined');
      },
    });
    await expect(start(world, { 'on-llm-error': mode })).rejects.toThrow(TypeError);
  });

  it('asks again the next time, though nothing changed since the offline classifier answered', async () => {
    const world = modelWorld(answers, { model: () => down });
    world.memory = remember(reportOf(await start(world, { 'on-llm-error': 'offline' })));
    world.model = () => ['websocket'];
    const report = reportOf(await start(world, give));
    expect(report).toMatchObject({ classifier: { kind: 'llm' }, topics: { added: ['websocket'] } });
  });
});

describe('a run without a key', () => {
  const afterModel = async () => {
    const world = modelWorld(answers);
    world.memory = remember(reportOf(await start(world, give)));
    world.done.length = 0;
    return world;
  };

  it('lets the answer of the last run stand where nothing changed, and warns', async () => {
    const world = await afterModel();
    const report = reportOf(await start(world, { ...give, ...noKey }));
    expect(report).toMatchObject({ classifier: { kind: 'llm' }, fallback: null });
    expect(told(world)).toEqual([expect.stringMatching(/^warning: Input "api-key" is empty, .* its answer stands\./)]);
  });

  it('leaves topics as they are where something changed, warns, and says that the secret is gone', async () => {
    const world = await afterModel();
    world.readme = readmeOf('recipes', '\nCooking recipes.\n');
    const report = reportOf(await start(world, { ...give, ...noKey }));
    expect(report).toMatchObject({
      classifier: { kind: 'offline' },
      fallback: { code: 'llm/no-key' },
      topics: { added: [], removed: [], ours: ['database', 'websocket'] },
    });
    expect(told(world)[0]).toMatch(
      /^warning: Input "api-key" is empty, and the last run had a model to ask\. The offline/,
    );
    expect(told(world)[0]).toContain('set "classifier" to "offline"');
    world.memory = remember(report);
    expect(reportOf(await start(world, { ...give, ...noKey })).fallback?.code).toBe('llm/no-key');
  });

  it('goes on offline where it is told to', async () => {
    const world = await afterModel();
    const report = reportOf(await start(world, { classifier: 'offline', ...noKey }));
    expect(report).toMatchObject({ classifier: { kind: 'offline' }, fallback: null });
    expect(told(world)).toEqual([]);
  });

  const fromFork: Trigger = {
    kind: 'pull-request',
    number: 7,
    headSha: sha,
    headLabel: 'fan:x',
    isFork: true,
    baseRef: 'main',
  };
  it.each([
    ['of a pull request from a fork', { name: 'pull_request', trigger: fromFork }],
    ['of Dependabot', { name: 'pull_request', trigger: { ...fromFork, isFork: false }, isRestricted: true }],
  ])('%s is offline, with a notice and no warning', async (_name, event) => {
    const world = modelWorld(answers);
    world.files.set('octo/tinysocket:.github/tags.json@main', '["websocket","cooking"]');
    const report = reportOf(await start(world, { ...noKey, classifier: 'llm', publish: 'summary' }, event));
    expect(report).toMatchObject({ classifier: { kind: 'offline' }, fallback: { code: 'llm/no-key' } });
    expect(told(world)).toEqual([expect.stringMatching(/^notice: There is no "api-key", since GitHub hands/)]);
  });
});
