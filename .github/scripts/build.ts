// Bundles src/main.ts (the action) and src/cli.ts (the command line) with all their packages into dist/.
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = `${root}/dist`;

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
const { output } = await bundle.generate({
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
});
await bundle.close();

// Only now, so that a build that fails leaves the last one in place.
await rm(out, { recursive: true, force: true });
for (const file of output) {
  const path = join(out, file.fileName);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, file.type === 'chunk' ? file.code : file.source);
}
await writeFile(join(out, 'package.json'), '{ "type": "module" }\n');
await chmod(join(out, 'cli.js'), 0o755);
