import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { type MatrixSize, type Strike, strikesOf } from '../github/fault-matrix.ts';
import { everyFault, hasEffect } from '../github/faults.ts';
import type { LoggedRequest } from '../github/log.ts';
import type { Repository } from '../github/repository.ts';
import type { ActionResult } from '../github/runner.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { checkReport, reportOf } from './action-setup.ts';
import {
  everyWriteFault,
  kills,
  onceForEach,
  passingFaults,
  renderSizes,
  type Start,
  sorted,
  tellWithFaults,
  told,
  uploadFaults,
} from './fault-checks.ts';
import {
  addLastReport,
  addTopicsRepository,
  createTopicsRunner,
  SOCKETS,
  TABLES,
  type TopicsRun,
  topicsRequests,
} from './topics-setup.ts';
import { unzip } from './unzip.ts';

/** A repository before a run, and what the run has to make of its topics. */
type Story = {
  readonly readme: string;
  readonly before: readonly string[];
  readonly planned: readonly string[];
  /** Where the last report cannot be read: then every topic counts as people's. */
  readonly forgetful: readonly string[];
  /** Topics that no run may take away. */
  readonly people: readonly string[];
  /** What the last report claims; null where there is none. */
  readonly ours: readonly string[] | null;
  readonly inputs?: TopicsRun['inputs'];
};

type World = {
  readonly github: LoopbackGitHub;
  readonly repository: Repository;
  readonly start: Start;
};

/** The same for all, so that commits are. */
const now = new Date();
let earlier: Report;
const sizes: MatrixSize[] = [];
let states = 0;

beforeAll(async () => {
  const { github, start } = await makeWorld({ ...first, before: ['nodejs'] });
  earlier = reportOf(await start());
  await github.close();
}, 60_000);

afterAll(() => {
  console.log(renderSizes('Topics', sizes, states));
});

async function makeWorld({ readme, before, ours, inputs }: Story): Promise<World> {
  const github = await startGitHub({ now });
  const repository = addTopicsRepository(github, { topics: before });
  if (ours !== null) addLastReport(github, repository, { ...earlier, topics: { ...earlier.topics, ours } });
  if (readme !== SOCKETS) repository.commit({ 'README.md': readme });
  const run = createTopicsRunner(github, repository);
  const start: Start = (options) => run({ timeFactor: 20, ...options, inputs: { ...inputs, ...options?.inputs } });
  return { github, repository, start };
}

const first: Story = {
  readme: SOCKETS,
  before: ['nodejs', 'set-by-hand'],
  planned: ['nodejs', 'set-by-hand', 'websocket'],
  forgetful: ['nodejs', 'set-by-hand', 'websocket'],
  people: ['nodejs', 'set-by-hand'],
  ours: null,
};

/** With the most topics that there can be: only what goes makes room for what comes. */
const others = Array.from({ length: 18 }, (_, number) => `by-hand-${number}`);
const later: Story = {
  readme: TABLES,
  before: ['websocket', 'cooking', ...others],
  planned: ['cooking', ...others, 'database'],
  forgetful: ['websocket', 'cooking', ...others],
  people: ['cooking', ...others],
  ours: ['websocket'],
};

const managed: Story = {
  readme: SOCKETS,
  before: ['nodejs', 'cooking', 'set-by-hand'],
  planned: ['nodejs', 'set-by-hand', 'websocket'],
  forgetful: ['nodejs', 'set-by-hand', 'websocket'],
  people: ['nodejs', 'set-by-hand'],
  ours: null,
  inputs: { 'topics-mode': 'managed' },
};

const isWrite = ({ method, path }: LoggedRequest): boolean => method === 'PUT' && path.endsWith('/topics');
const isLook = ({ method, path }: LoggedRequest): boolean => method === 'GET' && path.endsWith('/topics');
const isUpload = ({ service, method }: LoggedRequest): boolean =>
  service === 'results' || (service === 'storage' && method === 'PUT');
const isMemory = ({ method, path }: LoggedRequest): boolean =>
  method === 'GET' && /\/actions\/|^\/storage\//.test(path);

const outcomeOf = (report: Report): string | undefined => report.publish.find(({ sink }) => sink === 'topics')?.outcome;

/** What the last report says that the next run depends on. */
function memoryOf({ state }: LoopbackGitHub): unknown {
  const last = state.artifacts.findLast(({ name, finalizedAt }) => name === 'readme-tags' && finalizedAt !== null);
  if (last === undefined) return null;
  const { topics, digests, tags } = checkReport(unzip(last.bytes).get('readme-tags.json')?.toString() ?? '');
  return { topics, digests, tags };
}

/** A healthy run makes good what a faulted one left, and the one after it finds nothing to do. */
const createRecovery = () =>
  onceForEach(
    ({ github, repository }: World, goal: readonly string[]) =>
      JSON.stringify([repository.topics, goal, memoryOf(github)]),
    async ({ github, repository, start }, goal) => {
      const second = await start();
      expect(second.exitCode, told(second)).toBe(0);
      expect(sorted(repository.topics), told(second)).toEqual(sorted(goal));
      const writes = github.log.writes.length;
      const third = await start();
      expect(third.exitCode, told(third)).toBe(0);
      expect(github.log.writes.length, told(third)).toBe(writes);
      expect(outcomeOf(reportOf(third))).toBe('unchanged');
      expect(sorted(repository.topics)).toEqual(sorted(goal));
    },
  );

/** The report, where there is one, tells how things are; without one nothing was done. */
function expectTruth({ before, people, ours }: Story, { repository }: World, result: ActionResult): void {
  const text = told(result);
  const present = repository.topics;
  // No write is repeated before the topics were looked at again, and none often.
  const asked = topicsRequests(result).map((line) => line.split(' ')[0]);
  expect(asked.join(), text).not.toContain('PUT,PUT');
  expect(asked.filter((method) => method === 'PUT').length, text).toBeLessThanOrEqual(3);
  if (!result.files.has('readme-tags.json')) {
    expect(result.exitCode, text).toBe(1);
    expect(result.outputs.size).toBe(0);
    expect(result.summary).toBe('');
    expect(present, text).toEqual(before);
    return;
  }
  const report = reportOf(result);
  const { topics } = report;
  const outcome = outcomeOf(report);
  for (const topic of topics.ours) expect(people, text).not.toContain(topic);
  // Where a removal may have worked, what was ours stays so, and the next run looks.
  const isUnknown = text.includes('Whether it was done all the same is not known');
  const possible = isUnknown ? [...present, ...(ours ?? [])] : present;
  for (const topic of topics.ours) expect(possible, text).toContain(topic);
  expect(result.summary).toContain('### Topics');
  switch (outcome) {
    case 'written':
      expect(sorted(topics.after), text).toEqual(sorted(present));
      expect(topics.added.length + topics.removed.length).toBeGreaterThan(0);
      expect(present).toEqual(expect.arrayContaining([...topics.added]));
      for (const topic of topics.removed) expect(present, text).not.toContain(topic);
      expect(JSON.parse(result.outputs.get('topics') ?? ''), text).toEqual(topics.after);
      expect(text.includes('no report tells later runs so')).toBe(
        topics.mode === 'merge' && topics.removed.length > 0 && result.outputs.get('artifact-id') === '',
      );
      return;
    case 'failed':
      expect(result.exitCode, text).toBe(1);
      expect(text).toMatch(/Cannot (?:read|set) the topics of octo\/tinysocket/);
      expect(result.summary).toMatch(/Cannot (?:read|set) the topics/);
      return;
    case 'skipped':
      expect(text).toContain('Topics are left alone');
      expect(present, text).toEqual(before);
      return;
    default:
      expect(outcome, text).toBe('unchanged');
      expect(topics.after).toEqual(before);
      expect(present, text).toEqual(before);
  }
}

/** Tells a story with faults, and looks at what is left. */
async function tell(story: Story, strikesAt: (request: LoggedRequest) => readonly Strike[]): Promise<void> {
  const recovery = createRecovery();
  const size = await tellWithFaults({
    makeWorld: () => makeWorld(story),
    strikesAt,
    check: (world, { result, request }) => {
      const allowed = [story.before, story.planned, ...(isMemory(request) ? [story.forgetful] : [])].map(sorted);
      expect(allowed, told(result)).toContainEqual(sorted(world.repository.topics));
      if (result.exitCode !== null) expectTruth(story, world, result);
    },
    recover: (world, { result }) =>
      recovery.run(world, result.stdout.includes('so none is removed') ? story.forgetful : story.planned),
  });
  sizes.push(size);
  states += recovery.size();
}

test('a first run adds what is planned or nothing', async () => {
  await tell(first, (request) => {
    if (isWrite(request)) return strikesOf(everyWriteFault, 'once', 'same');
    return strikesOf(isUpload(request) ? uploadFaults : everyFault, 'same');
  });
}, 600_000);

test('a later run changes what is its own, and nothing else', async () => {
  await tell(later, (request) => {
    if (isWrite(request)) return [...strikesOf(everyWriteFault, 'once', 'rest'), ...kills('none', 'done')];
    if (isUpload(request)) return kills('none', 'done');
    if (isMemory(request)) return [...strikesOf(everyFault, 'same'), ...kills('none')];
    return [...strikesOf(isLook(request) ? passingFaults : new Map(), 'once'), ...kills('none')];
  });
}, 600_000);

test('a run in managed mode changes what is in the tags file, and nothing else', async () => {
  await tell(managed, (request) => {
    if (isWrite(request)) return strikesOf(everyWriteFault, 'rest');
    return isLook(request) ? strikesOf(everyFault, 'rest') : [];
  });
}, 600_000);

describe('what a person changes in the middle of a run that fails', () => {
  const edited = ['by-hand', ...others.slice(1)];
  const goal = [...edited, 'cooking', 'database'];

  /** Lets a person change topics when the `nth` request of a kind comes in; tells whether it did. */
  const editAt = ({ github, repository }: World, isIt: (request: LoggedRequest) => boolean, nth: number) => {
    let count = 0;
    github.fault((request) => {
      if (isIt(request) && ++count === nth) {
        repository.topics = [...edited, ...repository.topics.filter((topic) => !others.includes(topic))];
      }
      return null;
    });
    return () => count >= nth;
  };

  test.each([
    ['before the topics are read', isLook, 1, ['once']],
    ['between the reading and the writing', isWrite, 1, ['once', 'same']],
    ['after the write', isLook, 2, ['once']],
  ] as const)(
    'stays: %s',
    async (_name, isIt, nth, repeats) => {
      const recovery = createRecovery();
      const isOverwritten = ({ fault }: Strike) => isIt === isWrite && hasEffect(fault);
      const size = await tellWithFaults({
        makeWorld: async () => {
          const world = await makeWorld(later);
          return { ...world, isEdited: editAt(world, isIt, nth) };
        },
        strikesAt: (request) => (isWrite(request) ? strikesOf(everyWriteFault, ...repeats) : []),
        check: ({ repository, isEdited }, { result, ...strike }) => {
          const text = told(result);
          const { topics } = repository;
          expect(topics.length).toBeLessThanOrEqual(20);
          // GitHub knows no precondition: what people change just before a write that works is lost. A write that fails is
          // not repeated before the topics were read again, and after one that is refused they are not.
          if (isOverwritten(strike)) expect(sorted(topics), text).toEqual(sorted(later.planned));
          else if (isEdited()) {
            expect(topics, text).toEqual(expect.arrayContaining([...edited, 'cooking']));
            expect(topics, text).not.toContain(others[0]);
          } else expect(topics, text).toEqual(later.before);
        },
        recover: (world, strike) =>
          recovery.run(world, world.isEdited() && !isOverwritten(strike) ? goal : later.planned),
      });
      sizes.push(size);
      states += recovery.size();
    },
    600_000,
  );
});
