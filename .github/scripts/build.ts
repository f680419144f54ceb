// Bundles src/main.ts (the action) and src/cli.ts (the command line) with all their packages into dist/.
import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ModuleInfo, type OutputOptions, rolldown } from 'rolldown';
import { requireBuiltins } from './builtins.ts';
import { shipDataFiles } from './data-files.ts';
import { loadLater } from './later.ts';
import { findPackages, renderLicences } from './licences.ts';
import { readyValidator } from './ready-validator.ts';
import { slim } from './slim.ts';
import { slimMarkdown } from './slim-markdown.ts';

type Graph = { getModuleInfo(id: string): ModuleInfo | null };

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = join(root, 'dist');

const action = await bundle(
  { input: { main: 'src/main.ts' }, hasRequire: false },
  { format: 'esm', entryFileNames: 'chunks/[name]-[hash].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
);
// CommonJS, which Node takes in faster than modules.
const program = await bundle(
  { input: { cli: 'src/cli.ts' }, hasRequire: true },
  {
    format: 'cjs',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    codeSplitting: {
      // A group takes what its modules import along, unless a group before it has that.
      groups: (['start', 'classify'] as const).map((name, index) => ({
        debugName: name,
        name: (id, graph) => (chooseChunk(id, graph) === name ? name : null),
        priority: 2 - index,
      })),
    },
  },
);
const output = [...action, ...program];
const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
const licences = renderLicences(findPackages(modules));

// Only now, so that a build that fails leaves the last one in place.
await rm(out, { recursive: true, force: true });
for (const file of output) {
  const path = join(out, file.fileName);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, file.type === 'chunk' ? toAscii(file.code) : file.source);
}
await writeFile(join(out, 'package.json'), '{ "type": "commonjs" }\n');
const main = action.find((file) => file.type === 'chunk' && file.isEntry)?.fileName;
await writeFile(join(out, 'main.js'), `import('./${main}');\n`);
await writeFile(join(out, 'licenses.txt'), licences);
// Published where the released files are, so that a tags file can name the schema of its version.
for (const schema of ['src/vocabulary/tags.schema.json', 'src/report/report.schema.json']) {
  await copyFile(join(root, schema), join(out, basename(schema)));
}
await chmod(join(out, 'cli.js'), 0o755);

type Input = {
  readonly input: { readonly [name: string]: string };
  readonly hasRequire: boolean;
};

async function bundle({ input, hasRequire }: Input, options: OutputOptions) {
  const build = await rolldown({
    cwd: root,
    input,
    platform: 'node',
    // The runner and users never see a dynamic import fail for want of node_modules: everything is inside.
    external: [],
    plugins: [
      ...(hasRequire ? [loadLater] : []),
      slim,
      slimMarkdown,
      readyValidator,
      requireBuiltins({ hasRequire }),
      shipDataFiles({ hasRequire }),
    ],
    transform: { target: 'node20' },
    onLog: (level, log, handle) => {
      if (level === 'warn' && log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
      handle(level, log);
    },
  });
  const { output } = await build.generate({
    minify: true,
    ...options,
  });
  await build.close();
  return output;
}

/**
 * What every run of the command line loads, and what classifying adds to that, are one file each: left alone, the bundler
 * makes twenty of them, and each costs a third of a millisecond of a start that has some twenty-five.
 */
function chooseChunk(id: string, graph: Graph): 'start' | 'classify' | null {
  if (findStaticImports(join(root, 'src/cli.ts'), graph).has(id)) return 'start';
  return findStaticImports(join(root, 'src/cli/classify-command.ts'), graph).has(id) ? 'classify' : null;
}

/** Everything that is loaded with a module, itself included. */
function findStaticImports(entry: string, graph: Graph): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const id of found) {
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  }
  return found;
}

/**
 * Writes characters beyond ASCII as escapes. V8 keeps a source with any character beyond Latin-1 in two bytes a character,
 * and reads it half as fast. Such characters stand only in strings, templates, regular expressions and comments, and an
 * escape means the same in all of them.
 */
function toAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
