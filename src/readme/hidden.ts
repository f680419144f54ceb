/** Characters that a reader does not see and that can split, reorder or smuggle words: first and last of each range. */
const HIDDEN: readonly (readonly [number, number])[] = [
  [0x00, 0x00],
  [0xad, 0xad], // soft hyphen
  [0x34f, 0x34f], // grapheme joiner
  [0x61c, 0x61c], // bidirectional mark
  [0x115f, 0x1160], // fillers
  [0x17b4, 0x17b5], // inherent vowels
  [0x180b, 0x180f], // variation selectors
  [0x200b, 0x200f], // zero-width spaces and joiners, bidirectional marks
  [0x202a, 0x202e], // bidirectional embeddings and overrides
  [0x2060, 0x206f], // invisible operators, bidirectional isolates
  [0x3164, 0x3164], // filler
  [0xfe00, 0xfe0f], // variation selectors
  [0xfeff, 0xfeff], // byte order mark
  [0xffa0, 0xffa0], // filler
  [0xfff9, 0xfffb], // interlinear annotation
];
/** Controls that only look like white space, and line ends that are no line ends in a README. */
const ODD_SPACE: readonly (readonly [number, number])[] = [
  [0x01, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0x2028, 0x2029],
];
/** First halves of musical controls (U+1D173 to U+1D17A) and of tags and variation selectors (U+E0000 to U+E03FF). */
const MUSICAL = 0xd834;
const TAGS = 0xdb40;

const KEEP = 0;
const REMOVE = 1;
const SPACE = 2;
const PAIR = 3;
const ACTIONS = new Uint8Array(0x10000);
for (const [first, last] of HIDDEN) ACTIONS.fill(REMOVE, first, last + 1);
for (const [first, last] of ODD_SPACE) ACTIONS.fill(SPACE, first, last + 1);
ACTIONS[MUSICAL] = PAIR;
ACTIONS[TAGS] = PAIR;

/** What is looked at one by one: all but plain ASCII. */
const UNUSUAL = /[^\n\t -~]/;

/** Removes what hides. Keeps line ends, so line numbers stay those of the source. */
export function removeHidden(text: string): string {
  const first = text.search(UNUSUAL);
  if (first < 0) return text;
  const parts: string[] = [];
  let start = 0;
  for (let i = first; i < text.length; i++) {
    const action = ACTIONS[text.charCodeAt(i)];
    if (action === KEEP) continue;
    const length = action === PAIR ? hiddenPairLength(text, i) : 1;
    if (length === 0) continue;
    parts.push(text.slice(start, i));
    if (action === SPACE) parts.push(' ');
    start = i + length;
    i = start - 1;
  }
  if (start === 0) return text;
  parts.push(text.slice(start));
  return parts.join('');
}

/** 2 where a hidden character in two halves begins, 0 where another does. */
function hiddenPairLength(text: string, at: number): number {
  const low = text.charCodeAt(at + 1);
  const isHidden = text.charCodeAt(at) === TAGS ? low >= 0xdc00 && low <= 0xdfff : low >= 0xdd73 && low <= 0xdd7a;
  return isHidden ? 2 : 0;
}
