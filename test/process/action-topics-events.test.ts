import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Repository } from '../github/repository.ts';
import type { ActionResult } from '../github/runner.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { noticesOf, reportOf, warningsOf } from './action-setup.ts';
import {
  addTopicsRepository,
  createTopicsRunner,
  TABLES,
  type TopicsRun,
  toldTopics,
  topicsRequests,
} from './topics-setup.ts';

let github: LoopbackGitHub;
let repository: Repository;
let start: (options?: TopicsRun) => Promise<ActionResult>;

beforeEach(async () => {
  github = await startGitHub();
  repository = addTopicsRepository(github);
  start = createTopicsRunner(github, repository);
});
afterEach(async () => {
  await github.close();
});

const run = async (options?: TopicsRun): Promise<ActionResult> => {
  const result = await start(options);
  expect(result.exitCode, result.stdout + result.stderr).toBe(0);
  return result;
};
const outcomeOf = (result: ActionResult) => reportOf(result).publish.find(({ sink }) => sink === 'topics')?.outcome;

/** Nothing was written, and everything says what would have been. */
const expectPlanned = (result: ActionResult): void => {
  expect(github.log.writes).toEqual([]);
  expect(topicsRequests(result)).toEqual([]);
  expect(outcomeOf(result)).toBe('planned');
  expect(reportOf(result).topics).toMatchObject({
    mode: 'merge',
    before: ['nodejs'],
    after: ['nodejs', 'websocket'],
    added: ['websocket'],
    ours: [],
  });
  expect(Object.fromEntries(result.outputs)).toMatchObject({
    topics: '["nodejs"]',
    added: '["websocket"]',
    changed: 'true',
  });
  expect(toldTopics(result)).toBe('would add websocket; would keep 0 of this action and 1 of people');
  expect(result.summary).toContain('| <code>websocket</code> | **add** |');
};

describe.each<[string, TopicsRun['trigger'] & {}]>([
  ['schedule', { event: 'schedule' }],
  ['workflow_dispatch', { event: 'workflow_dispatch' }],
  ['repository_dispatch', { event: 'repository_dispatch' }],
  ['release', { event: 'release', tag: 'v1' }],
])('a %s event', (_name, trigger) => {
  test('sets topics, and the next one knows which are its own', async () => {
    repository.tag('v1');
    await run({ trigger });
    expect(repository.topics).toEqual(['nodejs', 'websocket']);
    repository.commit({ 'README.md': TABLES });
    await run({ trigger });
    expect(repository.topics).toEqual(['nodejs', 'database']);
  });
});

describe('topics are only planned', () => {
  test('in a dry run, which is no memory', async () => {
    const result = await run({ inputs: { 'dry-run': 'true' } });
    expectPlanned(result);
    expect(noticesOf(result)).toEqual([]);
    expect(reportOf(result).dryRun).toBe(true);
    expect(result.summary).toContain('**Dry run.**');
    expect(result.summary).toContain('Without the dry run, this run would do this:');
    expect(reportOf(await run()).topics.changes).toEqual([{ topic: 'websocket', action: 'add', cause: 'first-run' }]);
  });

  test('for a push to another branch or a tag', async () => {
    repository.branch('next');
    const result = await run({ trigger: { event: 'push', branch: 'next' } });
    expectPlanned(result);
    expect(noticesOf(result)).toEqual([
      'Topics are planned and not written: topics are written for the default branch (main), not for next.',
    ]);
    repository.tag('v1');
    expectPlanned(await run({ trigger: { event: 'push', tag: 'v1' } }));
  });

  test.each(['pull_request', 'pull_request_target'] as const)('for a %s event', async (event) => {
    repository.branch('better');
    const pull = github.state.addPull({ repository, head: { branch: 'better' } });
    const result = await run({ trigger: { event, pull } });
    expectPlanned(result);
    expect(noticesOf(result)).toEqual([
      'Topics are planned and not written: topics are not written for a pull request.',
    ]);
  });
});

test('a run that was started on another branch removes nothing, since later runs do not know its report', async () => {
  await run();
  repository.commit({ 'README.md': TABLES });
  repository.branch('next');
  const result = await run({ trigger: { event: 'workflow_dispatch', branch: 'next' } });
  expect(repository.topics).toEqual(['nodejs', 'websocket', 'database']);
  expect(noticesOf(result)).toEqual([
    'Later runs do not go by the report of this one (workflow_dispatch on next), only by those of pushes, schedules, dispatches and releases on main. So this run adds topics and removes none.',
  ]);
  expect(result.summary).toContain('So this run adds topics and removes none.');
  await run();
  expect(repository.topics).toEqual(['nodejs', 'database']);
});

test('an explicit ref sets topics', async () => {
  repository.commit({ 'README.md': TABLES }, { branch: 'next' });
  await run({ inputs: { ref: 'next' } });
  expect(repository.topics).toEqual(['nodejs', 'database']);
});

describe('topics are left alone', () => {
  test('in an archived repository', async () => {
    repository.archived = true;
    const result = await run();
    expect(outcomeOf(result)).toBe('skipped');
    expect(topicsRequests(result)).toEqual([]);
    expect(noticesOf(result)).toEqual(['octo/tinysocket is archived, so its topics are left alone.']);
    expect(result.summary).toContain('octo/tinysocket is archived, so its topics are left alone.');
  });

  test('while the built-in list stands in for a tags file', async () => {
    repository.commit({ x: 'y' }, { remove: ['.github/tags.json'] });
    const result = await run();
    expect(outcomeOf(result)).toBe('skipped');
    expect(reportOf(result).topics).toMatchObject({ added: [], removed: [], after: ['nodejs'] });
    expect(noticesOf(result)).toContain('Topics are left alone while the built-in list stands in for a tags file.');
    expect(github.log.writes).toEqual([]);
  });

  test('where there is nothing to classify, also pinned ones, and what is ours stays so', async () => {
    await run();
    repository.commit({ 'README.md': '\n' });
    const result = await run({ inputs: { 'pin-tags': 'database' } });
    expect(outcomeOf(result)).toBe('skipped');
    expect(topicsRequests(result)).toEqual([]);
    expect(reportOf(result).topics).toMatchObject({ added: [], removed: [], ours: ['websocket'] });
    repository.commit({ 'README.md': TABLES });
    await run();
    expect(repository.topics).toEqual(['nodejs', 'database']);
  });

  test('where publish does not ask for them, and nothing is looked for', async () => {
    const result = await run({ inputs: { publish: 'artifact, summary' } });
    expect(result.requests.some(({ path }) => path.endsWith('/topics') || path.includes('/actions/'))).toBe(false);
    expect(reportOf(result).topics.mode).toBeNull();
  });
});

test('adding topics to a private repository is warned of, and only that', async () => {
  repository.visibility = 'private';
  const result = await run();
  expect(warningsOf(result)).toEqual([
    'octo/tinysocket is not public, but topics always are: anybody sees websocket. To keep one out of sight, name its tag in "exclude-tags".',
  ]);
  expect(reportOf(result).warnings).toEqual([expect.objectContaining({ code: 'topics/public' })]);
  expect(result.summary.match(/topics always are/g)).toHaveLength(1);
  expect(warningsOf(await run())).toEqual([]);
});

test('on a GitHub Enterprise Server topics are set, and a notice says that there is no memory', async () => {
  const server = await startGitHub({ edition: 'ghes' });
  try {
    const there = addTopicsRepository(server);
    const result = await createTopicsRunner(server, there)();
    expect(result.exitCode, result.stdout).toBe(0);
    expect(there.topics).toEqual(['nodejs', 'websocket']);
    expect(noticesOf(result)).toEqual([expect.stringContaining('GitHub Enterprise Server')]);
  } finally {
    await server.close();
  }
});
