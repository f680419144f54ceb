import { expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { failEachRequest, type Outcome, type Strike, strikesOf } from '../github/fault-matrix.ts';
import { everyFault, lostAnswers } from '../github/faults.ts';
import type { LoggedRequest } from '../github/log.ts';
import type { ActionResult } from '../github/runner.ts';
import { startGitHub } from '../github/server.ts';
import { errorsOf, halfWritten, reportOf } from './action-setup.ts';
import { addLastReport, addTopicsRepository, createTopicsRunner, TABLES, topicsRequests } from './topics-setup.ts';

const people = ['nodejs', 'by-hand'];
const before = [...people, 'websocket'];
const planned = [...people, 'database'];
/** What a run does that does not know that `websocket` is its own. */
const withoutMemory = [...before, 'database'];

/** The report of a run that had set `websocket`; the README speaks of something else since. */
async function makeLastReport(): Promise<Report> {
  const github = await startGitHub();
  const repository = addTopicsRepository(github, { topics: people });
  const report = reportOf(await createTopicsRunner(github, repository)());
  await github.close();
  expect(report.topics.ours).toEqual(['websocket']);
  return report;
}

const prepareAfter = (lastReport: Report) => async () => {
  const github = await startGitHub();
  const repository = addTopicsRepository(github, { topics: before });
  repository.commit({ 'README.md': TABLES });
  addLastReport(github, repository, lastReport);
  const start = createTopicsRunner(github, repository);
  const kill = (request: number) => start({ killAtRequest: request });
  return { github, run: () => start({ timeFactor: 20, timeoutMs: 120_000 }), kill };
};

const isTopics = (path: string) => path.endsWith('/topics');
/** What happens to topics is tried once as well, so that what comes after it has to make it good, and with answers that are lost. */
function strikesAt({ method, path }: LoggedRequest): readonly Strike[] {
  if (!isTopics(path)) return strikesOf(everyFault, 'same');
  return strikesOf(new Map([...everyFault, ...(method === 'PUT' ? lostAnswers : [])]), 'same', 'once');
}

const isUpload = (path: string) => path.startsWith('/twirp/') || path.startsWith('/storage/');
const isMemory = ({ method, path }: { method: string; path: string }) =>
  path.includes('/actions/') || (path.startsWith('/storage/') && method === 'GET');

/** Answers that mean something and are no failure: there is no tags file, no README, or the name of the artifact is taken. */
const meaningful = new Map([
  ['/repos/octo/tinysocket/contents/.github/tags.json', ['404']],
  ['/repos/octo/tinysocket/readme', ['404']],
  ['/twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact', ['409']],
]);

function checkTopics({ github, result, request, faultName }: Outcome<ActionResult>, told: string): void {
  const [repository] = github.state.repositories;
  const topics = repository?.topics ?? [];
  expect(topics, told).toEqual(expect.arrayContaining(people));
  const allowed = isMemory(request) ? [before, planned, withoutMemory] : [before, planned];
  expect(allowed, told).toContainEqual([...topics]);
  const report = result.files.has('readme-tags.json') ? reportOf(result) : null;
  const outcome = report?.publish.find(({ sink }) => sink === 'topics')?.outcome;
  for (const topic of report?.topics.ours ?? []) expect(topics, told).toContain(topic);
  if (outcome === 'written') expect([planned, withoutMemory], told).toContainEqual([...topics]);
  // A write is never repeated before the topics were looked at again.
  expect(topicsRequests(result).join().replace(/ \d+/g, ''), told).not.toContain('PUT,PUT');
  expect(topicsRequests(result).filter((line) => line.startsWith('PUT')).length, told).toBeLessThanOrEqual(3);
  const isLeftAlone = meaningful.get(request.path)?.includes(faultName) && !isUpload(request.path);
  if (result.exitCode === 0 && !isLeftAlone) expect(outcome, told).toBe('written');
}

test('killed at any request it leaves the topics as they were or as planned', async () => {
  const prepare = prepareAfter(await makeLastReport());
  const seen = new Set<string>();
  for (let request = 1; request <= 15; request += 1) {
    const { github, kill } = await prepare();
    const [repository] = github.state.repositories;
    expect((await kill(request)).signal).toBe('SIGKILL');
    expect([before, planned]).toContainEqual(repository?.topics);
    seen.add(String(repository?.topics));
    await github.close();
  }
  expect(seen.size).toBe(2);
}, 120_000);

test('each request failing in turn, in every way, loses no topic of people and is made good by the next run', async () => {
  const size = await failEachRequest({
    prepare: prepareAfter(await makeLastReport()),
    strikesAt,
    concurrency: 4,
    check: async (struck) => {
      const { github, result, request, faultName } = struck;
      const told = `${result.stdout}\n${result.stderr}`.replace(/^::(?:debug|add-mask)::.*\n/gm, '');
      expect(result.timedOut, told).toBe(false);
      expect(result.stderr, told).toBe('');
      expect(halfWritten(result)).toEqual([]);
      checkTopics(struck, told);
      const isFine = meaningful.get(request.path)?.includes(faultName) || isMemory(request);
      if (isFine) expect(result.exitCode, told).toBe(0);
      if (result.exitCode !== 0) {
        const errors = errorsOf(result);
        expect(errors, told).toHaveLength(1);
        expect(errors[0]).toMatch(/^Cannot (?:read|find|set|upload) .{10,}/);
        expect(errors[0]).not.toMatch(/undefined|\[object|This is a bug/);
      }
      if (request.method !== 'PUT' && !isUpload(request.path)) return;
      reportOf(result);
      expect(result.summary).toContain('### Topics');
      const [repository] = github.state.repositories;
      if (repository === undefined) throw new Error('The repository is gone');
      github.faults.clear();
      const next = await createTopicsRunner(github, repository)();
      expect(next.exitCode, next.stdout).toBe(0);
      expect(isMemory(request) ? [planned, withoutMemory] : [planned], next.stdout).toContainEqual([
        ...repository.topics,
      ]);
    },
  });
  console.log(`${size.requests} requests x ${size.faults} faults: ${size.runs} runs`);
  expect(size.requests).toBe(15);
}, 900_000);
