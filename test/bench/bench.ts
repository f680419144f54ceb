// Measures speed and size as ratios within one run (design section 9) and prints a Markdown table.
//   npm run bench              prints the table
//   npm run bench -- --check   fails when a limit is broken
//   npm run bench -- --write   also writes the table into README.md
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import MarkdownIt from 'markdown-it';
import { replaceBlock } from '../../.github/scripts/markers.ts';
import { createOfflineClassifier } from '../../src/classify/offline/offline.ts';
import { parseReadme } from '../../src/readme/readme.ts';
import { parseVocabulary } from '../../src/vocabulary/vocabulary.ts';
import { measureRequest, pastePrompt, readSeedPrompt } from './request.ts';
import { hostileTexts, plainReadme } from './texts.ts';

type Measurement = {
  readonly what: string;
  readonly value: number;
  readonly bound: number;
  readonly unit: string;
  /** Where `--check` fails: the bound, or more for what is over it already or shakes with the load of the machine. */
  readonly limit: number;
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = join(root, 'dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'readme-tagger-bench-'));
const measurements: Measurement[] = [];
const measure = (what: string, value: number, bound: number, unit = '×', limit = bound): void => {
  measurements.push({ what, value, bound, unit, limit });
  console.error(`${value > bound ? 'OVER ' : ''}${what}: ${value.toFixed(2)} ${unit} (bound ${bound})`);
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Milliseconds that the processor spends on a call: other work on the machine makes it wait, and waiting is no work. */
function processorTime(task: () => void): number {
  const start = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The fastest of several calls of two tasks in turn, so that both see the same machine. */
function fastestInTurn(first: () => void, second: () => void, rounds: number): readonly [number, number] {
  let best: readonly [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round++) {
    best = [Math.min(best[0], processorTime(first)), Math.min(best[1], processorTime(second))];
  }
  return best;
}

/** Milliseconds of one call, the fastest of several: noise only ever adds. */
function fastest(task: () => void, rounds: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    task();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const vocabularyOf = async (count: number) => {
  const names = (JSON.parse(readFileSync(join(root, 'test/bench/names.json'), 'utf8')) as string[]).slice(0, count);
  for (let number = names.length; number < count; number++)
    names.push(`${names[number % 80]}-${names[(number * 7) % 80]}-${number}`);
  const bytes = Buffer.from(JSON.stringify(names.map((name, id) => ({ id, name }))));
  return parseVocabulary([{ name: 'tags.json', bytes }], { topics: 'optional' });
};

try {
  const readme = plainReadme(20_000);
  const readmePath = join(folder, 'README.md');
  const tagsPath = join(folder, 'tags.json');
  const small = await vocabularyOf(90);
  writeFileSync(readmePath, plainReadme(17_000));
  writeFileSync(tagsPath, JSON.stringify(small.tags.map(({ id, name }) => ({ id, name }))));

  // Cold start and peak memory.
  const peak = join(folder, 'peak.mjs');
  // What a process asks Linux for itself counts the memory of the one that started it too, and this one is large.
  writeFileSync(
    peak,
    `import { existsSync, readFileSync } from 'node:fs';
const status = '/proc/self/status';
process.on('exit', () => {
  const own = existsSync(status) ? /VmHWM:\\s*(\\d+)/.exec(readFileSync(status, 'utf8'))[1] : process.resourceUsage().maxRSS;
  process._rawDebug('peak ' + own);
});
`,
  );
  const call = [cli, 'classify', readmePath, '--tags', tagsPath];
  // `BENCH_NODE` names a second Node to measure with: an older one is slower to start, and so the ratio is another.
  const nodes = ['node', ...(process.env['BENCH_NODE'] ? [process.env['BENCH_NODE']] : [])];
  const run = (args: readonly string[], env: Record<string, string> = {}, node = nodes[0]!) =>
    spawnSync(node, args, { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', ...env } });
  const time = (args: readonly string[], node: string): number => {
    const start = performance.now();
    const { status, stderr } = run(args, {}, node);
    if (status !== 0) throw new Error(stderr);
    return performance.now() - start;
  };
  const memory = (args: readonly string[]): number =>
    Number(/peak (\d+)/.exec(run(['--import', peak, ...args]).stderr)?.[1]);
  for (const node of nodes) {
    const version = run(['-p', 'process.versions.node'], {}, node).stdout.trim().split('.')[0];
    // In turn, so that both see the same machine.
    const times = Array.from({ length: 25 }, () => [time(call, node), time(['-e', '0'], node)] as const);
    const ratio = median(times.map(([a]) => a)) / median(times.map(([, b]) => b));
    measure(
      `\`classify\` of a 17 KB README against 90 tags, on Node ${version}: wall time over \`node -e 0\``,
      ratio,
      2,
      '×',
      4,
    );
  }
  const memories = Array.from({ length: 5 }, () => [memory(call), memory(['-e', '0'])] as const);
  measure(
    'the same: peak memory over `node -e 0`',
    median(memories.map(([a]) => a)) / median(memories.map(([, b]) => b)),
    1.6,
  );

  // Warm: one README of 20 KB.
  const markdown = new MarkdownIt({ html: true });
  const bytes = Buffer.from(readme);
  const facts = { path: 'README.md', name: 'example', description: 'An example' };
  const options = { maxTags: 3, minScore: null, exclude: [], pin: [] };
  const classifier = createOfflineClassifier(small);
  const classify = (): void => void classifier.classify(parseReadme(bytes, facts), options);
  for (let round = 0; round < 50; round++) {
    classify();
    markdown.parse(readme, {});
  }
  const parsing = fastest(() => void markdown.parse(readme, {}), 60);
  const warm = fastest(classify, 60);
  measure('classify a 20 KB README against 90 tags, warm, over `markdown-it` parsing it', warm / parsing, 4);

  const large = await vocabularyOf(10_000);
  const compiling = fastest(() => void createOfflineClassifier(large), 5);
  measure('compiling 10,000 tags', compiling, 150, 'ms', 300);
  const descriptions = Object.values(
    JSON.parse(readFileSync(join(root, 'test/accuracy/descriptions.json'), 'utf8')) as Record<string, string>,
  );
  const described = {
    ...large,
    tags: large.tags.map((tag, at) => ({
      ...tag,
      name: `qx${at}z`,
      description: descriptions[at % descriptions.length]!,
    })),
  };
  const compilingDescribed = fastest(() => void createOfflineClassifier(described), 5);
  measure('compiling 10,000 tags that only their descriptions explain', compilingDescribed, 150, 'ms', 450);
  const largeClassifier = createOfflineClassifier(large);
  const classifyLarge = (): void => void largeClassifier.classify(parseReadme(bytes, facts), options);
  for (let round = 0; round < 20; round++) classifyLarge();
  measure('the same README against 10,000 compiled tags, over 90 tags', fastest(classifyLarge, 40) / warm, 3);

  // Growth from 125 KB to 1 MB, as the factor for each doubling: single steps are at the mercy of the garbage collector.
  let worst = { what: '', factor: 0 };
  for (const [what, make] of hostileTexts) {
    const [short, long] = [125_000, 1_000_000].map((length) => {
      const text = Buffer.from(make(length));
      return () => void classifier.classify(parseReadme(text, facts), options);
    });
    const [shortMs, longMs] = fastestInTurn(short!, long!, 6);
    const factor = (longMs / Math.max(shortMs, 2)) ** (1 / 3);
    if (factor > worst.factor) worst = { what, factor };
  }
  measure(
    `twice the text, worst of ${hostileTexts.length} kinds of text up to 1 MB (${worst.what})`,
    worst.factor,
    2.4,
    '×',
    2.7,
  );

  // What is loaded: the entry, and every file of dist/ that is read.
  const loaded = (args: readonly string[]): number => {
    const list = join(folder, 'reads.txt');
    const preload = join(folder, 'reads.mjs');
    writeFileSync(
      preload,
      `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
const read = fs.readFileSync;
const seen = new Set();
fs.readFileSync = (path, ...rest) => {
  if (path instanceof URL || typeof path === 'string') seen.add(path instanceof URL ? fileURLToPath(path) : path);
  return read(path, ...rest);
};
syncBuiltinESMExports();
process.on('exit', () => fs.writeFileSync(${JSON.stringify(list)}, [...seen].join('\\n')));
`,
    );
    run(args, { NODE_OPTIONS: `--import ${pathToFileURL(preload).href}` });
    const dist = join(root, 'dist/');
    const paths = new Set(
      readFileSync(list, 'utf8')
        .split('\n')
        .filter((path) => path.startsWith(dist)),
    );
    if (paths.size < 4)
      throw new Error(`Only ${paths.size} files of dist/ are read; this no longer measures anything.`);
    paths.add(join(dist, 'cli.js'));
    return [...paths].reduce((sum, path) => sum + statSync(path).size, 0) / 1_000_000;
  };
  measure('code and data that `cli.js classify` loads', loaded(call), 1.5, 'MB');
  const committed = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(root, 'dist', name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
  measure('everything in `dist/`', committed / 1_000_000, 7, 'MB');

  // What a model is sent. The prompt that the project comes from is not part of it; one of the same form and size is.
  const own = { name: 'lantern', description: 'An HTTP client for the terminal', readme: plainReadme(14_500) };
  const pasted = readSeedPrompt() ?? pastePrompt({ ...own, tags: small.tags.map(({ name }, id) => ({ id, name })) });
  measure(
    'request to a model for a README of 14 KB and 90 tags, form of the answer included: tokens over those of the prompt that people paste',
    await measureRequest(pasted),
    0.4,
  );
} finally {
  if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
}

const table = [
  '| what | measured | bound |',
  '|---|---|---|',
  ...measurements.map(({ what, value, bound, unit }) => {
    const digits = unit === 'ms' ? 0 : 2;
    return `| ${what} | ${value.toFixed(digits)} ${unit} | ${bound} ${unit} |`;
  }),
].join('\n');
console.log(table);
if (process.argv.includes('--write')) {
  const path = join(root, 'README.md');
  writeFileSync(path, replaceBlock(readFileSync(path, 'utf8'), '<!-- bench:start', '<!-- bench:end', `\n${table}\n`));
}
const over = measurements.filter(({ value, limit }) => !(value <= limit));
if (process.argv.includes('--check') && over.length > 0) {
  console.error(
    `${over.length} of ${measurements.length} limits broken: ${over.map(({ what, value }) => `${what} ${value.toFixed(2)}`).join('; ')}`,
  );
  process.exit(1);
}
