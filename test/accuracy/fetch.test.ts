import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectFile } from '../github/child.ts';
import { runCli } from '../github/cli.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { parseLabels, renderLabels } from './labels.ts';

describe('the labels that are published', () => {
  const text = readFileSync(projectFile('test/accuracy/public/dev-labels.jsonl'), 'utf8');
  const labels = parseLabels(text);

  test('hold places and names of tags, and nothing that belongs to others', () => {
    expect(labels.length).toBe(97);
    const fields = text
      .trim()
      .split('\n')
      .map((line) => Object.keys(JSON.parse(line) as object).join());
    expect([...new Set(fields)]).toEqual(['repo,commit,path,described,best,ok']);
    expect(labels.filter(({ commit }) => commit === null).length).toBeLessThanOrEqual(1);
  });

  test('name tags of the published list', () => {
    const names: readonly string[] = JSON.parse(
      readFileSync(projectFile('test/accuracy/public/dev-tags.json'), 'utf8'),
    );
    const strangers = labels.flatMap(({ best, ok }) => [...best, ...ok]).filter((name) => !names.includes(name));
    expect(strangers).toEqual([]);
    expect(names.length).toBe(90);
  });

  test('are made of a gold file without its texts', () => {
    const gold = {
      id: 'a/b',
      repo: 'a/b',
      readme: 'readmes/a__b.md',
      readmePath: 'docs/README.md',
      description: 'A secret of theirs',
      commit: 'c'.repeat(40),
      best: ['cli '],
      ok: [],
    };
    const other = { ...gold, repo: 'a/c', description: null, commit: undefined };
    expect(renderLabels(`${JSON.stringify(gold)}\n\n${JSON.stringify(other)}\n`)).toBe(
      `{"repo":"a/b","commit":"${'c'.repeat(40)}","path":"docs/README.md","described":true,"best":["cli"],"ok":[]}\n` +
        '{"repo":"a/c","commit":null,"path":"docs/README.md","described":false,"best":["cli"],"ok":[]}\n',
    );
  });

  test.each([
    ['{"repo":"../x","path":"README.md","best":[],"ok":[]}', '"repo" is no owner/name'],
    ['{"repo":"a/b","path":"README.md","best":"cli","ok":[]}', '"best" is no list'],
    ['{"repo":"a/b","path":"README.md","commit":"main","best":[],"ok":[]}', '"commit" is no sha'],
    ['{"repo":"a/b","best":[],"ok":[]}', '"path" is missing'],
  ])('are refused where they are not what they should be: %s', (line, message) => {
    expect(() => parseLabels(`\n${line}\n`)).toThrow(`line 2: ${message}`);
  });
});

describe('fetching the labelled READMEs', () => {
  let github: LoopbackGitHub;
  let folder: string;
  const labelled = new Map<string, string>();

  beforeEach(async () => {
    github = await startGitHub();
    folder = mkdtempSync(join(tmpdir(), 'labelled-'));
    labelled.clear();
    for (const [name, path] of [
      ['one', 'README.md'],
      ['two', 'docs/readme.rst'],
      ['three', 'README'],
    ] as const) {
      const text = `A database called ${name}\n`;
      const repository = github.state.addRepository(`octo/${name}`, {
        description: `The database ${name}`,
        files: { [path]: 'Old text.\n' },
      });
      const commit = repository.commit({ [path]: text });
      repository.commit({ [path]: 'A game by now.\n' });
      const described = name === 'one';
      labelled.set(name, JSON.stringify({ repo: `octo/${name}`, commit, path, described, best: ['database'], ok: [] }));
    }
    writeFileSync(join(folder, 'tags.json.in'), '["database", "game"]');
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await github.close();
  });

  const fetchInto = (out: string, env: Record<string, string> = {}) => {
    writeFileSync(join(folder, 'labels.jsonl'), [...labelled.values()].join('\n'));
    return runCli([out, '--labels', join(folder, 'labels.jsonl'), '--tags', join(folder, 'tags.json.in')], {
      script: projectFile('test/accuracy/fetch.ts'),
      env: { GITHUB_API_URL: github.urls.api, ...env },
      timeFactor: 50,
    });
  };
  const out = () => join(folder, 'out');
  const read = (path: string) => readFileSync(join(out(), path), 'utf8');
  const gold = () =>
    read('dev/gold.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('reads each at the commit at which it was labelled, in the form that evaluate takes', async () => {
    const run = await fetchInto(out(), {
      GITHUB_TOKEN: github.state.addToken({ kind: 'classic', user: 'mona', scopes: [] }),
    });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(readdirSync(join(out(), 'dev/readmes')).sort()).toEqual(['octo__one.md', 'octo__three', 'octo__two.rst']);
    expect(read('dev/readmes/octo__two.rst')).toBe('A database called two\n');
    expect(gold()).toMatchObject([
      { id: 'octo/one', readmePath: 'README.md', description: 'The database one', best: ['database'], ok: [] },
      { id: 'octo/two', readmePath: 'docs/readme.rst', description: null },
      { id: 'octo/three', readmePath: 'README', description: null },
    ]);
    const [program, ...args] = run.stdout.trim().split(' ');
    expect(program).toBe('node');
    const evaluated = await runCli(args.slice(1));
    expect(evaluated.exitCode, evaluated.stderr).toBe(0);
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ readmes: 3 });
  });

  test('goes on where it was stopped, and asks for nothing twice', async () => {
    const sent = () => github.log.lines.length;
    let isDown = true;
    github.fault(({ path }) => (isDown && path.includes('/two/') ? { kind: 'status', status: 502 } : null));
    const first = await fetchInto(out());
    expect(first).toMatchObject({ exitCode: 1, stdout: '' });
    expect(first.stderr).toContain('1 of 3 READMEs are in');
    expect(first.stderr).toContain('Start it again to fetch the rest.');
    expect(gold().map(({ id }) => id)).toEqual(['octo/one']);

    isDown = false;
    const before = sent();
    const second = await fetchInto(out());
    expect(second.exitCode, second.stderr).toBe(0);
    expect(second.stderr).toContain('1 of 3 READMEs are here already.');
    expect(sent() - before).toBe(2);
    expect(gold().map(({ id }) => id)).toEqual(['octo/one', 'octo/two', 'octo/three']);

    const third = await fetchInto(out());
    expect(third.exitCode).toBe(0);
    expect(sent() - before).toBe(2);
  });

  test('says what helps where GitHub has had enough of requests without a token', async () => {
    github.limits.leave(null, null, 0);
    const run = await fetchInto(out());
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('GITHUB_TOKEN');
    expect(existsSync(join(out(), 'tags.json'))).toBe(true);
  });

  test('leaves out what is no longer there and says so', async () => {
    labelled.set('gone', '{"repo":"octo/gone","commit":null,"path":"README.md","best":["game"],"ok":[]}');
    labelled.set('lost', `{"repo":"octo/one","commit":"${'0'.repeat(40)}","path":"README.md","best":["game"],"ok":[]}`);
    const run = await fetchInto(out());
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stderr).toContain('3 of 5 READMEs are in');
    expect(run.stderr).toContain('2 are no longer there and are left out.');
    expect(gold().length).toBe(3);
  });

  test('takes the newest commit where none was written down, and says so', async () => {
    labelled.clear();
    labelled.set('two', '{"repo":"octo/two","commit":null,"path":"docs/readme.rst","best":["game"],"ok":[]}');
    const run = await fetchInto(out());
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stderr).toContain('octo/two was labelled at a commit that nobody wrote down; took its newest.');
    expect(read('dev/readmes/octo__two.rst')).toBe('A game by now.\n');
  });

  test.each([['.'], ['test/readmes'], ['']])(
    'refuses to put READMEs of others into this project: "%s"',
    async (into) => {
      const run = await fetchInto(into);
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toContain('../readmes');
      expect(github.log.lines).toEqual([]);
    },
  );
});
