import {
  type Arbitrary,
  array,
  check,
  constantFrom,
  nat,
  oneof,
  property,
  string,
  tuple,
  uint8Array,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadmeDocument, Segment } from '../../../src/model/readme.ts';
import { removeHidden } from '../../../src/readme/hidden.ts';
import { parseReadme } from '../../../src/readme/readme.ts';

const EXTENSIONS = ['md', 'mdx', 'rst', 'adoc', 'org', 'txt', 'html', 'mediawiki', 'creole', 'rdoc', 'textile', 'pod'];
/** Pieces that markup is made of, so that arbitrary texts run into it. */
const MARKUP = [
  '#',
  '##',
  '# ',
  '\n',
  '\n\n',
  '    ',
  '- ',
  '* ',
  '1. ',
  '> ',
  '```',
  '~~~',
  '`',
  '``',
  '**',
  '_',
  '[',
  ']',
  '](',
  ')',
  '[a]: b\n',
  '![',
  '<',
  '>',
  '</',
  '<b>',
  '</b>',
  '<p>',
  '<div hidden>',
  '</div>',
  '<!--',
  '-->',
  '<pre>',
  '</pre>',
  '<h1>',
  '</h1>',
  '<script>',
  '<a href="#x">',
  '</a>',
  '<img alt="',
  '">',
  '<br>',
  '<details>',
  '<summary>',
  '</summary>',
  '|',
  '|-|\n',
  '| a | b |\n',
  '---\n',
  '===\n',
  '= ',
  '== ',
  '----\n',
  '....\n',
  '|===\n',
  '++++\n',
  '////\n',
  '[source]\n',
  'image::x[',
  '.. ',
  '::',
  '.. code::',
  ':a:',
  '`a <',
  '>`_',
  '_ ',
  '#+TITLE: ',
  '#+BEGIN_SRC\n',
  '#+END_SRC\n',
  '* TODO ',
  '[[',
  '][',
  ']]',
  '=head1 ',
  '=cut\n',
  'h1. ',
  'bc. ',
  '{{{',
  '}}}',
  "'''",
  '\\',
  '&amp;',
  '&',
  '\u200b',
  '\ufe0f',
  '\0',
  'https://a.b/c ',
  ':tada:',
  '[^1]',
  'License',
  'Sponsors',
  'word',
  'npm install x',
  '$ ',
  ' ',
  '\t',
  '中文',
  '🌊',
  '$$',
  '+++\n',
  'title: x\n',
  '{',
  '}',
] as const;

function markup(): Arbitrary<string> {
  const piece = oneof(
    { weight: 5, arbitrary: constantFrom(...MARKUP) },
    { weight: 1, arbitrary: string({ unit: 'binary', maxLength: 8 }) },
  );
  return array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
}

function read(text: string, extension: string): ReadmeDocument {
  return parseReadme(new TextEncoder().encode(text), { path: `README.${extension}`, name: null, description: null });
}

/** Letters and digits of `text`, each on its own. */
function letters(text: string): string[] {
  return Array.from(text).filter((character) => /[\p{L}\p{N}]/u.test(character));
}

/** Whether all of `inner` occurs in `outer` in the same order. */
function isSubsequence(inner: readonly string[], outer: readonly string[]): boolean {
  let at = 0;
  for (const character of outer) if (character === inner[at]) at++;
  return at === inner.length;
}

function holds<T>(arbitrary: Arbitrary<T>, predicate: (value: T) => boolean | undefined, numRuns: number): void {
  const outcome = check(
    property(arbitrary, (value) => predicate(value) !== false),
    { numRuns, seed: 20240 },
  );
  expect(outcome.failed ? JSON.stringify(outcome.counterexample) : null).toBe(null);
}

describe('any text at all', () => {
  it.each(EXTENSIONS)('is read without an error, twice the same, on lines that exist (.%s)', (extension) => {
    holds(
      markup(),
      (text) => {
        const document = read(text, extension);
        const lineCount = document.source.split('\n').length;
        expect(read(text, extension)).toEqual(document);
        expect(document.empty).toBe(document.segments.length === 0 && document.stub === null);
        return document.segments.every(({ line, text: words }) => {
          return (
            Number.isInteger(line) &&
            line >= 1 &&
            line <= lineCount &&
            words.trim() === words &&
            words !== '' &&
            !words.includes('\n')
          );
        });
      },
      400,
    );
  });

  it.each(EXTENSIONS)('gives each segment letters of its own line, in their order (.%s)', (extension) => {
    holds(
      markup(),
      (text) => {
        const { source, segments } = read(text, extension);
        const lines = source.split('\n');
        // An entity stands for a letter that is not on the line, and the name of a language for its alias.
        return segments.every(({ field, line, text: words }) => {
          const origin = lines[line - 1]!;
          return (
            field === 'fence' || origin.includes('&') || isSubsequence(letters(words), letters(removeHidden(origin)))
          );
        });
      },
      400,
    );
  });

  it('reads any bytes', () => {
    holds(
      tuple(uint8Array({ maxLength: 300 }), nat(EXTENSIONS.length - 1)),
      ([bytes, index]) => {
        const document = parseReadme(bytes, { path: `README.${EXTENSIONS[index]}`, name: null, description: null });
        return document.bytes === bytes.length && !document.truncated;
      },
      400,
    );
  });

  it('gives the same fields for CRLF and LF', () => {
    holds(
      // A zero byte in every second place is UTF-16, whatever was meant.
      markup().map((text) => text.replaceAll(/[\r\0]/g, '')),
      (text) => {
        const expected = read(text, 'md');
        expect(read(text.replaceAll('\n', '\r\n'), 'md')).toEqual({ ...expected, bytes: expect.any(Number) });
        return true;
      },
      300,
    );
  });

  it('does not see what hides', () => {
    holds(
      tuple(markup(), constantFrom('\u200b', '\u202e', '\ufe0f', '\u00ad', '\u{e0041}')),
      ([text, hidden]) => {
        const plain = removeHidden(text);
        const laced = Array.from(plain).join(hidden);
        expect(read(laced, 'md').segments).toEqual(read(plain, 'md').segments);
        return true;
      },
      200,
    );
  });
});

/** Blocks of Markdown in which every word is another one, so that each word says which line it stands on. */
const BLOCKS: readonly ((word: () => string) => string)[] = [
  (word) => `${word()} ${word()}\n${word()} *${word()}* **${word()}**\n`,
  (word) => `# ${word()} ${word()}\n`,
  (word) => `${word()}\n${word()}\n===\n`,
  (word) => `- ${word()}\n  ${word()}\n  - ${word()}\n- [ ] ${word()}\n`,
  (word) => `1. ${word()}\n\n   ${word()}\n`,
  (word) => `> ${word()}\n${word()}\n> > ${word()}\n`,
  (word) => `| ${word()} | ${word()} |\n|---|---|\n| ${word()} | [${word()}](x) |\n`,
  (word) => `\`\`\`js\n${word()}\n\n${word()}\n\`\`\`\n`,
  (word) => `    ${word()}\n\n    ${word()}\n`,
  (word) => `[${word()}\n${word()}](https://example.com\n"title") ${word()}\n`,
  (word) => `${word()} \`${word()}\n${word()}\` ${word()}\n`,
  (word) => `${word()}\\\n${word()}  \n${word()}\n`,
  (word) => `<div align="center">\n\n${word()}\n\n</div>\n`,
  (word) => `<p>${word()}\n<b>${word()}</b> <img\nalt="x" src="y">${word()}</p>\n`,
  (word) => `<table>\n<tr><td>${word()}</td>\n<td>${word()}</td></tr>\n</table>\n`,
  (word) => `<ul><li>${word()}\n<li>${word()}</ul>\n`,
  (word) => `<pre>\n${word()}\n\n${word()}\n</pre>\n`,
  (word) => `<!-- x\n\nx --> ${word()}\n`,
  (word) => `<details><summary>${word()}</summary>\n\n${word()}\n\n</details>\n`,
  (word) => `${word()} <kbd\ntitle="x">${word()}</kbd> ${word()}\n`,
  (word) => `![x\ny](z.png) ${word()}\n[a]: <https://example.com>\n`,
  (word) => `~~~\n${word()}\n~~~\n***\n${word()}\n`,
];

describe('every word of Markdown', () => {
  it('stands on the line that its segment names', () => {
    holds(
      tuple(array(nat(BLOCKS.length - 1), { minLength: 1, maxLength: 12 }), constantFrom('\n', '\n\n')),
      ([indexes, gap]) => {
        let count = 0;
        const word = (): string => `w${count++}q`;
        const text = indexes.map((index) => BLOCKS[index]!(word)).join(gap);
        const { source, segments } = read(text, 'md');
        const lines = source.split('\n');
        const found = segments.flatMap((segment) => wordsOf(segment));
        const isRight = found.every(([name, line]) => lines[line - 1]!.includes(name));
        // With a blank line between them blocks cannot swallow each other: then no word may be lost or found twice.
        const isWhole = gap === '\n' || new Set(found.map(([name]) => name)).size === count;
        return isRight && isWhole && found.length === new Set(found.map(([name]) => name)).size;
      },
      600,
    );
  });
});

function wordsOf(segment: Segment): (readonly [string, number])[] {
  return [...segment.text.matchAll(/w\d+q/g)].map(([name]) => [name, segment.line] as const);
}
