import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Plugin } from 'rolldown';

const DATA = /\/src\/classify\/offline\/data\/[^/]+\.generated\.json$/;
/** Where the chunk that needs them is. */
const FOLDER = 'chunks';

/**
 * Ships large data as JSON files beside the chunk that reads them: V8 takes in a string of a megabyte three times as fast
 * from JSON as from JavaScript.
 */
export function shipDataFiles(): Plugin {
  return {
    name: 'ship-data-files',
    async load(id) {
      if (!DATA.test(id.replaceAll('\\', '/'))) return null;
      const name = basename(id).replace('.generated', '');
      const source = await readFile(id);
      if (source.some((byte) => byte > 127)) throw new Error(`${name} holds other than ASCII`);
      this.emitFile({ type: 'asset', fileName: `${FOLDER}/${name}`, source });
      // All of it is ASCII, which Latin-1 reads without a look at each letter.
      const code = [
        `import { readFileSync } from 'node:fs';`,
        `export default JSON.parse(readFileSync(new URL('./${name}', import.meta.url), 'latin1'));`,
      ].join('\n');
      return { code, moduleType: 'js' };
    },
  };
}
