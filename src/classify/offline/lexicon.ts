import { isKind, type Kind } from './kinds.ts';
import ai from './lexicon/ai.json' with { type: 'json' };
import business from './lexicon/business.json' with { type: 'json' };
import data from './lexicon/data.json' with { type: 'json' };
import devtools from './lexicon/devtools.json' with { type: 'json' };
import domains from './lexicon/domains.json' with { type: 'json' };
import games from './lexicon/games.json' with { type: 'json' };
import hardware from './lexicon/hardware.json' with { type: 'json' };
import infrastructure from './lexicon/infrastructure.json' with { type: 'json' };
import kinds from './lexicon/kinds.json' with { type: 'json' };
import languages from './lexicon/languages.json' with { type: 'json' };
import media from './lexicon/media.json' with { type: 'json' };
import science from './lexicon/science.json' with { type: 'json' };
import security from './lexicon/security.json' with { type: 'json' };
import technologies from './lexicon/technologies.json' with { type: 'json' };
import web from './lexicon/web.json' with { type: 'json' };
import { tokenizeText } from './tokens.ts';

/** An entry as it stands in the files; `lexicon/README.md` says what each field means. */
type Entry = {
  readonly id: string;
  readonly names?: readonly string[];
  readonly aliases?: readonly string[];
  readonly phrases?: readonly string[];
  readonly cues?: readonly string[];
  readonly broader?: readonly string[];
  readonly against?: readonly string[];
  readonly kind?: string;
};

export type Concept = {
  readonly id: string;
  /** Matched in text, and what a tag may be called. */
  readonly aliases: readonly string[];
  readonly phrases: readonly string[];
  readonly cues: readonly string[];
  readonly broader: readonly string[];
  readonly against: readonly string[];
  readonly kind: Kind | null;
};

const FILES: readonly (readonly Entry[])[] = [
  kinds,
  devtools,
  web,
  languages,
  technologies,
  infrastructure,
  data,
  ai,
  science,
  media,
  games,
  security,
  business,
  domains,
  hardware,
];

/** Key under which names are compared: words in singular, nothing between them (`Web Sockets`, `web-socket`, `websocket`). */
export const nameKey = (name: string): string => tokenizeText(name).words.join('');

type Lexicon = { readonly byId: ReadonlyMap<string, Entry>; readonly byKey: ReadonlyMap<string, Entry> };

let loaded: Lexicon | undefined;

function load(): Lexicon {
  if (loaded) return loaded;
  const byId = new Map<string, Entry>();
  const byKey = new Map<string, Entry>();
  for (const file of FILES) {
    for (const entry of file) byId.set(entry.id, entry);
  }
  // An id or alias is a surer name than one of `names`, whichever comes first.
  for (const entry of byId.values()) {
    for (const name of [entry.id, ...(entry.aliases ?? [])]) {
      const key = nameKey(name);
      if (!byKey.has(key)) byKey.set(key, entry);
    }
  }
  for (const entry of byId.values()) {
    for (const name of entry.names ?? []) {
      const key = nameKey(name);
      if (!byKey.has(key)) byKey.set(key, entry);
    }
  }
  loaded = { byId, byKey };
  return loaded;
}

function toConcept(entry: Entry): Concept {
  const ambiguous = new Set((entry.names ?? []).map(nameKey));
  const own = ambiguous.has(nameKey(entry.id)) ? [] : [entry.id];
  return {
    id: entry.id,
    aliases: [...own, ...(entry.aliases ?? [])],
    phrases: entry.phrases ?? [],
    cues: entry.cues ?? [],
    broader: entry.broader ?? [],
    against: entry.against ?? [],
    kind: entry.kind !== undefined && isKind(entry.kind) ? entry.kind : null,
  };
}

/** The concept that a tag's name (or, after it, one of its aliases) is a name of; null when there is none. */
export function findConcept(names: readonly string[]): Concept | null {
  const { byKey } = load();
  for (const name of names) {
    const entry = byKey.get(nameKey(name));
    if (entry) return toConcept(entry);
  }
  return null;
}

/** Ids of all that a concept is a kind of, near and far. */
export function broaderOf(id: string): ReadonlySet<string> {
  const { byId } = load();
  const found = new Set<string>();
  const open = [...(byId.get(id)?.broader ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(byId.get(next)?.broader ?? []));
  }
  return found;
}

/** Whether a name is matched only as a tag's name and never in text. */
export function isAmbiguousName(name: string): boolean {
  const key = nameKey(name);
  return (load().byKey.get(key)?.names ?? []).some((other) => nameKey(other) === key);
}

/** Every concept, for tables and tests. */
export function allConcepts(): readonly Concept[] {
  return [...load().byId.values()].map(toConcept);
}
