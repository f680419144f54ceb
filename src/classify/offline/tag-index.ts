import type { Tag, Vocabulary } from '../../model/vocabulary.ts';
import { background } from './background.ts';
import type { Kind } from './kinds.ts';
import { broaderOf, type Concept, conceptOf, findConcept, isAmbiguousName } from './lexicon.ts';
import { tokenizeText } from './tokens.ts';

/** One way in which a text can speak of a tag. */
export type Form = {
  /** Words in singular, one space between. */
  readonly phrase: string;
  readonly tag: number;
  /** How surely the words mean the tag: 1 for its own name. */
  readonly weight: number;
  /**
   * `narrower` forms name something that is a kind of the tag; cues never carry a tag by themselves; `against` phrases only
   * keep the tag's forms inside them from counting.
   */
  readonly role: 'form' | 'narrower' | 'cue' | 'against';
  /** Number of this form among those of its tag, to count different ones. */
  readonly number: number;
};

/** A node of the trie over the words of all forms. */
export type Node = { next: Map<string, Node> | null; forms: Form[] | null };

export type IndexedTag = {
  readonly tag: Tag;
  readonly concept: Concept | null;
  readonly kind: Kind | null;
  /** Ids of concepts this tag is a kind of. */
  readonly broader: ReadonlySet<string>;
  /** Forms (no cues) in words, strongest first; for `lint`. */
  readonly forms: readonly string[];
};

/** A vocabulary made ready for matching. */
export type TagIndex = {
  readonly tags: readonly IndexedTag[];
  /**
   * The trie below a first word; undefined when no form starts with it. Built when first asked for: a README holds few of
   * the words that a large vocabulary starts with.
   */
  startsWith(word: string): Node | undefined;
};

function buildTrie(forms: readonly Form[]): Node {
  const root: Node = { next: null, forms: null };
  for (const form of forms) {
    let node = root;
    const space = form.phrase.indexOf(' ');
    if (space > 0) {
      for (const word of form.phrase.slice(space + 1).split(' ')) {
        node.next ??= new Map();
        let child = node.next.get(word);
        if (!child) {
          child = { next: null, forms: null };
          node.next.set(word, child);
        }
        node = child;
      }
    }
    node.forms ??= [];
    node.forms.push(form);
  }
  return root;
}

/** Of the user's own names for a tag, and of nothing else. */
export const NAME_WEIGHT = 1;
const ALIAS_WEIGHT = 0.95;
const PHRASE_WEIGHT = 0.9;
const DESCRIPTION_WEIGHT = 0.5;
/** For the forms of a concept that a tag's name narrows down. */
const SPECIALISED_FACTOR = 0.5;

/** Words of a description that are no reason to give a tag. */
const PLAIN_WORDS: ReadonlySet<string> = new Set(
  'a an and the of for to in on with or by from that which is are be as at it its your you this these other any all not no into about such like use used using via can will may more most one two new own thing code project software tool tools app application applications program programs file files system data web based work working make making help write written read build building run running provide support set list kind type way etc user users people'.split(
    ' ',
  ),
);

const MIN_JOINED_LENGTH = 5;

/** Gathers names, aliases, descriptions and what the lexicon knows of each tag. */
export function createTagIndex(
  vocabulary: Vocabulary,
  { useLexicon = () => true }: { readonly useLexicon?: (tag: Tag) => boolean } = {},
): TagIndex {
  const buckets = new Map<string, Form[]>();
  const tries = new Map<string, Node>();
  const tags: IndexedTag[] = [];
  for (const tag of vocabulary.tags) {
    if (tag.manual || tag.replacedBy !== null) continue;
    const number = tags.length;
    const concept = useLexicon(tag) ? findConcept([tag.name, ...tag.aliases]) : null;
    const seen = new Set<string>();
    const forms: string[] = [];

    const add = (phrase: string, weight: number, role: Form['role']): void => {
      if (phrase === '' || seen.has(phrase)) return;
      seen.add(phrase);
      const space = phrase.indexOf(' ');
      const first = space < 0 ? phrase : phrase.slice(0, space);
      const bucket = buckets.get(first);
      const form: Form = { phrase, tag: number, weight, role, number: seen.size };
      if (bucket) bucket.push(form);
      else buckets.set(first, [form]);
      if (role === 'form') forms.push(phrase);
    };
    /** A name, and the same written as one word. */
    const addName = (phrase: string, weight: number): void => {
      add(phrase, weight, 'form');
      if (phrase.includes(' ')) {
        const joined = phrase.replaceAll(' ', '');
        if (joined.length >= MIN_JOINED_LENGTH) add(joined, weight, 'form');
      }
    };
    const words = tokenizeText(tag.name).words;
    if (concept === null || !isAmbiguousName(tag.name)) addName(words.join(' '), NAME_WEIGHT);
    for (const alias of tag.aliases) addName(tokenizeText(alias).words.join(' '), NAME_WEIGHT);
    if (concept) {
      const surety = isSpecialised(words, concept) ? SPECIALISED_FACTOR : 1;
      for (const alias of concept.aliases) addName(alias, ALIAS_WEIGHT * surety);
      for (const phrase of concept.phrases) add(phrase, PHRASE_WEIGHT * surety, 'form');
      for (const cue of concept.cues) add(cue, 1, 'cue');
      for (const phrase of concept.against) add(phrase, 0, 'against');
      for (const id of concept.narrower) {
        const narrower = conceptOf(id);
        for (const alias of narrower.aliases) add(alias, ALIAS_WEIGHT * surety, 'narrower');
        for (const phrase of narrower.phrases) add(phrase, PHRASE_WEIGHT * surety, 'narrower');
      }
    } else if (words.length > 1) {
      // A compound that nobody has explained: its rarer words are hints.
      for (const word of words) if (isTelling(word)) add(word, 1, 'cue');
    }
    if (tag.description !== null) addDescription(tokenizeText(tag.description).words, add);
    tags.push({
      tag,
      concept,
      kind: concept?.kind ?? null,
      broader: concept ? broaderOf(concept.id) : new Set(),
      forms,
    });
  }
  return {
    tags,
    startsWith(word) {
      const known = tries.get(word);
      if (known) return known;
      const bucket = buckets.get(word);
      if (!bucket) return undefined;
      const trie = buildTrie(bucket);
      tries.set(word, trie);
      return trie;
    },
  };
}

/** Whether a name holds another name of its concept and more (`distributed database`): it may mean less than the concept. */
function isSpecialised(words: readonly string[], concept: Concept): boolean {
  if (words.length < 2) return false;
  const name = ` ${words.join(' ')} `;
  return concept.aliases.some((alias) => alias.length + 2 < name.length && name.includes(` ${alias} `));
}

const isTelling = (word: string): boolean =>
  word.length > 2 && !PLAIN_WORDS.has(word) && background().anywhere(word) > 0.35;

/** Telling words of a description are hints; pairs of them are as good as half a name. */
function addDescription(
  words: readonly string[],
  add: (phrase: string, weight: number, role: Form['role']) => void,
): void {
  for (const [at, word] of words.entries()) {
    const next = words[at + 1];
    if (next !== undefined && !PLAIN_WORDS.has(word) && !PLAIN_WORDS.has(next)) {
      const pair = `${word} ${next}`;
      if (background().anywhere(pair) > 0.3) add(pair, DESCRIPTION_WEIGHT, 'form');
    }
    if (isTelling(word)) add(word, 1, 'cue');
  }
}
