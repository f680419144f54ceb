import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../github/cli.ts';
import { vllm } from '../openai/personalities/local.ts';
import { plainShape } from '../openai/reply-shapes.ts';
import { answer, description, readme, tagsFile } from '../openai/scene.ts';
import { type LoopbackOpenAI, startOpenAI } from '../openai/server.ts';
import { NODES } from './nodes.ts';
import { makeWorkspace, SOCKET_README } from './workspace.ts';

type Body = {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly [member: string]: unknown;
};

const parse = (stdout: string): Body => JSON.parse(stdout) as Body;

describe.each(NODES)('on Node %s', (_, node) => {
  test('prints the body of a request as one line of JSON, without a key', async () => {
    const { folder } = makeWorkspace();
    const args = ['prompt', 'README.md', '-t', 'tags.json', '-r', 'acme/tinysocket', '-d', 'Sockets for all'];
    const run = await runCli(args, { cwd: folder, node });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(/^\{.*\}\n$/);
    const body = parse(run.stdout);
    expect(Object.keys(body)).toEqual([
      'model',
      'max_completion_tokens',
      'reasoning_effort',
      'response_format',
      'messages',
    ]);
    expect(body.model).toBe('gpt-6-luna');
    expect(body.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(body.messages[0]?.content).toMatch(/\nwebsocket\ndatabase\ncooking$/);
    expect(body.messages[1]?.content).toContain(
      '\nName: tinysocket\nDescription: Sockets for all\nREADME:\n# tinysocket\nA small WebSocket client and server for Node.js.\n',
    );
    expect(run.stderr).toMatch(/^note: About \d+ tokens, \d+ of them the README\.\n$/);
  });
});

test('asks as the named endpoint takes it', async () => {
  const { folder } = makeWorkspace();
  const own = ['--base-url', 'http://localhost:11434/v1', '--model', 'qwen3:8b'];
  const run = await runCli(['prompt', 'README.md', '-t', 'tags.json', ...own], { cwd: folder });
  expect(Object.keys(parse(run.stdout))).toEqual(['model', 'max_tokens', 'response_format', 'messages']);
  const named = await runCli(['prompt', 'README.md', '-t', 'tags.json', '--model', 'qwen3:8b'], {
    cwd: folder,
    env: { OPENAI_BASE_URL: 'http://localhost:11434/v1' },
  });
  expect(named.stdout).toBe(run.stdout);
  const router = ['--base-url', 'https://openrouter.ai/api/v1', '--model', 'a/b'];
  const routed = await runCli(['prompt', 'README.md', '-t', 'tags.json', ...router], { cwd: folder });
  expect(parse(routed.stdout)).toMatchObject({ provider: { require_parameters: true } });
});

test('leaves out tags that are excluded, and takes the number of tags', async () => {
  const { folder } = makeWorkspace();
  const args = ['prompt', '-', '-t', 'tags.json', '-n', '7', '--exclude-tags', 'cooking', '--quiet'];
  const run = await runCli(args, { cwd: folder, stdin: SOCKET_README });
  expect(run.stderr).toBe('');
  const [system] = parse(run.stdout).messages;
  expect(system?.content).toContain('at most 7 tags');
  expect(system?.content).toMatch(/\nwebsocket\ndatabase$/);
});

test('says what is left out of a long README, and of a long list', async () => {
  const sentences = Array.from({ length: 900 }, (_, at) => `Sentence ${at} is about sockets.`).join(' ');
  const tags = Array.from({ length: 300 }, (_, at) => `tag-${at}`).join('\n');
  const { folder } = makeWorkspace({ 'README.md': `# Long\n\n${sentences}\n`, 'tags.txt': tags });
  const args = ['prompt', 'README.md', '-t', 'tags.txt', '--readme-tokens', '300', '--shortlist', '50'];
  const run = await runCli(args, { cwd: folder });
  expect(run).toMatchObject({ exitCode: 0 });
  expect(run.stderr).toMatch(/note: About 9\d % of the text is left out\.\n/);
  expect(run.stderr).toContain('note: Of 300 tags, the 50 that the offline ranking puts first.\n');
  expect(
    parse(run.stdout)
      .messages[0]?.content.split('\n')
      .filter((line) => line.startsWith('tag-')),
  ).toHaveLength(50);
});

test('prints nothing where nothing would be sent', async () => {
  const { folder } = makeWorkspace({ 'README.md': '' });
  const run = await runCli(['prompt', 'README.md', '-t', 'tags.json'], { cwd: folder });
  expect(run).toMatchObject({ exitCode: 0, stdout: '' });
  expect(run.stderr).toContain('Nothing would be sent');
});

test.each([
  [['prompt'], 'prompt needs <readme>'],
  [['prompt', 'README.md'], 'Option "--tags FILE" is missing'],
  [['prompt', '-', '-t', '-'], 'cannot both be standard input'],
  [['prompt', 'README.md', '-t', 'tags.json', '--base-url', 'http://localhost:1/v1'], '"--model" is not used'],
  [['prompt', 'README.md', '-t', 'tags.json', '--base-url', 'localhost', '-m', 'x'], 'expected an address'],
  [['prompt', 'README.md', '-t', 'tags.json', '--readme-tokens', '10'], 'expected a whole number from 200'],
  [['prompt', 'README.md', '-t', 'tags.json', '--answers', 'x'], 'There is no option "--answers"'],
])('tells what is wrong with the call %j', async (args, message) => {
  const { folder } = makeWorkspace();
  const run = await runCli(args, { cwd: folder });
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  expect(run.stderr).toContain(message);
});

describe('beside an endpoint', () => {
  let server: LoopbackOpenAI;
  beforeEach(async () => {
    server = await startOpenAI();
  });
  afterEach(() => server.close());

  test('prints what classify sends, to the letter', async () => {
    const { folder } = makeWorkspace({ 'README.md': readme, 'tags.json': tagsFile });
    const endpoint = server.serve({ personality: vllm, answer, shapes: [plainShape], fault: null, repeat: 'always' });
    const place = ['--base-url', endpoint.baseUrl, '--model', endpoint.model];
    const common = ['README.md', '-t', 'tags.json', '-d', description, ...place];
    const printed = await runCli(['prompt', ...common], { cwd: folder });
    const env = { OPENAI_API_KEY: endpoint.apiKey };
    const run = await runCli(['classify', ...common, '--classifier', 'llm'], { cwd: folder, env });
    expect(run).toMatchObject({ exitCode: 0 });
    expect(endpoint.chats).toHaveLength(1);
    expect(`${JSON.stringify(endpoint.chats[0]?.body)}\n`).toBe(printed.stdout);
  });
});
