import { describe, expect, it } from 'vitest';
import type { RepositoryName } from '../../../src/model/repository.ts';
import { CHANGE_PARTS, findDiffering, isDryRun, MAX_REPORT_BYTES, parseMemory } from '../../../src/report/memory.ts';
import { renderReport } from '../../../src/report/report.ts';
import { digests, sample } from './sample.ts';

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
/** The sample as JSON, with `value` at `path`: `tags.0.score`. Undefined takes the member away. */
const withMember = (path: string, value: unknown): Uint8Array => bytesOf(replace(sample(), path.split('.'), value));

function replace(whole: unknown, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  const members = new Map<string, unknown>(Object.entries(Object(whole)));
  members.set(name, rest.length === 0 ? value : replace(members.get(name), rest, value));
  return Array.isArray(whole) ? [...members.values()] : Object.fromEntries(members);
}

const widgets = { owner: 'octo', name: 'widgets' };
const never = async (_name: RepositoryName): Promise<boolean> => false;
const reasonOf = async (bytes: Uint8Array, repository = widgets, wasCalled = never): Promise<string> => {
  const parsed = await parseMemory(bytes, repository, wasCalled);
  return parsed.kind === 'unusable' ? parsed.reason : 'is memory';
};

describe('a memory', () => {
  it('is the report as it was written', async () => {
    const parsed = await parseMemory(new TextEncoder().encode(renderReport(sample())), widgets, never);
    expect(parsed).toEqual({ kind: 'report', report: sample() });
  });

  it('keeps through a change of case, and of the name where the repository had the other one', async () => {
    expect(await reasonOf(bytesOf(sample()), { owner: 'Octo', name: 'Widgets' })).toBe('is memory');
    const asked: unknown[] = [];
    const wasCalled = async (name: RepositoryName) => asked.push(name) > 0;
    expect(await reasonOf(bytesOf(sample({ repository: 'old/name' })), widgets, wasCalled)).toBe('is memory');
    expect(asked).toEqual([{ owner: 'old', name: 'name' }]);
  });

  it('is never the report of another repository', async () => {
    const reason = await reasonOf(bytesOf(sample({ repository: 'octo/gadgets' })));
    expect(reason).toContain('is about octo/gadgets, not about octo/widgets; give each repository');
  });

  it('is never the report of a dry run, nor one of the command line', async () => {
    expect(await reasonOf(bytesOf(sample({ dryRun: true })))).toBe('is that of a dry run');
    expect(await reasonOf(bytesOf({ ...sample(), repository: null }))).toBe('names no repository');
    expect(await reasonOf(bytesOf(sample({ repository: 'octo/..' })))).toBe('names no repository');
  });

  it('leaves out what a newer version of this schemaVersion added', async () => {
    const added = replace(sample(), ['news'], 1);
    const newer = bytesOf(replace(replace(added, ['topics', 'news'], ['x']), ['tags', '0', 'news'], {}));
    expect(await parseMemory(newer, widgets, never)).toEqual({ kind: 'report', report: sample() });
  });

  it.each<[string, Uint8Array, string | RegExp]>([
    ['nothing', new Uint8Array(), 'is not JSON'],
    ['half of it', bytesOf(sample()).slice(0, 500), 'is not JSON'],
    ['other bytes', Uint8Array.of(0x22, 0xff, 0x22), 'is not JSON'],
    ['a hundred thousand lists', new TextEncoder().encode('['.repeat(100_000)), 'is not JSON'],
    ['another JSON', bytesOf([]), 'is not what report.schema.json says: must be object'],
    ['null', bytesOf(null), 'is not what report.schema.json says: must be object'],
    ['a later schemaVersion', bytesOf({ schemaVersion: 2 }), /^has schemaVersion 2; this version .* knows 1$/],
    ['too much', new Uint8Array(MAX_REPORT_BYTES + 1).fill(0x20), 'is larger than 5 MB'],
  ])('is not %s', async (_name, bytes, reason) => {
    expect(await reasonOf(bytes)).toMatch(typeof reason === 'string' ? new RegExp(`^${reason}$`) : reason);
  });

  it.each<[string, string, unknown]>([
    ['a topic that GitHub would not take', 'topics.ours', ['A B']],
    ['a declined topic that GitHub would not take', 'topics.declined', ['-x']],
    ['a pending topic over two lines', 'topics.pending', ['x\ny']],
    ['too many topics of ours', 'topics.ours', Array(101).fill('x')],
    ['an unknown cause', 'topics.changes', [{ topic: 'x', action: 'add', cause: 'me' }]],
    ['a score over 1', 'tags.0.score', 1.1],
    ['a score below 0', 'tags.0.score', -0.1],
    ['a score that is text', 'tags.0.score', '1'],
    ['an endless quote', 'tags.0.evidence.0.quote', 'x'.repeat(1001)],
    ['an endless name', 'tags.0.name', 'x'.repeat(201)],
    ['too many tags', 'tags', Array(101).fill(sample().tags[0])],
    ['an unknown reason', 'considered.0.reason', 'because'],
    ['a part missing', 'topics', undefined],
    ['an own __proto__', 'topics', JSON.parse('{"__proto__":{"ours":["x"]}}')],
    ['a digest that is none', 'digests.readme', 'x'],
    ['a date that is none', 'timings.startedAt', 'yesterday'],
  ])('is no report with %s', async (_name, path, value) => {
    expect(await reasonOf(withMember(path, value))).toMatch(/^is not what report\.schema\.json says: /);
  });

  it('is no report whose fingerprint is not that of its digests', async () => {
    const forged = withMember('digests.readme', '9'.repeat(64));
    expect(await reasonOf(forged)).toBe('has a fingerprint that its digests do not make');
  });
});

describe('a dry run', () => {
  it('is what says so of itself, whatever else it is', () => {
    expect(isDryRun(bytesOf(sample({ dryRun: true })))).toBe(true);
    expect(isDryRun(bytesOf({ dryRun: true }))).toBe(true);
    for (const other of [sample(), {}, null, [], { dryRun: 1 }]) expect(isDryRun(bytesOf(other))).toBe(false);
    expect(isDryRun(new Uint8Array([1]))).toBe(false);
  });
});

describe('the parts that differ', () => {
  it('are none where the fingerprints are equal', () => {
    expect(findDiffering(digests, { ...digests }).size).toBe(0);
  });

  it.each(CHANGE_PARTS)('are found by digest: %s', (part) => {
    expect([...findDiffering(digests, { ...digests, [part]: '9'.repeat(64) })]).toEqual([part]);
  });
});
