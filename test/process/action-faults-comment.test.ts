import { afterAll, expect, test } from 'vitest';
import { readDigest, renderMarker } from '../../src/report/comment-mark.ts';
import type { Trigger } from '../github/events.ts';
import { type MatrixSize, type Strike, strikesOf } from '../github/fault-matrix.ts';
import { everyFault } from '../github/faults.ts';
import type { LoggedRequest } from '../github/log.ts';
import type { Repository } from '../github/repository.ts';
import type { ActionResult } from '../github/runner.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { noticesOf, reportOf } from './action-setup.ts';
import {
  addCookbook,
  commentWrites,
  createCommentRunner,
  openPull,
  ownComments,
  RECIPES,
  SOCKETS,
  workflowToken,
} from './comment-setup.ts';
import {
  everyWriteFault,
  kills,
  onceForEach,
  passingFaults,
  renderSizes,
  type Start,
  tellWithFaults,
  told,
} from './fault-checks.ts';

/** A pull request before a run. What the run has to make of its comments is what the run without a fault makes of them. */
type Story = {
  readonly readme: string;
  /** How many comments of ours there are. */
  readonly before: number;
  /** What the comment says in the end. */
  readonly says: string;
  readonly isFork?: boolean;
  /** Without the artifact, which has nothing to do with comments, unless told. */
  readonly publish?: string;
};

type World = {
  readonly github: LoopbackGitHub;
  readonly repository: Repository;
  readonly start: Start;
  /** Comments of others, as they were. */
  readonly others: readonly string[];
  /** Our oldest comment before the run, which is the one to stay. */
  readonly oldest: number | null;
};

/** The same for all, so that commits are. */
const now = new Date();
const marker = renderMarker('readme-tags');
const sizes: MatrixSize[] = [];
let states = 0;

afterAll(() => {
  console.log(renderSizes('Comments', sizes, states));
});

const created: Story = { readme: SOCKETS, before: 0, says: '**new**: <code>websocket</code>' };
const updated: Story = { ...created, before: 1 };
const raced: Story = { ...created, before: 2 };
const nothingLeft: Story = { readme: `${RECIPES}\n`, before: 1, says: 'Nothing is suggested any more.' };
const forked: Story = { ...created, isFork: true, publish: 'artifact, summary, comment' };

async function makeWorld({ readme, before, isFork = false, publish = 'summary, comment' }: Story): Promise<World> {
  const github = await startGitHub({ now });
  const { state } = github;
  const repository = addCookbook(github);
  const from = isFork ? state.addRepository('fan/cookbook', { forkOf: repository }) : repository;
  const pull = openPull(github, repository, { 'README.md': readme }, { from });
  const say = (body: string, by: Parameters<typeof state.addComment>[3]) =>
    state.addComment(repository, pull.number, body, by);
  const us = { token: workflowToken(repository) };
  say('Looks good!', { author: 'mona' });
  say(`${marker}\nforged`, { author: 'mallory' });
  say(`${renderMarker('second')}\nof another step`, us);
  for (let index = 0; index < before; index++) say(`${marker}\n<!-- digest:${'0'.repeat(64)} -->\n\nold`, us);

  const run = createCommentRunner(github, repository);
  const finished = isFork
    ? state.addRun({
        repository,
        event: 'pull_request',
        headRepository: from,
        branch: pull.head.branch,
        sha: from.head(pull.head.branch),
        status: 'completed',
      })
    : null;
  const trigger: Trigger = finished ? { event: 'workflow_run', run: finished } : { event: 'pull_request', pull };
  return {
    github,
    repository,
    start: (options) => run({ trigger, inputs: { publish }, ...options }),
    others: othersIn(github),
    oldest: ownComments(github)[0]?.id ?? null,
  };
}

/** The comments that are not this step's, whole. */
function othersIn(github: LoopbackGitHub): readonly string[] {
  const own = new Set(ownComments(github).map(({ id }) => id));
  return github.state.comments
    .filter(({ id }) => !own.has(id))
    .map((comment) => JSON.stringify({ ...comment, repository: null }));
}

/** What the comments of this step say, without what differs from run to run. */
const saidIn = (github: LoopbackGitHub): readonly string[] =>
  ownComments(github).map(({ body }) => readDigest(body) ?? body);

const isCreation = ({ method, path }: LoggedRequest): boolean => method === 'POST' && path.endsWith('/comments');
const isList = ({ method, path }: LoggedRequest): boolean => method === 'GET' && path.endsWith('/comments');
const isUpload = ({ service, method }: LoggedRequest): boolean =>
  service === 'results' || (service === 'storage' && method === 'PUT');

/** Whether an answer says something that is believed: that there is no such file, or that a comment is gone already. */
const isBelieved = ({ method, path }: LoggedRequest, { faultName }: Strike): boolean =>
  faultName === '404' && (method === 'DELETE' || /\/(?:readme|contents\/.+)$/.test(path));

/** The report, where there is one, tells how things are; without one nothing was done. `planned` is null where that differs. */
function expectTruth(
  { github }: World,
  result: ActionResult,
  initial: readonly string[],
  planned: readonly string[] | null,
): void {
  const text = told(result);
  const said = saidIn(github);
  // None is created without looking for it first.
  const asked = result.requests.filter((request) => isCreation(request) || isList(request)).map(({ method }) => method);
  expect(asked.join(), text).not.toContain('POST,POST');
  if (!result.files.has('readme-tags.json')) {
    expect(said, text).toEqual(initial);
    expect(result.outputs.size).toBe(0);
    return;
  }
  const outcome = reportOf(result).publish.find(({ sink }) => sink === 'comment')?.outcome;
  const url = result.outputs.get('comment-url') ?? '';
  const urls = [
    '',
    ...ownComments(github).map(({ id }) => `https://github.com/octo/cookbook/pull/1#issuecomment-${id}`),
  ];
  expect(urls, text).toContain(url);
  switch (outcome) {
    case 'written':
      expect(url).not.toBe('');
      if (planned !== null) expect(said, text).toEqual(planned);
      return;
    case 'failed':
      expect(result.exitCode, text).toBe(1);
      return;
    case 'skipped':
      expect(noticesOf(result).join('\n')).toContain('No comment');
      expect(said, text).toEqual(initial);
      return;
    default:
      // Believed that there is nothing to say, and there is no comment that says otherwise.
      expect(outcome, text).toBe('unchanged');
      expect(planned).toBeNull();
      expect(said, text).toEqual([]);
  }
}

/** Tells a story with faults, and looks at what is left. */
async function tell(story: Story, strikesAt: (request: LoggedRequest) => readonly Strike[]): Promise<void> {
  const clean = await makeWorld(story);
  const initial = saidIn(clean.github);
  const result = await clean.start();
  expect(result.exitCode, told(result)).toBe(0);
  const planned = saidIn(clean.github);
  expect(planned).toHaveLength(1);
  expect(ownComments(clean.github)[0]?.body).toContain(story.says);
  await clean.github.close();

  /** A healthy run makes good what a faulted one left, and the one after it finds nothing to do. */
  const recovery = onceForEach(
    ({ github }: World) => JSON.stringify(saidIn(github)),
    async ({ github, start, others, oldest }) => {
      for (const mayWrite of [true, false]) {
        const healthy = await start();
        expect(healthy.exitCode, told(healthy)).toBe(0);
        expect(saidIn(github), told(healthy)).toEqual(planned);
        expect(othersIn(github)).toEqual(others);
        if (oldest !== null) expect(ownComments(github)[0]?.id).toBe(oldest);
        if (!mayWrite) expect(commentWrites(healthy), told(healthy)).toEqual([]);
      }
    },
  );
  const size = await tellWithFaults({
    makeWorld: () => makeWorld(story),
    strikesAt,
    check: (world, { result: faulted, request, ...strike }) => {
      const { github, others, oldest, repository } = world;
      const text = told(faulted);
      const said = saidIn(github);
      expect(othersIn(github), text).toEqual(others);
      expect(repository.topics).toEqual(['nodejs']);
      expect(said.length, text).toBeLessThanOrEqual(Math.max(1, story.before));
      if (oldest !== null) expect(ownComments(github)[0]?.id, text).toBe(oldest);
      const isSure = !isBelieved(request, strike);
      if (isSure) for (const each of said) expect([...initial, ...planned], text).toContain(each);
      else expect(faulted.exitCode, text).toBe(0);
      if (faulted.exitCode !== null) expectTruth(world, faulted, initial, isSure ? planned : null);
    },
    recover: (world) => recovery.run(world),
  });
  sizes.push(size);
  states += recovery.size();
}

test('a comment is created once or not at all', async () => {
  await tell(created, (request) => {
    if (isCreation(request)) return [...strikesOf(everyWriteFault, 'once', 'same'), ...kills('none', 'done')];
    return [...strikesOf(everyFault, 'same'), ...kills('none')];
  });
}, 600_000);

test('a comment is brought up to date or left as it is', async () => {
  await tell(updated, (request) => {
    if (request.method === 'PATCH') return [...strikesOf(everyWriteFault, 'once', 'rest'), ...kills('none', 'done')];
    return isList(request) ? strikesOf(passingFaults, 'once') : [];
  });
}, 600_000);

test('a comment is made to say that nothing is left, or left as it is', async () => {
  await tell(nothingLeft, (request) => {
    if (request.method === 'PATCH') return strikesOf(everyWriteFault, 'same');
    return /\/(?:readme|compare\/.*)$/.test(request.path) ? strikesOf(passingFaults, 'once') : [];
  });
}, 600_000);

test('of two comments the older one stays', async () => {
  await tell(raced, (request) => {
    if (request.method === 'DELETE')
      return [...strikesOf(everyWriteFault, 'same'), ...strikesOf(passingFaults, 'once'), ...kills('none', 'done')];
    return request.method === 'PATCH' ? kills('none', 'done') : [];
  });
}, 600_000);

test('a comment on a pull request from a fork is created once or not at all', async () => {
  await tell(forked, (request) => {
    if (isCreation(request)) return [...strikesOf(everyWriteFault, 'rest'), ...kills('done')];
    if (isUpload(request)) return kills('none', 'done');
    return request.path.endsWith('/pulls') ? strikesOf(everyFault, 'same') : [];
  });
}, 600_000);
