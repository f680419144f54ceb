import { describe, expect, it } from 'vitest';
import type { EventContext, Trigger } from '../../../src/model/event.ts';
import { baseSha, type FakeWorld, remember, sha } from '../../fakes/ports.ts';
import { asked, down, modelWorld, readmeOf, reportOf, start, told } from './model-setup.ts';

const trigger: Trigger = {
  kind: 'pull-request',
  number: 7,
  headSha: sha,
  headLabel: 'octo:x',
  isFork: false,
  baseRef: 'main',
};
const pull: Partial<EventContext> = { name: 'pull_request', trigger };
const inputs = { publish: 'artifact, summary, comment', 'llm-unsupported': 'give' };
const TAGS = '["websocket","cooking","database","gardening","chess"]';
const answers = { sockets: ['websocket'], recipes: ['cooking'] };

const pullWorld = (more: Partial<FakeWorld> = {}): FakeWorld => {
  const world = modelWorld(answers, {
    pulls: [
      {
        number: 7,
        isOpen: true,
        isLocked: false,
        headSha: sha,
        headLabel: 'octo:x',
        isFork: false,
        baseRef: 'main',
        baseSha,
      },
    ],
    baseReadme: readmeOf('recipes'),
    ...more,
  });
  world.files.set('octo/tinysocket:.github/tags.json@main', TAGS);
  return world;
};
const comments = (world: FakeWorld) => world.done.filter((step) => /^(?:comment on|change|remove)/.test(step));

describe('a pull request that a model looks at', () => {
  it('is asked about twice, for its README and for that of its base', async () => {
    const world = pullWorld();
    const report = reportOf(await start(world, inputs, pull));
    expect(asked(world)).toBe(2);
    expect(report.usage.requests).toBe(2);
    expect(comments(world)).toEqual(['comment on #7']);
    expect(world.comments[0]?.body).toContain('**new**: <code>websocket</code>');
    expect(world.comments[0]?.body).toContain('<code>gpt-6-luna</code>');
  });

  it('is asked about once where the last run knows what the base gets', async () => {
    const world = pullWorld();
    const main = modelWorld(answers, { readme: readmeOf('recipes') });
    main.files.set('octo/tinysocket:.github/tags.json@', TAGS);
    world.memory = remember(reportOf(await start(main, { ...inputs, publish: 'artifact' })));
    await start(world, inputs, pull);
    expect(asked(world)).toBe(1);
    expect(comments(world)).toEqual(['comment on #7']);
  });

  it('is not asked about again for a list that is the same by content', async () => {
    const world = pullWorld({ changedFiles: ['README.md', '.github/tags.json'] });
    world.files.set(`octo/tinysocket:.github/tags.json@${sha}`, TAGS);
    await start(world, inputs, pull);
    expect(asked(world)).toBe(2);
    world.files.set(`octo/tinysocket:.github/tags.json@${sha}`, TAGS.replace('"chess"', '"chess","go"'));
    await start(world, inputs, pull);
    expect(asked(world)).toBe(5);
  });

  it.each(['offline', 'keep'])('keeps its comment where the model does not answer for it (%s)', async (mode) => {
    const world = pullWorld();
    await start(world, inputs, pull);
    const body = world.comments[0]?.body;
    world.model = () => down;
    world.readme = readmeOf('chess');
    await start(world, { ...inputs, 'on-llm-error': mode }, pull);
    expect(comments(world)).toEqual(['comment on #7']);
    expect(world.comments[0]?.body).toBe(body);
  });

  it('keeps its comment where the model does not answer for it, and does for its base', async () => {
    const world = pullWorld();
    await start(world, inputs, pull);
    const body = world.comments[0]?.body;
    const { model } = world;
    // The offline classifier would say something else of this README.
    world.readme = readmeOf('chess', 'A chess engine: chess openings and chess endgames.\n');
    world.model = (readme) => (readme.includes('chess') ? down : (model?.(readme) ?? []));
    const report = reportOf(await start(world, { ...inputs, 'on-llm-error': 'offline' }, pull));
    expect(report).toMatchObject({ classifier: { kind: 'offline' }, fallback: { code: 'llm/unavailable' } });
    expect(report.publish).toContainEqual({ sink: 'comment', outcome: 'skipped' });
    expect(comments(world)).toEqual(['comment on #7']);
    expect(world.comments[0]?.body).toBe(body);
  });

  it.each(['offline', 'keep'])('keeps its comment where the model does not answer for its base (%s)', async (mode) => {
    const world = pullWorld();
    const { model } = world;
    world.model = (readme) => (readme.includes('recipes') ? down : (model?.(readme) ?? []));
    const report = reportOf(await start(world, { ...inputs, 'on-llm-error': mode }, pull));
    expect(comments(world)).toEqual([]);
    expect(report.publish).toContainEqual({ sink: 'comment', outcome: 'skipped' });
    expect(report).toMatchObject({ classifier: { kind: 'llm' }, fallback: null });
    expect(told(world)).toEqual([
      expect.stringMatching(/^warning: No comment, .* cannot be compared\. The endpoint answers 503\./),
    ]);
  });

  it('fails where it is to, the comment as it was', async () => {
    const world = pullWorld();
    const { model } = world;
    world.model = (readme) => (readme.includes('recipes') ? down : (model?.(readme) ?? []));
    await expect(start(world, inputs, pull)).rejects.toThrow('The endpoint answers 503.');
    expect(comments(world)).toEqual([]);
  });

  it('does not take a model that is down for a broken tags file', async () => {
    const world = pullWorld({ changedFiles: ['.github/tags.json'], baseReadme: readmeOf('sockets') });
    world.files.set(`octo/tinysocket:.github/tags.json@${sha}`, '["chess"]');
    let requests = 0;
    world.model = () => (++requests > 1 ? down : ['websocket']);
    await start(world, { ...inputs, 'on-llm-error': 'offline' }, pull);
    expect(comments(world)).toEqual([]);
  });
});
