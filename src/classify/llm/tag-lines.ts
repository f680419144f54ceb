import type { Tag } from '../../model/vocabulary.ts';
import { cutText } from './cut-text.ts';
import { defuse } from './fence.ts';

/** Longer descriptions are cut: a list must not grow beyond what a model reads with care. */
const MAX_DESCRIPTION_CHARACTERS = 200;
/** Characters of a name that would make its line read otherwise. */
const AMBIGUOUS = /["\\:\p{Cc}\u2028\u2029]|^[\s-]|\s$/u;

/** The list of tags as a model reads it, one tag a line: its name and, where there is one, its description. */
export function renderTagLines(tags: readonly Tag[]): string {
  return tags.map(renderTagLine).join('\n');
}

function renderTagLine({ name, description }: Tag): string {
  const shown = defuse(AMBIGUOUS.test(name) ? quoteName(name) : name);
  const said = description === null ? '' : shorten(description.replace(/[\s\p{Cc}]+/gu, ' ').trim());
  return said === '' ? shown : `${shown}: ${defuse(said)}`;
}

/** As JSON, in which two line ends may stand raw. */
function quoteName(name: string): string {
  return JSON.stringify(name).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function shorten(text: string): string {
  if (text.length <= MAX_DESCRIPTION_CHARACTERS) return text;
  const space = text.lastIndexOf(' ', MAX_DESCRIPTION_CHARACTERS);
  const end = space > MAX_DESCRIPTION_CHARACTERS / 2 ? space : MAX_DESCRIPTION_CHARACTERS;
  return `${cutText(text, end)}…`;
}
