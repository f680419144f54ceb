import { expect, test } from 'vitest';
import { readSubject, type SubjectSource } from '../../../src/cli/subject.ts';

function source(text: string, more: Partial<SubjectSource> = {}): SubjectSource {
  const bytes = Buffer.from(text);
  return { bytes, totalBytes: bytes.length, path: 'README.md', repository: null, description: null, ...more };
}

test('looks at the name of the repository, not at its owner', () => {
  const { document } = readSubject(source('# Title', { repository: 'octo/tinysocket' }));
  expect(document.segments.find(({ field }) => field === 'name')?.text).toBe('tinysocket');
  const bare = readSubject(source('# Title', { repository: 'tinysocket' }));
  expect(bare.document.segments[0]?.text).toBe('tinysocket');
});

test.each([
  ['# A title\n\nText.', null, 'readme', null],
  ['', 'A database', 'description', 'readme/empty'],
  [' \n', ' ', 'nothing', 'readme/empty'],
  ['docs/README.md', 'A database', 'description', 'readme/stub'],
])('of %j and description %j classifies the %s', (text, description, basis, code) => {
  const subject = readSubject(source(text, { description, repository: 'octo/database' }));
  expect(subject.basis).toBe(basis);
  expect(subject.warnings[0]?.code ?? null).toBe(code);
  if (basis === 'nothing') expect(subject.document.segments).toEqual([]);
});

test('says that a README was cut, here or on its way', () => {
  const long = readSubject(source(`# Title\n\n${'word '.repeat(300_000)}`));
  expect(long).toMatchObject({ isTruncated: true, warnings: [{ code: 'readme/truncated' }] });
  const sent = readSubject(source('# Title', { totalBytes: 3_000_000 }));
  expect(sent.warnings[0]?.message).toBe('The README has 3.0 MB; only the first 1 MB was read.');
});
