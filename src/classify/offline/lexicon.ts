import { hash24 } from './background.ts';
import { isKind, type Kind } from './kinds.ts';
import { type LexiconTable, LINE, openLexicon, readLine } from './lexicon-table.ts';
import { readLexiconBytes } from './tables.ts';
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
  /** Numbers of the concepts that say what a project is whose whole name this is. */
  readonly whole: readonly number[];
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

/** What stands between the cells of a line: printable and in no word. */
export const CELL = ';';
const CELL_CODE = CELL.charCodeAt(0);

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

let loaded: LexiconTable | undefined;
const parsed: (Concept | undefined)[] = [];

function load(): LexiconTable {
  loaded ??= openLexicon(readLexiconBytes());
  return loaded;
}

/**
 * Buckets of the compiled lexicon, by the hash of the first word; powers of two. Forms that start with other than ASCII letters
 * are apart, so that everything else takes one byte a letter.
 */
export const BUCKETS = 4096;
export const WIDE_BUCKETS = 256;

/** Size of the filter; with some 20,000 first words, 1 in 7 others passes it. */
export const FILTER_BITS = 1 << 17;

/** What the lexicon has for one first word, not taken apart: most of it is never asked for. */
export type FirstWord = {
  readonly word: string;
  /** `role concept` for each form that is this word alone. */
  readonly alone: string;
  /** `CELL rest role concept` for each longer form. */
  readonly longer: string;
};

/** What starts with a word; null where nothing does. */
export function findFirstWord(word: string): FirstWord | null {
  const { filter, forms, wideForms } = load();
  const hash = hash24(word);
  const bit = hash & (FILTER_BITS - 1);
  if ((filter[bit >> 3]! & (1 << (bit & 7))) === 0) return null;
  const bucket = isWide(word) ? readLine(wideForms, hash & (WIDE_BUCKETS - 1)) : readLine(forms, hash & (BUCKETS - 1));
  const line = bucket.indexOf(`${LINE}${word}${CELL}`);
  if (line < 0) return null;
  const start = line + word.length + 2;
  const newline = bucket.indexOf(LINE, start);
  const end = newline < 0 ? bucket.length : newline;
  const cell = bucket.indexOf(CELL, start);
  const middle = cell < 0 || cell > end ? end : cell;
  return { word, alone: bucket.slice(start, middle), longer: bucket.slice(middle, end) };
}

/** Whether a first word has its forms among the wide ones. */
export function isWide(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) > 127) return true;
  return false;
}

type IsWanted = (concept: number) => boolean;

const ANY_CONCEPT: IsWanted = () => true;
/** Characters of role and concept. */
const MEANING = 3;

const roleAt = (text: string, at: number): FormRole => ROLES.get(text.charAt(at)) ?? 'cue';

/** Forms of the concepts wanted that are a first word and no more, stronger roles first. */
export function formsAlone({ word, alone }: FirstWord, isWanted: IsWanted = ANY_CONCEPT): readonly LexiconForm[] {
  const forms: LexiconForm[] = [];
  for (let at = 0; at < alone.length; at += MEANING) {
    const concept = decodeConcept(alone, at + 1);
    if (isWanted(concept)) forms.push({ phrase: word, role: roleAt(alone, at), concept });
  }
  return forms;
}

/** Forms of the concepts wanted whose second word is `next`, stronger roles first. */
export function formsGoingOn(
  { word, longer }: FirstWord,
  next: string,
  isWanted: IsWanted = ANY_CONCEPT,
): readonly LexiconForm[] {
  const forms: LexiconForm[] = [];
  const sought = CELL + (isWide(next) && !isWide(word) ? encodeRest(next) : next);
  for (let cell = longer.indexOf(sought); cell >= 0; cell = longer.indexOf(sought, cell + 1)) {
    const behind = cell + sought.length;
    const end = cellEnd(longer, cell);
    // Else it is the beginning of a longer word.
    if (behind === end - MEANING || longer.charAt(behind) === ' ') addForm(word, longer, cell, end, isWanted, forms);
  }
  return forms;
}

/** Forms of the concepts wanted that are longer than a first word, stronger roles first. */
export function formsLonger({ word, longer }: FirstWord, isWanted: IsWanted = ANY_CONCEPT): readonly LexiconForm[] {
  const forms: LexiconForm[] = [];
  for (let cell = 0; cell < longer.length; ) {
    const end = cellEnd(longer, cell);
    addForm(word, longer, cell, end, isWanted, forms);
    cell = end;
  }
  return forms;
}

function cellEnd(longer: string, cell: number): number {
  const next = longer.indexOf(CELL, cell + 1);
  return next < 0 ? longer.length : next;
}

function addForm(
  word: string,
  longer: string,
  cell: number,
  end: number,
  isWanted: IsWanted,
  forms: LexiconForm[],
): void {
  const meaning = end - MEANING;
  const concept = decodeConcept(longer, meaning + 1);
  if (!isWanted(concept)) return;
  forms.push({
    phrase: `${word} ${decodeRest(longer.slice(cell + 1, meaning))}`,
    role: roleAt(longer, meaning),
    concept,
  });
}

/** Forms whose first word this is, stronger roles first among those of one word and among the longer ones. */
export function formsStartingWith(word: string): readonly LexiconForm[] {
  const first = findFirstWord(word);
  return first ? [...formsAlone(first), ...formsLonger(first)] : [];
}

/** @throws RangeError for a number that the lexicon does not hold: a fault of the caller. */
export function conceptOf(number: number): Concept {
  const known = parsed[number];
  if (known) return known;
  const line = readLine(load().concepts, number);
  if (line === '') throw new RangeError(`no concept ${number}`);
  const [id = '', kind = '', whole = ''] = line.split(CELL);
  const concept = {
    number,
    id,
    kind: isKind(kind) ? kind : null,
    broader: broaderOf(number),
    whole: readConcepts(whole),
  };
  parsed[number] = concept;
  return concept;
}

function readConcepts(cell: string): readonly number[] {
  const concepts: number[] = [];
  for (let at = 0; at < cell.length; at += 2) concepts.push(decodeConcept(cell, at));
  return concepts;
}

/** Numbers of the concepts that one is a kind of: the last cell of its line, two characters each. */
export function broaderOf(number: number): readonly number[] {
  const { bytes, starts } = load().concepts;
  const broader: number[] = [];
  const start = starts[number] ?? 0;
  for (let at = (starts[number + 1] ?? 0) - 2; at >= start && bytes[at + 1] !== CELL_CODE; at -= 2) {
    broader.unshift(VALUES[bytes[at]!]! * RADIX + VALUES[bytes[at + 1]!]!);
  }
  return broader;
}

/** Kept, since the tags of a long list share their words. */
const firstWords = new Map<string, FirstWord | null>();

/** The form that a phrase is as a name, an alias before what says less. */
function namedBy(phrase: string): LexiconForm | undefined {
  const [word = '', next] = phrase.split(' ', 2);
  let first = firstWords.get(word);
  if (first === undefined) {
    first = findFirstWord(word);
    firstWords.set(word, first);
  }
  if (first === null) return undefined;
  const forms = next === undefined ? formsAlone(first) : formsGoingOn(first, next);
  return forms.find((form) => form.phrase === phrase && (form.role === 'alias' || form.role === 'name'));
}

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
  const spaced = namedBy(words.join(' '));
  const joined = words.length > 1 ? namedBy(words.join('')) : spaced;
  const form = [spaced, joined].find((one) => one?.role === 'alias') ?? spaced ?? joined;
  if (!form) return null;
  const concept = conceptOf(form.concept);
  return { concept, isAmbiguous: form.role === 'name', isSpecialised: words.length > 1 && holdsId(words, concept.id) };
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
  const { forms, wideForms } = load();
  for (const lines of [forms, wideForms]) {
    for (let bucket = 0; bucket < lines.starts.length - 1; bucket++) {
      for (const line of readLine(lines, bucket).split(LINE)) {
        if (line !== '') words.add(line.slice(0, line.indexOf(CELL)));
      }
    }
  }
  return [...words].flatMap((word) => formsStartingWith(word));
}
