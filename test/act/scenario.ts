import assert from 'node:assert/strict';
import type { PullRequest, Repository } from '../github/repository.ts';
import type { LoopbackGitHub } from '../github/server.ts';
import type { Host, HostedRun, HostedWorkflow } from './hosted.ts';

const SOCKET = `# tinysocket

A small WebSocket client and server for Node.js.

## Install

    npm install tinysocket

The server speaks the WebSocket protocol (RFC 6455) and passes messages in real time.
`;
const STORE = `# tinystore

A small database for Node.js: an embedded key-value database engine that keeps its tables in one file.

## Install

    npm install tinystore

The database has indexes, transactions and a query language of its own.
`;
const TAGS = '[{"id":7,"name":"websocket"},{"id":"db","name":"database"},{"id":9,"name":"cooking"}]';

/** Where a repository is private, a permission that a job lacks shows; from a public one everybody reads. */
function addRepository(github: LoopbackGitHub, name: string, visibility: 'public' | 'private'): Repository {
  return github.state.addRepository(name, {
    visibility,
    description: 'Small and fast',
    topics: ['nodejs'],
    files: { 'README.md': SOCKET, '.github/tags.json': TAGS },
  });
}

/** What a repository has set up according to examples/README.md. */
function setUp(github: LoopbackGitHub, repository: Repository): Pick<HostedWorkflow, 'secrets' | 'variables'> {
  const token = github.state.addToken({
    kind: 'app',
    slug: 'topics',
    repositories: [repository],
    permissions: { administration: 'write' },
  });
  return { secrets: { README_TAGGER_PRIVATE_KEY: token }, variables: { README_TAGGER_CLIENT_ID: 'Iv23example' } };
}

function openPull(github: LoopbackGitHub, repository: Repository) {
  const fork = github.state.addRepository(`mona/${repository.name}`, { forkOf: repository });
  fork.commit({ 'README.md': STORE }, { branch: 'store' });
  return github.state.addPull({ repository, head: { repository: fork, branch: 'store' } });
}

async function runWell(github: LoopbackGitHub, host: Host, hosted: HostedWorkflow): Promise<HostedRun> {
  github.log.clear();
  const result = await host(github, hosted);
  assert.equal(result.exitCode, 0, `${hosted.file} failed:\n${result.output}\n${github.log.lines.join('\n')}`);
  for (const secret of Object.values(hosted.secrets ?? {}))
    assert(!result.output.includes(secret), 'a secret is shown');
  return result;
}

const writes = (github: LoopbackGitHub, method: string, path: RegExp) =>
  github.log.all.filter((request) => request.method === method && path.test(request.path)).length;
const artifactsOf = (github: LoopbackGitHub, { run }: HostedRun) =>
  github.state.artifacts.filter((artifact) => artifact.run === run).map(({ name }) => name);
const commentsOf = (github: LoopbackGitHub, { base, number }: PullRequest) =>
  github.state.comments.filter((comment) => comment.repository === base.repository && comment.issue === number);

export type Scene = { readonly title: string; readonly work: () => Promise<void> };

/**
 * What the examples do to a repository that has set them up as their README says, one scene after the other: each asserts
 * the state left on the loopback GitHub. `host` is what runs a workflow.
 */
export function createScenario(github: LoopbackGitHub, host: Host): readonly Scene[] {
  const scenes: Scene[] = [];
  const scene = (title: string, work: () => Promise<void>) => scenes.push({ title, work });
  const run = (hosted: HostedWorkflow) => runWell(github, host, hosted);

  const closed = addRepository(github, 'octo/closed', 'private');
  const topics = { file: 'topics-on-push.yml', job: 'topics', repository: closed, ...setUp(github, closed) };

  scene('a push sets the topics and keeps those of people', async () => {
    const result = await run({ ...topics, trigger: { event: 'push' } });
    assert.deepEqual(closed.topics, ['nodejs', 'websocket']);
    assert.deepEqual(artifactsOf(github, result), ['readme-tags']);
    assert.match(result.summary, /## Tags for/);
  });

  scene('a second push that changes nothing writes nothing', async () => {
    const result = await run({ ...topics, trigger: { event: 'push' } });
    assert.deepEqual(closed.topics, ['nodejs', 'websocket']);
    assert.equal(writes(github, 'PUT', /\/topics$/), 0);
    assert.deepEqual(artifactsOf(github, result), ['readme-tags']);
  });

  scene('the schedule starts the other workflow, which leaves away what people took away', async () => {
    closed.topics = ['nodejs'];
    const { ghCalls } = await run({
      file: 'topics-on-schedule.yml',
      job: 'start',
      repository: closed,
      trigger: { event: 'schedule' },
    });
    const [call = '', ...more] = ghCalls;
    assert.deepEqual(more, []);
    assert.match(call, /^GH_TOKEN=ghs_\w+ gh workflow run topics-on-push\.yml --repo octo\/closed --ref main$/);
    const sender = { login: 'github-actions[bot]', type: 'Bot' };
    await run({ ...topics, trigger: { event: 'workflow_dispatch' }, payload: { sender } });
    assert.deepEqual(closed.topics, ['nodejs']);
    assert.equal(writes(github, 'PUT', /\/topics$/), 0);
  });

  const repository = addRepository(github, 'octo/tinysocket', 'public');
  const pull = openPull(github, repository);
  const check = { file: 'pull-request-check.yml', job: 'check', repository, isFork: true };
  const checked: { run: HostedRun['run'] | null } = { run: null };
  scene('a pull request from a fork gets artifact and summary, with a token that only reads', async () => {
    const result = await run({ ...check, trigger: { event: 'pull_request', pull } });
    assert.deepEqual(artifactsOf(github, result), [`readme-tags-pr-${pull.number}`]);
    assert.match(result.summary, /database/);
    assert.deepEqual(commentsOf(github, pull), []);
    checked.run = result.run;
  });
  const after = () => {
    assert(checked.run, 'the check has run');
    return { event: 'workflow_run', run: checked.run } as const;
  };

  const comments = { file: 'pull-request-comments.yml', job: 'comment', repository };
  scene('the workflow after it makes one comment', async () => {
    const result = await run({ ...comments, trigger: after() });
    const [comment, ...more] = commentsOf(github, pull);
    assert.match(comment?.body ?? '', /^<!-- readme-tagger:readme-tags -->\n[\s\S]*database/);
    assert.deepEqual(more, []);
    assert.match(result.summary, /database/);
    assert.deepEqual(repository.topics, ['nodejs']);
  });

  scene('and leaves it alone when nothing changed', async () => {
    const before = commentsOf(github, pull).map(({ body }) => body);
    await run({ ...comments, trigger: after() });
    assert.deepEqual(
      commentsOf(github, pull).map(({ body }) => body),
      before,
    );
    assert.equal(writes(github, 'PATCH', /\/comments\//) + writes(github, 'POST', /\/comments$/), 0);
  });

  const other = addRepository(github, 'octo/both', 'private');
  const both = { file: 'topics-and-comments.yml', repository: other, ...setUp(github, other) };
  scene('one file for both sets topics on a push, in one job', async () => {
    const result = await run({ ...both, job: 'topics', trigger: { event: 'push' } });
    assert.deepEqual(other.topics, ['nodejs', 'websocket']);
    assert.doesNotMatch(result.output, /Comment on the pull request/);
  });

  scene('and comments after a pull request, in the other, without the token for topics', async () => {
    const otherPull = openPull(github, other);
    const first = await run({
      ...check,
      repository: other,
      trigger: { event: 'pull_request', pull: otherPull },
    });
    const result = await run({ ...both, job: 'comment', trigger: { event: 'workflow_run', run: first.run } });
    const [comment, ...more] = commentsOf(github, otherPull);
    // Known from the report of the push: without it, the topic would count as set by people.
    assert.match(comment?.body ?? '', /^\*\*Topics:\*\* .* takes <code>websocket<\/code> away/m);
    assert.deepEqual(more, []);
    assert.deepEqual(other.topics, ['nodejs', 'websocket']);
    assert.doesNotMatch(result.output, /Set the topics|app-token/);
  });
  return scenes;
}
