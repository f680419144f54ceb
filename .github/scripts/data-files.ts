import type { Plugin } from 'rolldown';
import { readBackgroundBytes, readLexiconBytes } from '../../src/classify/offline/tables.ts';

const MODULE = /\/src\/classify\/offline\/tables\.ts$/;
/** Where the chunk that needs them is. */
const FOLDER = 'chunks';
const FILES = [
  { name: 'lexicon.bin', reader: 'readLexiconBytes', read: readLexiconBytes },
  { name: 'background.bin', reader: 'readBackgroundBytes', read: readBackgroundBytes },
] as const;

/**
 * Ships the large tables as files of bytes, read as they are: taking a megabyte of text in as JavaScript or JSON takes as long
 * as all that is looked up in it. `hasRequire`: whether the chunk is CommonJS.
 */
export function shipDataFiles({ hasRequire }: { readonly hasRequire: boolean }): Plugin {
  return {
    name: 'ship-data-files',
    load(id) {
      if (!MODULE.test(id.replaceAll('\\', '/'))) return null;
      const readers = FILES.map(({ name, reader, read }) => {
        const file = this.emitFile({ type: 'asset', fileName: `${FOLDER}/${name}`, source: read() });
        // CommonJS is in the same folder as the files; making an address of it would take longer.
        const path = hasRequire ? `__dirname + '/${name}'` : `new URL(import.meta.ROLLUP_FILE_URL_${file})`;
        return `export const ${reader} = () => readFileSync(${path});`;
      });
      return { code: [`import { readFileSync } from 'node:fs';`, ...readers].join('\n'), moduleType: 'js' };
    },
  };
}
