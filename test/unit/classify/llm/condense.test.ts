import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { condenseReadme } from '../../../../src/classify/llm/condense.ts';
import { estimateTokens } from '../../../../src/classify/llm/token-estimate.ts';
import type { ReadmeDocument } from '../../../../src/model/readme.ts';
import { parseReadme } from '../../../../src/readme/readme.ts';
import { hostileTexts, plainReadme } from '../../../bench/texts.ts';

const read = (text: string, path = 'README.md'): ReadmeDocument =>
  parseReadme(Buffer.from(text), { path, name: 'teasel', description: 'Combs wool.' });
const condense = (text: string, tokens = 900) => condenseReadme(read(text), tokens);

const filler = (words: number, seed = 0): string =>
  Array.from({ length: words }, (_, at) => `word${at % 7} of number ${at + seed}`).join(' ');

const SHORT = `# Teasel

Teasel combs wool in the terminal.

## Installation

\`\`\`sh
npm install teasel
\`\`\`

## License

MIT, see the file.
`;

const LONG = `# Teasel

Teasel combs wool in the terminal.

## Troubleshooting

TROUBLE ${filler(300)}

## Features

- FEATURE one: carding
- FEATURE two: spinning

## Usage

Run USAGE first.

\`\`\`python
import teasel
teasel.comb("CODE")
\`\`\`

\`\`\`sh
pip install teasel
\`\`\`

## Reference

${Array.from({ length: 40 }, (_, at) => `### method${at}\n\n${filler(60, at)}\n\n\`\`\`go\n${filler(20, 100 + at)}\n\`\`\`\n`).join('\n')}
`;

describe('condenseReadme', () => {
  it('gives a short README whole, as Markdown, without the sections that say nothing of a project', () => {
    expect(condense(SHORT)).toEqual({
      text: '# Teasel\nTeasel combs wool in the terminal.\n## Installation\n```shell\nnpm install teasel\n```',
      tokens: estimateTokens(
        '# Teasel\nTeasel combs wool in the terminal.\n## Installation\n```shell\nnpm install teasel\n```',
      ),
      cut: [],
    });
  });

  it('keeps title, lead, features, installation and the beginning of the usage of a long one, in their order', () => {
    const { text } = condense(LONG, 300);
    const places = ['# Teasel', 'Teasel combs wool', 'FEATURE one', 'FEATURE two', 'USAGE', 'pip install teasel'];
    expect(places.map((part) => text.indexOf(part))).toEqual(
      places.map((part) => text.indexOf(part)).sort((a, b) => a - b),
    );
    expect(places.filter((part) => !text.includes(part))).toEqual([]);
  });

  it('lists the headings of sections that it leaves out in one line', () => {
    expect(condense(LONG, 300).text).toMatch(/^## .*method3 · method4 · method5/m);
  });

  it('names the languages of code that it leaves out', () => {
    expect(condense(LONG, 200).text).toContain('\nOther code: go');
  });

  it('says what it leaves out, without a word of it', () => {
    const { cut } = condense(LONG, 300);
    expect(cut).toEqual([
      expect.stringMatching(/^About 9\d % of the text is left out\.$/),
      expect.stringMatching(/^About 9\d % of the code is left out\.$/),
      expect.stringMatching(/^\d+ of 44 headings are left out\.$/),
    ]);
    const whole = condenseReadme(read('# A\n\ntext\n'.repeat(110_000)), 900);
    expect(whole.cut[0]).toBe('Only the first 1 MB of the README was read.');
  });

  it('marks where something is left out', () => {
    expect(condense(`# Teasel\n\n${filler(2000)}`).text.endsWith('\n…')).toBe(true);
  });

  it('uses most of its budget and never more', () => {
    for (const budget of [200, 400, 900, 2000, 5000]) {
      const { tokens, text } = condense(LONG, budget);
      expect(tokens).toBe(estimateTokens(text));
      expect(tokens).toBeLessThanOrEqual(budget);
      expect(tokens).toBeGreaterThan(budget * 0.85);
    }
  });

  it('keeps nothing that readers do not see', () => {
    const text = `# Teasel
<!-- SECRET comment -->
Combs wo\u200bol\u{e0041}\u202e. <span hidden>SECRET span</span>

<div style="display:none">

SECRET block

</div>

[//]: # (SECRET label)
`;
    const condensed = condense(text).text;
    expect(condensed).toContain('Combs wool.');
    expect(condensed).not.toMatch(/SECRET|[\u200b\u202e\u{e0041}]/u);
  });

  it('keeps lines that run its own command and the beginning of code in each language', () => {
    const code =
      '```sh\nnpm test\nteasel --comb wool\n```\n\n```python\nimport teasel\n```\n\n```go\nimport "teasel"\n```\n';
    const { text } = condense(`# Teasel\n\nCombs wool.\n\n## Features\n\n${filler(2000)}\n\n## More\n\n${code}`, 400);
    expect(text).toContain('teasel --comb wool');
    expect(text).toContain('```python\nimport teasel\n');
    expect(text).toContain('```go\nimport "teasel"\n');
  });

  it('keeps an install line that names the project sooner than others', () => {
    const lines = Array.from({ length: 60 }, (_, at) => `pip install some-other-package-${at}`).join('\n');
    expect(condense(`# Teasel\n\n\`\`\`sh\n${lines}\npip install teasel\n\`\`\`\n`, 200).text).toContain('teasel\n');
  });

  it('leaves the lead a paragraph of its own', () => {
    const fields = (text: string): readonly string[] =>
      read(text).segments.map(({ field, text }) => `${field} ${text}`);
    const text = '# Teasel\n\nCombs wool.\n\n- carding\n- spinning\n\nAnd a word more.\n';
    expect(fields(condense(text).text)).toEqual(fields(text));
  });

  it('says a repeated line once', () => {
    expect(condense('# Teasel\n\n- again\n- again\n- again\n- and this\n').text).toBe('# Teasel\n- again\n- and this');
  });

  it('cuts long paragraphs at the ends of sentences and never through a character', () => {
    const sentences = Array.from({ length: 400 }, (_, at) => `Sentence ${at} of this text is some words long.`).join(
      ' ',
    );
    expect(condense(`# T\n\n## Features\n\n${sentences}`, 300).text).toMatch(
      /^# T\n## Features\n(?:Sentence \d+ of this text is some words long\. ?)+\n…$/,
    );
    expect(condense(`# T\n\n${'😀'.repeat(3000)}`, 200).text).not.toMatch(/\p{Cs}/u);
  });

  it.each([
    ['README.rst', 'Teasel\n======\n\nCombs wool.\n\nFeatures\n--------\n\n* carding\n'],
    ['README.adoc', '= Teasel\n\nCombs wool.\n\n== Features\n\n* carding\n'],
    ['README.org', '* Teasel\n\nCombs wool.\n\n** Features\n\n- carding\n'],
  ])('reads %s as well', (path, text) => {
    expect(condenseReadme(read(text, path), 900).text).toBe('# Teasel\nCombs wool.\n## Features\n- carding');
  });

  it('has room for more than a title, however long that is', () => {
    const words = Array.from({ length: 3000 }, (_, at) => `title${at}`).join(' ');
    const { text } = condense(`# ${words}\n\nCombs wool.\n\n## ${words}\n\nText.\n\n## Features\n\n- carding\n`, 400);
    expect(text).toContain('Combs wool.');
    expect(text).toContain('carding');
  });

  it('gives no text where there is none', () => {
    expect(condense('')).toEqual({ text: '', tokens: 0, cut: [] });
  });

  it('is deterministic and within its budget for any text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom('# ', '\n\n## Features\n\n', '```js\n', '\n```\n', '- ', '| a | b |\n', '`npm i x` '),
            fc.string({ unit: 'binary', maxLength: 300 }),
          ),
          { maxLength: 60 },
        ),
        fc.integer({ min: 200, max: 1500 }),
        (parts, budget) => {
          const text = parts.join('');
          const condensed = condense(text, budget);
          expect(condensed.tokens).toBeLessThanOrEqual(budget);
          expect(condense(text, budget)).toEqual(condensed);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes time linear in the length of hostile text', () => {
    for (const [what, make] of [...hostileTexts, ['many headings', headings] as const]) {
      const document = read(make(300_000));
      const start = performance.now();
      const { tokens } = condenseReadme(document, 900);
      expect(performance.now() - start, what).toBeLessThan(4000);
      expect(tokens, what).toBeLessThanOrEqual(900);
    }
  });

  it('leaves something of every hostile text that has any', () => {
    for (const [what, make] of hostileTexts) {
      const document = read(make(20_000));
      if (document.empty) continue;
      expect(condenseReadme(document, 200).text, what).not.toBe('');
    }
    expect(condense(plainReadme(100_000)).text).toContain('npm install --global lantern');
  });
});

const headings = (length: number): string =>
  Array.from({ length: length / 12 }, (_, at) => `## h${at}\n\nt${at}\n`).join('\n');
