import { hash24 } from '../background.ts';
import {
  BUCKETS,
  CELL,
  encodeConcept,
  encodeRest,
  FILTER_BITS,
  type FormRole,
  isWide,
  MAX_CONCEPTS,
  ROLE_LETTERS,
  WIDE_BUCKETS,
} from '../lexicon.ts';
import { BUCKET, type CompiledLexicon, LINE } from '../lexicon-table.ts';
import { tokenizeText } from '../tokens.ts';

/** An entry as it stands in `lexicon/*.json`; the README there says what each field means. */
export type Entry = {
  readonly id: string;
  readonly names?: readonly string[];
  readonly aliases?: readonly string[];
  readonly phrases?: readonly string[];
  readonly cues?: readonly string[];
  readonly broader?: readonly string[];
  readonly whole?: readonly string[];
  readonly against?: readonly string[];
  readonly kind?: string;
};

const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;
const MIN_JOINED_LENGTH = 5;
const STRENGTH: readonly FormRole[] = ['alias', 'name', 'phrase', 'against', 'cue'];

const wordsOf = (text: string): readonly string[] => tokenizeText(text).words;

/** Longer names than this nobody writes as one word. */
const MAX_JOINED_WORDS = 2;
const MAX_JOINED_LENGTH = 22;

/**
 * The spaced form, and for names the same written as one word; not where every character is a word of its own, since the
 * spaced form is all that can ever be looked up. `node.js module` is written `nodejs module` as well.
 */
function spellings(text: string, isName: boolean): readonly string[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  const spaced = words.join(' ');
  if (!isName || words.length === 1) return [spaced];
  const joined = words.join('');
  if (words.length > MAX_JOINED_WORDS) {
    const merged = spaced.replace(/ js\b/, 'js');
    return merged === spaced ? [spaced] : [spaced, merged];
  }
  const isJoined = joined.length >= MIN_JOINED_LENGTH && joined.length <= MAX_JOINED_LENGTH && isAscii(joined);
  return isJoined ? [spaced, joined] : [spaced];
}

type Form = { readonly role: FormRole; readonly concept: number; readonly rest: string };

/**
 * The lexicon in the form it is shipped in. `concepts`: a line each, `id CELL kind CELL whole… CELL broader…` by number. `forms`: a line
 * for each first word, `word CELL`, `role concept` for each form that is this word alone, `CELL rest role concept` for each longer
 * one, in buckets by the hash of that word.
 *
 * @throws RangeError for more concepts than two characters can number.
 */
export function compileLexicon(entries: readonly Entry[]): CompiledLexicon {
  if (entries.length > MAX_CONCEPTS) {
    throw new RangeError(`${entries.length} concepts; two characters number ${MAX_CONCEPTS} at most`);
  }
  const sorted = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
  const numbers = new Map(sorted.map(({ id }, number) => [id, number]));
  const byFirst = new Map<string, Map<string, Form>>();
  for (const [concept, entry] of sorted.entries()) {
    const seen = new Set<string>();
    const add = (phrase: string, role: FormRole): void => {
      if (seen.has(phrase)) return;
      seen.add(phrase);
      const [first = '', ...rest] = phrase.split(' ');
      const forms = byFirst.get(first) ?? new Map();
      byFirst.set(first, forms);
      forms.set(`${STRENGTH.indexOf(role)} ${rest.join(' ')} ${concept}`, { role, concept, rest: rest.join(' ') });
    };
    for (const name of entry.names ?? []) for (const phrase of spellings(name, true)) add(phrase, 'name');
    for (const alias of [entry.id, ...(entry.aliases ?? [])])
      for (const phrase of spellings(alias, true)) add(phrase, 'alias');
    for (const text of entry.against ?? []) for (const phrase of spellings(text, false)) add(phrase, 'against');
    for (const text of entry.phrases ?? []) for (const phrase of spellings(text, false)) add(phrase, 'phrase');
    for (const text of entry.cues ?? []) for (const phrase of spellings(text, false)) add(phrase, 'cue');
  }
  const numbersOf = (ids: readonly string[] = []): string =>
    ids.map((other) => encodeConcept(numbers.get(other) ?? 0)).join('');
  const concepts = sorted.map(({ id, kind, whole, broader }) =>
    [id, kind ?? '', numbersOf(whole), numbersOf(broader)].join(CELL),
  );
  const buckets = Array.from({ length: BUCKETS }, () => '');
  const wideBuckets = Array.from({ length: WIDE_BUCKETS }, () => '');
  const filter = new Uint8Array(FILTER_BITS / 8);
  for (const first of byFirst.keys()) {
    const bit = hash24(first) & (FILTER_BITS - 1);
    filter[bit >> 3]! |= 1 << (bit & 7);
  }
  for (const [first, forms] of [...byFirst].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const ordered = [...forms].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, form]) => form);
    const meaningOf = ({ role, concept }: Form): string => `${ROLE_LETTERS[role]}${encodeConcept(concept)}`;
    const alone = ordered.filter(({ rest }) => rest === '').map(meaningOf);
    const longer = ordered
      .filter(({ rest }) => rest !== '')
      .map((form) => `${CELL}${isWide(first) ? form.rest : encodeRest(form.rest)}${meaningOf(form)}`);
    const into = isWide(first) ? wideBuckets : buckets;
    into[hash24(first) & (into.length - 1)] += `${LINE}${first}${CELL}${alone.join('')}${longer.join('')}`;
  }
  return {
    concepts: concepts.join(LINE),
    filter: Buffer.from(filter).toString('base64'),
    forms: buckets.join(BUCKET),
    wideForms: Buffer.from(wideBuckets.join(BUCKET)).toString('base64'),
  };
}
