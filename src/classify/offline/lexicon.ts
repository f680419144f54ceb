import compiled from './data/lexicon.generated.json' with { type: 'json' };
import { isKind, type Kind } from './kinds.ts';
import { tokenizeText } from './tokens.ts';

/**
 * What is known of one concept, ready to be matched: every form is a sequence of words as `tokenizeText` gives them, in
 * singular and with one space between. `lexicon/README.md` says what each list means.
 */
export type Concept = {
  readonly id: string;
  readonly kind: Kind | null;
  readonly broader: readonly string[];
  /** Ids of the concepts that name this one as broader. */
  readonly narrower: readonly string[];
  readonly aliases: readonly string[];
  readonly phrases: readonly string[];
  readonly cues: readonly string[];
  readonly against: readonly string[];
};

/** Key under which names are compared: words in singular, nothing between them (`Web Sockets`, `web-socket`, `websocket`). */
export const nameKey = (name: string): string => tokenizeText(name).words.join('');

/** Order of the columns of a line of the compiled lexicon, which `compile-lexicon.ts` writes. */
export const COLUMNS = [
  'id',
  'kind',
  'broader',
  'narrower',
  'keys',
  'ambiguous',
  'aliases',
  'phrases',
  'cues',
  'against',
] as const;

type Lexicon = {
  /** Lines not yet taken apart: a run needs a tenth of them. */
  readonly lineOfId: ReadonlyMap<string, string>;
  readonly lineOfKey: ReadonlyMap<string, string>;
  readonly ambiguous: ReadonlySet<string>;
};

let loaded: Lexicon | undefined;

function load(): Lexicon {
  if (loaded) return loaded;
  const lineOfId = new Map<string, string>();
  const lineOfKey = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const line of compiled.concepts.split('\n')) {
    const [id = '', , , , keys = '', unsafe = ''] = line.split('\t', 6);
    lineOfId.set(id, line);
    for (const key of keys.split('|')) if (!lineOfKey.has(key)) lineOfKey.set(key, line);
    if (unsafe !== '') for (const key of unsafe.split('|')) ambiguous.add(key);
  }
  // A name that is also another concept's id or alias is taken for that one.
  for (const line of lineOfId.values()) {
    const unsafe = line.split('\t', 6)[5] ?? '';
    if (unsafe !== '') for (const key of unsafe.split('|')) if (!lineOfKey.has(key)) lineOfKey.set(key, line);
  }
  loaded = { lineOfId, lineOfKey, ambiguous };
  return loaded;
}

const list = (text: string | undefined): readonly string[] => (text ? text.split('|') : []);

function toConcept(line: string): Concept {
  const [id = '', kind = '', broader, narrower, , , aliases, phrases, cues, against] = line.split('\t');
  return {
    id,
    kind: isKind(kind) ? kind : null,
    broader: list(broader),
    narrower: list(narrower),
    aliases: list(aliases),
    phrases: list(phrases),
    cues: list(cues),
    against: list(against),
  };
}

/** The concept that a tag's name (or, after it, one of its aliases) is a name of; null when there is none. */
export function findConcept(names: readonly string[]): Concept | null {
  const { lineOfKey } = load();
  for (const name of names) {
    const line = lineOfKey.get(nameKey(name));
    if (line !== undefined) return toConcept(line);
  }
  return null;
}

/** @throws Error for an id that the lexicon does not hold, which a test keeps out of it. */
export function conceptOf(id: string): Concept {
  const line = load().lineOfId.get(id);
  if (line === undefined) throw new Error(`no concept ${id}`);
  return toConcept(line);
}

/** Ids of all that a concept is a kind of, near and far. */
export function broaderOf(id: string): ReadonlySet<string> {
  const { lineOfId } = load();
  const broader = (of: string): readonly string[] => list(lineOfId.get(of)?.split('\t', 3)[2]);
  const found = new Set<string>();
  const open = [...broader(id)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...broader(next));
  }
  return found;
}

/** Whether a name says too little to be looked for in text (`go`, `c`, `lib`). */
export const isAmbiguousName = (name: string): boolean => load().ambiguous.has(nameKey(name));

/** Every concept, for tables and tests. */
export const allConcepts = (): readonly Concept[] => [...load().lineOfId.values()].map(toConcept);
