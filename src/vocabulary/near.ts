import { editDistance } from '../suggestion.ts';

/**
 * Of `known`, the one that a person who wrote `text` most likely meant, or null. Case, hyphens, underscores and spaces
 * do not count; beyond that one slip (a letter missing, added, changed, or two swapped) in four or five letters and two
 * in six or more.
 */
export function findNear<T extends string>(text: string, known: readonly T[]): T | null {
  const wanted = plain(text);
  if (wanted.length === 0 || wanted.length > 60) return null;
  let best: T | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const other = plain(candidate);
    const allowed = Math.min(wanted.length, other.length) < 4 ? 0 : Math.min(wanted.length, other.length) < 6 ? 1 : 2;
    if (Math.abs(wanted.length - other.length) > allowed) continue;
    const distance = editDistance(wanted, other);
    if (distance <= allowed && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[\s_-]/g, '');
}
