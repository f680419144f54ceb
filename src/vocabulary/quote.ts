import { renderCount } from '../count.ts';
import { escapeHiddenCharacters } from './hidden-characters.ts';

/**
 * A value from outside as a message may show it: in double quotes, on one line, hidden characters escaped, cut after
 * `maxCharacters` (UTF-16 units) with `…`.
 */
export function quote(text: string, maxCharacters = 60): string {
  const isCut = text.length > maxCharacters;
  // A pair that the cut splits goes as a whole.
  const shown = isCut ? text.slice(0, maxCharacters).replace(/[\ud800-\udbff]$/, '') : text;
  return `"${escapeHiddenCharacters(shown.replace(/["\\]/g, '\\$&'))}${isCut ? '…' : ''}"`;
}

/** `"a"`, `"a" and "b"`, `"a", "b" and 7 more`; at most `max` are quoted. */
export function quoteAll(texts: readonly string[], max = 5): string {
  const shown = texts.slice(0, max).map((text) => quote(text));
  const rest = texts.length - shown.length;
  const last = rest > 0 ? `${renderCount(rest)} more` : shown.pop();
  return shown.length > 0 ? `${shown.join(', ')} and ${last ?? ''}` : (last ?? '');
}
