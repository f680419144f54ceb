import { hash24 } from './background.ts';
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

/**
 * What stands between the parts of the compiled lexicon: printable and in no word, so that the text needs no escapes as a
 * string of JavaScript, which would make it slower to read in.
 */
export const LINE = '~';
export const CELL = ';';
export const BUCKET = '^';

/**
 * Before four hexadecimal digits of a letter other than ASCII, in the rest of a form whose first word is ASCII
 * (`base de données`).
 */
const ESCAPE = "'";
export const encodeRest = (rest: string): string =>
  rest.replace(/[^ -~]/g, (letter) => ESCAPE + letter.charCodeAt(0).toString(16).padStart(4, '0'));
const decodeRest = (rest: string): string =>
  rest.includes(ESCAPE)
    ? rest.replace(/'([0-9a-f]{4})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    : rest;

/** A concept's number in two characters, the second one of the first 62. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+,-./:<=>?@[]_{|}';
const RADIX = 62;
export const MAX_CONCEPTS = DIGITS.length * RADIX;
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => Math.max(0, DIGITS.indexOf(String.fromCharCode(code))));
export const encodeConcept = (concept: number): string =>
  DIGITS.charAt(Math.floor(concept / RADIX)) + DIGITS.charAt(concept % RADIX);

const decodeConcept = (text: string, at: number): number =>
  VALUES[text.charCodeAt(at)]! * RADIX + VALUES[text.charCodeAt(at + 1)]!;

type Lexicon = {
  readonly concepts: readonly string[];
  /** One bit for each hash of a first word: most words of a text end here. */
  readonly filter: Uint8Array;
  readonly parsed: (Concept | undefined)[];
  /** Lines of the forms, in buckets by the hash of their first word. */
  readonly buckets: readonly string[];
};

let loaded: Lexicon | undefined;
let wideBuckets: readonly string[] | undefined;

/**
 * Nothing is taken apart before it is asked for: a run needs a hundredth of the lexicon, and most of a short run is start-up.
 */
function load(): Lexicon {
  loaded ??= {
    concepts: compiled.concepts.split(LINE),
    filter: Buffer.from(compiled.filter, 'base64'),
    parsed: [],
    buckets: compiled.forms.split(BUCKET),
  };
  return loaded;
}

/**
 * Forms that start with other than ASCII letters: apart and encoded, so that everything else takes one byte a letter and
 * those who read English alone do not wait for them.
 */
function loadWide(): readonly string[] {
  wideBuckets ??= Buffer.from(compiled.wideForms, 'base64').toString('utf8').split(BUCKET);
  return wideBuckets;
}

/** Buckets of the compiled lexicon; a power of two. */
export const BUCKETS = 4096;
export const WIDE_BUCKETS = 256;

/** Size of the filter; with some 20,000 first words, 1 in 7 others passes it. */
export const FILTER_BITS = 1 << 17;

/**
 * Forms whose first word this is, stronger roles first; only those of the concepts wanted.
 */
export function formsStartingWith(
  word: string,
  isWanted: (concept: number) => boolean = () => true,
  scope: 'all' | 'names' = 'all',
): readonly LexiconForm[] {
  const { filter, buckets } = load();
  const hash = hash24(word);
  const bit = hash & (FILTER_BITS - 1);
  const forms: LexiconForm[] = [];
  if ((filter[bit >> 3]! & (1 << (bit & 7))) === 0) return forms;
  if (isWide(word)) readForms(loadWide()[hash & (WIDE_BUCKETS - 1)]!, word, isWanted, scope, forms);
  else readForms(buckets[hash & (BUCKETS - 1)]!, word, isWanted, scope, forms);
  return forms;
}

/** Whether a first word has its forms among the wide ones. */
export function isWide(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) > 127) return true;
  return false;
}

/** Reads `LINE word CELL role concept rest CELL …` without making a string of what is not wanted. */
function readForms(
  bucket: string,
  word: string,
  isWanted: (concept: number) => boolean,
  scope: 'all' | 'names',
  forms: LexiconForm[],
): void {
  const line = bucket.indexOf(`${LINE}${word}${CELL}`);
  if (line < 0) return;
  const newline = bucket.indexOf(LINE, line + 1);
  const end = newline < 0 ? bucket.length : newline;
  for (let at = line + word.length + 2; at < end; ) {
    const tab = bucket.indexOf(CELL, at);
    const next = tab < 0 || tab > end ? end : tab;
    const concept = decodeConcept(bucket, at + 1);
    const role = ROLES.get(bucket.charAt(at)) ?? 'cue';
    // What is a name stands before what is not.
    if (scope === 'names' && role !== 'alias' && role !== 'name') return;
    if (isWanted(concept)) {
      const phrase = at + 3 === next ? word : `${word} ${decodeRest(bucket.slice(at + 3, next))}`;
      forms.push({ phrase, role, concept });
    }
    at = next + 1;
  }
}

/** @throws RangeError for a number that the lexicon does not hold: a fault of the caller. */
export function conceptOf(number: number): Concept {
  const { concepts, parsed } = load();
  const known = parsed[number];
  if (known) return known;
  const line = concepts[number];
  if (line === undefined) throw new RangeError(`no concept ${number}`);
  const [id = '', kind = ''] = line.split(CELL);
  const concept = { number, id, kind: isKind(kind) ? kind : null, broader: broaderOf(number) };
  parsed[number] = concept;
  return concept;
}

/** Numbers of the concepts that one is a kind of: the last cell of its line, two characters each. */
export function broaderOf(number: number): readonly number[] {
  const line = load().concepts[number] ?? '';
  const broader: number[] = [];
  for (let at = line.lastIndexOf(CELL) + 1; at < line.length; at += 2) broader.push(decodeConcept(line, at));
  return broader;
}

/** What each first word's names are names of; kept, since the tags of a long list share their words. */
const namesByFirstWord = new Map<string, ReadonlyMap<string, LexiconForm>>();

function namedBy(phrase: string, roles: readonly FormRole[]): LexiconForm | undefined {
  const space = phrase.indexOf(' ');
  const first = space < 0 ? phrase : phrase.slice(0, space);
  let names = namesByFirstWord.get(first);
  if (!names) {
    const found = new Map<string, LexiconForm>();
    for (const form of formsStartingWith(first, undefined, 'names')) {
      if (!found.has(form.phrase)) found.set(form.phrase, form);
    }
    names = found;
    namesByFirstWord.set(first, names);
  }
  const form = names.get(phrase);
  return form && roles.includes(form.role) ? form : undefined;
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
export function findNaming(name: string, words: readonly string[] = tokenizeText(name).words): Naming | null {
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
export function allForms(): readonly LexiconForm[] {
  const words = new Set<string>();
  for (const bucket of [...load().buckets, ...loadWide()]) {
    for (const line of bucket.split(LINE)) if (line !== '') words.add(line.slice(0, line.indexOf(CELL)));
  }
  return [...words].flatMap((word) => formsStartingWith(word));
}
