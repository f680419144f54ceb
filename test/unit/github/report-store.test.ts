import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReportStore } from '../../../src/github/report-store.ts';
import { cannotWrite } from '../../../src/github/runner.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reports-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a report store', () => {
  it('writes a report, replaces it, and leaves nothing else', async () => {
    const store = createReportStore(folder);
    expect(await store.write('a.json', 'one')).toBe(join(folder, 'a.json'));
    await store.write('a.json', 'two');
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('replaces a link and not what it leads to', async () => {
    writeFileSync(join(folder, 'other'), 'mine');
    symlinkSync('other', join(folder, 'a.json'));
    await createReportStore(folder).write('a.json', 'report');
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('mine');
  });

  it('says what is in the way, and cleans up', async () => {
    mkdirSync(join(folder, 'a.json'));
    await expect(createReportStore(folder).write('a.json', 'x')).rejects.toThrow(
      /^Cannot write the report .*a\.json: /,
    );
    expect(readdirSync(folder)).toEqual(['a.json']);
    await expect(createReportStore(join(folder, 'nowhere')).write('a.json', 'x')).rejects.toThrow(
      'the folder or file is not there (ENOENT)',
    );
  });

  it.skipIf(process.platform !== 'linux')('says that the disk is full', async () => {
    // Writing to /dev/full always fails with ENOSPC.
    const error: unknown = await writeFile('/dev/full', 'x').catch((reason: unknown) => reason);
    expect(cannotWrite('the report', error).message).toBe(
      'Cannot write the report: the disk is full (ENOSPC). Free some space on the runner.',
    );
  });
});
