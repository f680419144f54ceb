import { toLittleEndian } from './little-endian.ts';
import { readBackgroundBytes } from './tables.ts';

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

/** 0 for what every README holds, 1 for what none of the counted ones does: anywhere in it, and in its title and lead. */
export type Rarity = { readonly anywhere: number; readonly atTop: number };

export type Background = { rarity(phrase: string): Rarity };

/** Reads a table as `train/background.ts` writes it. */
export function createBackground(bytes: Uint8Array): Background {
  const entries = new Uint32Array(bytes.length / 4);
  new Uint8Array(entries.buffer).set(bytes);
  toLittleEndian(entries);
  const find = (phrase: string): number => {
    const hash = hash24(phrase);
    let low = 0;
    let high = entries.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const entry = entries[middle]!;
      const found = entry >>> 8;
      if (found === hash) return entry & 0xff;
      if (found < hash) low = middle + 1;
      else high = middle - 1;
    }
    return 0;
  };
  return {
    rarity(phrase) {
      const levels = find(phrase);
      return { anywhere: 1 - (levels >> 4) / LEVELS, atTop: 1 - (levels & 15) / LEVELS };
    },
  };
}

let loaded: Background | undefined;

export function background(): Background {
  loaded ??= createBackground(readBackgroundBytes());
  return loaded;
}
