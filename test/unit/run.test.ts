import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { EventContext, Trigger } from '../../src/model/event.ts';
import type { Report } from '../../src/report/report.ts';
import { type RunResult, run } from '../../src/run.ts';
import { parseSettings } from '../../src/settings.ts';
import { createPorts, createWorld, type FakeWorld, sha, textFile } from '../fakes/ports.ts';

const start = (
  world: FakeWorld,
  inputs: Record<string, string> = {},
  trigger: Trigger = { kind: 'default-branch' },
): Promise<RunResult> => {
  const event: EventContext = {
    name: 'push',
    trigger,
    repository: { owner: 'octo', name: 'tinysocket' },
    workflow: '.github/workflows/tags.yml',
    ref: null,
    serverUrl: 'https://github.com',
    runUrl: null,
    isByHand: false,
    isRestricted: false,
  };
  return run(
    parseSettings((name) => inputs[name] ?? '', Object.keys(inputs)),
    event,
    createPorts(world),
  );
};
const reportOf = (result: RunResult): Report => {
  if (result.kind !== 'done') throw new Error(`The run was ${result.kind}`);
  return result.report;
};
const pull: Trigger = {
  kind: 'pull-request',
  number: 7,
  headSha: sha,
  headLabel: 'octo:x',
  isFork: false,
  baseRef: 'main',
};

describe('a run', () => {
  it('reads, then writes the report, then uploads it, then writes the summary that links to it', async () => {
    const world = createWorld();
    await start(world);
    expect(world.done).toEqual([
      'repository octo/tinysocket',
      'file octo/tinysocket:.github/tags.json@',
      'resolve refs/heads/main',
      'readme 0123456',
      'report readme-tags.json',
      'artifact readme-tags /workspace-of-job/readme-tags.json',
      'summary',
    ]);
    expect(world.summary).toContain('/artifacts/42');
    expect(Object.fromEntries(world.outputs)).toEqual({
      result: '{"id":"9806","tags":[{"id":7,"name":"websocket"}]}',
      tags: '["websocket"]',
      topics: '["nodejs"]',
      added: '["websocket"]',
      removed: '[]',
      changed: 'true',
      abstained: 'true',
      classifier: 'offline',
      'report-path': '/workspace-of-job/readme-tags.json',
      'comment-url': '',
      'artifact-id': '42',
      'artifact-url': 'https://github.com/octo/tinysocket/actions/runs/1/artifacts/42',
    });
  });

  it('writes what it returns', async () => {
    const world = createWorld();
    const report = reportOf(await start(world));
    expect(JSON.parse(world.reports.get('readme-tags.json') ?? '')).toEqual(report);
    expect(report.timings).toEqual({
      startedAt: '2026-01-02T03:04:05.001Z',
      repositoryMs: 1,
      vocabularyMs: 1,
      readmeMs: 1,
      classifyMs: 1,
    });
  });

  it('does not abstain where every tag that can be given was given', async () => {
    const world = createWorld();
    world.files.set('octo/tinysocket:.github/tags.json@', '[{"name":"websocket"},{"name":"x","manual":true}]');
    await start(world);
    expect(world.outputs.get('abstained')).toBe('false');
  });

  it('writes the summary also when the upload failed, and fails then', async () => {
    const world = createWorld({ artifact: new UserError('work', { code: 'artifact/upload', message: 'no' }) });
    await expect(start(world)).rejects.toThrow('no');
    expect(world.done.at(-1)).toBe('summary');
    expect(world.outputs.get('artifact-id')).toBe('');
    expect(world.summary).toContain('**No artifact:** no');
  });

  it('writes nothing more when the upload met a bug', async () => {
    const world = createWorld({ artifact: new TypeError('x is undefined') });
    await expect(start(world)).rejects.toThrow(TypeError);
    expect(world.done).not.toContain('summary');
  });

  it('warns where there is no artifact, and says where there is no summary', async () => {
    const world = createWorld({ artifact: { kind: 'kept-as-file', message: 'the name is taken.' }, hasSummary: false });
    await start(world);
    expect(world.done.slice(-3)).toEqual([
      'warning: No artifact: the name is taken.',
      'summary',
      'notice: This runner has no job summary (GITHUB_STEP_SUMMARY is not set); none was written.',
    ]);
    expect(world.summary).not.toContain('The whole report');
    expect(world.summary).toContain('**No artifact:** the name is taken.');
  });

  it('serves only the sinks that were asked for', async () => {
    const world = createWorld();
    const report = reportOf(await start(world, { publish: 'summary' }));
    expect(world.done.filter((step) => /^artifact|^summary/.test(step))).toEqual(['summary']);
    expect(report.publish).toEqual([{ sink: 'summary', outcome: 'requested' }]);
  });

  it('has one fingerprint for one input, and another for other settings', async () => {
    const prints = await Promise.all(
      [{}, {}, { 'max-tags': '2' }, { 'exclude-tags': 'cooking' }, { id: 'x' }].map(
        async (inputs) => reportOf(await start(createWorld(), inputs)).fingerprint,
      ),
    );
    expect(prints[1]).toBe(prints[0]);
    expect(new Set(prints.slice(1, 4)).size).toBe(3);
    expect(prints[4]).toBe(prints[0]);
  });

  it('names artifacts about pull requests apart', async () => {
    const world = createWorld();
    world.files.set('octo/tinysocket:.github/tags.json@main', '["websocket"]');
    await start(world, {}, pull);
    expect(world.done).toContain('artifact readme-tags-pr-7 /workspace-of-job/readme-tags.json');
    expect(world.done).toContain('file octo/tinysocket:.github/tags.json@main');
  });

  it('shows what keeps topics from being set: an archived repository, a pull request that is open', async () => {
    const archived = createWorld();
    archived.repository = { ...archived.repository, isArchived: true };
    await start(archived);
    expect(archived.summary).toContain('The repository is archived');
    const open = createWorld();
    open.files.set('octo/tinysocket:.github/tags.json@main', '["websocket"]');
    await start(open, {}, pull);
    expect(open.summary).toContain('Once this is on <code>main</code>, this line');
  });

  it('names another file where the default one is missing, once', async () => {
    const world = createWorld();
    world.files.clear();
    const report = reportOf(await start(world));
    expect(report.warnings).toEqual([expect.objectContaining({ code: 'tags-file/starter' })]);
    expect(world.summary.match(/There is no/g)).toHaveLength(1);
    expect(world.summary).toContain('### No tags file yet');
  });

  it('takes the tags file of a pull request where the base has none, and says so', async () => {
    const world = createWorld();
    world.files.set(`octo/tinysocket:.github/tags.json@${sha}`, '["websocket","x"]');
    const report = reportOf(await start(world, {}, pull));
    expect(report.vocabulary.tags).toBe(2);
    expect(report.warnings).toEqual([expect.objectContaining({ code: 'tags-file/from-head' })]);
  });

  it('skips a pull request from a fork where the base has no such tags file', async () => {
    const world = createWorld();
    const result = await start(world, { 'tags-file': 'tags.yml' }, { ...pull, isFork: true });
    expect(result.kind).toBe('skipped');
    expect(world.done.some((step) => step.startsWith('report'))).toBe(false);
  });

  it('uses the starter list for a fork too where the default tags file is missing', async () => {
    const report = reportOf(await start(createWorld(), {}, { ...pull, isFork: true }));
    expect(report.vocabulary.source).toBe('the built-in starter list');
  });

  it('reads no README in a repository without a commit', async () => {
    const world = createWorld({ sha: null });
    expect(reportOf(await start(world))).toMatchObject({ sha: null, readme: null, basis: 'description' });
    expect(world.done.some((step) => step.startsWith('readme'))).toBe(false);
  });

  it('gives pinned tags even where there is nothing to read', async () => {
    const world = createWorld({ readme: textFile('README.md', '') });
    world.repository = { ...world.repository, description: null };
    const report = reportOf(await start(world, { 'pin-tags': 'cooking' }));
    expect(report).toMatchObject({ basis: 'nothing', result: { tags: [{ id: 9, name: 'cooking' }] } });
  });
});
