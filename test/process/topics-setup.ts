import { zipSync } from 'fflate';
import { fingerprintOf } from '../../src/report/fingerprint.ts';
import type { Report } from '../../src/report/report.ts';
import type { Trigger } from '../github/events.ts';
import type { Repository } from '../github/repository.ts';
import { type ActionOptions, type ActionResult, runAction } from '../github/runner.ts';
import type { LoopbackGitHub } from '../github/server.ts';

/** A README about WebSockets, and one that says nothing of them. */
export const SOCKETS = '# tinysocket\n\nA small WebSocket client and server.\n\nIt speaks the WebSocket protocol.\n';
export const TABLES =
  '# tinytable\n\nAn embedded SQL database.\n\ntinytable is a database engine: queries, indexes, transactions.\n';

/** Gives a token that may set the topics of a repository. */
export const addTopicsToken = (github: LoopbackGitHub, repository: Repository): string =>
  github.state.addToken({
    kind: 'fine-grained',
    user: 'octo',
    repositories: [repository],
    permissions: { administration: 'write' },
  });

/** A repository whose topics follow what its README says, without a description that speaks beside it. */
export function addTopicsRepository(
  github: LoopbackGitHub,
  more: Parameters<LoopbackGitHub['state']['addRepository']>[1] = {},
): Repository {
  const tags = '[{"id":7,"name":"websocket"},{"id":8,"name":"database"},{"id":9,"name":"cooking"}]';
  return github.state.addRepository('octo/tinysocket', {
    id: 9806,
    description: null,
    topics: ['nodejs'],
    files: { 'README.md': SOCKETS, '.github/tags.json': tags },
    ...more,
  });
}

export type TopicsRun = Partial<Omit<ActionOptions, 'trigger'>> & { readonly trigger?: Trigger };

/** Runs the action as a step that publishes topics, with memory, on a push to the default branch unless told. */
export function createTopicsRunner(github: LoopbackGitHub, repository: Repository) {
  const topicsToken = addTopicsToken(github, repository);
  return ({ inputs, trigger = { event: 'push' }, ...more }: TopicsRun = {}): Promise<ActionResult> =>
    runAction(github, {
      repository,
      trigger,
      permissions: { contents: 'read', actions: 'read' },
      inputs: { publish: 'artifact, summary, topics', 'topics-token': topicsToken, ...inputs },
      ...more,
    });
}

/** Requests of a run that are about topics: `GET 200`. */
export const topicsRequests = ({ requests }: ActionResult): readonly string[] =>
  requests.filter(({ path }) => path.endsWith('/topics')).map(({ method, status }) => `${method} ${status}`);

/** The sentence of the log that says what became of the topics. */
export const toldTopics = ({ stdout }: ActionResult): string => /^Topics: (.*)$/m.exec(stdout)?.[1] ?? '';

export const hasRecalled = ({ stdout }: ActionResult): boolean =>
  stdout.includes('Nothing changed since the last run; its tags are taken.');

/** Puts a report in the place of the last one, as if it had been uploaded by a run on the default branch. */
export function addLastReport(github: LoopbackGitHub, repository: Repository, report: Report): void {
  const whole = { ...report, fingerprint: fingerprintOf(report.digests) };
  const bytes = new TextEncoder().encode(JSON.stringify(whole));
  const run = github.state.addRun({ repository, status: 'completed' });
  github.state.addArtifact(run, 'readme-tags', zipSync({ 'readme-tags.json': bytes }));
}
