import { describe, expect, it } from 'vitest';
import { cosmeticEdits, smallEdits } from '../../../../../src/classify/offline/train/bounds/edits.ts';
import type { LabelledReadme } from '../../../../../src/classify/offline/train/corpus.ts';
import { createRandom } from '../../../../../src/classify/offline/train/random.ts';
import { parseReadme } from '../../../../../src/readme/readme.ts';

const TEXT = `# Heron

A small HTTP client.

It retries what fails, and it keeps connections open as long as they serve.

The second paragraph is about [timeouts](https://example.org/timeouts) and how they are set for every request.

### Usage

Call it with an address, and it answers with what stands there in the form that was asked for.

#### Options

See the manual.
`;

function labelled(text: string): LabelledReadme {
  const bytes = Buffer.from(text);
  const facts = { path: 'README.md', name: 'heron', description: null };
  const record = {
    id: 'own/heron',
    repo: 'own/heron',
    readme: { text },
    readmePath: 'README.md',
    description: null,
    best: ['http-client'],
    line: 1,
    ok: [],
  };
  return { record, bytes, facts, document: parseReadme(bytes, facts) };
}

const wordsOf = (text: string): readonly string[] =>
  parseReadme(Buffer.from(text), { path: 'README.md', name: 'heron', description: null }).segments.map(
    (segment) => `${segment.field} ${segment.text}`,
  );

describe('edits of a README', () => {
  it('that are cosmetic are of eight kinds and leave every word in its field', () => {
    const edits = cosmeticEdits(labelled(TEXT));
    expect(edits.map(({ name }) => name)).toEqual([
      'badge',
      'licence section',
      'sponsor section',
      'table of contents',
      'link targets',
      'blank lines',
      'trailing space',
      'crlf',
    ]);
    for (const { text } of edits) {
      expect(text).not.toBe(TEXT);
      expect(wordsOf(text)).toEqual(wordsOf(TEXT));
    }
  });

  it('that are small drop, swap or lengthen paragraphs after the lead, the same ones every time', () => {
    const edits = smallEdits(labelled(TEXT), createRandom(1));
    expect(new Set(edits.map(({ name }) => name))).toEqual(new Set(['dropped', 'sentence', 'swapped']));
    for (const { text } of edits) expect(text).toContain('A small HTTP client.');
    expect(smallEdits(labelled(TEXT), createRandom(1))).toEqual(edits);
  });
});
