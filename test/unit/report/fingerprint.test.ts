import { describe, expect, it } from 'vitest';
import type { ChangePart } from '../../../src/model/topics.ts';
import { type FingerprintParts, fingerprintOf, takeFingerprint } from '../../../src/report/fingerprint.ts';

const parts: FingerprintParts = {
  readme: { path: 'README.md', bytes: new TextEncoder().encode('# ws'), totalBytes: 4 },
  name: 'ws',
  description: 'WebSockets',
  vocabularySha256: 'a'.repeat(64),
  classifier: { kind: 'offline', model: 'm', version: '1' },
  settings: { maxTags: 3, minScore: null, excludeTags: [], pinTags: ['a'] },
};

describe('a fingerprint', () => {
  it('is the same for the same parts', () => {
    expect(takeFingerprint(parts)).toEqual(takeFingerprint({ ...parts }));
    expect(takeFingerprint(parts).fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is the same for the usual endpoint as where none is asked', () => {
    expect(takeFingerprint({ ...parts, endpoint: null })).toEqual(takeFingerprint(parts));
  });

  it('is made over the digests, whatever the order of their keys', () => {
    const { fingerprint, digests } = takeFingerprint(parts);
    const { readme, ...rest } = digests;
    expect(fingerprintOf({ ...rest, readme })).toBe(fingerprint);
  });

  it.each<[ChangePart, string, Partial<FingerprintParts>]>([
    ['readme', 'README', { readme: { path: 'README.md', bytes: new TextEncoder().encode('# wS'), totalBytes: 4 } }],
    ['readme', 'missing README', { readme: null }],
    ['readme', "README's path", { readme: { ...parts.readme!, path: 'README.rst' } }],
    ['readme', "README's length beyond what is read", { readme: { ...parts.readme!, totalBytes: 5 } }],
    ['description', 'name', { name: 'w' }],
    ['description', 'description', { description: null }],
    ['vocabulary', 'vocabulary', { vocabularySha256: 'b'.repeat(64) }],
    ['classifier', 'classifier', { classifier: { kind: 'offline', model: 'm', version: '2' } }],
    ['classifier', 'endpoint', { endpoint: 'llm.example.com/v1' }],
    ['settings', 'setting', { settings: { ...parts.settings, maxTags: 4 } }],
    ['settings', 'list in the settings', { settings: { ...parts.settings, excludeTags: ['a'], pinTags: [] } }],
  ])('changes, with the digest of the %s alone, with another %s', (part, _name, change) => {
    const [before, after] = [takeFingerprint(parts), takeFingerprint({ ...parts, ...change })];
    expect(after.fingerprint).not.toBe(before.fingerprint);
    expect({ ...after.digests, [part]: '' }).toEqual({ ...before.digests, [part]: '' });
    expect(after.digests[part]).not.toBe(before.digests[part]);
  });
});
