import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Repository } from '../github/repository.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { everyFault } from '../openai/faults.ts';
import { readme } from '../openai/scene.ts';
import { type LoopbackOpenAI, startOpenAI } from '../openai/server.ts';
import { addScene, createLlmRunner, expectNothingLeaked, inputsOf, says, serve } from './action-llm-setup.ts';
import { errorsOf, noticesOf, reportOf, warningsOf } from './action-setup.ts';
import { commentWrites, openPull, ownComments } from './comment-setup.ts';
import { topicsRequests } from './topics-setup.ts';

let github: LoopbackGitHub;
let openai: LoopbackOpenAI;
let repository: Repository;
let run: ReturnType<typeof createLlmRunner>;

beforeEach(async () => {
  [github, openai] = await Promise.all([startGitHub(), startOpenAI()]);
  repository = addScene(github);
  run = createLlmRunner(github, repository);
});
afterEach(async () => {
  await Promise.all([github.close(), openai.close()]);
});

const faultOf = (name: string) => {
  const fault = everyFault.get(name);
  if (!fault) throw new Error(`There is no fault ${name}`);
  return fault;
};
const other = (about: string) => `${readme}\nNow also about ${about}.\n`;
const artifacts = () => github.state.artifacts.filter(({ name }) => name === 'readme-tags').length;

describe.each(['401', '429 about money', '503, loading'])('an endpoint that answers %s', (name) => {
  test.each(['fail', 'offline', 'keep'])('changes no topic (%s)', async (mode) => {
    const healthy = inputsOf(serve(openai));
    await run({ inputs: healthy });
    const [topics, uploaded] = [repository.topics, artifacts()];
    repository.commit({ 'README.md': '# recipes\n\nCooking recipes for every day.\n' });
    const endpoint = serve(openai, { fault: faultOf(name) });
    const result = await run({ inputs: { ...inputsOf(endpoint), 'on-llm-error': mode } });
    expect(repository.topics).toEqual(topics);
    expect(topicsRequests(result)).toEqual([]);
    expect(result.exitCode).toBe(mode === 'fail' ? 1 : 0);
    expect(artifacts()).toBe(mode === 'offline' ? uploaded + 1 : uploaded);
    expect(errorsOf(result)).toHaveLength(mode === 'fail' ? 1 : 0);
    expect(warningsOf(result)).toHaveLength(mode === 'fail' ? 0 : 1);
    if (mode === 'offline') {
      expect(reportOf(result)).toMatchObject({
        classifier: { kind: 'offline' },
        fallback: { code: expect.stringMatching(/^llm\//) },
      });
      expect(reportOf(result).topics.ours).toEqual(['websocket', 'real-time']);
      expect(result.summary).toContain('did not answer.**');
    }
    if (mode === 'keep') {
      expect(result.outputs.get('tags')).toBe('["websocket","real-time"]');
      expect(result.outputs.get('report-path')).toBe('');
      expect(result.files.size).toBe(0);
      expect(result.summary).toContain('**Nothing was changed.**');
    }
    expectNothingLeaked(result, endpoint);
  });
});

describe('after an outage', () => {
  test('topics are what they would be without it', async () => {
    const inputs = inputsOf(serve(openai));
    await run({ inputs });
    repository.commit({ 'README.md': other('recipes') });
    const down = serve(openai, { fault: faultOf('503, loading') });
    await run({ inputs: { ...inputsOf(down), 'on-llm-error': 'offline' } });
    await run({ inputs: { ...inputsOf(down), 'on-llm-error': 'offline' } });
    const back = serve(openai, { shapes: [says('websocket', 'database')] });
    const result = await run({ inputs: { ...inputsOf(back), 'llm-unsupported': 'give' } });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(repository.topics).toContain('database');
    expect(reportOf(result).topics.ours).toContain('websocket');
    expect(reportOf(result)).toMatchObject({ fallback: null, carried: null });
  });

  test('a key that is gone is warned of, topics as they are, until it is there again', async () => {
    const inputs = inputsOf(serve(openai));
    await run({ inputs });
    repository.commit({ 'README.md': '# recipes\n\nCooking recipes for every day.\n' });
    const { topics } = repository;
    for (const gone of [{}, {}]) {
      const result = await run({ inputs: gone });
      expect(result.exitCode).toBe(0);
      expect(repository.topics).toEqual(topics);
      expect(warningsOf(result)).toEqual([
        expect.stringMatching(/^Input "api-key" is empty, and the last run had a model/),
      ]);
    }
    const offline = await run({ inputs: { classifier: 'offline' } });
    expect(warningsOf(offline)).toEqual([]);
    expect(reportOf(offline).classifier.kind).toBe('offline');
  });
});

describe('a pull request', () => {
  const publish = { publish: 'artifact, summary, comment' };
  const change = { 'README.md': '# recipes\n\nCooking recipes for every day.\n' };

  test('gets a comment by the model, which stays when the model is down', async () => {
    const pull = openPull(github, repository, change);
    const trigger = { event: 'pull_request', pull } as const;
    const endpoint = serve(openai, { shapes: [says('cooking'), says('websocket')] });
    const first = await run({ trigger, inputs: { ...publish, ...inputsOf(endpoint) } });
    expect(first.exitCode, first.stdout).toBe(0);
    expect(endpoint.chats).toHaveLength(2);
    const [comment] = ownComments(github);
    expect(comment?.body).toContain('**new**: <code>cooking</code>');
    expect(comment?.body).toContain('<code>Qwen/Qwen3-8B</code>');
    expectNothingLeaked(first, endpoint);
    const { body } = comment ?? {};
    repository.commit({ 'README.md': '# chess\n\nA game.\n' }, { branch: 'better' });
    for (const mode of ['fail', 'offline', 'keep']) {
      const down = serve(openai, { fault: faultOf('429 about money') });
      const inputs = { ...publish, ...inputsOf(down), 'on-llm-error': mode };
      const result = await run({ trigger: { event: 'pull_request', pull, action: 'synchronize' }, inputs });
      expect(commentWrites(result)).toEqual([]);
      expect(result.exitCode).toBe(mode === 'fail' ? 1 : 0);
    }
    expect(ownComments(github).map((each) => each.body)).toEqual([body]);
  });

  test('from a fork has no key, and is never red for it', async () => {
    const fork = github.state.addRepository('fan/tinysocket', { forkOf: repository });
    const pull = openPull(github, repository, change, { from: fork });
    const result = await run({
      trigger: { event: 'pull_request', pull },
      inputs: { ...publish, classifier: 'llm', 'topics-token': '' },
      permissions: { contents: 'read' },
    });
    expect(result.exitCode, result.stdout).toBe(0);
    expect(warningsOf(result)).toEqual([]);
    expect(noticesOf(result)).toContainEqual(
      expect.stringMatching(/^There is no "api-key", since GitHub hands pull requests from forks/),
    );
    expect(reportOf(result)).toMatchObject({ classifier: { kind: 'offline' }, fallback: { code: 'llm/no-key' } });
  });
});
