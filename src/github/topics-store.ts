import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { renderRepositoryName } from '../model/repository.ts';
import type { Log, TopicsStore, WriteOutcome } from '../ports.ts';
import type { Client } from './client.ts';
import { NEVER_REPEATED, readWaitMs } from './retry-after.ts';
import { field, unexpectedShape } from './shape.ts';
import { explainTopicsError, readTokenFacts } from './topics-error.ts';

export type TopicsStoreOptions = {
  /** With `topics-token`. */
  readonly client: Client;
  readonly topicsToken: string;
  readonly token: string;
  readonly log: Pick<Log, 'warning'>;
  /** The longest pause that GitHub may ask for; after a longer one, another attempt is not worth its time. */
  readonly maxWaitMs?: number;
  /** The pause where GitHub asks for none. */
  readonly pauseMs?: number;
};

/** Reads are repeated as all reads are; a write is one request and never more (`TopicsStore.replace`). */
export function createTopicsStore(options: TopicsStoreOptions): TopicsStore {
  const { client, log, maxWaitMs = 60_000, pauseMs = 2000 } = options;
  const facts = readTokenFacts(options.topicsToken, options.token);

  async function pause(error: unknown, problem: UserError): Promise<WriteOutcome<null>> {
    const asked = readWaitMs(error, Date.now());
    if (asked !== null && asked > maxWaitMs) throw problem;
    const waitMs = asked ?? pauseMs;
    const seconds = Math.ceil(waitMs / 1000);
    log.warning(`${problem.message}\nLooking at the topics again in ${seconds} s before another attempt.`);
    await sleep(waitMs);
    return { kind: 'again', error: problem };
  }

  return {
    async read(repository) {
      const what = `read the topics of ${renderRepositoryName(repository)}`;
      const { owner, name } = repository;
      try {
        const { data } = await client.request('GET /repos/{owner}/{repo}/topics', { owner, repo: name });
        const topics = parseTopics(data);
        if (topics === null) throw unexpectedShape(what);
        return topics;
      } catch (error) {
        throw explainTopicsError(error, what, repository, facts);
      }
    },

    async replace(repository, topics) {
      const what = `set the topics of ${renderRepositoryName(repository)}`;
      const { owner, name } = repository;
      let data: unknown;
      try {
        const answer = await client.request('PUT /repos/{owner}/{repo}/topics', {
          owner,
          repo: name,
          names: [...topics],
          request: NEVER_REPEATED,
        });
        data = answer.data;
      } catch (error) {
        const problem = explainTopicsError(error, what, repository, facts);
        if (problem instanceof UserError && mayHelpAgain(error)) return await pause(error, problem);
        throw problem;
      }
      const isSame = parseTopics(data)?.toSorted().join() === topics.toSorted().join();
      return isSame ? { kind: 'done', value: null } : await pause(null, unexpectedShape(what));
    },
  };
}

/** No whole answer, trouble on GitHub's side, somebody else's write at the same time, or a limit. */
function mayHelpAgain(error: unknown): boolean {
  if (!(error instanceof Error && 'status' in error && typeof error.status === 'number')) return false;
  if (!('response' in error) || error.response === undefined) return true;
  return error.status >= 500 || error.status === 409 || error.status === 408 || readWaitMs(error, Date.now()) !== null;
}

function parseTopics(data: unknown): readonly string[] | null {
  const names = field(data, 'names');
  return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : null;
}
