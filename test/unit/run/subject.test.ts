import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../../src/ports.ts';
import { readSubject } from '../../../src/run/subject.ts';

const wording = { readme: 'README.md', missing: 'There is no README at main', stubAdvice: 'Name that file.' };
const file = (text: string, more: Partial<SourceFile> = {}): SourceFile => {
  const bytes = new TextEncoder().encode(text);
  return { path: 'README.md', sha: null, bytes, totalBytes: bytes.length, ...more };
};
const read = (readme: SourceFile | null, description: string | null = 'Widgets for all') => {
  const { basis, warnings, document, isTruncated } = readSubject({ readme, name: 'widgets', description }, wording);
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
      'readme/stub: README.md only names another file, "docs/README.md"; the description alone was classified. Name that file.',
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
        'readme/missing: There is no README at main; there is no description either, so there is nothing to classify.',
      ]);
      expect(document.segments).toEqual([]);
    },
  );

  it('is the beginning of a README that was cut, and says so', () => {
    const { basis, isTruncated, warnings } = read(file('# Widgets\n\nMakes widgets.', { totalBytes: 2_000_000 }));
    expect({ basis, isTruncated }).toEqual({ basis: 'readme', isTruncated: true });
    expect(warnings).toEqual(['readme/truncated: README.md has 2.0 MB; only the first 1 MB was read.']);
  });

  it('says where a paragraph was too long for its markup to be read', () => {
    const { basis, warnings } = read(file(`# Widgets\n\n${'Makes *widgets*\n'.repeat(7000)}`));
    expect(basis).toBe('readme');
    expect(warnings).toEqual([
      'readme/long-paragraph: README.md has more than 100,000 characters without an empty line; from line 6252 to their end, links and other markup were read as plain words.',
    ]);
  });
});
