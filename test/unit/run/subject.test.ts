import { describe, expect, it } from 'vitest';
import type { Repository } from '../../../src/model/repository.ts';
import type { SourceFile } from '../../../src/ports.ts';
import { readSubject } from '../../../src/run/subject.ts';

const repository = (description: string | null): Repository => ({
  id: 1,
  name: { owner: 'octo', name: 'widgets' },
  description,
  defaultBranch: 'main',
  topics: [],
  isPrivate: false,
  isArchived: false,
});
const file = (text: string, more: Partial<SourceFile> = {}): SourceFile => {
  const bytes = new TextEncoder().encode(text);
  return { path: 'README.md', sha: null, bytes, totalBytes: bytes.length, ...more };
};
const read = (readme: SourceFile | null, description: string | null = 'Widgets for all') => {
  const { basis, warnings, document, isTruncated } = readSubject(readme, repository(description), 'main');
  return { basis, isTruncated, warnings: warnings.map(({ code, message }) => `${code}: ${message}`), document };
};

describe('what is classified', () => {
  it('is the README with name and description', () => {
    const { basis, warnings, document } = read(file('# Widgets\n\nMakes widgets.'));
    expect({ basis, warnings }).toEqual({ basis: 'readme', warnings: [] });
    expect(document.segments.map(({ field }) => field)).toEqual(['name', 'description', 'title', 'lead']);
  });

  it.each<[string, SourceFile | null, string]>([
    ['missing', null, 'readme/missing: There is no README at main; the description alone was classified.'],
    [
      'empty',
      file(' \n'),
      'readme/empty: README.md has no text that says what this is; the description alone was classified.',
    ],
    [
      'a stub',
      file('docs/README.md'),
      'readme/stub: README.md only names another file, "docs/README.md"; the description alone was classified. Set "readme-path" to read that file.',
    ],
  ])('is the description where the README is %s', (_name, readme, warning) => {
    const { basis, warnings, document } = read(readme);
    expect({ basis, warnings }).toEqual({ basis: 'description', warnings: [warning] });
    expect(document.segments.map(({ field }) => field)).toEqual(['name', 'description']);
  });

  it.each([null, '', ' '])(
    'is nothing where README and description (%j) are empty: the name alone says too little',
    (given) => {
      const { basis, warnings, document } = read(null, given);
      expect(basis).toBe('nothing');
      expect(warnings).toEqual([
        'readme/missing: There is no README at main; the repository has no description either, so there was nothing to classify.',
      ]);
      expect(document.segments).toEqual([]);
    },
  );

  it('is the beginning of a README that was cut, and says so', () => {
    const { basis, isTruncated, warnings } = read(file('# Widgets\n\nMakes widgets.', { totalBytes: 2_000_000 }));
    expect({ basis, isTruncated }).toEqual({ basis: 'readme', isTruncated: true });
    expect(warnings).toEqual(['readme/truncated: README.md has 2000000 bytes; only its beginning (1 MB) was read.']);
  });
});
