// Bundles src/main.ts (the action) and src/cli.ts (the command line) with all their packages into dist/.
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = `${root}/dist`;

await rm(out, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input: { main: 'src/main.ts', cli: 'src/cli.ts' },
  platform: 'node',
  // The runner and users never see a dynamic import fail for want of node_modules: everything is inside.
  external: [],
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
void [cp, mkdir];
