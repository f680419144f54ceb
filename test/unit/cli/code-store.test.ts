import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { findCacheFolder, openCodeStore } from '../../../src/cli/code-store.ts';

describe('the folder for what can be made again', () => {
  test.each([
    ['linux', { HOME: '/people/ann' }, '/people/ann/.cache'],
    ['linux', { HOME: '/people/ann', XDG_CACHE_HOME: '/var/cache/ann' }, '/var/cache/ann'],
    ['darwin', { HOME: '/people/ann' }, '/people/ann/Library/Caches'],
    ['linux', {}, null],
    ['linux', { HOME: 'home/ann' }, null],
    ['win32', { HOME: '/people/ann' }, null],
  ] as const)('on %s with %j is %s', (platform, env, folder) => {
    expect(findCacheFolder(env, platform)?.replaceAll('\\', '/') ?? null).toBe(folder);
  });
});

describe('the store', () => {
  const cache = () => mkdtempSync(join(tmpdir(), 'cache-'));
  const envOf = (folder: string) => ({ HOME: folder, XDG_CACHE_HOME: folder, LOCALAPPDATA: folder });

  it('gives back what it was given, by name and by version of V8', () => {
    const env = envOf(cache());
    openCodeStore(env, 1)?.write('a-12345678.cjs', Buffer.from('one'));
    expect(openCodeStore(env, 1)?.read('a-12345678.cjs')?.toString()).toBe('one');
    expect(openCodeStore(env, 1)?.read('b-12345678.cjs')).toBeUndefined();
    expect(openCodeStore(env, 2)?.read('a-12345678.cjs')).toBeUndefined();
  });

  it('keeps one version of a file, and leaves other files alone', () => {
    const env = envOf(cache());
    const store = openCodeStore(env, 1);
    for (const name of ['a-12345678.cjs', 'a-bc-12345678.cjs', 'a-87654321.cjs']) store?.write(name, Buffer.from(name));
    expect(store?.read('a-12345678.cjs')).toBeUndefined();
    expect(store?.read('a-bc-12345678.cjs')).toBeDefined();
    expect(store?.read('a-87654321.cjs')).toBeDefined();
  });

  it('leaves no unfinished files', () => {
    const folder = cache();
    openCodeStore(envOf(folder), 1)?.write('a-12345678.cjs', Buffer.from('one'));
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.includes('a-12345678'),
    );
    expect(names.length).toBe(1);
  });

  it('goes on where it cannot write', () => {
    const folder = cache();
    writeFileSync(join(folder, 'file'), '');
    const store = openCodeStore(envOf(join(folder, 'file')), 1);
    store?.write('a-12345678.cjs', Buffer.from('one'));
    expect(store?.read('a-12345678.cjs')).toBeUndefined();
  });
});
