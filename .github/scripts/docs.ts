// Writes the inputs and outputs of action.yml and their tables in README.md from the tables in src/settings.ts and
// src/settings/outputs.ts: `npm run docs`.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { BLOCKS, replaceBlock } from './blocks.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

for (const file of new Set(BLOCKS.map((block) => block.file))) {
  const path = `${root}/${file}`;
  const before = await readFile(path, 'utf8');
  const after = BLOCKS.filter((block) => block.file === file).reduce(
    (text, { start, end, render }) => replaceBlock(text, start, end, render()),
    before,
  );
  if (after !== before) {
    await writeFile(path, after);
    console.log(`Wrote ${file}`);
  }
}
