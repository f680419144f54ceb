import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VERSION } from '../../src/project.ts';
import { projectFile } from '../github/child.ts';
import { runCli } from '../github/cli.ts';
import { runAction } from '../github/runner.ts';
import { startGitHub } from '../github/server.ts';
import { addSocket, artifactOf, reportOf } from '../process/action-setup.ts';
import { NODES } from '../process/nodes.ts';
import { SOCKET_README, TAGS } from '../process/workspace.ts';

const read = (path: string) => readFileSync(projectFile(path), 'utf8');
const scripts = readdirSync(projectFile('dist'), { recursive: true, encoding: 'utf8' }).filter((path) =>
  /\.[cm]?js$/.test(path),
);
/** What `dist/main.js` starts. */
const action = scripts.find((path) => /^chunks[\\/]main-/.test(path)) ?? '';

/** The built files where nothing else is: no packages beside or above them. */
let alone: string;
beforeAll(() => {
  alone = mkdtempSync(join(tmpdir(), 'alone-'));
  cpSync(projectFile('dist'), join(alone, 'dist'), { recursive: true });
});
afterAll(() => rmSync(alone, { recursive: true, force: true }));

describe('published schemas', () => {
  test.each([
    ['dist/report.schema.json', 'src/report/report.schema.json'],
    ['dist/tags.schema.json', 'src/vocabulary/tags.schema.json'],
  ])('%s is %s', (published, source) => expect(read(published)).toBe(read(source)));
});

describe('the built files', () => {
  test('import nothing but each other and what Node has', () => {
    const builtins = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
    const found = scripts.flatMap((path) =>
      // Right behind a quotation mark it is a text: the schema validator has some for code that it could write to a file.
      [...read(`dist/${path}`).matchAll(/(?<![`'])(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*"([^"\s]+)"/g)]
        .map(([, specifier = '']) => specifier)
        .filter((specifier) => !specifier.startsWith('.') && !builtins.has(specifier))
        .map((specifier) => `${path}: ${specifier}`),
    );
    expect(scripts.length).toBeGreaterThan(5);
    expect(found).toEqual([]);
  });

  test('load the starter list, the artifact code and the schema validator only where they are needed', () => {
    const loaded = new Set<string>();
    const load = (path: string): void => {
      if (loaded.has(path)) return;
      loaded.add(path);
      for (const [, next = ''] of read(path).matchAll(
        /\b(?:from\s*|import\s*|=require\()["`](\.{1,2}\/[^"`]+\.[cm]?js)["`]/g,
      )) {
        load(join(dirname(path), next));
      }
    };
    for (const entry of ['dist/cli.js', `dist/${action}`]) load(entry);
    expect(loaded.size).toBeGreaterThan(5);
    const holdsAny = (path: string) =>
      /A kit for building on one platform or service|FinalizeArtifact|must NOT have fewer than/.test(read(path));
    expect(scripts.filter((path) => holdsAny(`dist/${path}`)).length).toBeGreaterThan(1);
    expect([...loaded].filter(holdsAny)).toEqual([]);
  });

  test.each(NODES)('run the command line on Node %s where no package is installed', async (_, node) => {
    const script = join(alone, 'dist/cli.js');
    const call = { cwd: alone, script, node };
    expect(await runCli(['--version'], call)).toMatchObject({ exitCode: 0, stdout: `${VERSION}\n`, stderr: '' });
    for (const command of ['', 'classify', 'evaluate', 'lint', 'init']) {
      const help = await runCli(['help', ...(command ? [command] : [])], call);
      expect(help).toMatchObject({ exitCode: 0, stderr: '' });
      expect(help.stdout).toContain(`Usage: readme-tagger ${command}`);
    }
    const starter = await runCli(['init'], call);
    expect(starter.exitCode).toBe(0);
    const tags = await runCli(['classify', projectFile('README.md'), '--tags', '-', '--id', '7'], {
      ...call,
      stdin: starter.stdout,
    });
    expect(tags).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(tags.stdout)).toMatchObject({
      id: '7',
      tags: expect.arrayContaining([{ id: 'cli', name: 'cli' }]),
    });
    const yaml = await runCli(['lint', '-'], { ...call, stdin: '- name: cli\n  description: For terminals\n' });
    expect(yaml.exitCode).toBe(0);
  });

  test('give the same answer on every Node', async () => {
    const answers = new Set<string>();
    for (const [, node] of NODES) {
      const call = { cwd: projectFile('.'), script: join(alone, 'dist/cli.js'), node };
      const { stdout, stderr } = await runCli(
        ['classify', 'README.md', '--tags', '.github/tags.json', '--explain'],
        call,
      );
      answers.add(stdout + stderr);
    }
    expect(answers.size).toBe(1);
  });

  test('run the action, artifact included, where no package is installed', async () => {
    const github = await startGitHub();
    try {
      const repository = addSocket(github);
      const result = await runAction(github, {
        repository,
        trigger: { event: 'push' },
        script: join(alone, 'dist/main.js'),
        workspace: { 'README.md': SOCKET_README, 'tags.json': TAGS },
      });
      expect(result.exitCode, result.stdout + result.stderr).toBe(0);
      expect(reportOf(result).result.tags.map(({ name }) => name)).toContain('websocket');
      expect(artifactOf(github)).toContain('"schemaVersion"');
    } finally {
      await github.close();
    }
  });
});
