import { describe, expect, it } from 'vitest';
import { parseReadme } from '../../../src/readme/readme.ts';

const read = (text: string) =>
  parseReadme(new TextEncoder().encode(text), { path: 'README.md', name: null, description: null });

/** Lines of a paragraph, each with a link, up to a length. */
const linesOf = (characters: number) => {
  const line = 'Read the [guide](https://guide.example/a) first\n';
  return line.repeat(Math.ceil(characters / line.length));
};

describe('a paragraph', () => {
  it('of up to 100,000 characters has all of its markup read', () => {
    const { plainFrom, shape, segments } = read(`# Widgets\n\n${linesOf(99_000)}`);
    expect(plainFrom).toBeNull();
    expect(shape.links).toBeGreaterThan(2000);
    expect(segments.at(-1)?.text).toBe('Read the guide first');
  });

  it('beyond that is read as plain words, which keep their lines', () => {
    const paragraph = linesOf(150_000);
    const text = `# Widgets\n\n${paragraph}\nThe *end*\n`;
    const { plainFrom, shape, segments } = read(text);
    // The title and an empty line stand before the paragraph; the line that is cut through is the first one that is plain.
    const whole = paragraph.slice(0, 100_000).split('\n').length - 1;
    expect(plainFrom).toBe(whole + 3);
    expect(shape.links).toBe(whole);
    const behind = segments.filter(({ line }) => line > whole + 3);
    expect(behind[0]?.text).toContain('guide');
    expect(
      behind.every(({ line, text: words }) =>
        words.split(' ').every((word) => text.split('\n')[line - 1]?.includes(word)),
      ),
    ).toBe(true);
    expect(segments.at(-1)).toMatchObject({ text: 'The end' });
  });

  it('beyond that does not change how the next ones are read', () => {
    const { plainFrom, segments } = read(
      `${'*a '.repeat(50_000)}\n\nMakes **widgets** of [wood](https://wood.example)`,
    );
    expect(plainFrom).toBe(1);
    expect(segments.at(-1)?.text).toBe('Makes widgets of wood');
  });

  it('is cut between characters where it has no space', () => {
    const { segments } = read(`${'*😀'.repeat(60_000)}`);
    expect(segments.map(({ text }) => text).join('')).not.toMatch(/\p{Cs}/u);
  });
});
