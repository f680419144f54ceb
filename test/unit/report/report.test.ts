import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { type Report, renderReport } from '../../../src/report/report.ts';
import { classification, sample, scored, tag } from './sample.ts';

const schema: object = JSON.parse(
  readFileSync(new URL('../../../src/report/report.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const faultsOf = (report: unknown): readonly string[] =>
  validate(report) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

describe('a report', () => {
  it.each<[string, Report]>([
    ['with tags', sample()],
    ['without any', sample({ classification: classification({ tags: [], considered: [] }) })],
    ['of a repository without a commit', sample({ sha: null, readme: null, basis: 'description', workflow: null })],
    [
      "of a model's answer",
      sample({
        classification: classification({
          classifier: { kind: 'llm', model: 'm', version: '1' },
          tags: [scored('real-time', null, { support: 0.4, tag: tag('real-time', { id: 'r', topic: null }) })],
          dropped: ['ml'],
          llm: { format: 'json_object', candidates: 2, shortlist: ['cli', 'ml'], readmeTokens: 640, cut: ['Some.'] },
        }),
        usage: { requests: 2, inputTokens: 9, cachedTokens: 8, outputTokens: 7, cost: 0.000_001 },
      }),
    ],
    [
      'of a run whose model did not answer',
      sample({
        fallback: { model: 'm', code: 'llm/timeout', message: 'No answer came.' },
        carried: {
          digests: sample().digests,
          topics: {
            mode: 'managed',
            ours: ['cli'],
            declined: ['gone'],
            pending: ['cli'],
            changes: [{ topic: 'cli', action: 'add', cause: 'first-run' }],
          },
          lost: ['cli'],
        },
      }),
    ],
    [
      'with topics that stay and topics that wait',
      sample({
        topics: {
          ...sample().topics,
          mode: 'merge',
          ours: ['cli'],
          declined: ['gone'],
          pending: ['cli'],
          notAdded: [
            { topic: 'gone', reason: 'declined' },
            { topic: 'a', reason: 'not-clear' },
            { topic: 'b', reason: 'no-lead' },
            { topic: 'c', reason: 'no-room' },
          ],
          changes: [{ topic: 'cli', action: 'add', cause: 'people' }],
        },
      }),
    ],
    ['with warnings', sample({ warnings: [{ code: 'a/b', message: 'm', place: { file: 'f', line: 1 } }] })],
  ])('%s is what the published schema says', (_name, report) => {
    expect(faultsOf(JSON.parse(renderReport(report)))).toEqual([]);
  });

  it('of a file that belongs to no known repository is what the published schema says', () => {
    const report = { ...sample(), repository: null, ref: null, sha: null, event: 'command-line', workflow: null };
    expect(faultsOf(JSON.parse(renderReport(report)))).toEqual([]);
  });

  it('has nothing the schema does not name, and everything it names', () => {
    const report = sample();
    expect(faultsOf({ ...report, extra: 1 })).toEqual([' must NOT have additional properties']);
    for (const key of Object.keys(report)) {
      const { [key]: _removed, ...rest } = { ...report } as Record<string, unknown>;
      expect(faultsOf(rest)).toEqual([` must have required property '${key}'`]);
    }
  });

  it("has the seed's JSON as its result, and only that", () => {
    expect(JSON.stringify(sample().result)).toBe('{"id":"9806","tags":[{"id":9,"name":"real-time"}]}');
  });

  it('has its keys in one order, and the same bytes for the same input', () => {
    expect(renderReport(sample())).toBe(renderReport(sample()));
    expect(Object.keys(sample()).slice(0, 5)).toEqual(['schemaVersion', 'result', 'repository', 'ref', 'sha']);
  });

  it('rounds scores to four places', () => {
    expect(sample().tags[0]?.score).toBe(0.9136);
  });

  it('says which tags are pinned, and what each tag needed', () => {
    const report = sample({ pinned: new Set(['real-time']) });
    expect(report.tags[0]).toMatchObject({ pinned: true, threshold: 0.42 });
    expect(report.considered[0]).toMatchObject({ pinned: false, reason: 'below-threshold', threshold: 0.42 });
  });

  it('puts the place of a warning into its message', () => {
    const warnings = [{ code: 'vocabulary/trimmed', message: 'm', place: { file: 'tags.json', entry: 8, line: 9 } }];
    expect(sample({ warnings }).warnings).toEqual([
      { code: 'vocabulary/trimmed', message: 'tags.json entry 8 (line 9): m' },
    ]);
  });
});
