import table from './data/background.json' with { type: 'json' };

/**
 * How common words and short phrases are in READMEs at large: the share of README files that hold them anywhere, and in
 * title or lead. Made by `train/background.ts` from unlabelled READMEs; only these counts are kept.
 *
 * One 32-bit number an entry, sorted: 24 bits of hash, 4 bits of the logarithm of each count. An unknown word has
 * a chance of about 1 in 500 to be taken for a known one.
 */
export const LEVELS = 15;

/** FNV-1a over UTF-16 units, folded to 24 bits. */
export function hash24(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return ((hash >>> 24) ^ hash) & 0xffffff;
}

export type Background = {
  /** Rarity anywhere in a README: 0 for what every README holds, 1 for what none of the counted ones does. */
  anywhere(phrase: string): number;
  /** Rarity in title and lead. */
  atTop(phrase: string): number;
};

/** Reads a table as `train/background.ts` writes it. */
export function createBackground(packed: string): Background {
  const bytes = Buffer.from(packed, 'base64');
  const find = (phrase: string): number => {
    const hash = hash24(phrase);
    let low = 0;
    let high = bytes.length / 4 - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const entry = bytes.readUInt32LE(middle * 4);
      const found = entry >>> 8;
      if (found === hash) return entry & 0xff;
      if (found < hash) low = middle + 1;
      else high = middle - 1;
    }
    return 0;
  };
  return {
    anywhere: (phrase) => 1 - (find(phrase) >> 4) / LEVELS,
    atTop: (phrase) => 1 - (find(phrase) & 15) / LEVELS,
  };
}

let loaded: Background | undefined;

export function background(): Background {
  loaded ??= createBackground(table.packed);
  return loaded;
}
