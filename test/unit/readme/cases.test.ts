import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ReadmeDocument } from '../../../src/model/readme.ts';
import { parseReadme } from '../../../src/readme/readme.ts';

const CASES = fileURLToPath(new URL('../../cases/readme', import.meta.url));
/** Facts beside the path, for the cases in which they matter. */
const FACTS: ReadonlyMap<string, { name: string | null; description: string | null }> = new Map([
  ['notice-first.md', { name: 'example/harrow', description: ':wheat: Ploughs CSV, see https://harrow.example' }],
]);

const files = readdirSync(CASES).filter((file) => !file.endsWith('.json'));

// A case is a README and what is read from it, in a file of the same name and `.json`; `npm test -- -u` writes the latter anew.
describe('a README of each kind', () => {
  it.each(files)('%s is read as its case says', async (file) => {
    const facts = FACTS.get(file) ?? { name: null, description: null };
    const document = parseReadme(readFileSync(`${CASES}/${file}`), { path: file, ...facts });
    await expect(renderCase(document)).toMatchFileSnapshot(`${CASES}/${file}.json`);
  });

  it.each(files)('%s says the same with any line ends', (file) => {
    const facts = { path: file, name: null, description: null };
    const text = readFileSync(`${CASES}/${file}`, 'utf8');
    const expected = parseReadme(new TextEncoder().encode(text), facts);
    for (const lineEnd of ['\r\n', '\r']) {
      const bytes = new TextEncoder().encode(text.replaceAll('\n', lineEnd));
      expect(parseReadme(bytes, facts)).toEqual({ ...expected, bytes: bytes.length });
    }
  });
});

/** One segment a line, so that a change of one shows as one. */
function renderCase(document: ReadmeDocument): string {
  const { format, stub, empty, shape, segments } = document;
  const head = JSON.stringify({ format, stub, empty, shape }).slice(0, -1);
  const rows = segments.map(({ line, field, text }) => JSON.stringify([line, field, text]));
  return `${head},"segments":[${rows.length > 0 ? `\n${rows.join(',\n')}\n` : ''}]}\n`;
}
