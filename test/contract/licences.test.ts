import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findPackages, renderLicences } from '../../.github/scripts/licences.ts';
import { projectFile } from '../github/child.ts';

const shipped = () => readFileSync(projectFile('dist/licenses.txt'), 'utf8');

describe('the licences in dist/', () => {
  test('are there for every package that the sources import', () => {
    const specifiers = readdirSync(projectFile('src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/[\\/]train[\\/]/.test(path))
      .flatMap((path) => {
        const code = readFileSync(projectFile(`src/${path}`), 'utf8');
        const imports = /(?:^import\s(?!type)[^'";]*from |\bimport\()'((?!node:)[@\w][^']*)'/gm;
        return [...code.matchAll(imports)].map(([, specifier = '']) => specifier);
      });
    const names = new Set(
      specifiers.map((it) =>
        it
          .split('/')
          .slice(0, it.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
    );
    expect([...names]).toEqual(expect.arrayContaining(['markdown-it', '@actions/core', 'yaml']));
    for (const name of names) {
      const { version } = JSON.parse(readFileSync(projectFile(`node_modules/${name}/package.json`), 'utf8'));
      expect(shipped()).toContain(`\n${name} ${version} (`);
    }
  });

  test('hold the text of each, and the notices that some bring', () => {
    expect(shipped().match(/Permission is hereby granted/g)?.length).toBeGreaterThan(10);
    expect(shipped()).toMatch(/\nCopyright \(c\) 2014 Vitaly Puzrin/);
    expect(shipped()).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION');
    expect(shipped()).not.toContain('\r');
  });
});

/** Packages in a folder of their own; gives the id of a module in each. */
function makePackages(packages: { readonly [name: string]: { readonly [file: string]: string } }): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'packages-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return Object.entries(packages).map(([name, files]) => {
    for (const [file, text] of Object.entries(files)) {
      const path = join(folder, 'node_modules', name, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    return join(folder, 'node_modules', name, 'lib/index.js');
  });
}

const manifest = (name: string, more: object = { license: 'MIT' }) =>
  JSON.stringify({ name, version: '1.2.3', ...more });

describe('findPackages', () => {
  test('reads licence and notice of each package once, by name, wherever it is nested', () => {
    const modules = makePackages({
      zebra: { 'package.json': manifest('zebra'), 'LICENCE.md': 'Z\r\n', NOTICE: 'by Z' },
      '@scope/ant/node_modules/bee': { 'package.json': manifest('bee'), 'license.txt': 'B' },
      '@scope/ant': { 'package.json': manifest('@scope/ant'), LICENSE: 'A', 'licenses.js': 'not a licence' },
    });
    const found = findPackages([...modules, ...modules, '/project/src/main.ts', '\0runtime.js']);
    expect(found.map(({ name, texts }) => [name, texts])).toEqual([
      ['@scope/ant', ['A']],
      ['bee', ['B']],
      ['zebra', ['Z', 'by Z']],
    ]);
  });

  test('refuses a licence that nobody has decided about', () => {
    for (const license of ['GPL-3.0-only', undefined, 'MIT AND SSPL-1.0', { type: 'MIT' }]) {
      const modules = makePackages({ odd: { 'package.json': manifest('odd', { license }), LICENSE: 'text' } });
      expect(() => findPackages(modules)).toThrow('odd 1.2.3 has the licence');
    }
  });

  test('accepts several at once when each is accepted', () => {
    const licence = '(Apache-2.0 AND BSD-3-Clause)';
    const modules = makePackages({ two: { 'package.json': manifest('two', { license: licence }), LICENSE: 'text' } });
    expect(findPackages(modules)).toMatchObject([{ licence }]);
  });

  test('takes the text from the README where the package has no file of it', () => {
    const notice = 'Copyright (c) 2013 Ann\n\nPermission is hereby granted, and so on\n\nOF THE SOFTWARE.';
    const readme = `# a\n\nCopyright (c) somebody else, SOFTWARE\n\n## License\n\n(MIT)\n\n${notice}\n`;
    const modules = makePackages({ a: { 'package.json': manifest('a'), 'README.md': readme } });
    expect(findPackages(modules)).toMatchObject([{ texts: [notice] }]);
  });

  test('writes the MIT licence out where a package says only that and who wrote it', () => {
    const modules = makePackages({ b: { 'package.json': manifest('b', { license: 'MIT', author: 'Bea' }) } });
    expect(findPackages(modules)[0]?.texts[0]).toMatch(/^MIT License\n\nCopyright \(c\) Bea\n\nPermission is hereby/);
  });

  test('refuses a package that says neither', () => {
    for (const more of [{ license: 'ISC', author: 'Bea' }, { license: 'MIT' }]) {
      const modules = makePackages({ c: { 'package.json': manifest('c', more) } });
      expect(() => findPackages(modules)).toThrow('c brings no text of its licence');
    }
  });
});

test('renderLicences lets packages with the same text share it', () => {
  const one = { version: '1.0.0', licence: 'MIT', texts: ['the text'] };
  const text = renderLicences([
    { name: 'a', ...one },
    { name: 'b', ...one },
    { ...one, name: 'c', texts: ['other'] },
  ]);
  expect(text).toMatch(/\na 1\.0\.0 \(MIT\)\nb 1\.0\.0 \(MIT\)\n-+\n\nthe text\n/);
  expect(text.match(/the text/g)).toHaveLength(1);
  expect(text).toContain('3 packages');
});
