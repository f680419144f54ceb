import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOfflineClassifier } from '../../../src/classify/offline/offline.ts';
import type { CallAsking } from '../../../src/cli/call-classifier.ts';
import { writeCallReport } from '../../../src/cli/call-report.ts';
import { readSubject } from '../../../src/cli/subject.ts';
import { classification, tag, vocabulary } from '../report/sample.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'call-report-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const asking: CallAsking = { endpoint: null, shortlist: 200, readmeTokens: 900, unsupported: 'hold' };

function fingerprintOf(how: CallAsking | null, { minScore = null as number | null } = {}): string {
  const list = vocabulary([tag('real-time'), tag('cli')]);
  const offline = createOfflineClassifier(list);
  const identity = how === null ? offline.identity : ({ kind: 'llm', model: 'm', version: '1' } as const);
  const readme = { bytes: Buffer.from('# x\n\nA tool.\n'), totalBytes: 14, path: 'README.md', description: null };
  const path = join(folder, 'report.json');
  writeCallReport(path, {
    id: 'x',
    tagsFiles: [],
    input: { ...readme, repository: null, ref: null, sha: null, blobSha: null, topics: [] },
    subject: readSubject({ ...readme, repository: null }),
    vocabulary: list,
    options: { maxTags: 3, minScore, exclude: [], pin: [] },
    classification: classification({ classifier: identity }),
    classifier: {
      identity,
      offline,
      asking: how,
      classify: (document, options) => offline.classify(document, options),
      concurrency: 1,
      usage: () => null,
      tellUsage: () => null,
    },
    timings: { startedAt: '2026-01-01T00:00:00Z', repositoryMs: 0, vocabularyMs: 0, readmeMs: 0, classifyMs: 0 },
  });
  return JSON.parse(readFileSync(path, 'utf8')).fingerprint;
}

describe('the fingerprint in the report of a call', () => {
  test.each<[string, Partial<CallAsking>]>([
    ['endpoint', { endpoint: 'llm.example.com/v1' }],
    ['shortlist', { shortlist: 20 }],
    ['budget for the README', { readmeTokens: 300 }],
    ['rule for what nothing supports', { unsupported: 'give' }],
  ])('is another one for another %s of a model', (_what, change) => {
    expect(fingerprintOf({ ...asking, ...change })).not.toBe(fingerprintOf(asking));
  });

  test('heeds the least score where it counts, which is offline', () => {
    expect(fingerprintOf(asking, { minScore: 0.5 })).toBe(fingerprintOf(asking));
    expect(fingerprintOf(null, { minScore: 0.5 })).not.toBe(fingerprintOf(null));
  });
});
