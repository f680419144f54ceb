// Writes what is made from the sources into action.yml and the documents: inputs, outputs and error codes, the public name
// and major version, and what the command line says about README.md: `npm run docs`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BLOCKS } from './blocks.ts';
import { replaceBlock } from './markers.ts';
import { drawPicture } from './picture.ts';
import { putPublicName } from './public-name.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

for (const file of ['action.yml', 'README.md', ...findDocuments('.github'), ...findDocuments('examples')]) {
  const path = join(root, file);
  const before = readFileSync(path, 'utf8');
  const filled = BLOCKS.filter((block) => block.file === file).reduce(
    (text, { start, end, render }) => replaceBlock(text, start, end, render()),
    before,
  );
  const named = putPublicName(filled);
  const after = file === 'README.md' ? drawPicture(named) : named;
  if (after !== before) {
    writeFileSync(path, after);
    console.log(`Wrote ${file}`);
  }
}

/** Markdown, forms of issues, workflows to copy and how they are linted; this project's own workflows name no project. */
function findDocuments(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'scripts' || entry.name === 'workflows' ? [] : findDocuments(path);
    return /\.md$|ISSUE_TEMPLATE\/.*\.yml$|^examples\/.*\.yml$|zizmor\.yml$/.test(path) ? [path] : [];
  });
}
