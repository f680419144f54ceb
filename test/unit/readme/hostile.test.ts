import { describe, expect, it } from 'vitest';
import { parseReadme } from '../../../src/readme/readme.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

const SHORT = 16_384;
const LONG = 4 * SHORT;
/** Linear time makes 4, quadratic 16; two doublings of at most 2.4 each make 5.76, and the rest is for a busy machine. */
const MAX_RATIO = 7.5;
/** What is read this fast at full length has no quadratic part worth the name. */
const TRIVIAL_MS = 12;
const ATTEMPTS = 4;

function read(text: string, extension: string): void {
  parseReadme(new TextEncoder().encode(text), { path: `README.${extension}`, name: null, description: null });
}

function fastestMs(text: string, extension: string, runs: number): number {
  const bytes = new TextEncoder().encode(text);
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    // What the processor spends on this process alone: other work on the machine makes it wait, and waiting is no work.
    const start = process.cpuUsage();
    parseReadme(bytes, { path: `README.${extension}`, name: null, description: null });
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

describe('hostile text', () => {
  it.each(HOSTILE_TEXTS)('takes time in proportion to its length: .%s %s', (extension, _name, text) => {
    const short = text(SHORT);
    const long = text(LONG);
    let ratio = 0;
    // Noise makes a run slower, never faster: the fastest runs count, and one good attempt shows what the code does.
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const longMs = fastestMs(long, extension, 1 + attempt);
      if (longMs < TRIVIAL_MS) return;
      ratio = longMs / fastestMs(short, extension, 2 + attempt);
      if (ratio <= MAX_RATIO) return;
    }
    expect(ratio).toBeLessThanOrEqual(MAX_RATIO);
  });

  it.each([
    ['one line of a megabyte', 'md', 'word '.repeat(200_000)],
    ['one word of a megabyte', 'md', 'a'.repeat(1_000_000)],
    ['10,000 nested quotes', 'md', `${'>'.repeat(10_000)} a`],
    ['10,000 nested lists', 'md', `${'- '.repeat(10_000)}a`],
    ['100,000 brackets', 'md', '['.repeat(100_000)],
    ['100,000 table cells', 'md', `|${'a|'.repeat(100_000)}\n|${'-|'.repeat(100_000)}\n|${'b|'.repeat(100_000)}`],
    ['100,000 nested elements', 'md', `${'<div>'.repeat(100_000)}a`],
    ['100,000 nested elements of a page', 'html', `${'<div>'.repeat(100_000)}a`],
    [
      '1,000 nested containers',
      'rst',
      Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}.. container::`).join('\n'),
    ],
  ])('%s does not exhaust the stack', (_name, extension, text) => {
    expect(() => read(text, extension)).not.toThrow();
  });
});
