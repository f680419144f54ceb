/** Makes a hostile text of about `length` characters. */
export type HostileText = (length: number) => string;

function repeat(piece: string): HostileText {
  return (length) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}

/** Lines of which each is longer than the one before. */
function growing(line: (index: number) => string): HostileText {
  return (length) => {
    const lines: string[] = [];
    for (let total = 0, index = 0; total < length; index++) {
      const next = line(index);
      lines.push(next);
      total += next.length + 1;
    }
    return lines.join('\n');
  };
}

/** `open` as often as it goes into half of the length, then `close`. */
function nested(open: string, close: string): HostileText {
  return (length) => {
    const count = Math.floor(length / (open.length + close.length));
    return `${open.repeat(count)}a${close.repeat(count)}`;
  };
}

function after(start: string, rest: HostileText): HostileText {
  return (length) => start + rest(length);
}

const PIECES: Readonly<Record<string, readonly string[]>> = {
  md: [
    '[',
    '![',
    '![![![!',
    '[a',
    '[](',
    '[a](',
    '[a](<b',
    '[a](b "',
    '[`',
    '*[',
    '[[a]]',
    '<',
    '<a ',
    '<a b="',
    'x <!-- ',
    'x <? ',
    'x<![CDATA[',
    '<b>',
    'x</b>',
    '<b></i>',
    '<p><p>',
    '<table><tr><td>',
    '<div>\n\n',
    '<div hidden>\n\n',
    '<h1>\n',
    '<pre>\n',
    '<details><summary>a</summary>\n\n',
    '<script>\n\n',
    '*a_ ',
    '*a **b ',
    '**',
    '_a',
    '~~a',
    '`',
    '`a` ',
    '&',
    '&amp;',
    '&#1;',
    '\\',
    '> ',
    '> a\n',
    '- ',
    '- a\n',
    '- a\n\n',
    '1. ',
    '+ \n',
    '|',
    'a|b\n',
    'a|b\n-|-\n',
    '[a]: b\n',
    '[a]: b "\n',
    '[a\n',
    'a\n-\n',
    '#',
    '# a\n',
    '```\n',
    '```js\na\n',
    '~~~ `\n',
    'https://',
    'http://a(',
    ':a',
    '[^a',
    '](',
    '][',
    'a',
    'word ',
    'word\n\n',
    ' ',
    '\n',
    '\t',
    ' \n',
    '\0',
    '\u200b',
    '中',
    '## License\na\n',
    '---\na: b\n',
    '$ npm i a\n',
    '    npm i a\n',
    '| a |\n',
  ],
  rst: [
    '`',
    '``',
    '`a <',
    '`a`_ ',
    ':a:`',
    '|a',
    '*a',
    '_',
    '[a',
    '.. a::\n',
    '.. container::\n',
    '.. code::\n\n  a\n',
    '.. note::\n',
    '::\n\n  a\n',
    'a\n=\n',
    '=\na\n=\n',
    '==  ==\n',
    '+--+\n',
    ':a: b\n',
    '- a\n',
    '>>> a\n\n',
    '.. |a| image:: b\n',
    '.. raw:: html\n\n  <b>\n',
  ],
  adoc: [
    '`',
    '*',
    '_',
    '<<a',
    '{a}',
    '{a}[',
    'link:',
    'link:a[',
    'image:a[',
    '(((',
    '[[a',
    '[.a]#',
    '----\n',
    '----\na\n',
    '....\n',
    '++++\n<b>\n',
    '////\n',
    '|===\n',
    '|===\n|a\n',
    '[source]\n',
    'NOTE: a\n',
    '.a\n',
    '* a\n',
    '= a\n',
    ':a: b\n',
    ' a\n',
    'ifdef::a[]\n',
  ],
  org: [
    '[[a][',
    '[[a',
    '[fn:',
    '=a',
    '~a',
    '*a ',
    '@@',
    '<<<',
    '* a\n',
    '#+begin_src\n',
    '#+begin_src\na\n#+end_src\n',
    '#+begin_export html\n',
    '#+a: b\n',
    ':a:\n',
    ': a\n',
    '| a |\n',
    '- a\n',
  ],
  txt: ['A\n\n', 'A\n', 'a\n---\n', '    a\n', '- a\n', '# a\n', '1. A\n\n', '***\n', 'a  '],
  html: [
    '<',
    '<a',
    '<b>',
    'x<b>',
    '</b>',
    '<p>',
    '<a href="b">',
    '<a b="',
    '&lt;',
    '&',
    '<!--',
    '<script>',
    '<pre>',
    '<img alt="a',
    '<li>',
    '<td>',
    '<h1>',
  ],
  mediawiki: ['[[', '{{', "'''", '= a\n', '<pre>\n', '* a\n', '{|\n'],
  textile: ['"a":', '@a', 'h1. a\n', 'bc. a\n'],
  pod: ['C<', 'L<a|', '=item\n', '=head1 NAME\n', '=begin\n'],
  creole: ['{{{\n', '[[a|', '** '],
};

const SHAPES: Readonly<Record<string, Readonly<Record<string, HostileText>>>> = {
  md: {
    'brackets in brackets': nested('[', ']'),
    'links in links': nested('[', '](b)'),
    'images in images': nested('![', '](b)'),
    'elements closed by others': nested('<i>', '</b>'),
    'elements in elements': nested('<div>\n', '</div>\n'),
    'lists in lists': growing((index) => `${' '.repeat(2 * index)}- a`),
    'lists in lists, again and again': growing((index) => `${' '.repeat(2 * (index % 200))}- a`),
    'quotes in quotes': growing((index) => `${'>'.repeat(index + 1)}a`),
    'lines after a deep quote': after(`${'>'.repeat(200)}a\n`, repeat('b\n')),
    'longer and longer code marks': growing((index) => `a${'`'.repeat(index + 1)}`),
    'longer and longer fences': growing((index) => '`'.repeat(index + 3)),
    'many definitions': growing((index) => `[a${index}]: b`),
    'many definitions, all used': (length) =>
      `${growing((index) => `[a${index}]: b`)(length / 2)}\n\n${growing((index) => `[a${index}]`)(length / 2)}`,
    'a title never closed': after('[a]: b "', repeat('x\n')),
    'a fence never closed': after('```\n', repeat('a\n')),
    'a comment never closed': after('<div> <!--\n\n', repeat('a\n\n<p>\n\n')),
    'a tag never closed': after('<a ', repeat('b=c ')),
    'a wide table': (length) => `|${'a|'.repeat(length / 4)}\n|${'-|'.repeat(length / 4)}\n`,
    'a wide table of short rows': (length) =>
      `|${'a|'.repeat(length / 8)}\n|${'-|'.repeat(length / 8)}\n${'x\n'.repeat(length / 4)}`,
    'a gap of spaces': (length) => `a${' '.repeat(length)}b`,
    'a heading of spaces': (length) => `# ${' '.repeat(length)}a`,
    'words without end': growing((index) => `word${index}`),
  },
  rst: {
    'directives in directives': growing((index) => `${' '.repeat(index)}.. container::`),
    'figures in figures': growing((index) => `${' '.repeat(index)}.. figure:: a`),
    'literals in literals': growing((index) => `${' '.repeat(index)}a::\n`),
    'fields in fields': growing((index) => `${' '.repeat(index)}:a:`),
  },
  txt: { 'deeper and deeper': growing((index) => `${' '.repeat(index)}a\n`) },
};

/** All hostile texts, with the extension of the format they are aimed at. */
export const HOSTILE_TEXTS: readonly (readonly [extension: string, name: string, text: HostileText])[] = [
  ...Object.entries(PIECES).flatMap(([extension, pieces]) =>
    pieces.map((piece): [string, string, HostileText] => [extension, JSON.stringify(piece), repeat(piece)]),
  ),
  ...Object.entries(SHAPES).flatMap(([extension, shapes]) =>
    Object.entries(shapes).map(([name, text]): [string, string, HostileText] => [extension, name, text]),
  ),
];
