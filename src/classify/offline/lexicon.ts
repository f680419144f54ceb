import compiled from './data/lexicon.generated.json' with { type: 'json' };
import { isKind, type Kind } from './kinds.ts';
import { tokenizeText } from './tokens.ts';

/**
 * What a sequence of words is to a concept. `name`: what a tag may be called, too ambiguous to look for in text; `alias`:
 * both; `phrase`: looked for in text, no tag is called this; `cue`: occurs with it; `against`: holds one of its forms and
 * means something else. `lexicon/README.md` says more.
 */
export type FormRole = 'alias' | 'phrase' | 'cue' | 'against' | 'name';

/** A sequence of words and the concept it speaks of. */
export type LexiconForm = {
  /** Words as `tokenizeText` gives them, one space between. */
  readonly phrase: string;
  readonly role: FormRole;
  readonly concept: number;
};

export type Concept = {
  readonly number: number;
  readonly id: string;
  readonly kind: Kind | null;
  /** Numbers of the concepts that this is a kind of. */
  readonly broader: readonly number[];
};

/** One letter a role in the compiled lexicon. */
export const ROLE_LETTERS: Readonly<Record<FormRole, string>> = {
  alias: 'a',
  phrase: 'p',
  cue: 'c',
  against: 'x',
  name: 'n',
};
const ROLES: ReadonlyMap<string, FormRole> = new Map(
  (Object.keys(ROLE_LETTERS) as FormRole[]).map((role) => [ROLE_LETTERS[role], role]),
);

type Lexicon = {
  /** Lines `id, kind, broader`, by number. */
  readonly concepts: readonly string[];
  /** Lines of the forms that start with a word, by that word; taken apart when the word occurs. */
  readonly lines: ReadonlyMap<string, string>;
  readonly forms: Map<string, readonly LexiconForm[]>;
};

let loaded: Lexicon | undefined;

function load(): Lexicon {
  if (loaded) return loaded;
  const lines = new Map<string, string>();
  for (const line of compiled.forms.split('\n')) lines.set(line.slice(0, line.indexOf('\t')), line);
  loaded = { concepts: compiled.concepts.split('\n'), lines, forms: new Map() };
  return loaded;
}

const NO_FORMS: readonly LexiconForm[] = [];

/** All forms whose first word this is, stronger roles first. */
export function formsStartingWith(word: string): readonly LexiconForm[] {
  const { lines, forms } = load();
  const line = lines.get(word);
  if (line === undefined) return NO_FORMS;
  const known = forms.get(word);
  if (known) return known;
  const parsed = line
    .split('\t')
    .slice(1)
    .map((entry): LexiconForm => {
      const [role = '', concept = '', rest = ''] = entry.split('|');
      return {
        phrase: rest === '' ? word : `${word} ${rest}`,
        role: ROLES.get(role) ?? 'cue',
        concept: Number(concept),
      };
    });
  forms.set(word, parsed);
  return parsed;
}

/** @throws RangeError for a number that the lexicon does not hold: a fault of the caller. */
export function conceptOf(number: number): Concept {
  const line = load().concepts[number];
  if (line === undefined) throw new RangeError(`no concept ${number}`);
  const [id = '', kind = '', broader = ''] = line.split('\t');
  return {
    number,
    id,
    kind: isKind(kind) ? kind : null,
    broader: broader === '' ? [] : broader.split(',').map(Number),
  };
}

const firstWord = (phrase: string): string => {
  const space = phrase.indexOf(' ');
  return space < 0 ? phrase : phrase.slice(0, space);
};

function namedBy(phrase: string, roles: readonly FormRole[]): LexiconForm | undefined {
  const forms = formsStartingWith(firstWord(phrase));
  return forms.find((form) => form.phrase === phrase && roles.includes(form.role));
}

const SAFE: readonly FormRole[] = ['alias'];
const ANY: readonly FormRole[] = ['alias', 'name'];

/** How a tag's name stands in the lexicon. */
export type Naming = {
  readonly concept: Concept;
  /** The name says too little to be looked for in text (`go`, `c`, `lib`). */
  readonly isAmbiguous: boolean;
  /** The name holds its concept's id and more (`distributed database`): it may mean less than the concept. */
  readonly isSpecialised: boolean;
};

/**
 * The concept that a name is a name of, however it is spaced (`Web Sockets`, `web-socket`, `websocket`); null when there is
 * none. An alias is a surer name than an ambiguous one.
 */
export function findNaming(name: string): Naming | null {
  const { words } = tokenizeText(name);
  const spaced = words.join(' ');
  const joined = words.join('');
  for (const roles of [SAFE, ANY]) {
    const form = namedBy(spaced, roles) ?? namedBy(joined, roles);
    if (form) {
      const concept = conceptOf(form.concept);
      return { concept, isAmbiguous: form.role === 'name', isSpecialised: holdsId(words, concept.id) };
    }
  }
  return null;
}

function holdsId(words: readonly string[], id: string): boolean {
  const own = tokenizeText(id).words;
  return own.length < words.length && ` ${words.join(' ')} `.includes(` ${own.join(' ')} `);
}

/** Ids of all that a concept is a kind of, near and far. */
export function broaderIds(concept: Concept): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...concept.broader];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { id, broader } = conceptOf(next);
    if (found.has(id)) continue;
    found.add(id);
    open.push(...broader);
  }
  return found;
}

/** Every form of every concept; for tables, tests and `lint`, since it takes the whole lexicon apart. */
export const allForms = (): readonly LexiconForm[] => [...load().lines.keys()].flatMap(formsStartingWith);

export const conceptCount = (): number => load().concepts.length;
