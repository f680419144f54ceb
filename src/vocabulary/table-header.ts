import { knownFields } from './field-names.ts';

/** The separator that the first line with anything in it has most of; comma where it has none. */
export function detectDelimiter(text: string): string {
  const header = /^\s*([^\n]*)/.exec(text)?.[1] ?? '';
  let best = ',';
  let most = 0;
  for (const delimiter of [',', ';', '\t']) {
    const count = header.split(delimiter).length - 1;
    if (count > most) {
      best = delimiter;
      most = count;
    }
  }
  return best;
}

/** The known field that a column's heading means, however it is capitalised; its own text for all others. */
export function fieldOf(heading: string): string {
  const plain = heading.toLowerCase().replace(/[\s_-]/g, '');
  return knownFields.find((field) => field.toLowerCase() === plain) ?? heading.trim();
}
