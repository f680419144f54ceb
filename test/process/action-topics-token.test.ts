import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Fault, primaryLimitFault, secondaryLimitFault } from '../github/faults.ts';
import type { Repository } from '../github/repository.ts';
import { type ActionResult, runAction } from '../github/runner.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import type { Token } from '../github/tokens.ts';
import { artifactOf, errorsOf, noticesOf, reportOf, warningsOf } from './action-setup.ts';
import {
  addTopicsRepository,
  createTopicsRunner,
  hasRecalled,
  type TopicsRun,
  topicsRequests,
} from './topics-setup.ts';

let github: LoopbackGitHub;
let repository: Repository;
let run: (options?: TopicsRun) => Promise<ActionResult>;

beforeEach(async () => {
  github = await startGitHub();
  repository = addTopicsRepository(github);
  run = createTopicsRunner(github, repository);
});
afterEach(async () => {
  await github.close();
});

const runWith = (token: Token | string): Promise<ActionResult> =>
  run({ inputs: { 'topics-token': typeof token === 'string' ? token : github.state.addToken(token) } });
const onPut = (fault: Fault | ((count: number) => Fault | null)): void => {
  let count = 0;
  github.fault(({ method, path }) => {
    if (method !== 'PUT' || !path.endsWith('/topics')) return null;
    count += 1;
    return typeof fault === 'function' ? fault(count) : fault;
  });
};

/** Whatever failed: nothing was changed, and report, outputs, artifact and summary are there. */
const expectWhole = (result: ActionResult, topics: readonly string[] = ['nodejs']): string => {
  expect(result.exitCode, result.stdout + result.stderr).toBe(1);
  expect(repository.topics).toEqual(topics);
  expect(reportOf(result).publish).toContainEqual({ sink: 'topics', outcome: 'failed' });
  expect(reportOf(result).topics.ours).toEqual([]);
  expect(result.outputs.get('topics')).toBe(JSON.stringify(topics));
  expect(result.outputs.get('added')).toBe('["websocket"]');
  expect(github.state.artifacts.at(-1)?.name).toBe('readme-tags');
  expect(result.summary).toContain('**Failed.**');
  expect(errorsOf(result)).toHaveLength(1);
  const [message = ''] = errorsOf(result);
  for (const [token] of github.state.tokens) expect(message + result.summary).not.toContain(token);
  return message;
};

const ways = [
  'Two kinds of token can set topics:',
  'https://github.com/settings/personal-access-tokens/new',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the workflow language
  'topics-token: ${{ secrets.README_TAGGER_TOPICS_TOKEN }}',
  'uses: actions/create-github-app-token@v3',
  'permission-administration: write',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the workflow language
  'topics-token: ${{ steps.app-token.outputs.token }}',
  'gh repo edit octo/tinysocket --add-topic websocket',
];

describe('a token that may not set topics', () => {
  test('explains itself where it is the workflow token, and the next run makes good without classifying', async () => {
    const token = github.state.addToken({
      kind: 'workflow',
      repositories: [repository],
      permissions: { contents: 'write', actions: 'read' },
    });
    const failed = await run({ inputs: { token, 'topics-token': token } });
    const message = expectWhole(failed);
    expect(message).toContain('Cannot set the topics of octo/tinysocket: the token may not (403).');
    expect(message).toContain('the same installation token as "token"');
    expect(message).toContain('GitHub says: "Resource not accessible by integration"');
    for (const part of ways) {
      expect(message).toContain(part);
      expect(failed.summary).toContain(part);
    }
    expect(topicsRequests(failed)).toEqual(['GET 200', 'PUT 403']);

    const good = await run();
    expect(good.exitCode, good.stdout).toBe(0);
    expect(hasRecalled(good)).toBe(true);
    expect(repository.topics).toEqual(['nodejs', 'websocket']);
    expect(reportOf(good).topics).toMatchObject({
      ours: ['websocket'],
      changes: [{ topic: 'websocket', action: 'add', cause: 'first-run' }],
    });
  });

  test.each<[string, (repositories: Repository[]) => Token, string]>([
    [
      'an App',
      (repositories) => ({ kind: 'app', slug: 'tagger', repositories, permissions: { contents: 'read' } }),
      'holds an installation token',
    ],
    [
      'a person',
      (repositories) => ({ kind: 'fine-grained', user: 'octo', repositories, permissions: {} }),
      'It lacks the repository permission',
    ],
  ])('explains itself where it is that of %s', async (_name, token, part) => {
    const message = expectWhole(await runWith(token([repository])));
    expect(message).toContain(part);
    for (const way of ways) expect(message).toContain(way);
  });

  test('explains itself where it is a classic one of somebody who is no admin', async () => {
    expect(expectWhole(await runWith({ kind: 'classic', user: 'mona', scopes: ['repo'] }))).toContain(
      'its owner has to be an admin of octo/tinysocket. GitHub says: "Must have admin rights to Repository."',
    );
  });

  test('explains itself where GitHub hides the repository from it', async () => {
    repository.visibility = 'private';
    const message = expectWhole(
      await runWith({ kind: 'fine-grained', user: 'octo', repositories: [], permissions: { administration: 'write' } }),
    );
    expect(message).toContain('Cannot read the topics of octo/tinysocket: GitHub answered 404');
    expect(message).toContain('octo/tinysocket is not among its repositories');
    for (const way of ways) expect(message).toContain(way);
  });

  test('names the page where single sign-on is missing', async () => {
    const message = expectWhole(
      await runWith({ kind: 'classic', user: 'octo', scopes: ['repo'], ssoMissing: ['octo'] }),
    );
    expect(message).toContain('Authorise it at https://github.com/orgs/octo/sso?authorization_request=A');
    expect(message).not.toContain('Two kinds of token');
  });

  test('that is wrong is told and not shown', async () => {
    const result = await runWith('github_pat_wrongwrongwrong');
    expect(expectWhole(result)).toContain('see the input "topics-token"');
    expect(result.stdout.replace(/^::add-mask::.*$/gm, '')).not.toContain('github_pat_wrong');
  });
});

describe('a missing topics-token', () => {
  test('is an error before anything but the repository is read', async () => {
    const result = await runWith('');
    expect(result.exitCode).toBe(1);
    const [message = ''] = errorsOf(result);
    expect(message).toMatch(/^Input "topics-token" is empty, and "publish" holds "topics"\./);
    for (const way of ways.slice(0, -1)) expect(message).toContain(way);
    expect(result.requests.map(({ path }) => path)).toEqual(['/repos/octo/tinysocket']);
    expect(result.files.size).toBe(0);
  });

  test.each<[string, TopicsRun]>([
    ['in a dry run', { inputs: { 'dry-run': 'true' } }],
    ['for another branch', { trigger: { event: 'push', branch: 'next' } }],
    ['where Dependabot gets no secrets', { env: { GITHUB_ACTOR: 'dependabot[bot]' } }],
  ])('is none %s', async (_name, options) => {
    repository.branch('next');
    const result = await run({ ...options, inputs: { ...options.inputs, 'topics-token': '' } });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(reportOf(result).publish).toContainEqual({ sink: 'topics', outcome: 'planned' });
    expect(result.outputs.get('added')).toBe('["websocket"]');
    expect(topicsRequests(result)).toEqual([]);
  });

  test('is none on a fork, which has none of the secrets of its origin', async () => {
    const fork = github.state.addRepository('fan/tinysocket', { forkOf: repository });
    const result = await runAction(github, {
      repository: fork,
      trigger: { event: 'push' },
      inputs: { publish: 'artifact, summary, topics' },
    });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(noticesOf(result)).toEqual([
      'Topics are planned and not written: there is no "topics-token", and a fork has none of the secrets of its origin.',
    ]);
  });
});

describe('what GitHub refuses', () => {
  test('is told with its own reason, once', async () => {
    onPut({ kind: 'status', status: 422, json: { message: 'Validation Failed', errors: ['Topics are odd.'] } });
    const result = await run();
    const message = expectWhole(result);
    expect(message).toContain('GitHub refused them (422). A topic that it does not take');
    expect(message).toContain('GitHub says: "Validation Failed: \\"Topics are odd.\\""');
    expect(message).toContain('exclude-tags');
    expect(topicsRequests(result)).toEqual(['GET 200', 'PUT 422']);
    expect(result.summary).toContain('gh repo edit octo/tinysocket --add-topic websocket');
  });

  test('because the repository was archived meanwhile is told so', async () => {
    onPut({ kind: 'status', status: 403, message: 'Repository was archived so is read-only.' });
    expect(expectWhole(await run())).toContain('the repository is archived, so nobody can change its topics (403)');
  });

  test('for good after three attempts is told, and what is on the repository', async () => {
    onPut({ kind: 'status', status: 502, text: '<html>' });
    const result = await run({ timeFactor: 20 });
    expect(expectWhole(result)).toMatch(/GitHub answered 502.*\nIts topics are nodejs\.$/);
    expect(topicsRequests(result)).toEqual([
      'GET 200',
      'PUT 502',
      'GET 200',
      'PUT 502',
      'GET 200',
      'PUT 502',
      'GET 200',
    ]);
  });

  test('and cannot be looked at afterwards is said to be unknown', async () => {
    let hasFailed = false;
    github.fault(({ method, path }) => {
      if (!path.endsWith('/topics')) return null;
      hasFailed ||= method === 'PUT';
      return hasFailed ? { kind: 'status', status: 500 } : null;
    });
    const message = expectWhole(await run({ timeFactor: 20 }));
    expect(message).toMatch(
      /^Cannot set the topics.*\nWhether it was done all the same is not known; the next run looks\.$/,
    );
  });
});

describe('a limit', () => {
  test('of some seconds is waited for, and the topics are read again before the next write', async () => {
    onPut((count) => (count === 1 ? secondaryLimitFault(2) : null));
    const result = await run({ timeFactor: 20 });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(topicsRequests(result)).toEqual(['GET 200', 'PUT 403', 'GET 200', 'PUT 200', 'GET 200']);
    expect(warningsOf(result)).toEqual([expect.stringContaining('again in 2 s before another attempt')]);
  });

  test('that is used up for an hour ends the run at once', async () => {
    onPut(primaryLimitFault(new Date(Date.now() + 3_600_000)));
    const result = await run();
    expect(expectWhole(result)).toContain('the rate limit of 1000 requests an hour is used up until');
    expect(topicsRequests(result)).toEqual(['GET 200', 'PUT 403']);
  });
});

test('topics that were taken and cannot be read again are reported as they were sent, with a warning', async () => {
  let isWritten = false;
  github.fault(({ method, path }) => {
    if (!path.endsWith('/topics')) return null;
    if (method === 'GET' && isWritten) return { kind: 'status', status: 500 };
    isWritten ||= method === 'PUT';
    return null;
  });
  const result = await run({ timeFactor: 20 });
  expect(result.exitCode, result.stdout).toBe(0);
  expect(reportOf(result)).toMatchObject({
    topics: { after: ['nodejs', 'websocket'], ours: ['websocket'] },
    warnings: [{ code: 'topics/unconfirmed' }],
  });
});

test('a failed upload and failed topics are told in one error', async () => {
  onPut({ kind: 'status', status: 422, message: 'no' });
  github.fault(({ path }) => (path.endsWith('CreateArtifact') ? { kind: 'status', status: 400 } : null));
  const result = await run({ timeFactor: 20 });
  expect(result.exitCode).toBe(1);
  expect(errorsOf(result)).toEqual([
    expect.stringMatching(/^2 things failed:\n- Cannot set the topics.*\n- .*upload/s),
  ]);
  expect(result.summary).toContain('**No artifact:**');
});

test('a report of a run that failed holds what was to be done', async () => {
  onPut({ kind: 'status', status: 422, message: 'no' });
  await run();
  expect(JSON.parse(artifactOf(github))).toMatchObject({
    topics: { before: ['nodejs'], added: ['websocket'], ours: [] },
    warnings: [{ code: 'topics/refused', message: expect.stringContaining('GitHub refused them (422)') }],
  });
});
