import { renderRepositoryName } from '../model/repository.ts';
import type { Log, TopicsStore } from '../ports.ts';
import type { Client } from './client.ts';
import { NEVER_REPEATED } from './retry-after.ts';
import { field, unexpectedShape } from './shape.ts';
import { explainTopicsError, readTokenFacts } from './topics-error.ts';
import { writeOnce } from './write-once.ts';

export type TopicsStoreOptions = {
  /** With `topics-token`. */
  readonly client: Client;
  readonly topicsToken: string;
  readonly token: string;
  /** Where `topicsToken` was given, as a sentence begins; `"topics-token"` unless told. */
  readonly holder?: string;
  readonly log: Pick<Log, 'warning'>;
  /** The longest pause that GitHub may ask for; after a longer one, another attempt is not worth its time. */
  readonly maxWaitMs?: number;
  /** The pause where GitHub asks for none. */
  readonly pauseMs?: number;
};

/** Reads are repeated as all reads are; a write is one request and never more (`TopicsStore.replace`). */
export function createTopicsStore(options: TopicsStoreOptions): TopicsStore {
  const { client } = options;
  const facts = readTokenFacts(options.topicsToken, options.token, options.holder);

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
      const send = async () => {
        const { data } = await client.request('PUT /repos/{owner}/{repo}/topics', {
          owner,
          repo: name,
          names: [...topics],
          request: NEVER_REPEATED,
        });
        const isSame = parseTopics(data)?.toSorted().join() === topics.toSorted().join();
        if (!isSame) throw unexpectedShape(what);
        return null;
      };
      const next = 'Looking at the topics again';
      return await writeOnce(send, (error) => explainTopicsError(error, what, repository, facts), {
        ...options,
        what,
        next,
      });
    },
  };
}

function parseTopics(data: unknown): readonly string[] | null {
  const names = field(data, 'names');
  return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : null;
}
