import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listCheckoutFolder, readCheckoutFile } from '../../../src/github/checkout.ts';

let home: string;
let workspace: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'checkout-'));
  workspace = join(home, 'work');
  mkdirSync(join(workspace, 'lists'), { recursive: true });
  mkdirSync(join(home, 'work-beside'));
  writeFileSync(join(workspace, 'lists/tags.json'), '["a"]');
  writeFileSync(join(home, 'secret'), 's3cret');
  writeFileSync(join(home, 'work-beside/secret'), 's3cret');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const read = (path: string, maxBytes = 100) => readCheckoutFile(workspace, path, maxBytes);

describe('a file of the checkout', () => {
  it('is read, and cut at the limit', async () => {
    expect(Buffer.from((await read('lists/tags.json'))?.bytes ?? []).toString()).toBe('["a"]');
    const cut = await read('lists/tags.json', 2);
    expect([cut?.bytes.length, cut?.totalBytes]).toEqual([2, 5]);
  });

  it.each(['nowhere.json', 'lists/tags.json/more'])('is null where there is none: %s', async (path) => {
    expect(await read(path)).toBeNull();
  });

  it('may be a link inside the checkout', async () => {
    symlinkSync('lists/tags.json', join(workspace, 'link.json'));
    expect(await read('link.json')).toMatchObject({ path: 'link.json', totalBytes: 5 });
  });

  it.each(['../secret', '../work-beside/secret', 'lists/../../secret'])('is never outside of it: %s', async (path) => {
    await expect(read(path)).rejects.toThrow('it leads out of the checkout');
  });

  it.each([
    ['a file', () => join(home, 'secret'), 'link'],
    ['a folder', () => home, 'link/secret'],
    ['a folder that starts with its name', () => join(home, 'work-beside'), 'link/secret'],
  ])('is no link to %s outside of it', async (_name, target, path) => {
    symlinkSync(target(), join(workspace, 'link'));
    await expect(read(path)).rejects.toThrow('it leads out of the checkout');
  });

  it('is no folder', async () => {
    await expect(read('lists')).rejects.toThrow('it is a folder; name a file');
  });

  it.skipIf(process.platform === 'win32')('is no pipe, which is told at once', async () => {
    execFileSync('mkfifo', [join(workspace, 'pipe')]);
    await expect(read('pipe')).rejects.toThrow('it is not a regular file');
  });

  it('has neighbours', async () => {
    expect(await listCheckoutFolder(workspace, '')).toEqual(['lists']);
    expect(await listCheckoutFolder(workspace, 'lists')).toEqual(['lists/tags.json']);
    expect(await listCheckoutFolder(workspace, 'nowhere')).toEqual([]);
  });
});
