import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { projectFile } from '../github/child.ts';
import { projectFiles } from './documents.ts';

const files = projectFiles();
/** What people write as text: not what is built, locked, recorded or painted. */
const written = files.filter(
  (path) =>
    !/^dist\/|^package-lock\.json$|^test\/(?:cases|fixtures|accuracy\/readmes)\/|\.generated\.|\.png$/.test(path),
);
/** What each file holds in lines that match, as `path:line: text`. */
const linesThat = (paths: readonly string[], matches: RegExp): readonly string[] =>
  paths.flatMap((path) =>
    readFileSync(projectFile(path), 'utf8')
      .split('\n')
      .flatMap((line, index) => (matches.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );

describe('tracked files', () => {
  test('are found', () => {
    expect(files).toEqual(expect.arrayContaining(['package.json', 'src/main.ts', '.github/workflows/ci.yml']));
    expect(written.length).toBeGreaterThan(200);
  });

  test('leave nothing to be done', () => {
    const found = linesThat(written, /(?:\/\/|^\s*\*|#|<!--).*\b(?:TODO|FIXME|XXX|HACK)\b/);
    expect(found.filter((line) => !line.startsWith('test/contract/tracked-files.test.ts'))).toEqual([]);
  });

  test('name no path of a machine', () => {
    const path = /(?<![\w.~-])\/(?:home|Users|root|workspace|work|tmp|mnt|opt)\/[\w.-]+|\b[A-Z]:\\(?:Users|work)/;
    expect(linesThat(written, path)).toEqual([]);
    expect(linesThat(['package-lock.json'], path)).toEqual([]);
  });

  test('name no registry of packages', () => {
    const host = /\b(?:registry\.[\w.-]+\.\w+|[\w.-]*(?:artifactory|nexus|verdaccio|npm-mirror|pypi)\.[\w.-]+\w)/;
    expect(
      linesThat([...written, 'package-lock.json'], host).filter((line) => !line.startsWith('src/classify')),
    ).toEqual([]);
    expect(linesThat(['package-lock.json'], /"resolved": "\w+:/)).toEqual([]);
  });

  test('hold no secret', () => {
    const token =
      /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,}|sk-[A-Za-z0-9]{32,}|npm_[A-Za-z0-9]{36})\b|BEGIN [A-Z ]*PRIVATE KEY/;
    expect(linesThat(written, token)).toEqual([]);
  });

  test('have line ends that are the same everywhere', () => {
    expect(linesThat(written, /\r/)).toEqual([]);
  });

  test('are small enough to be looked at, apart from what is generated', () => {
    const large = written.filter((path) => statSync(projectFile(path)).size > 500_000);
    expect(large).toEqual([]);
  });
});

describe('the workflows of this project', () => {
  const workflows = files.filter((path) => /^\.github\/workflows\/.*\.yml$/.test(path));

  test('pin what they use to a commit, with its version beside it', () => {
    const uses = linesThat(workflows, /\buses:/);
    expect(uses.length).toBeGreaterThan(5);
    expect(uses.filter((line) => !/uses: (?:\.\/|\$\/|[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)/.test(line))).toEqual([]);
  });

  test.each(workflows)('%s grants nothing on top and says why it grants what it does', (path) => {
    const text = readFileSync(projectFile(path), 'utf8');
    expect(text).toMatch(/^permissions: \{\}$/m);
    expect(linesThat([path], /^\s+[a-z-]+: (?:read|write)\b/).filter((line) => !/ # to \w+/.test(line))).toEqual([]);
  });
});
