import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../github/cli.ts';
import { everyFault, type Fault } from '../openai/faults.ts';
import { vllm } from '../openai/personalities/local.ts';
import { plainShape, type ReplyShape } from '../openai/reply-shapes.ts';
import { answer, description, readme, readmeCanary, secretsOf, tagsFile } from '../openai/scene.ts';
import { type Endpoint, type LoopbackOpenAI, startOpenAI } from '../openai/server.ts';
import { makeWorkspace } from './workspace.ts';

let server: LoopbackOpenAI;
beforeEach(async () => {
  server = await startOpenAI();
});
afterEach(() => server.close()); // throws when the API's description was broken

const scene = { 'README.md': readme, 'tags.json': tagsFile };
const picks = [
  { id: 7, name: 'websocket' },
  { id: 82, name: 'real-time' },
];

function serve(shape: ReplyShape = plainShape, fault: Fault | null = null): Endpoint {
  return server.serve({ personality: vllm, answer, shapes: [shape], fault, repeat: 'always' });
}

const optionsOf = ({ baseUrl, model }: Endpoint) => ['--classifier', 'llm', '--base-url', baseUrl, '--model', model];

function ask(endpoint: Endpoint, args: readonly string[], cwd: string, more: { timeFactor?: number } = {}) {
  return runCli([...args, ...optionsOf(endpoint)], { cwd, env: { OPENAI_API_KEY: endpoint.apiKey }, ...more });
}

const replyOf = (content: string): ReplyShape => ({ ...plainShape, make: () => ({ content }) });

describe('classify with a model', () => {
  test('prints what the model chose as the result, and what it took', async () => {
    const { folder } = makeWorkspace(scene);
    const endpoint = serve();
    const args = ['classify', 'README.md', '-t', 'tags.json', '--id', '9806', '-d', description];
    const run = await ask(endpoint, [...args, '--price-input', '1', '--price-output', '2'], folder);
    expect(run).toMatchObject({ exitCode: 0 });
    expect(run.stdout).toBe(`${JSON.stringify({ id: '9806', tags: picks })}\n`);
    expect(run.stderr).toMatch(/^note: 1 request, [\d,]+ tokens in.*, [\d,]+ out, cost 0\.\d+\.\n$/);
    expect(endpoint.chats).toHaveLength(1);
    for (const secret of secretsOf(endpoint.apiKey)) expect(run.stderr).not.toContain(secret);
  });

  test('takes the address from OPENAI_BASE_URL', async () => {
    const { folder } = makeWorkspace(scene);
    const { baseUrl, model, apiKey } = serve();
    const args = ['classify', 'README.md', '-t', 'tags.json', '--classifier', 'llm', '--model', model];
    const env = { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl };
    expect(await runCli(args, { cwd: folder, env })).toMatchObject({ exitCode: 0 });
  });

  test('writes a report that says what was sent, and what the offline classifier makes of the tags', async () => {
    const { folder, read } = makeWorkspace(scene);
    const endpoint = serve();
    const run = await ask(endpoint, ['classify', 'README.md', '-t', 'tags.json', '--report', 'report.json'], folder);
    expect(run.exitCode, run.stderr).toBe(0);
    const report = JSON.parse(read('report.json'));
    expect(report).toMatchObject({
      classifier: { kind: 'llm', model: endpoint.model },
      llm: { format: 'json_schema', candidates: 5, shortlist: null },
      usage: { requests: 1, cost: null },
      fallback: null,
    });
    expect(report.usage.inputTokens).toBeGreaterThan(0);
    for (const tag of report.tags) {
      expect(tag).toMatchObject({ score: null, threshold: null });
      expect(tag.support).toBeGreaterThan(0);
      expect(readme).toContain(tag.evidence[0].quote);
    }
  });

  test('tells what was dropped and what was held back', async () => {
    const { folder } = makeWorkspace(scene);
    const tags = [
      { tag: 'websocket', quote: 'speaks the WebSocket protocol' },
      { tag: 'cooking', quote: 'stir the soup' },
      { tag: 'web\u001b[31m 4.0', quote: '' },
    ];
    const run = await ask(
      serve(replyOf(JSON.stringify({ tags }))),
      ['classify', 'README.md', '-t', 'tags.json'],
      folder,
    );
    expect(JSON.parse(run.stdout).tags).toEqual([picks[0]]);
    expect(run.stderr).toMatch(/not in the list: "web.*4\.0"\. It was dropped\./);
    expect(run.stderr).toContain('Held back, since no quote of the model is in the README');
    expect(run.stderr).not.toContain('\u001b');
    const given = await ask(
      serve(replyOf(JSON.stringify({ tags }))),
      ['classify', 'README.md', '-t', 'tags.json', '--llm-unsupported', 'give'],
      folder,
    );
    expect(JSON.parse(given.stdout).tags).toEqual([picks[0], { id: 9, name: 'cooking' }]);
  });

  test('shows both classifiers side by side', async () => {
    const { folder } = makeWorkspace(scene);
    const endpoint = serve();
    const { baseUrl, model, apiKey } = endpoint;
    const args = ['classify', 'README.md', '-t', 'tags.json', '--compare', '--base-url', baseUrl, '--model', model];
    const run = await runCli(args, { cwd: folder, env: { OPENAI_API_KEY: apiKey } });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout).tags).toEqual(picks);
    expect(run.stderr).toMatch(new RegExp(`^  tag +offline +${model}$`, 'm'));
    expect(run.stderr).toMatch(/^ {2}websocket +1\. {2}0\.\d\d +1\.$/m);
    expect(run.stderr).toMatch(/^ {2}Both give \d of \d\.$/m);
  });

  test.each(['401', '402', '404', '500'])('ends with one clear error: %s', async (name) => {
    const { folder } = makeWorkspace(scene);
    const endpoint = serve(plainShape, faultOf(name));
    const run = await ask(endpoint, ['classify', 'README.md', '-t', 'tags.json'], folder, { timeFactor: 100 });
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(run.stderr.match(/^error:/gm)).toHaveLength(1);
    for (const secret of [...secretsOf(endpoint.apiKey), readmeCanary]) expect(run.stderr).not.toContain(secret);
  });

  test('says that no score is asked of a model', async () => {
    const { folder } = makeWorkspace(scene);
    const run = await ask(serve(), ['classify', 'README.md', '-t', 'tags.json', '--min-score', '0.9'], folder);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stderr).toContain('--min-score counts for the offline classifier alone');
  });

  test('stops before a request that could go beyond the ceiling', async () => {
    const { folder } = makeWorkspace(scene);
    const endpoint = serve();
    const args = ['classify', 'README.md', '-t', 'tags.json', '--max-tokens-per-run', '1000'];
    const run = await ask(endpoint, args, folder);
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(run.stderr).toContain('"max-tokens-per-run" is 1,000');
    expect(endpoint.requests).toEqual([]);
  });

  test('chooses from a list of 5,000 tags, of which the model is sent 200', async () => {
    const many = Array.from({ length: 4994 }, (_, at) => ({ id: 1000 + at, name: `subject ${at}` }));
    const list = [...JSON.parse(tagsFile), ...many];
    const { folder } = makeWorkspace({ ...scene, 'tags.json': JSON.stringify(list) });
    const endpoint = serve();
    const run = await ask(endpoint, ['classify', 'README.md', '-t', 'tags.json', '--report', 'report.json'], folder);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout).tags).toEqual(picks);
    const body = JSON.stringify(endpoint.chats[0]?.body);
    expect(body.match(/subject \d+/g)?.length ?? 0).toBeLessThanOrEqual(400);
  });
});

function faultOf(name: string): Fault {
  const fault = everyFault.get(name);
  if (fault === undefined) throw new Error(`There is no fault ${name}`);
  return fault;
}

describe('what is wrong with a call is said before anything is sent', () => {
  const call = (args: readonly string[], env: Record<string, string> = {}) => {
    const { folder } = makeWorkspace(scene);
    return runCli(['classify', 'README.md', '-t', 'tags.json', ...args], { cwd: folder, env });
  };

  test.each([
    [['--classifier', 'llm'], {}, 'OPENAI_API_KEY is not set.'],
    [['--classifier', 'lmm'], {}, 'did you mean "llm"?'],
    [['--classifier', 'llm', '--base-url', 'http://localhost:1/v1'], {}, '"--model" is not used; name a model'],
    [['--classifier', 'llm', '--base-url', 'localhost:1'], {}, 'It must start with https:// or http://.'],
    [['--classifier', 'llm', '--base-url', 'https://models.github.ai/inference', '--model', 'm'], {}, 'GitHub Models'],
    [
      ['--classifier', 'llm', '--model', 'm'],
      { OPENAI_API_KEY: 'sk-12345678', OPENAI_BASE_URL: 'http://example.com/v1' },
      'OPENAI_BASE_URL is "http://example.com", which would send the key unencrypted',
    ],
    [['--model', 'm'], {}, '--model is for a model; add --classifier llm'],
    [['--price-input', '1', '--concurrency', '2'], {}, '--price-input, --concurrency are for a model'],
    [['--classifier', 'llm', '--price-input', '1', '--model', 'm'], { OPENAI_API_KEY: 'k' }, 'one is missing'],
    [['--classifier', 'llm', '--shortlist', '5'], {}, 'expected a whole number from 20 to 10000'],
  ])('%j', async (args, env, message) => {
    const run = await call(args, env);
    expect(run.stderr).toContain(message);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr.match(/^error:/gm)).toHaveLength(1);
  });

  test('several problems come together', async () => {
    const run = await call(['--classifier', 'llm', '--base-url', 'http://', '--price-input', '1']);
    expect(run.stderr).toContain('--base-url');
    expect(run.exitCode).toBe(2);
  });
});

const records = Array.from({ length: 12 }, (_, id) => ({ id, text: `# Socket ${id}\n\n${readme}` }));

describe('a batch with a model', () => {
  test('keeps the order of its records, and asks about several at a time', async () => {
    const text = records.map((record) => JSON.stringify(record)).join('\n');
    const { folder } = makeWorkspace({ ...scene, 'batch.jsonl': text });
    const endpoint = serve();
    const run = await ask(
      endpoint,
      ['classify', '--batch', 'batch.jsonl', '-t', 'tags.json', '--concurrency', '5'],
      folder,
    );
    expect(run.exitCode, run.stderr).toBe(0);
    const lines = run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual(records.map(({ id }) => ({ id, tags: picks })));
    expect(endpoint.chats).toHaveLength(records.length);
  });

  test('ends where no record would fare better, and gives an error for each that fails by itself', async () => {
    const text = records.map((record) => JSON.stringify(record)).join('\n');
    const { folder } = makeWorkspace({ ...scene, 'batch.jsonl': text });
    const args = ['classify', '--batch', 'batch.jsonl', '-t', 'tags.json', '--concurrency', '1'];
    const refused = serve(plainShape, faultOf('401'));
    const run = await ask(refused, args, folder);
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.chats.length).toBe(1);

    const silent = serve(replyOf(''));
    const failed = await ask(silent, args, folder);
    expect(failed.exitCode).toBe(1);
    const lines = failed.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ id, error }) => [id, error.code])).toEqual(records.map(({ id }) => [id, 'llm/answer-empty']));
    expect(failed.stderr).toContain('12 of 12 records could not be classified');
  });
});

describe('an evaluation with a model', () => {
  const gold = records.map(({ id, text }) => ({ id, text, best: ['websocket'], ok: ['real-time'] }));
  const files = { ...scene, 'gold.jsonl': gold.map((record) => JSON.stringify(record)).join('\n') };

  test('measures the tags of the model, and what they took', async () => {
    const { folder, read } = makeWorkspace(files);
    const run = await ask(serve(), ['evaluate', 'gold.jsonl', '-t', 'tags.json', '-p', 'out.jsonl'], folder);
    expect(run.exitCode, run.stderr).toBe(0);
    const json = JSON.parse(run.stdout);
    expect(json).toMatchObject({ classifier: { kind: 'llm' }, readmes: 12, usage: { requests: 12 } });
    expect(json.metrics.hit1.value).toBe(1);
    expect(json.metrics.ece.value).toBeNull();
    const first = JSON.parse(read('out.jsonl').split('\n')[0]!);
    expect(first.ranking.slice(0, 2)).toEqual(['websocket', 'real-time']);
    expect(new Set(first.ranking).size).toBe(first.ranking.length);
  });

  test('counts no tag for a README that the model gives no answer to, and ends where it answers none', async () => {
    const { folder } = makeWorkspace(files);
    const empty = replyOf('');
    const replies = [plainShape, empty, empty, plainShape] as const;
    const endpoint = server.serve({ personality: vllm, answer, shapes: replies });
    const args = ['evaluate', 'gold.jsonl', '-t', 'tags.json', '--concurrency', '1'];
    const run = await ask(endpoint, args, folder);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ readmes: 12, unanswered: 1 });
    expect(run.stderr).toContain('warning: gold.jsonl (line 2): The model');
    expect(run.stderr).toContain('1 README counts as given no tag, of 12');

    const silent = await ask(serve(empty), args, folder);
    expect(silent).toMatchObject({ exitCode: 1, stdout: '' });
    expect(silent.stderr).toContain('The model gave no usable answer to any of 12 READMEs:');
  });

  test('goes on where it broke off, and asks nothing twice', async () => {
    const { folder, path } = makeWorkspace(files);
    const args = [
      'evaluate',
      'gold.jsonl',
      '-t',
      'tags.json',
      '--answers',
      path('answers.jsonl'),
      '--concurrency',
      '1',
    ];
    const endpoint = serve();
    const broken = await ask(endpoint, [...args, '--max-tokens-per-run', '3000'], folder);
    expect(broken.exitCode).toBe(1);
    expect(broken.stderr).toContain('"max-tokens-per-run" is 3,000');
    const before = endpoint.chats.length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(12);
    const whole = await ask(endpoint, args, folder);
    expect(whole.exitCode, whole.stderr).toBe(0);
    expect(endpoint.chats).toHaveLength(12);
    expect(whole.stderr).toContain(`${before} from the answers file`);
    const again = await ask(endpoint, args, folder);
    expect(endpoint.chats).toHaveLength(12);
    expect(JSON.parse(again.stdout).metrics).toEqual(JSON.parse(whole.stdout).metrics);
  });
});
