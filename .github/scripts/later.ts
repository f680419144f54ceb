import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rolldown';

type Import = {
  /** The import as it stands in the file that waits for it; other files import it as ever. */
  readonly specifier: string;
  /** That file, or the package whose main file it is. */
  readonly importer: string;
  readonly functions?: readonly string[];
  readonly classes?: readonly string[];
};

type Part = { readonly name: string; readonly imports: readonly Import[] };

const READERS = [
  ['asciidoc', 'readAsciidoc'],
  ['org', 'readOrg'],
  ['plain-text', 'readPlainText'],
  ['restructuredtext', 'readRestructuredText'],
  ['wiki', 'readWiki'],
] as const;

/** What many runs of the command line never call. V8 reads all code that it loads, called or not. */
const PARTS: readonly Part[] = [
  {
    name: 'formats',
    imports: READERS.map(([file, name]) => ({
      specifier: `./light/${file}.ts`,
      importer: 'src/readme/readme.ts',
      functions: [name],
    })),
  },
  {
    name: 'html',
    imports: [
      { specifier: 'htmlparser2', importer: 'src/readme/html/html.ts', classes: ['Tokenizer'] },
      { specifier: 'entities', importer: 'markdown-it', functions: ['decodeHTMLStrict'] },
    ],
  },
];

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Stands where the import was. */
const STAND_IN = '\0later:';
/** What is in the file. */
const CONTENT = '\0part:';

/** Has parts of CommonJS code loaded where they are first called, which `import()` cannot: what calls them does not wait. */
export const loadLater: Plugin = {
  name: 'load-later',
  resolveId(specifier, importer) {
    if (specifier.startsWith(CONTENT)) return specifier;
    if (importer === undefined) return null;
    const from = importer.replaceAll('\\', '/');
    for (const { name, imports } of PARTS) {
      const index = imports.findIndex((one) => one.specifier === specifier && from.includes(`/${one.importer}`));
      if (index >= 0) return { id: `${STAND_IN}${name}:${index}`, moduleSideEffects: false };
    }
    return null;
  },
  async load(id) {
    const [, name, index] = /^\0(?:later|part):(\w+)(?::(\d+))?$/.exec(id) ?? [];
    const part = PARTS.find((one) => one.name === name);
    if (part === undefined) return null;
    if (index === undefined) {
      const lines = part.imports.map(async ({ specifier, importer, functions = [], classes = [] }) => {
        const isOurs = importer.startsWith('src/');
        const from = isOurs ? join(root, importer) : (await this.resolve(importer, join(root, 'src/main.ts')))?.id;
        const found = await this.resolve(specifier, from, { skipSelf: true });
        if (!found) throw new Error(`${importer} imports no ${specifier} to load later`);
        return `export { ${[...functions, ...classes].join(', ')} } from ${JSON.stringify(found.id)};`;
      });
      return (await Promise.all(lines)).join('\n');
    }
    this.emitFile({ type: 'chunk', id: `${CONTENT}${part.name}`, fileName: `chunks/${part.name}.cjs` });
    const { functions = [], classes = [] } = part.imports[Number(index)] ?? {};
    return [
      'let loaded;',
      `const load = () => (loaded ??= require(__dirname + '/${part.name}.cjs'));`,
      ...functions.map((one) => `export const ${one} = (...args) => load().${one}(...args);`),
      ...classes.map((one) => `export function ${one}(...args) { return new (load().${one})(...args); }`),
    ].join('\n');
  },
};
