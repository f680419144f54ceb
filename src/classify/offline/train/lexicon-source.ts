import { COLUMNS, nameKey } from '../lexicon.ts';
import { tokenizeText } from '../tokens.ts';

/** An entry as it stands in `lexicon/*.json`; the README there says what each field means. */
export type Entry = {
  readonly id: string;
  readonly names?: readonly string[];
  readonly aliases?: readonly string[];
  readonly phrases?: readonly string[];
  readonly cues?: readonly string[];
  readonly broader?: readonly string[];
  readonly against?: readonly string[];
  readonly kind?: string;
};

const words = (text: string): string => tokenizeText(text).words.join(' ');

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts.filter((text) => text !== ''))];

/** One line a concept, tab between columns, `|` between the members of a list; ordered by id. */
export function compileLexicon(entries: readonly Entry[]): string {
  const ids = new Set(entries.map(({ id }) => id));
  return [...entries]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((entry) => {
      const ambiguous = unique((entry.names ?? []).map(nameKey));
      const named = [entry.id, ...(entry.aliases ?? [])].filter((name) => !ambiguous.includes(nameKey(name)));
      const columns: Record<(typeof COLUMNS)[number], string> = {
        id: entry.id,
        kind: entry.kind ?? '',
        broader: (entry.broader ?? []).filter((id) => ids.has(id)).join('|'),
        narrower: entries
          .filter(({ broader }) => broader?.includes(entry.id))
          .map(({ id }) => id)
          .sort()
          .join('|'),
        keys: unique(named.map(nameKey)).join('|'),
        ambiguous: ambiguous.join('|'),
        aliases: unique(named.map(words)).join('|'),
        phrases: unique((entry.phrases ?? []).map(words)).join('|'),
        cues: unique((entry.cues ?? []).map(words)).join('|'),
        against: unique((entry.against ?? []).map(words)).join('|'),
      };
      return COLUMNS.map((column) => columns[column]).join('\t');
    })
    .join('\n');
}
