import { Octokit } from '@octokit/rest';
import { describe, expect, test } from 'vitest';
import { failEachRequest, type Scenario } from './fault-matrix.ts';
import { everyFault } from './faults.ts';
import { startGitHub } from './server.ts';

const octo = { owner: 'octo', repo: 'widgets' };

/** Reads the topics and adds one; an answer that is no list stops it. */
async function addTopic(trusting: boolean): Promise<Scenario<string>> {
  const github = await startGitHub();
  github.state.addRepository('octo/widgets', { topics: ['by-hand'], files: { a: 'b' } });
  const auth = github.state.addToken({ kind: 'classic', user: 'octo', scopes: ['repo'] });
  const client = new Octokit({ baseUrl: github.urls.api, auth, log: { debug() {}, info() {}, warn() {}, error() {} } });
  const request = { signal: AbortSignal.timeout(300) };
  const run = async (): Promise<string> => {
    try {
      const { data } = await client.rest.repos.getAllTopics({ ...octo, request });
      if (!trusting && !Array.isArray(data.names)) return 'strange answer';
      await client.rest.repos.replaceAllTopics({ ...octo, names: [...(data.names ?? []), 'ours'], request });
      return 'done';
    } catch {
      return 'failed';
    }
  };
  return { github, run };
}

describe('a matrix of faults', () => {
  test('fails each request in each way and says how many runs that were', async () => {
    const seen = new Set<string>();
    const size = await failEachRequest({
      prepare: () => addTopic(false),
      check: ({ github, number, faultName, result }) => {
        seen.add(`${number} ${faultName}`);
        expect(result === 'done').toBe(number === 2 && (faultName === 'shape' || faultName === 'cut'));
        expect(github.state.repositories[0]?.topics).toContain('by-hand');
      },
    });
    expect(size).toEqual({ requests: 2, faults: everyFault.size, runs: 2 * everyFault.size });
    expect(seen.size).toBe(size.runs);
  });

  test('names the combinations that did harm', async () => {
    const matrix = failEachRequest({
      prepare: () => addTopic(true),
      check: ({ github }) => expect(github.state.repositories[0]?.topics).toContain('by-hand'),
    });
    await expect(matrix).rejects.toThrow('request 1 (GET /repos/octo/widgets/topics) failing with shape');
  });
});
