import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectFile } from '../github/child.ts';

type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly type: string;
  readonly bin: Record<string, string>;
  readonly files: readonly string[];
  readonly engines: Record<string, string>;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
};
type Lock = { readonly packages: Record<string, Partial<Manifest> & { readonly integrity?: string }> };

const read = <Value>(path: string): Value => JSON.parse(readFileSync(projectFile(path), 'utf8'));
const manifest = read<Manifest>('package.json');
const tests = read<Manifest>('test/package.json');

test('the package needs no other package: all are bundled', () => {
  expect(Object.keys(manifest.dependencies ?? {})).toEqual([]);
  expect(Object.keys(manifest.optionalDependencies ?? {})).toEqual([]);
});

test('every version is exact', () => {
  const versions = Object.entries({ ...manifest.devDependencies, ...tests.optionalDependencies });
  expect(versions.length).toBeGreaterThan(15);
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('the lockfile has the versions of package.json', () => {
  const { packages } = read<Lock>('package-lock.json');
  expect(packages['']?.devDependencies).toEqual(manifest.devDependencies);
  expect(packages['']?.version).toBe(manifest.version);
  for (const [name, version] of Object.entries(manifest.devDependencies)) {
    expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
  }
});

test('the lockfile has all that is needed on any system, with its hash', () => {
  // Made where the registry lacks packages for other systems, it leaves them out, and `npm ci` then refuses it.
  const { packages } = read<Lock>('package-lock.json');
  const find = (folder: string, name: string): string | undefined => {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[path]) return path;
    return folder === '' ? undefined : find(folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/'))), name);
  };
  const wanted = Object.entries(packages).flatMap(([folder, { dependencies, optionalDependencies }]) =>
    Object.entries({ ...dependencies, ...optionalDependencies }).map(([name, version]) => {
      const found = packages[find(folder, name) ?? ''];
      const isOther = /^\d+\.\d+\.\d+$/.test(version) && found?.version !== version;
      return { name, version, isGood: found?.integrity !== undefined && !isOther };
    }),
  );
  expect(wanted.length).toBeGreaterThan(300);
  expect(wanted.filter(({ isGood }) => !isGood)).toEqual([]);
  expect(readFileSync(projectFile('.npmrc'), 'utf8')).toMatch(/^omit-lockfile-registry-resolved=true$/m);
});

test('no script of a package runs when it is installed', () => {
  expect(readFileSync(projectFile('.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
});

test('the command is a script that can be started', () => {
  const [path, ...others] = Object.values(manifest.bin);
  expect(others).toEqual([]);
  expect(Object.keys(manifest.bin)).toEqual([manifest.name]);
  expect(readFileSync(projectFile(path ?? ''), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  if (process.platform !== 'win32') expect(statSync(projectFile(path ?? '')).mode & 0o111).toBe(0o111);
});

test('what is published is what runs', () => {
  expect([...manifest.files].sort()).toEqual(['action.yml', 'dist']);
  expect(manifest.type).toBe('module');
  expect(manifest.engines).toEqual({ node: '>=20' });
  expect(manifest.license).toBe('MIT');
  expect(readFileSync(projectFile('LICENSE'), 'utf8')).toMatch(/^MIT License\n/);
});
