// What the command line says about the project's own README, for that README.
import { readFileSync } from 'node:fs';
import { createOfflineClassifier } from '../../src/classify/offline/offline.ts';
import { renderResultTable } from '../../src/cli/result-table.ts';
import { createStyle } from '../../src/cli/style.ts';
import { parseReadme } from '../../src/readme/readme.ts';
import { makeResult, renderResult } from '../../src/report/result.ts';
import { parseJsonVocabulary } from '../../src/vocabulary/vocabulary.ts';
import { replaceBlock } from './markers.ts';

const START = '<!-- picture:start';
const END = '<!-- picture:end -->';
/** As wide as a block of code on GitHub's page without a bar to scroll with. */
const COLUMNS = 96;
const MAX_ROUNDS = 6;

/**
 * Puts the picture into the README. The picture is part of what is classified, so it is drawn again until it no longer
 * changes. Throws where it never settles, or where the text has no markers.
 */
export function drawPicture(readme: string): string {
  let text = readme;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const drawn = replaceBlock(text, START, END, `\n${renderPicture(text)}\n`);
    if (drawn === text) return text;
    text = drawn;
  }
  throw new Error(
    'The picture in the README changes what is said about the README, again and again. Word it otherwise.',
  );
}

function renderPicture(readme: string): string {
  const bytes = readFileSync(new URL('../tags.json', import.meta.url));
  const vocabulary = parseJsonVocabulary({ name: '.github/tags.json', bytes });
  const document = parseReadme(Buffer.from(readme), { path: 'README.md', name: null, description: null });
  const options = { maxTags: 3, minScore: null, exclude: [], pin: [] };
  const classification = createOfflineClassifier(vocabulary).classify(document, options);
  const table = renderResultTable(classification, { columns: COLUMNS, style: createStyle(false), blocks: true });
  const command = '$ node dist/cli.js classify README.md --tags .github/tags.json';
  const result = renderResult(makeResult('README.md', classification.tags));
  return ['```console', command, table.trimEnd(), result, '```'].join('\n');
}
