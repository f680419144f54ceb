import { need } from '../access.ts';
import { bodyMember, numberParam, type RepositoryCall } from '../call.ts';
import { paginate } from '../paging.ts';
import { isoSeconds, pageUrl, repositoryUrl } from '../present/repository.ts';
import { nodeId, presentApp, presentUser } from '../present/user.ts';
import { ok, type Reply, refuse } from '../reply.ts';
import type { IssueComment } from '../repository.ts';
import { repositoryRoute } from '../router.ts';
import { loginOf } from '../tokens.ts';

/** GitHub's limit in characters. */
const maxBodyLength = 65_536;

function presentComment(comment: IssueComment, { state, urls, repository }: RepositoryCall): object {
  const api = repositoryUrl(repository, urls);
  const kind = repository.pulls.has(comment.issue) ? 'pull' : 'issues';
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: `${api}/issues/comments/${comment.id}`,
    html_url: `${pageUrl(repository, urls)}/${kind}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${comment.issue}`,
    user: presentUser(state.owner(comment.author), urls),
    created_at: isoSeconds(comment.createdAt),
    updated_at: isoSeconds(comment.updatedAt),
    body: comment.body,
    author_association: comment.author === repository.owner.login ? 'OWNER' : 'NONE',
    performed_via_github_app: comment.app && presentApp(comment.app, state.owner(comment.app), urls),
    reactions: {
      url: `${api}/issues/comments/${comment.id}/reactions`,
      total_count: 0,
      '+1': 0,
      '-1': 0,
      laugh: 0,
      hooray: 0,
      confused: 0,
      heart: 0,
      rocket: 0,
      eyes: 0,
    },
  };
}

function issueNumber(call: RepositoryCall): number {
  const number = numberParam(call, 'issue_number');
  if (!call.repository.pulls.has(number) && !call.repository.issues.has(number)) throw refuse(404, 'Not Found');
  return number;
}

function findComment(call: RepositoryCall): IssueComment {
  const id = numberParam(call, 'comment_id');
  const comment = call.state.comments.find((each) => each.id === id && each.repository === call.repository);
  if (!comment) throw refuse(404, 'Not Found');
  return comment;
}

function bodyOf(call: RepositoryCall): string {
  const body = bodyMember(call, 'body');
  const problem =
    typeof body !== 'string' || body.trim() === ''
      ? { code: 'missing_field', message: "body can't be blank" }
      : body.length > maxBodyLength
        ? { code: 'unprocessable', message: `body is too long (maximum is ${maxBodyLength} characters)` }
        : null;
  if (typeof body === 'string' && !problem) return body;
  throw refuse(422, 'Validation Failed', {
    extra: { errors: [{ resource: 'IssueComment', field: 'data', ...problem }] },
  });
}

/** Oldest first; there is no other order. */
function listComments(call: RepositoryCall): Reply {
  const number = issueNumber(call);
  const since = call.query.get('since');
  const matches = call.state.comments.filter(
    ({ repository, issue, updatedAt }) =>
      repository === call.repository && issue === number && (since === null || updatedAt >= new Date(since)),
  );
  const { items, headers } = paginate(call, matches);
  return ok(
    items.map((comment) => presentComment(comment, call)),
    headers,
  );
}

function createComment(call: RepositoryCall): Reply {
  const number = issueNumber(call);
  const body = bodyOf(call);
  if (call.repository.pulls.get(number)?.locked) throw refuse(403, 'Unable to create comment because issue is locked.');
  const comment = call.state.addComment(call.repository, number, body, call.token ? { token: call.token } : {});
  const shown = presentComment(comment, call);
  const location = `${repositoryUrl(call.repository, call.urls)}/issues/comments/${comment.id}`;
  return { status: 201, json: shown, headers: { location } };
}

/** Everybody may change their own comments; those of others take more than permission to comment. */
function assertOwn(call: RepositoryCall, comment: IssueComment): void {
  if (!call.token || loginOf(call.token) === comment.author) return;
  const mayModerate = call.token.kind === 'workflow' || call.token.kind === 'app' || call.token.kind === 'fine-grained';
  if (!mayModerate) throw refuse(403, 'Must have admin rights to Repository.');
}

function updateComment(call: RepositoryCall): Reply {
  const comment = findComment(call);
  assertOwn(call, comment);
  comment.body = bodyOf(call);
  comment.updatedAt = call.state.clock.now();
  return ok(presentComment(comment, call));
}

function deleteComment(call: RepositoryCall): Reply {
  const comment = findComment(call);
  assertOwn(call, comment);
  call.state.comments.splice(call.state.comments.indexOf(comment), 1);
  return { status: 204 };
}

const read = need('read', 'issues', 'pull_requests');
const write = need('write', 'issues', 'pull_requests');

export const commentRoutes = [
  repositoryRoute('GET', '/issues/{issue_number}/comments', read, listComments),
  repositoryRoute('POST', '/issues/{issue_number}/comments', write, createComment),
  repositoryRoute('GET', '/issues/comments/{comment_id}', read, (call) => ok(presentComment(findComment(call), call))),
  repositoryRoute('PATCH', '/issues/comments/{comment_id}', write, updateComment),
  repositoryRoute('DELETE', '/issues/comments/{comment_id}', write, deleteComment),
];
