import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT, PROJECT_URL, VERSION } from '../../src/project.ts';
import { fingerprintOf } from '../../src/report/fingerprint.ts';
import { renderReport } from '../../src/report/report.ts';
import { parseVocabulary } from '../../src/vocabulary/vocabulary.ts';
import { projectFile } from '../github/child.ts';
import { runCli } from '../github/cli.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { vllm } from '../openai/personalities/local.ts';
import { plainShape } from '../openai/reply-shapes.ts';
import { type Endpoint, type LoopbackOpenAI, startOpenAI } from '../openai/server.ts';
import { sample } from '../unit/report/sample.ts';
import { type Fence, readDocument } from './documents.ts';

const readme = readDocument('README.md');
const manifest: { scripts: Record<string, string>; bin: object } = JSON.parse(
  readFileSync(projectFile('package.json'), 'utf8'),
);

const ownTags = /^(?:github-actions|classification|cli|metadata|github|automation|developer-tools)$/;
const fencesIn = (language: string): readonly Fence[] => readme.fences.filter((fence) => fence.language === language);
const exampleOf = (file: string): string => {
  const found = fencesIn('json').filter(({ above }) => above.includes(`\`${file}\``));
  if (found.length !== 1) throw new Error(`The README has ${found.length} examples of ${file}`);
  return found[0]!.text;
};

/** What a clone has, without `node_modules`, and the files that the README's examples speak of. */
let clone: string;
let github: LoopbackGitHub;
/** May set the topics of octocat/hello-world. */
let token: string;
let openai: LoopbackOpenAI;
/** Stands in for whatever model a command names. */
let endpoint: Endpoint;

beforeAll(async () => {
  clone = mkdtempSync(join(tmpdir(), 'clone-'));
  for (const path of ['dist', 'README.md', '.github/tags.json', 'action.yml', 'LICENSE', 'package.json']) {
    cpSync(projectFile(path), join(clone, path), { recursive: true });
  }
  const files = {
    'tags.json': '["parser", "library", "json"]',
    'repositories.jsonl': exampleOf('repositories.jsonl'),
    'gold.jsonl': exampleOf('gold.jsonl'),
    'readmes/1.md': '# hello-world\n\nA library to say hello.\n',
    'readme-tags.json': reportOfRun(),
    'readmes/a.md': '# a\n\nA parser for JSON, as a library.\n',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    writeFileSync(join(clone, path), text);
  }
  openai = await startOpenAI();
  const toPick = (id: string) => ({ id, name: id, alias: id, quote: id });
  const answer = {
    picks: [toPick('parser'), toPick('library')],
    stranger: toPick('cooking'),
    forbidden: toPick('featured'),
    names: ['parser', 'library', 'json'],
  } as const;
  endpoint = openai.serve({ personality: vllm, answer, shapes: [plainShape] });
  github = await startGitHub();
  const repository = github.state.addRepository('octocat/hello-world', {
    files: { 'README.md': '# Hello' },
    topics: ['greetings', 'cli'],
  });
  token = github.state.addToken({
    kind: 'fine-grained',
    user: 'octocat',
    repositories: [repository],
    permissions: { administration: 'write' },
  });
});
afterAll(async () => {
  rmSync(clone, { recursive: true, force: true });
  await github.close();
  await openai.close();
});

/** Of a run that added the topic `cli`. */
function reportOfRun(): string {
  const made = sample({ repository: 'octocat/hello-world', publish: [{ sink: 'topics', outcome: 'written' }] });
  const topics = { ...made.topics, mode: 'merge', added: ['cli'] } as const;
  return renderReport({ ...made, topics, fingerprint: fingerprintOf(made.digests) });
}

type Call = { readonly line: number; readonly command: string };

const callsOf = (fences: readonly Fence[]): readonly Call[] =>
  fences.flatMap(({ text, line }) =>
    text.split('\n').flatMap((command, index) => (command.trim() === '' ? [] : [{ line: line + index, command }])),
  );

/** Runs `node dist/cli.js …` or `readme-tagger …`, where a `>` at the end writes a file, the way a shell would. */
async function runCommand(command: string) {
  const [, call = '', file] = /^(?:node dist\/cli\.js|readme-tagger) ([^<>|&;$`]+?)(?: > (\S+))?$/.exec(command) ?? [];
  if (call === '') throw new Error(`This test does not know how to run "${command}"`);
  const words = [...call.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const asksModel = words.includes('llm') || words.includes('--compare');
  const model = asksModel ? ['--base-url', endpoint.baseUrl, '--model', endpoint.model] : [];
  const result = await runCli([...words, ...model], {
    cwd: clone,
    script: join(clone, 'dist/cli.js'),
    env: { GITHUB_API_URL: github.urls.api, GITHUB_TOKEN: token, OPENAI_API_KEY: endpoint.apiKey },
  });
  if (file !== undefined) writeFileSync(join(clone, file), result.stdout);
  return result;
}

describe('the commands of the README', () => {
  const calls = callsOf(fencesIn('sh'));

  test('are some', () => expect(calls.length).toBeGreaterThan(6));

  test.each(calls)('line $line: $command', async ({ command }) => {
    if (command.startsWith('git clone ')) expect(command).toBe(`git clone ${PROJECT_URL}`);
    else if (command.startsWith('cd ')) expect(command).toBe(`cd ${PROJECT.split('/')[1]}`);
    else {
      const { exitCode, stdout, stderr } = await runCommand(command);
      expect(`${exitCode} ${stderr}`).toMatch(/^0 /);
      expect(stdout.length + stderr.length).toBeGreaterThan(2);
      expect(stderr).not.toMatch(/^(?:error|warning):/m);
    }
  });

  test('have the name that the package gives them, once it is installed', () => {
    const [install, first] = ['`npm install --global .`', '\nreadme-tagger '].map((part) => readme.text.indexOf(part));
    expect(install).toBeGreaterThan(0);
    expect(first).toBeGreaterThan(install ?? 0);
    expect(manifest.bin).toEqual({ 'readme-tagger': 'dist/cli.js' });
  });

  test('that stand in a sentence run as well', async () => {
    const inline = /`((?:node dist\/cli\.js|readme-tagger) [^`]+)`/g;
    const commands = [...readme.text.matchAll(inline)].map(([, command = '']) => command);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(await runCommand(command)).toMatchObject({ exitCode: 0 });
  });

  test('give one line a record for a batch, in order', async () => {
    const { stdout } = await runCommand('node dist/cli.js classify --batch repositories.jsonl --tags tags.json');
    const ids = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    expect(ids).toEqual(
      exampleOf('repositories.jsonl')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    );
  });
});

describe('what the command line says of the README', () => {
  test('is what the README shows', async () => {
    const [picture] = fencesIn('console');
    const lines = picture?.text.trimEnd().split('\n') ?? [];
    const { stdout } = await runCommand(lines[0]?.replace(/^\$ /, '') ?? '');
    expect(lines.at(-1)).toBe(stdout.trimEnd());
    for (const { name } of JSON.parse(stdout).tags) expect(picture?.text).toContain(`\n  ${name}  `);
  });

  test('is right', async () => {
    const { stdout } = await runCommand('node dist/cli.js classify README.md --tags .github/tags.json');
    const names = JSON.parse(stdout).tags.map(({ name }: { name: string }) => name);
    expect(names.length).toBeGreaterThanOrEqual(2);
    expect(names.filter((name: string) => !ownTags.test(name))).toEqual([]);
  });

  test('is right against a list that nobody made for it, too', async () => {
    writeFileSync(join(clone, 'starter.json'), (await runCommand('node dist/cli.js init')).stdout);
    const { stdout } = await runCommand('node dist/cli.js classify README.md --tags starter.json');
    const names = JSON.parse(stdout).tags.map(({ name }: { name: string }) => name);
    expect(names.length).toBeGreaterThanOrEqual(1);
    expect(names.filter((name: string) => !ownTags.test(name))).toEqual([]);
  });
});

describe('the JSON of the README', () => {
  test('parses, as one value or as one a line', () => {
    for (const { text, line } of fencesIn('json')) {
      const parseAll = () =>
        text
          .trim()
          .split('\n')
          .map((one) => JSON.parse(one));
      expect(() => (/^\{.*\}\n./.test(text) ? parseAll() : JSON.parse(text)), `line ${line}`).not.toThrow();
    }
  });

  test('has a tags file that is read without a warning and keeps to its schema', async () => {
    const example = fencesIn('json').find(({ text }) => text.includes('$schema'))?.text ?? '';
    const vocabulary = await parseVocabulary([{ name: 'tags.json', bytes: Buffer.from(example) }], {
      topics: 'required',
    });
    expect(vocabulary.warnings).toEqual([]);
    expect(vocabulary.tags.map(({ topic }) => topic)).toContain('cpp');
    const published = readFileSync(projectFile('dist/tags.schema.json'), 'utf8');
    expect(new Ajv({ strict: false }).compile(JSON.parse(published))(JSON.parse(example))).toBe(true);
    const schema: string = JSON.parse(example).$schema;
    expect(schema).toBe(`https://raw.githubusercontent.com/${PROJECT}/v${VERSION.split('.')[0]}/dist/tags.schema.json`);
  });

  test('names every field of a tags file in the table, and no other', () => {
    const schema = JSON.parse(readFileSync(projectFile('dist/tags.schema.json'), 'utf8'));
    const [, ...rows] = readme.tables.get('The tags file') ?? [];
    const fields = rows.map(([name = '']) => name.replaceAll('`', ''));
    expect([...fields].sort()).toEqual(Object.keys(schema.definitions.entry.properties).sort());
  });
});

describe('the commands for contributors', () => {
  const calls = [
    'README.md',
    '.github/CONTRIBUTING.md',
    '.github/AGENTS.md',
    '.github/pull_request_template.md',
  ].flatMap((path) =>
    [...readDocument(path).text.matchAll(/(?:^|`)(npm [a-z][^`\n]*)/gm)].map(([, command = '']) => command),
  );

  test('are some', () => expect(calls).toEqual(expect.arrayContaining(['npm cit', 'npm run all', 'npm run lexicon'])));

  test.each([...new Set(calls)])('%s', (command) => {
    const [, verb = '', script = '', path] =
      /^npm (run|test|cit|ci|install --global \.)(?: |$)([\w:-]*)(?: .*?([\w/.-]+))?$/.exec(command) ?? [];
    expect(verb, 'a command that npm has').not.toBe('');
    if (verb === 'run') expect(Object.keys(manifest.scripts)).toContain(script);
    if (verb === 'test' && path) expect(existsSync(projectFile(path))).toBe(true);
  });
});
