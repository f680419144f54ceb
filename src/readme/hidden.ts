/** Characters that a reader does not see and that can split, reorder or smuggle words, in the notation of a character class. */
const HIDDEN_RANGES = [
  '\\0',
  '\\u00AD', // soft hyphen
  '\\u034F', // grapheme joiner
  '\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069', // bidirectional controls
  '\\u115F\\u1160\\u3164\\uFFA0\\u17B4\\u17B5', // fillers and inherent vowels
  '\\u200B-\\u200D\\u2060\\uFEFF', // zero-width spaces and joiners
  '\\u2061-\\u2065\\u206A-\\u206F\\uFFF9-\\uFFFB', // invisible operators, deprecated and interlinear controls
  '\\u180B-\\u180F\\uFE00-\\uFE0F', // variation selectors
];
/** Musical controls, and the block of tag characters and further variation selectors (U+E0000 to U+E03FF). */
const HIDDEN_PAIRS = '\\uD834[\\uDD73-\\uDD7A]|\\uDB40[\\uDC00-\\uDFFF]';
const HIDDEN = new RegExp(`[${HIDDEN_RANGES.join('')}]|${HIDDEN_PAIRS}`);
const HIDDEN_ALL = new RegExp(HIDDEN.source, 'g');
/** Controls that only look like white space, and line ends that are no line ends in a README. */
const ODD_SPACE = /[\x01-\x08\x0B-\x1F\x7F-\x9F\u2028\u2029]/;
const ODD_SPACE_ALL = new RegExp(ODD_SPACE.source, 'g');

/** Removes what hides. Keeps line ends, so line numbers stay those of the source. */
export function removeHidden(text: string): string {
  const seen = HIDDEN.test(text) ? text.replace(HIDDEN_ALL, '') : text;
  return ODD_SPACE.test(seen) ? seen.replace(ODD_SPACE_ALL, ' ') : seen;
}
