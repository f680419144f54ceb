/** Texts to measure with, written for the purpose; each maker takes a length in characters. */
export type TextMaker = (length: number) => string;

const PARAGRAPHS = [
  'Lantern is a small HTTP client and command-line tool for talking to REST services, with retries, caching and a friendly progress display.',
  'It reads its settings from a YAML file, falls back to environment variables, and writes structured logs that any collector understands.',
  'Every request can be recorded and replayed in tests, so that a build on a laptop without a network gives the same answer as one in CI.',
  'The server part keeps connections open over WebSocket and sends events to browsers in real time; see the example in `examples/chat`.',
  'Authentication works with tokens, OAuth or a plug-in of your own; secrets stay in the keychain of the operating system.',
];
const SECTIONS = [
  'Usage',
  'Options',
  'Caching',
  'Retries',
  'Logging',
  'Authentication',
  'Testing',
  'Plug-ins',
  'Deployment',
  'Internals',
];

/** An ordinary README: prose, lists, tables, code and links. */
export const plainReadme: TextMaker = (length) => {
  const parts = [
    '# Lantern: an HTTP client for the terminal\n\n[![build](https://img.example/build.svg)](https://ci.example/lantern)\n',
    `${PARAGRAPHS[0]}\n`,
    '## Installation\n\n```sh\nnpm install --global lantern\nlantern --help\n```\n',
  ];
  let size = 0;
  for (let round = 0; size < length; round++) {
    const section = `## ${SECTIONS[round % SECTIONS.length]} ${round}\n\n${PARAGRAPHS[round % PARAGRAPHS.length]} See [the notes](https://docs.example/${round}).\n\n- first, *emphasis* and **strong**\n- second, with \`code\` and a [link](./docs/${round}.md)\n\n| option | meaning |\n|---|---|\n| \`--retry ${round}\` | how often to try |\n\n\`\`\`js\nimport { get } from 'lantern';\nconst reply = await get('https://api.example/items/${round}');\n\`\`\`\n\n${PARAGRAPHS[(round + 2) % PARAGRAPHS.length]}\n`;
    parts.push(section);
    size += section.length;
  }
  return parts.join('\n').slice(0, length);
};

const repeat =
  (unit: string): TextMaker =>
  (length) =>
    unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** What attackers and odd generators write. */
export const hostileTexts: readonly (readonly [what: string, make: TextMaker])[] = [
  ['ordinary README', plainReadme],
  ['`[[[[`', repeat('[')],
  ['`![![`', repeat('![')],
  ['`<<<<`', repeat('<')],
  ['`<!--`', repeat('<!--')],
  ['`<a `', repeat('<a ')],
  ['`*a_ `', repeat('*a_ ')],
  ['`**a `', repeat('**a ')],
  [
    'backticks',
    (length) =>
      Array.from({ length: Math.ceil(Math.sqrt(2 * length)) }, (_, n) => '`'.repeat(n + 1))
        .join(' ')
        .slice(0, length),
  ],
  ['nested quotes', (length) => `${repeat('> ')(length)}end`],
  [
    'deep lists',
    (length) =>
      Array.from({ length: Math.floor(Math.sqrt(length)) }, (_, n) => `${'  '.repeat(n)}- item`)
        .join('\n')
        .slice(0, length),
  ],
  ['one long line', repeat('word server http client ')],
  ['one long word', repeat('x')],
  ['table cells', (length) => `| a | b |\n|---|---|\n${repeat('| cell ')(length)}`],
  [
    'link definitions',
    (length) =>
      Array.from({ length: Math.ceil(length / 30) }, (_, n) => `[l${n}]: https://e.example/${n}`)
        .join('\n')
        .slice(0, length),
  ],
  ['entities', repeat('&amp;&#x20;&')],
  ['escapes', repeat('\\*\\[\\`')],
  ['html tags', repeat('<div><b>')],
  ['unclosed fence', (length) => `\`\`\`js\n${repeat('import x from y;\n')(length)}`],
  ['headings', repeat('# server\n')],
  ['ideographs', repeat('服务器数据库')],
];
