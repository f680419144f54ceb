import { describe, expect, it } from 'vitest';
import { type FingerprintParts, fingerprint } from '../../../src/report/fingerprint.ts';

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
    expect(fingerprint(parts)).toBe(fingerprint({ ...parts }));
    expect(fingerprint(parts)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, Partial<FingerprintParts>]>([
    ['README', { readme: { path: 'README.md', bytes: new TextEncoder().encode('# wS'), totalBytes: 4 } }],
    ['missing README', { readme: null }],
    ["README's path", { readme: { ...parts.readme!, path: 'README.rst' } }],
    ["README's length beyond what is read", { readme: { ...parts.readme!, totalBytes: 5 } }],
    ['name', { name: 'w' }],
    ['description', { description: null }],
    ['vocabulary', { vocabularySha256: 'b'.repeat(64) }],
    ['classifier', { classifier: { kind: 'offline', model: 'm', version: '2' } }],
    ['setting', { settings: { ...parts.settings, maxTags: 4 } }],
    ['list in the settings', { settings: { ...parts.settings, excludeTags: ['a'], pinTags: [] } }],
  ])('changes with another %s', (_name, change) => {
    expect(fingerprint({ ...parts, ...change })).not.toBe(fingerprint(parts));
  });
});
