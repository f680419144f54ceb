// Makes data/background.generated.json from unlabelled READMEs: gzipped JSON Lines of {repo, path, text}.
// Only counts leave the corpus. One command: npm run background -- CORPUS.jsonl.gz
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parseReadme } from '../../../readme/readme.ts';
import { hash24, LEVELS } from '../background.ts';
import { allForms } from '../lexicon.ts';
import { JOINED, tokenizeSegments } from '../tokens.ts';

/** Fewer than this, and a word is as good as unseen. */
const MIN_WORD_COUNT = 2;
const MIN_PAIR_COUNT = 5;

const [, , corpus = '../shared/eval/background.jsonl.gz'] = process.argv;

/** Forms of the lexicon of more than one word, by first word: their counts are kept however rare they are. */
const formsByFirst = new Map<string, string[][]>();
const formKeys = new Set<string>();
for (const { phrase, role } of allForms()) {
  const words = phrase.split(' ');
  const [first] = words;
  if (first === undefined || words.length < 2 || role === 'against' || formKeys.has(phrase)) continue;
  formKeys.add(phrase);
  formsByFirst.set(first, [...(formsByFirst.get(first) ?? []), words]);
}

const anywhere = new Map<string, number>();
const atTop = new Map<string, number>();
const count = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

const lines = gunzipSync(readFileSync(corpus)).toString('utf8').split('\n').filter(Boolean);
for (const line of lines) {
  const { path, text } = JSON.parse(line) as { path: string; text: string };
  const document = parseReadme(Buffer.from(text), { path, name: null, description: null });
  const tokens = tokenizeSegments(document.segments);
  const seen = new Set<string>();
  const seenAtTop = new Set<string>();
  const see = (key: string, at: number): void => {
    seen.add(key);
    const { field } = document.segments[tokens.segments[at]!]!;
    if (field === 'title' || field === 'lead') seenAtTop.add(key);
  };
  for (const [at, word] of tokens.words.entries()) {
    see(word, at);
    if (tokens.gaps[at + 1] === JOINED) see(`${word} ${tokens.words[at + 1]}`, at);
    for (const form of formsByFirst.get(word) ?? []) {
      const matches = form.every(
        (part, offset) => tokens.words[at + offset] === part && (offset === 0 || tokens.gaps[at + offset] === JOINED),
      );
      if (matches) see(form.join(' '), at);
    }
  }
  for (const key of seen) count(anywhere, key);
  for (const key of seenAtTop) count(atTop, key);
}

const level = (found: number): number => Math.round((LEVELS * Math.log2(found + 1)) / Math.log2(lines.length + 1));
const byHash = new Map<number, number>();
for (const [key, found] of anywhere) {
  const isPair = key.includes(' ');
  if (!formKeys.has(key) && found < (isPair ? MIN_PAIR_COUNT : MIN_WORD_COUNT)) continue;
  const packed = (level(found) << 4) | level(atTop.get(key) ?? 0);
  const hash = hash24(key);
  // Two keys with one hash: keep the commoner, so that no rare word seems common by more than it must.
  byHash.set(hash, Math.max(byHash.get(hash) ?? 0, packed));
}
const sorted = [...byHash].sort(([a], [b]) => a - b);
const bytes = Buffer.alloc(sorted.length * 4);
for (const [index, [hash, packed]] of sorted.entries()) bytes.writeUInt32LE(((hash << 8) | packed) >>> 0, index * 4);

const out = fileURLToPath(new URL('../data/background.generated.json', import.meta.url));
writeFileSync(out, `{ "documents": ${lines.length}, "packed": "${bytes.toString('base64')}" }\n`);
console.error(`${lines.length} READMEs, ${sorted.length} words and phrases, ${bytes.length} bytes`);
