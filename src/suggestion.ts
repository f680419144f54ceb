/**
 * The candidate that `word` is most likely a slip of the keyboard for, or null when none is near: at most a third of the
 * longer word's characters differ (at least one may), a swap of neighbours counting once. Case does not count. The first of equals wins.
 */
export function suggest(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const given = candidate.toLowerCase();
    const longest = Math.max(wanted.length, given.length);
    const allowed = Math.max(1, Math.floor(longest / 3));
    if (Math.abs(wanted.length - given.length) > allowed || longest > maxLength) continue;
    const distance = editDistance(wanted, given);
    if (distance <= allowed && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `; did you mean "max-tags"?`, or an empty string. */
export function renderSuggestion(word: string, candidates: Iterable<string>): string {
  const near = suggest(word, candidates);
  return near === null ? '' : `; did you mean ${JSON.stringify(near)}?`;
}

// Longer words are not slips of the keyboard, and the distance costs the product of the lengths.
const maxLength = 100;

/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours. */
export function editDistance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1;
      let value = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + cost);
      const isSwap =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (isSwap) value = Math.min(value, beforePrevious[column - 2]! + 1);
      current.push(value);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length]!;
}
