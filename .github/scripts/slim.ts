// Leaves out of the bundle what packages bring along and the action never runs; without this it would load twice as much.
import { readFileSync } from 'node:fs';
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

/**
 * The client of `openai` makes an object for each part of the API at start, with streams, runners and all: three quarters of its
 * code. Here it is asked by path, `client.post('/chat/completions')`, so that each part may be empty.
 */
const openaiClient = /\/openai\/client\.mjs$/;
const openaiPart = /^\.\/resources\//;
const openaiParts = '\0openai-parts';
let openaiClientPath = '';

/** Empty classes under all names that the client imports from its parts. */
function renderOpenaiParts(clientPath: string): string {
  const code = readFileSync(clientPath, 'utf8');
  const names = new Set([...code.matchAll(/\bAPI\.([A-Z]\w*)/g)].map(([, name = '']) => name));
  for (const [, list = ''] of code.matchAll(/^import \{([^}]*)\} from "\.\/resources\//gm)) {
    for (const [name = ''] of list.matchAll(/[A-Z]\w*(?=\s*(?:,|$| as ))/g)) names.add(name);
  }
  return [...names].map((name) => `export class ${name} {}`).join('\n');
}

export const slim: Plugin = {
  name: 'slim',
  resolveId(specifier, importer) {
    const path = importer?.replaceAll('\\', '/') ?? '';
    // The copy of Node's own streams for old Nodes and browsers, twice (200 kB).
    if (specifier === 'readable-stream') return { id: 'node:stream', external: true };
    if (openaiClient.test(path) && openaiPart.test(specifier)) {
      openaiClientPath = path;
      return openaiParts;
    }
    const omission = OMISSIONS.findIndex((each) => each.specifier === specifier && path.includes(each.importer));
    return omission === -1 ? null : `${prefix}${omission}`;
  },
  load(id) {
    if (id === openaiParts) return renderOpenaiParts(openaiClientPath);
    return id.startsWith(prefix) ? (OMISSIONS[Number(id.slice(prefix.length))]?.code ?? null) : null;
  },
};
