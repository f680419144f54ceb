// Leaves out of the bundle what packages bring along and the action never runs; without this it would load twice as much.
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'rolldown';

type Omission = {
  /** The import as it stands in the package. */
  readonly specifier: string;
  /** A part of the path of the files that import it. */
  readonly importer: string;
  /** What takes its place. */
  readonly code: string;
};

const OMISSIONS: readonly Omission[] = [
  // Finds bare addresses in text, which are dropped here; makes a dozen large expressions at start.
  { specifier: 'linkify-it', importer: '/markdown-it/', code: 'export class LinkifyIt {}' },
  // Encode and decode addresses, which are only looked at here.
  {
    specifier: 'mdurl',
    importer: '/markdown-it/',
    code: ['parse', 'format', 'encode', 'decode'].map((name) => `export const ${name} = undefined;`).join('\n'),
  },
  { specifier: 'punycode.js', importer: '/markdown-it/', code: 'export default {};' },
  // Tokens of OpenID Connect; brings an HTTP client with a `fetch` of its own (700 kB).
  { specifier: './oidc-utils.js', importer: '/@actions/core/', code: 'export class OidcClient {}' },
  // Asks the system for its version by running programs.
  { specifier: './platform.js', importer: '/@actions/core/', code: 'export {};' },
  // Artifacts are only uploaded here.
  {
    specifier: './download/download-artifact.js',
    importer: '/@actions/artifact/',
    code: 'export const downloadArtifactPublic = undefined; export const downloadArtifactInternal = undefined;',
  },
];

const prefix = '\0omitted:';

const ENTITIES = '/entities/dist/generated/decode-data-html.js';
const CHARACTER_CLASSES = '/uc.micro/build/index.mjs';

/** The table of HTML's named characters as it is when it is unpacked: unpacking it took half a millisecond of each start. */
async function unpackEntities(id: string): Promise<string> {
  const { htmlDecodeTree } = (await import(pathToFileURL(id).href)) as { htmlDecodeTree: Uint16Array };
  const bytes = Buffer.alloc(2 * htmlDecodeTree.length);
  for (const [index, value] of htmlDecodeTree.entries()) bytes.writeUInt16LE(value, 2 * index);
  return [
    `const bytes = Uint8Array.from(Buffer.from('${bytes.toString('base64')}', 'base64'));`,
    'if (new Uint8Array(Uint16Array.of(1).buffer)[0] === 0) Buffer.from(bytes.buffer).swap16();',
    'export const htmlDecodeTree = new Uint16Array(bytes.buffer);',
  ].join('\n');
}

/** Has the two large classes made when a text first needs them: ASCII, which is most of what is asked for, is told without. */
function makeClassesLater(code: string): string {
  const later = (name: string, ascii: string): void => {
    const start = code.indexOf(`const ${name} = /`);
    const end = code.indexOf('/;\n', start);
    if (start < 0 || end < 0) throw new Error(`uc.micro has no class ${name} where it was`);
    const expression = code.slice(code.indexOf('/', start), end + 1);
    code = `${code.slice(0, start)}const ${name} = makeLater(() => ${expression}, ${JSON.stringify(ascii)});${code.slice(end + 2)}`;
  };
  later('P', '!"#%&\'()*,-./:;?@[\\]_{}');
  later('S', '$+<=>^`|~');
  return `${code}
function makeLater(make, ascii) {
  let made;
  return { test: (text) => (text.length === 1 && text < '\\x80' ? ascii.includes(text) : (made ??= make()).test(text)) };
}`;
}

export const slim: Plugin = {
  name: 'slim',
  resolveId(specifier, importer) {
    const path = importer?.replaceAll('\\', '/') ?? '';
    // The copy of Node's own streams for old Nodes and browsers, twice (200 kB).
    if (specifier === 'readable-stream') return { id: 'node:stream', external: true };
    const omission = OMISSIONS.findIndex((each) => each.specifier === specifier && path.includes(each.importer));
    return omission === -1 ? null : `${prefix}${omission}`;
  },
  load(id) {
    if (id.startsWith(prefix)) return OMISSIONS[Number(id.slice(prefix.length))]?.code ?? null;
    return id.replaceAll('\\', '/').endsWith(ENTITIES) ? unpackEntities(id) : null;
  },
  transform(code, id) {
    return id.replaceAll('\\', '/').endsWith(CHARACTER_CLASSES) ? makeClassesLater(code) : null;
  },
};
