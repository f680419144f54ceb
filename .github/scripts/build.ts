// Bundles src/main.ts (the action) and src/cli.ts (the command line) with all their packages into dist/.
import { chmod, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = `${root}/dist`;

/**
 * Commander loads `node:child_process` for commands that are programs of their own, which we have none of; loading it costs
 * every start a few milliseconds and a megabyte.
 */
const withoutChildProcess: Plugin = {
  name: 'commander-without-child-process',
  resolveId: (id, importer) =>
    id === 'node:child_process' && importer?.includes('/commander/') ? '\0no-child-process' : null,
  load: (id) => (id === '\0no-child-process' ? 'module.exports = {};' : null),
};

await rm(out, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input: { main: 'src/main.ts', cli: 'src/cli.ts' },
  platform: 'node',
  // The runner and users never see a dynamic import fail for want of node_modules: everything is inside.
  external: [],
  plugins: [withoutChildProcess],
  transform: { target: 'node20' },
  onLog: (level, log, handle) => {
    if (level === 'warn' && log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    handle(level, log);
  },
});
await bundle.write({
  dir: out,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
});
await bundle.close();
await writeFile(`${out}/package.json`, '{ "type": "module" }\n');
await chmod(`${out}/cli.js`, 0o755);
