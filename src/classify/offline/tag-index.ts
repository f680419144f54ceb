import type { Tag, Vocabulary } from '../../model/vocabulary.ts';
import { type Background, background } from './background.ts';
import type { Kind } from './kinds.ts';
import { broaderOf, type Concept, findConcept, isAmbiguousName } from './lexicon.ts';
import { tokenizeText } from './tokens.ts';

/** One way in which a text can speak of a tag. */
export type Form = {
  readonly tag: number;
  /** How surely the words mean the tag: 1 for its own name. */
  readonly weight: number;
  /** Cues never carry a tag by themselves. */
  readonly cue: boolean;
  /** Number of this form among those of its tag, to count different ones. */
  readonly number: number;
  /** Rarity of the words anywhere and in title and lead, 0 to 1. */
  readonly rarity: number;
  readonly rarityAtTop: number;
};

/** A node of the trie over the words of all forms. */
export type Node = {
  next: Map<string, Node> | null;
  forms: Form[] | null;
  /** Tags whose forms do not count inside the phrase that ends here. */
  against: number[] | null;
};

export type IndexedTag = {
  readonly tag: Tag;
  readonly concept: Concept | null;
  readonly kind: Kind | null;
  /** Ids of concepts this tag is a kind of. */
  readonly broader: ReadonlySet<string>;
  /** Forms in words, strongest first; for `lint`. */
  readonly forms: readonly string[];
};

/** A vocabulary made ready for matching: one trie over all forms of all tags. */
export type TagIndex = {
  readonly tags: readonly IndexedTag[];
  readonly root: Node;
};

const createNode = (): Node => ({ next: null, forms: null, against: null });

function nodeAt(root: Node, words: readonly string[]): Node {
  let node = root;
  for (const word of words) {
    node.next ??= new Map();
    let child = node.next.get(word);
    if (!child) {
      child = createNode();
      node.next.set(word, child);
    }
    node = child;
  }
  return node;
}

const NAME_WEIGHT = 1;
const ALIAS_WEIGHT = 0.95;
const PHRASE_WEIGHT = 0.9;
const DESCRIPTION_WEIGHT = 0.5;
const CUE_WEIGHT = 1;

/** Words of a description that are no reason to give a tag. */
const PLAIN_WORDS: ReadonlySet<string> = new Set(
  'a an and the of for to in on with or by from that which is are be as at it its your you this these other any all not no into about such like use used using via can will may more most one two new own thing code project software tool tools app application applications program programs file files system data web based work working make making help write written read build building run running provide support set list kind type way etc user users people'.split(
    ' ',
  ),
);

/** Longest form in words; longer names are cut for matching. */
const MAX_FORM_WORDS = 6;
const MIN_JOINED_LENGTH = 5;

/** Rarity of a phrase: its own where it was counted, and otherwise at least that of its rarest word. */
function rarityOf(words: readonly string[], lookUp: (phrase: string) => number): number {
  if (words.length === 1) return lookUp(words[0]!);
  return lookUp(words.join(' '));
}

/** Puts names, aliases, descriptions and what the lexicon knows of each tag into one trie. */
export function createTagIndex(
  vocabulary: Vocabulary,
  options: { readonly useLexicon?: (tag: Tag) => boolean } = {},
): TagIndex {
  const table: Background = background();
  const root = createNode();
  const tags: IndexedTag[] = [];
  for (const tag of vocabulary.tags) {
    if (tag.manual || tag.replacedBy !== null) continue;
    const number = tags.length;
    const useLexicon = options.useLexicon?.(tag) ?? true;
    const concept = useLexicon ? findConcept([tag.name, ...tag.aliases]) : null;
    const seen = new Set<string>();
    const texts: string[] = [];

    const addWords = (words: readonly string[], weight: number, cue: boolean): void => {
      const key = words.join(' ');
      if (words.length === 0 || words.length > MAX_FORM_WORDS || seen.has(key)) return;
      seen.add(key);
      const node = nodeAt(root, words);
      node.forms ??= [];
      node.forms.push({
        tag: number,
        weight,
        cue,
        number: seen.size - 1,
        rarity: rarityOf(words, table.anywhere),
        rarityAtTop: rarityOf(words, table.atTop),
      });
      if (!cue) texts.push(key);
    };
    const add = (text: string, weight: number, cue: boolean): void => {
      const { words } = tokenizeText(text);
      addWords(words, weight, cue);
      if (words.length > 1) {
        const joined = words.join('');
        if (joined.length >= MIN_JOINED_LENGTH) addWords([joined], weight, cue);
      }
    };

    if (concept === null || !isAmbiguousName(tag.name)) add(tag.name, NAME_WEIGHT, false);
    for (const alias of tag.aliases) add(alias, NAME_WEIGHT, false);
    if (concept) {
      for (const alias of concept.aliases) add(alias, ALIAS_WEIGHT, false);
      for (const phrase of concept.phrases) add(phrase, PHRASE_WEIGHT, false);
      for (const cue of concept.cues) add(cue, CUE_WEIGHT, true);
      for (const phrase of concept.against) {
        const node = nodeAt(root, tokenizeText(phrase).words);
        node.against ??= [];
        node.against.push(number);
      }
    } else {
      // A compound that nobody has explained: its rarer words are hints.
      const { words } = tokenizeText(tag.name);
      if (words.length > 1) for (const word of words) addHint(word, addWords, table);
    }
    if (tag.description !== null) {
      const { words } = tokenizeText(tag.description);
      for (let at = 0; at < words.length; at++) {
        addHint(words[at]!, addWords, table);
        const pair = words.slice(at, at + 2);
        if (pair.length === 2 && pair.every((word) => !PLAIN_WORDS.has(word)) && table.anywhere(pair.join(' ')) > 0.3) {
          addWords(pair, DESCRIPTION_WEIGHT, false);
        }
      }
    }
    tags.push({
      tag,
      concept,
      kind: concept?.kind ?? null,
      broader: concept ? broaderOf(concept.id) : new Set(),
      forms: texts,
    });
  }
  return { tags, root };
}

function addHint(
  word: string,
  addWords: (words: readonly string[], weight: number, cue: boolean) => void,
  table: Background,
): void {
  if (word.length > 2 && !PLAIN_WORDS.has(word) && table.anywhere(word) > 0.35) addWords([word], CUE_WEIGHT, true);
}
