import background from './data/background.generated.json' with { type: 'json' };
import lexicon from './data/lexicon.generated.json' with { type: 'json' };
import { packLexicon } from './lexicon-table.ts';

// What is built has two files in the place of these functions and reads them as they are: see .github/scripts/data-files.ts.

/** The lexicon, as `openLexicon` takes it. */
export const readLexiconBytes = (): Uint8Array => packLexicon(lexicon);

/** The background counts, as `createBackground` takes them. */
export const readBackgroundBytes = (): Uint8Array => Buffer.from(background.packed, 'base64');
