import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanLine,
  encodePath,
  renderCode,
  renderFence,
  renderLink,
  renderProse,
} from '../../../src/report/markdown-escape.ts';
import { nasty } from './nasty.ts';
import { renderMarkdown } from './rendered.ts';

/** What is left of a text when everything that is not seen is taken away. */
const visible = (text: string): string =>
  text
    .replace(/\u200b/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const contexts: readonly [string, (inline: string) => string, readonly string[]][] = [
  ['a paragraph', (inline) => `Before ${inline} after`, ['p']],
  ['a list item', (inline) => `- ${inline}`, ['ul', 'li']],
  ['the start of a line', (inline) => inline, ['p']],
  ['a quote', (inline) => `> ${inline}`, ['blockquote', 'p']],
  [
    'a table cell',
    (inline) => `| a | b |\n| - | - |\n| ${inline} | end |`,
    ['table', 'thead', 'tr', 'th', 'th', 'tbody', 'tr', 'td', 'td'],
  ],
  ['a heading', (inline) => `## ${inline}`, ['h2']],
];

describe('text as code', () => {
  it.each(contexts)('is one code element and nothing else in %s', (_name, put, around) => {
    for (const text of nasty) {
      const { elements, text: shown, html } = renderMarkdown(put(renderCode(text)));
      expect(html).not.toMatch(/www\./i);
      expect(elements.map(({ name }) => name).sort(), text).toEqual([...around, 'code'].sort());
      expect(shown).toContain(cleanLine(text, 120));
    }
  });

  it('is one code element whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const { elements } = renderMarkdown(`Before ${renderCode(text)} after`);
        expect(elements.map(({ name }) => name)).toEqual(['p', 'code']);
      }),
    );
  });
});

describe('text as prose', () => {
  it.each(contexts)('is text and nothing else in %s', (_name, put, around) => {
    for (const text of nasty) {
      const { elements, text: shown } = renderMarkdown(put(renderProse(text)));
      expect(elements.map(({ name }) => name).sort(), text).toEqual([...around].sort());
      expect(visible(shown)).toContain(visible(cleanLine(text, 1000)));
    }
  });

  it('mentions nobody, refers to nothing, and has no emoji code', () => {
    for (const text of nasty) {
      const { openText } = renderMarkdown(renderProse(text));
      expect(openText).not.toMatch(/@\w|#\d|\bGH-\d|:[\w+-]+:|:\/\/|www\./i);
    }
  });
});

describe('a clean line', () => {
  it('has no line break, no control and nothing invisible', () => {
    for (const text of nasty) {
      expect(cleanLine(text, 200)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
    }
  });

  it('is cut at whole characters, and says so', () => {
    expect(cleanLine('😀😀😀😀', 3)).toBe('😀😀…');
    expect(cleanLine('abc', 3)).toBe('abc');
    expect(cleanLine('a'.repeat(1_000_000), 5)).toBe('aaaa…');
  });

  it('keeps at most three marks on a letter', () => {
    expect(cleanLine('z\u0300\u0301\u0302\u0303\u0304', 10)).toBe('z\u0300\u0301\u0302');
  });
});

describe('a link', () => {
  it('ends where it should, whatever the path', () => {
    for (const path of [
      'a b.md',
      'a(b).md',
      'x/![y](z).md',
      'a"b.md',
      '<b>.md',
      '`x`.md',
      '日本.md',
      'a|b.md',
      '#?.md',
    ]) {
      const { elements } = renderMarkdown(
        `| a |\n| - |\n| ${renderLink('label', `https://github.com/o/r/blob/${encodePath(path)}`)} |`,
      );
      const links = elements.filter(({ name }) => name === 'a');
      expect(links).toHaveLength(1);
      expect(new URL(links[0]?.attributes['href'] ?? '').pathname.split('/').length).toBe(
        5 + path.split('/').length - 1,
      );
      expect(decodeURIComponent(new URL(links[0]?.attributes['href'] ?? '').pathname)).toBe(`/o/r/blob/${path}`);
    }
  });
});

describe('a fence', () => {
  it('holds text that holds fences', () => {
    const { elements, text } = renderMarkdown(renderFence('a\n```\n````\nb', 'json'));
    expect(elements.map(({ name }) => name)).toEqual(['pre', 'code']);
    expect(text.trimEnd()).toBe('a\n```\n````\nb');
  });
});
