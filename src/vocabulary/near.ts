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

/** Fewest letters to add, drop, change or swap with their neighbour to make `left` into `right`. */
export function editDistance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      let cost = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (isSame ? 0 : 1));
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        cost = Math.min(cost, beforePrevious[column - 2]! + 1);
      }
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length]!;
}
