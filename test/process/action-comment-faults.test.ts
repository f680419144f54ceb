import { expect, test } from 'vitest';
import { failEachRequest, type Strike, strikesOf } from '../github/fault-matrix.ts';
import { everyFault } from '../github/faults.ts';
import type { LoggedRequest } from '../github/log.ts';
import { startGitHub } from '../github/server.ts';
import { errorsOf, reportOf } from './action-setup.ts';
import { addCookbook, createCommentRunner, openPull, ownComments, SOCKETS, workflowToken } from './comment-setup.ts';

const forged = '<!-- readme-tagger:readme-tags -->\nforged';
const old = '<!-- readme-tagger:readme-tags -->\nold';

/** A pull request with a comment of somebody else that looks like ours, and `before` comments of ours. */
const prepareWith = (before: number) => async () => {
  const github = await startGitHub();
  const repository = addCookbook(github);
  const pull = openPull(github, repository, { 'README.md': SOCKETS });
  github.state.addComment(repository, pull.number, forged, { author: 'mallory' });
  for (let index = 0; index < before; index++) {
    github.state.addComment(repository, pull.number, old, { token: workflowToken(repository) });
  }
  const run = () =>
    createCommentRunner(
      github,
      repository,
    )({
      trigger: { event: 'pull_request', pull },
      inputs: { publish: 'comment' },
      timeFactor: 40,
      timeoutMs: 120_000,
    });
  return { github, run };
};

/** Answers that mean something and are no failure: nothing there. */
const isMeaningful = (path: string, faultName: string) =>
  faultName === '404' && /\/(?:readme|pulls\/\d+|issues\/comments\/\d+|contents\/.+)$/.test(path);

/** In every way with all repetitions; creating a comment, which is never repeated blindly, also once. */
const everyStrike = ({ method, path }: LoggedRequest): readonly Strike[] =>
  strikesOf(everyFault, 'same', ...(method === 'POST' && path.endsWith('/comments') ? (['once'] as const) : []));
/** The second run has most requests in common with the first; these are the ways that differ in what comes after. */
const tellingFaults = new Map(
  [...everyFault].filter(([name]) => ['403', '404', '502', 'reset-done', 'shape'].includes(name)),
);
const tellingStrikes = (): readonly Strike[] => strikesOf(tellingFaults, 'same');

test.each([
  ['creates a comment', 0, everyStrike],
  ['brings one of two up to date', 2, tellingStrikes],
] as const)(
  'each request failing in turn, of a run that %s, never leaves two',
  async (_name, before, strikesAt) => {
    const size = await failEachRequest({
      prepare: prepareWith(before),
      strikesAt,
      concurrency: 4,
      check: ({ github, result, request, faultName }) => {
        const told = `${result.stdout}\n${result.stderr}`.replace(/^::(?:debug|add-mask)::.*\n/gm, '');
        expect(result.timedOut, told).toBe(false);
        expect(result.stderr, told).toBe('');
        expect(github.state.comments.filter(({ author }) => author === 'mallory').map(({ body }) => body)).toEqual([
          forged,
        ]);
        const own = ownComments(github);
        expect(own.length, told).toBeLessThanOrEqual(Math.max(1, before));
        for (const { body } of own)
          expect(body === old || /<code>websocket<|Nothing is suggested any more/.test(body), body).toBe(true);
        expect(result.exitCode === 0 || result.exitCode === 1, told).toBe(true);
        if (result.exitCode === 0) {
          const outcome = reportOf(result).publish.find(({ sink }) => sink === 'comment')?.outcome;
          // An answer that says that something is not there is believed.
          if (outcome !== 'written') expect(isMeaningful(request.path, faultName), `${outcome} ${told}`).toBe(true);
          // A comment that GitHub says is gone is not removed.
          if (outcome === 'written' && faultName !== '404') expect(own.length, told).toBe(1);
          return;
        }
        const errors = errorsOf(result);
        expect(errors, told).toHaveLength(1);
        expect(errors[0]).toMatch(/^Cannot (?:read|find|list|compare|comment|change|remove) .{10,}/);
        expect(errors[0]).not.toMatch(/undefined|\[object|This is a bug/);
      },
    });
    console.log(`${size.requests} requests x ${size.faults} faults: ${size.runs} runs`);
    expect(size.requests).toBeGreaterThan(10);
  },
  900_000,
);
