import type { EventContext } from '../model/event.ts';
import type { Log, Ports } from '../ports.ts';
import { createActionClient } from './action-client.ts';
import { createArtifactStore } from './artifact.ts';
import { createComments } from './comments.ts';
import type { Environment } from './event.ts';
import { createFileSource } from './file-source.ts';
import { createMemorySource } from './memory-source.ts';
import { createPulls } from './pulls.ts';
import { createReadmeSource } from './readme-source.ts';
import { createReportStore } from './report-store.ts';
import { createRepositories } from './repository.ts';
import { createOutputs, createSummaryStore } from './runner.ts';
import { createTopicsStore } from './topics-store.ts';

export type ActionPortsOptions = {
  readonly environment: Environment;
  readonly token: string;
  readonly topicsToken: string;
  readonly event: EventContext;
  readonly log: Log;
  readonly maxReadmeBytes: number;
  readonly maxTagsFileBytes: number;
};

/** GitHub and the runner, as the run sees them. */
export async function createActionPorts(options: ActionPortsOptions): Promise<Omit<Ports, 'chatModels'>> {
  const { environment, token, topicsToken, event, log, ...limits } = options;
  const client = await createActionClient(token, environment, log);
  const topicsClient = await createActionClient(topicsToken, environment, log);
  const workspace = environment['GITHUB_WORKSPACE'] || process.cwd();
  return {
    repositories: createRepositories(client),
    readmes: createReadmeSource(client, limits.maxReadmeBytes),
    files: createFileSource({ client, workspace, maxBytes: limits.maxTagsFileBytes }),
    reports: createReportStore(workspace),
    artifacts: createArtifactStore(environment, event.runUrl),
    memory: createMemorySource(client, event),
    topics: createTopicsStore({ client: topicsClient, topicsToken, token, log }),
    pulls: createPulls(client),
    comments: createComments({ client, log }),
    summary: createSummaryStore(environment),
    outputs: createOutputs(),
    log,
    clock: { now: Date.now },
  };
}
