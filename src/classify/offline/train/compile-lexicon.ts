// Makes data/lexicon.generated.json from lexicon/*.json: all forms taken apart into words once, so that a run only looks
// them up. One command: npm run lexicon
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileLexicon, type Entry } from './lexicon-source.ts';

const folder = new URL('../lexicon/', import.meta.url);
const entries = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && name !== 'shared.json')
  .sort()
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Entry[]);
const out = fileURLToPath(new URL('../data/lexicon.generated.json', import.meta.url));
writeFileSync(out, `${JSON.stringify(compileLexicon(entries))}\n`);
console.error(`${entries.length} concepts`);
