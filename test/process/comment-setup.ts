import { renderMarker } from '../../src/report/comment-mark.ts';
import type { Trigger } from '../github/events.ts';
import type { PullRequest, Repository } from '../github/repository.ts';
import { type ActionOptions, type ActionResult, runAction } from '../github/runner.ts';
import type { LoopbackGitHub } from '../github/server.ts';
import type { Token } from '../github/tokens.ts';

export const TAGS = '[{"id":7,"name":"websocket"},{"id":8,"name":"database"},{"id":9,"name":"cooking"}]';
/** READMEs that leave no doubt which tag fits. */
export const SOCKETS =
  '# WebSocket client and server\n\nA WebSocket server and a WebSocket client.\n\n## WebSocket API\n\nWebSocket all the way.\n';
export const RECIPES =
  '# Cooking recipes\n\nA cookbook: cooking recipes for every day.\n\n## Cooking times\n\nCooking takes time.\n';

/** A repository about cooking, without a description that speaks beside the README. */
export const addCookbook = (
  github: LoopbackGitHub,
  more: Parameters<LoopbackGitHub['state']['addRepository']>[1] = {},
): Repository =>
  github.state.addRepository('octo/cookbook', {
    id: 9806,
    description: null,
    topics: ['nodejs'],
    files: { 'README.md': RECIPES, '.github/tags.json': TAGS },
    ...more,
  });

export function openPull(
  github: LoopbackGitHub,
  repository: Repository,
  files: Readonly<Record<string, string>>,
  {
    from = repository,
    branch = 'better',
    remove = [],
  }: {
    readonly from?: Repository;
    readonly branch?: string;
    readonly remove?: readonly string[];
  } = {},
): PullRequest {
  from.commit(files, { branch, remove });
  return github.state.addPull({ repository, head: { repository: from, branch } });
}

export type CommentRun = Partial<Omit<ActionOptions, 'trigger'>> & { readonly trigger: Trigger };

/** Runs the action as a step that comments. */
export const createCommentRunner =
  (github: LoopbackGitHub, repository: Repository) =>
  ({ inputs, ...more }: CommentRun): Promise<ActionResult> =>
    runAction(github, {
      repository,
      permissions: { contents: 'read', pull_requests: 'write' },
      inputs: { publish: 'artifact, summary, comment', ...inputs },
      // Writes are a second apart.
      timeFactor: 20,
      ...more,
    });

/** The token of a workflow, to make comments of our own from before. */
export const workflowToken = (repository: Repository): Token => ({
  kind: 'workflow',
  repositories: [repository],
  permissions: { pull_requests: 'write' },
});

/** The comments of our own on a pull request, by the marker of a step. */
export const ownComments = (github: LoopbackGitHub, artifactName = 'readme-tags') =>
  github.state.comments.filter(
    ({ author, body }) => author === 'github-actions[bot]' && body.startsWith(`${renderMarker(artifactName)}\n`),
  );

/** What was written to comments: `POST 201`. */
export const commentWrites = ({ requests }: ActionResult): readonly string[] =>
  requests
    .filter(({ method, path, service }) => service === 'rest' && method !== 'GET' && path.includes('/comments'))
    .map(({ method, status }) => `${method} ${status}`);
