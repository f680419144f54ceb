/** Names that are told of at most; a model that invents more has invented enough. */
const MAX_DROPPED = 20;
const MAX_CHARACTERS = 100;

/** Controls, characters that cannot be seen or that reorder others, halves of characters. */
const HIDDEN =
  /(?:[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|\u034f|[\u115f\u1160]|[\u17b4\u17b5]|[\u180b-\u180f]|\u3164|\uffa0|[\ufe00-\ufe0f])+/gu;

/** Names that a model gave and the list does not hold, as a report has them: untrusted, but on one line and all to be seen. */
export function renderDropped(names: readonly string[]): readonly string[] {
  const dropped = new Set<string>();
  for (const name of names) {
    // No name that is longer than this keeps anything of what stands after it.
    const shown = name
      .slice(0, 4 * MAX_CHARACTERS)
      .replace(HIDDEN, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const cut =
      shown.length > MAX_CHARACTERS ? `${shown.slice(0, MAX_CHARACTERS - 1).replace(/[\ud800-\udbff]$/, '')}…` : shown;
    if (cut !== '') dropped.add(cut);
    if (dropped.size === MAX_DROPPED) break;
  }
  return [...dropped];
}
