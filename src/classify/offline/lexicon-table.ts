import { toLittleEndian } from './little-endian.ts';

/** The lexicon as `train/compile-lexicon.ts` writes it: lines with separators between, the wide ones and the filter in base64. */
export type CompiledLexicon = {
  readonly concepts: string;
  readonly filter: string;
  readonly forms: string;
  readonly wideForms: string;
};

/** Lines of which each is read alone. Line `n` stands in `bytes` from `starts[n]` to `starts[n + 1]`. */
export type Lines = { readonly bytes: Buffer; readonly starts: Uint32Array; readonly encoding: 'latin1' | 'utf8' };

export type LexiconTable = {
  readonly concepts: Lines;
  readonly forms: Lines;
  readonly wideForms: Lines;
  /** One bit for each hash of a first word. */
  readonly filter: Uint8Array;
};

/** What stands between the lines of the compiled lexicon: printable and in no word. */
export const LINE = '~';
export const BUCKET = '^';

const SECTIONS = 3;

/**
 * The compiled lexicon as one run of bytes: a run needs a hundredth of it, and taking it all apart takes longer than all that
 * is looked up. First 32-bit numbers, little-endian: how many lines each of the three sections has, then where each line starts
 * and the section's last one ends; then the filter, then the lines.
 */
export function packLexicon({ concepts, forms, wideForms, filter }: CompiledLexicon): Uint8Array {
  const sections = [
    concepts.split(LINE),
    forms.split(BUCKET),
    Buffer.from(wideForms, 'base64').toString('utf8').split(BUCKET),
  ].map((lines) => lines.map((line) => Buffer.from(line)));
  const bits = Buffer.from(filter, 'base64');
  const numbers = SECTIONS + sections.reduce((sum, lines) => sum + lines.length + 1, 0);
  let end = 4 * numbers + bits.length;
  const starts = sections.flatMap((lines) => [
    ...lines.map(({ length }) => {
      end += length;
      return end - length;
    }),
    end,
  ]);
  const head = toLittleEndian(Uint32Array.from([...sections.map(({ length }) => length), ...starts]));
  return Buffer.concat([new Uint8Array(head.buffer), bits, ...sections.flat()]);
}

/** Opens what `packLexicon` made, and reads none of the lines. */
export function openLexicon(packed: Uint8Array): LexiconTable {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const counts = readNumbers(bytes, SECTIONS);
  const all = readNumbers(bytes, SECTIONS + counts.reduce((sum, count) => sum + count + 1, 0));
  let first = SECTIONS;
  const next = (encoding: Lines['encoding'], section: number): Lines => {
    const starts = all.subarray(first, first + counts[section]! + 1);
    first += starts.length;
    return { bytes, starts, encoding };
  };
  const concepts = next('latin1', 0);
  const forms = next('latin1', 1);
  const wideForms = next('utf8', 2);
  return { concepts, forms, wideForms, filter: bytes.subarray(all.byteLength, all[SECTIONS]!) };
}

/** A line as text; empty where there is none of this number. */
export function readLine({ bytes, starts, encoding }: Lines, number: number): string {
  const start = starts[number];
  const end = starts[number + 1];
  return start === undefined || end === undefined ? '' : bytes.toString(encoding, start, end);
}

function readNumbers(bytes: Uint8Array, count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  new Uint8Array(numbers.buffer).set(bytes.subarray(0, numbers.byteLength));
  return toLittleEndian(numbers);
}
