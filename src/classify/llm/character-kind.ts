/** What a tokenizer's pattern tells apart; all from `LETTER_KINDS` on are letters. */
export const LINE_END = 0;
export const SPACE = 1;
export const DIGIT = 2;
export const SIGN = 3;
export const LETTER_KINDS = 4;
export const UPPER = 4;
export const LOWER = 5;
/** A letter beyond ASCII, of either case. */
export const FOREIGN = 6;
const END = -1;

/** Blocks of signs beyond ASCII: first and last code. Halves of emoji are among them. */
const SIGNS: readonly (readonly [number, number])[] = [
  [0x80, 0xa9],
  [0xab, 0xb4],
  [0xb6, 0xb9],
  [0xbb, 0xbf],
  [0x2000, 0x2bff],
  [0x3000, 0x303f],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe6f],
  [0xff00, 0xff0f],
  [0xff1a, 0xff20],
];

/** Tokens that a character adds on average, by the last code of its block; where nothing is known, by its bytes. */
const COSTS: readonly (readonly [last: number, cost: number])[] = [
  [0x00bf, 1],
  [0x00ff, 0.5], // Latin with marks, as in French and German
  [0x024f, 0.9], // as in Czech and Turkish
  [0x036f, 1],
  [0x03ff, 0.42], // Greek
  [0x052f, 0.33], // Cyrillic
  [0x058f, 0.36], // Armenian
  [0x05ff, 0.47], // Hebrew
  [0x077f, 0.44], // Arabic
  [0x08ff, 1],
  [0x0dff, 0.37], // scripts of India
  [0x0e7f, 0.5], // Thai
  [0x0eff, 0.8],
  [0x0fff, 1.2],
  [0x109f, 0.6],
  [0x10ff, 0.35], // Georgian
  [0x11ff, 1.2],
  [0x139f, 2], // Ethiopic
  [0x1dff, 2],
  [0x1eff, 0.75], // Vietnamese
  [0x1fff, 1.2],
  [0x2fff, 1], // signs
  [0x303f, 1],
  [0x30ff, 0.84], // kana
  [0x33ff, 1.2],
  [0x4dbf, 3],
  [0x9fff, 0.9], // ideographs
  [0xabff, 2],
  [0xd7ff, 0.72], // Hangul
  [0xdfff, 1.25],
  [0xffff, 1.2],
];

const kinds = new Uint8Array(0x10000).fill(FOREIGN);
kinds.fill(SIGN, 0, 0x80).fill(SPACE, 0x09, 0x21).fill(LINE_END, 0x0a, 0x0e);
kinds.fill(DIGIT, 0x30, 0x3a).fill(UPPER, 0x41, 0x5b).fill(LOWER, 0x61, 0x7b);
for (const [first, last] of SIGNS) kinds.fill(SIGN, first, last + 1);

/** What stands at a place of a text; none of the above beyond its end. */
export function kindAt(text: string, at: number): number {
  return at < text.length ? kinds[text.charCodeAt(at)]! : END;
}

/** Tokens that a character beyond ASCII adds on average. */
export function foreignCost(code: number): number {
  let low = 0;
  let high = COSTS.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (COSTS[middle]![0] < code) low = middle + 1;
    else high = middle;
  }
  return COSTS[low]![1];
}
