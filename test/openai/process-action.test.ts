import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderMarker } from '../../src/report/comment-mark.ts';
import type { ActionResult } from '../github/runner.ts';
import { runAction } from '../github/runner.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { addScene, expectNothingLeaked, inputsOf } from '../process/action-llm-setup.ts';
import { errorsOf, halfWritten, reportOf } from '../process/action-setup.ts';
import { commentWrites, openPull, ownComments, workflowToken } from '../process/comment-setup.ts';
import { addTopicsToken, topicsRequests } from '../process/topics-setup.ts';
import { everyFault, type Fault } from './faults.ts';
import { everyPersonality } from './personalities/every.ts';
import type { Personality } from './personality.ts';
import { everyReplyShape, type Meaning, plainShape, type ReplyShape } from './reply-shapes.ts';
import { answer, listed } from './scene.ts';
import { type Endpoint, type LoopbackOpenAI, startOpenAI } from './server.ts';

const modes = ['fail', 'offline', 'keep'] as const;
const events = ['push', 'pull_request'] as const;
/** A README that the model has not seen, about what no topic of the repository is. */
const changed = '# recipes\n\nCooking recipes for every day, and a database of them.\n';

let openai: LoopbackOpenAI;
let lastReport: Uint8Array;
const counts = { faults: 0, replies: 0 };

beforeAll(async () => {
  openai = await startOpenAI();
  lastReport = await makeReport();
}, 120_000);
afterAll(async () => {
  console.log(`${counts.faults} faults and ${counts.replies} replies through the built action`);
  expect(openai.strayed).toEqual([]);
  await openai.close();
});

/** What a run with a healthy model remembers. */
async function makeReport(): Promise<Uint8Array> {
  const github = await startGitHub();
  const repository = addScene(github);
  const endpoint = openai.serve({ personality: everyPersonality[0]!, answer, shapes: [plainShape] });
  const result = await runAction(github, {
    repository,
    trigger: { event: 'push' },
    permissions: { contents: 'read', actions: 'read' },
    inputs: {
      publish: 'artifact, summary, topics',
      'topics-token': addTopicsToken(github, repository),
      ...inputsOf(endpoint),
    },
    timeFactor: 20,
  });
  expect(result.exitCode, result.stdout).toBe(0);
  expect(repository.topics).toEqual(expect.arrayContaining(['nodejs', 'websocket', 'real-time']));
  await github.close();
  return result.files.get('readme-tags.json')!;
}

type Scene = {
  readonly github: LoopbackGitHub;
  readonly endpoint: Endpoint;
  readonly result: ActionResult;
  readonly topics: readonly string[];
};

type Setting = {
  readonly personality: Personality;
  readonly shape?: ReplyShape;
  readonly fault?: Fault;
  readonly mode: (typeof modes)[number];
  readonly event: (typeof events)[number];
};

/** A repository that a model tagged, with a pull request that it commented on; the README has changed since. */
async function act({ personality, shape = plainShape, fault, mode, event }: Setting): Promise<Scene> {
  const github = await startGitHub();
  const repository = addScene(github, { topics: ['nodejs', 'websocket', 'real-time'] });
  const run = github.state.addRun({ repository, status: 'completed' });
  github.state.addArtifact(run, 'readme-tags', zipSync({ 'readme-tags.json': lastReport }));
  if (event === 'push') repository.commit({ 'README.md': changed });
  const pull = openPull(github, repository, { 'README.md': changed });
  const body = `${renderMarker('readme-tags')}\nAs it was.`;
  github.state.addComment(repository, pull.number, body, { token: workflowToken(repository) });
  const endpoint = openai.serve({ personality, answer, shapes: [shape], fault: fault ?? null, repeat: 'always' });
  const topics = [...repository.topics];
  const result = await runAction(github, {
    repository,
    trigger: event === 'push' ? { event } : { event, pull, action: 'synchronize' },
    permissions: { contents: 'read', actions: 'read', pull_requests: 'write' },
    inputs: {
      publish: 'artifact, summary, topics, comment',
      'topics-token': addTopicsToken(github, repository),
      'on-llm-error': mode,
      ...inputsOf(endpoint),
    },
    // Four minutes of silence are four seconds.
    timeFactor: fault?.kind === 'silence' || fault?.kind === 'drip' ? 60 : 20,
    timeoutMs: 120_000,
  });
  return { github, endpoint, result, topics };
}

function expectUntouched({ github, result, topics }: Scene, mode: Setting['mode']): void {
  const told = result.stdout;
  expect(github.state.repositories[0]?.topics).toEqual(topics);
  expect(topicsRequests(result).filter((request) => !request.startsWith('GET'))).toEqual([]);
  expect(commentWrites(result)).toEqual([]);
  expect(ownComments(github).map(({ body }) => body.split('\n')[1])).toEqual(['As it was.']);
  expect(result.exitCode, told).toBe(mode === 'fail' ? 1 : 0);
  expect(errorsOf(result), told).toHaveLength(mode === 'fail' ? 1 : 0);
  if (mode === 'offline') {
    const report = reportOf(result);
    expect(report).toMatchObject({
      classifier: { kind: 'offline' },
      fallback: { code: expect.stringMatching(/^(?:llm|network)\//) },
    });
    for (const { name } of report.tags) expect(listed).toContain(name);
  } else expect(result.files.size).toBe(0);
}

function expectWell({ endpoint, result }: Scene): void {
  expect(result.timedOut, result.stdout).toBe(false);
  expect(result.stderr).toBe('');
  expect(result.stdout).not.toMatch(/This is a bug|\[object|undefined/);
  expect(halfWritten(result)).toEqual([]);
  expectNothingLeaked(result, endpoint);
  expect(result.masks).toContain(endpoint.apiKey);
  const names: readonly string[] = JSON.parse(result.outputs.get('tags') || '[]');
  for (const name of names) expect(listed).toContain(name);
}

/** Runs a few settings at a time: most of them wait. */
async function actAll<Item>(items: readonly Item[], work: (item: Item, index: number) => Promise<void>): Promise<void> {
  const waiting = items.entries();
  const failures: Error[] = [];
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (const [index, item] of waiting)
        await work(item, index).catch((error: unknown) => failures.push(error as Error)); // vitest throws nothing else
    }),
  );
  if (failures.length > 0) throw new AggregateError(failures, failures.map(({ message }) => message).join('\n\n'));
}

const named = async (name: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (cause) {
    throw new Error(`${name}: ${cause instanceof Error ? cause.message : 'failed'}`, { cause });
  }
};

const settingAt = (index: number) => ({
  personality: everyPersonality[index % everyPersonality.length]!,
  mode: modes[index % modes.length]!,
  event: events[Math.floor(index / modes.length) % events.length]!,
});

test('no fault of any endpoint lets the built action touch topics or comments, or tell a secret', async () => {
  const lasting = [...everyFault].filter(([name]) => name !== 'a slow drip');
  await actAll(lasting, async ([name, fault], index) => {
    const setting = settingAt(index);
    await named(`${name} at ${setting.personality.name} (${setting.mode}, ${setting.event})`, async () => {
      const scene = await act({ ...setting, fault });
      expectWell(scene);
      expectUntouched(scene, setting.mode);
      await scene.github.close();
      counts.faults += 1;
    });
  });
  expect(counts.faults).toBe(everyFault.size - 1);
}, 600_000);

const isFailure = (meaning: Meaning): boolean => meaning === 'unusable' || meaning === 'broken';

/** Those that a client is most likely to stumble over; the built command line is given all. */
const hardest = everyReplyShape.filter(
  ({ meaning, name }) => meaning !== 'picks' || /commands|people|quotes|members/.test(name),
);

test('no reply lets the built action give what is not in the list, or tell a secret', async () => {
  await actAll(hardest, async (shape, index) => {
    const setting = settingAt(index);
    await named(`${shape.name} of ${setting.personality.name} (${setting.mode}, ${setting.event})`, async () => {
      const scene = await act({ ...setting, shape });
      expectWell(scene);
      if (isFailure(shape.meaning)) expectUntouched(scene, setting.mode);
      else if (shape.meaning !== 'any') {
        expect(scene.result.exitCode, scene.result.stdout).toBe(0);
        expect(reportOf(scene.result).classifier.kind).toBe('llm');
      }
      await scene.github.close();
      counts.replies += 1;
    });
  });
  expect(counts.replies).toBe(hardest.length);
}, 600_000);
