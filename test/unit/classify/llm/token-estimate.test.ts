import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../../../src/classify/llm/token-estimate.ts';
import { hostileTexts } from '../../../bench/texts.ts';
import { LANGUAGES } from './languages.ts';

const trueCount = (text: string): number => encode(text, { disallowedSpecial: new Set() }).length;
const ratio = (text: string): number => estimateTokens(text) / trueCount(text);

const folder = fileURLToPath(new URL('../../../accuracy/readmes', import.meta.url));
const readmes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
const digests = (encoding: 'base64' | 'hex'): string =>
  Array.from({ length: 40 }, (_, number) => createHash('sha256').update(String(number)).digest(encoding)).join('');

describe('estimateTokens', () => {
  it('is hardly ever under the count of o200k_base for a README, and mostly within 15 % over it', () => {
    const ratios = readmes.map(ratio).sort((a, b) => a - b);
    expect(readmes.length).toBeGreaterThan(60);
    expect(ratios[0]).toBeGreaterThan(0.95);
    expect(ratios[Math.floor(ratios.length * 0.75)]).toBeLessThan(1.17);
    // A few hundred characters of German are the most that it is over.
    expect(ratios.at(-1)).toBeLessThan(1.57);
    const long = readmes.filter((text) => trueCount(text) > 400).map(ratio);
    expect(long.length).toBeGreaterThan(20);
    expect(Math.max(...long)).toBeLessThan(1.25);
  });

  it('is not under it in any of the large scripts', () => {
    expect(ratio([...LANGUAGES.values()].join('\n'))).toBeGreaterThan(1);
    // A single sentence says less of its language than a README does.
    const worst = [...LANGUAGES].map(([language, text]) => [ratio(text), language] as const).sort(([a], [b]) => a - b);
    expect(worst[0]![0], worst[0]![1]).toBeGreaterThan(0.87);
    expect(worst.at(-1)![0], worst.at(-1)![1]).toBeLessThan(1.45);
    expect(worst.filter(([value]) => value < 0.95).length).toBeLessThan(4);
  });

  it.each([
    ['emoji', '🚀✨🔥🎉👍📦🛠️🐛📝💡🔒⚡️✅❌⭐🌍🧪🤖🐳🎨'.repeat(10), 1.3],
    ['flags and families', '🧑‍🚒👩‍👩‍👧‍👦🏴‍☠️🇹🇷🇧🇷🦥🪐🧿'.repeat(10), 1.3],
    ['base64', digests('base64'), 1.3],
    ['digests', digests('hex'), 1.35],
    ['numbers', '3141592653589793238462643383279502884197'.repeat(5), 1.2],
    ['folders drawn in boxes', '├── src\n│   ├── main.ts\n│   └── cli.ts\n└── test\n'.repeat(10), 1.3],
    ['a rule', '='.repeat(300), 9],
    [
      'code',
      'export async function* readLines(stream: Readable): AsyncGenerator<string> {\n  for await (const chunk of stream) {\n    yield String(chunk);\n  }\n}\n',
      1.3,
    ],
    ['C', '#define MAX(a,b) (((a)>(b))?(a):(b))\nstatic int foo_cb(struct bar *p){return p->q&0xff;}\n'.repeat(4), 1.3],
    ['JSON in JSON', JSON.stringify(JSON.stringify({ tags: [{ tag: 'lib', quote: 'a "quoted"\nline' }] })), 1.4],
    ['addresses', 'https://img.example.com/npm/v/some-package.svg?style=flat-square&logo=npm\n'.repeat(4), 1.3],
    ['words that are none', 'qzxvk jwpfh gtbdmq yxzkv wjqphf gzxcvb nmlkjq wrtzps '.repeat(6), 1.4],
    ['long lines of a table', `| a | b |\n|---|---|\n${'| some cell | another one |\n'.repeat(20)}`, 1.3],
  ])('holds for %s', (_, text, most) => {
    expect(ratio(text)).toBeGreaterThan(0.9);
    expect(ratio(text)).toBeLessThan(most);
  });

  it('is 0 for no text and a whole number for any', () => {
    expect(estimateTokens('')).toBe(0);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const tokens = estimateTokens(text);
        expect(Number.isSafeInteger(tokens)).toBe(true);
        expect(tokens).toBeGreaterThanOrEqual(text === '' ? 0 : 1);
      }),
    );
  });

  it('takes time linear in the length of hostile text', () => {
    for (const [what, make] of hostileTexts) {
      const start = performance.now();
      estimateTokens(make(1_000_000));
      expect(performance.now() - start, what).toBeLessThan(3000);
    }
  });
});
