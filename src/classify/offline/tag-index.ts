import type { Tag, Vocabulary } from '../../model/vocabulary.ts';
import { background } from './background.ts';
import { findNegated, resolveDescription } from './description.ts';
import type { Form, MatchRole, Meaning } from './form.ts';
import type { Kind } from './kinds.ts';
import { broaderIds, broaderOf, type Concept, conceptOf, findFirstWord, findNaming } from './lexicon.ts';
import { nameVariants } from './name-variants.ts';
import { type Tokens, tokenizeText } from './tokens.ts';
import { createNode, type FormFilter, formAt, goOn, type Node, takeAlone } from './trie.ts';

export type { Form, MatchRole, Meaning } from './form.ts';

export type IndexedTag = {
  readonly tag: Tag;
  readonly concept: Concept | null;
  /** Ids of the concepts that its description speaks of, where its name and aliases name none. */
  readonly described: readonly string[];
  readonly kind: Kind | null;
  /** Ids of concepts this tag is a kind of. */
  readonly broader: ReadonlySet<string>;
};

/** A vocabulary made ready for matching. */
export type TagIndex = {
  readonly tags: readonly IndexedTag[];
  /**
   * The trie of all forms below a first word; undefined when none starts with it. Built when first asked for: a README holds
   * few of the words that a lexicon or a large vocabulary starts with.
   */
  startsWith(word: string): Node | undefined;
  /** The node below one, by the next word. */
  goOn(node: Node, word: string): Node | undefined;
  /** What a form that stands in the text says of which tags. */
  meaningsOf(form: Form): readonly Meaning[];
};

const ROLE_WEIGHT: Readonly<Record<MatchRole, number>> = {
  own: 1,
  loose: 1,
  alias: 0.95,
  phrase: 0.9,
  narrower: 0.95,
  far: 0.8,
  whole: 0.8,
  half: 0.5,
  cue: 1,
  against: 0,
};
/** For the forms of a concept that a tag's name narrows down. */
const SPECIALISED_FACTOR = 0.8;
/** For a form of a tag's concept that is another tag's own name: what it says belongs to that tag first. */
const SYNONYM_FACTOR = 0.25;
/** Where one form means a tag in several ways, the first of these counts. */
const STRENGTH: readonly MatchRole[] = [
  'own',
  'against',
  'alias',
  'phrase',
  'loose',
  'half',
  'narrower',
  'far',
  'cue',
  'whole',
];

/** Words of a description that are no reason to give a tag. */
const PLAIN_WORDS: ReadonlySet<string> = new Set(
  'a an and the of for to in on with or by from that which is are be as at it its your you this these other any all not no into about such like use used using via can will may more most one two new own thing code project software tool app application program file system data web based work working make making help write written read build building run running provide support set list kind type way etc user people'.split(
    ' ',
  ),
);

const MIN_JOINED_LENGTH = 5;
/** A word in the names or descriptions of more tags than this tells none of them from the others. */
const MOST_TAGS_OF_A_HINT = 50;

type OwnForm = { readonly phrase: string; readonly meaning: Meaning };
/** A word of a description and the one after it, where that may tell something. */
type Hint = { readonly tag: number; readonly next: string | null };
const NO_OWN_FORMS: readonly OwnForm[] = [];

/** What to leave out of the lexicon, for training and measuring. */
export type LexiconLimits = {
  /** Whether a tag's name is looked up at all. */
  readonly useLexicon?: (tag: Tag) => boolean;
  /** Whether it is known of a tag that is not looked up what kind of project its name names, if it names one. */
  readonly keepKinds?: boolean;
  /** Whether a form of the lexicon is looked for in text. */
  readonly useForm?: (phrase: string) => boolean;
};

/** Looks up each tag's name in the lexicon and gathers what the user says of it. */
export function createTagIndex(
  vocabulary: Vocabulary,
  { useLexicon = () => true, keepKinds = false, useForm }: LexiconLimits = {},
): TagIndex {
  const ownForms = new Map<string, OwnForm[]>();
  /** Words of descriptions; whether they tell anything is looked up when one of them is met in a text. */
  const hints = new Map<string, Hint[]>();
  const tagsOfConcept = new Map<
    number,
    { readonly tag: number; readonly surety: number; readonly cueWeight: number }[]
  >();
  const tags: IndexedTag[] = [];
  const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  };
  const addOwn = (phrase: string, tag: number, role: MatchRole): void => {
    if (phrase === '') return;
    const space = phrase.indexOf(' ');
    push(ownForms, space < 0 ? phrase : phrase.slice(0, space), {
      phrase,
      meaning: { tag, role, weight: ROLE_WEIGHT[role] },
    });
  };
  const addOwnName = (words: readonly string[], tag: number, role: MatchRole = 'own'): void => {
    addOwn(words.join(' '), tag, role);
    const joined = words.join('');
    if (words.length > 1 && joined.length >= MIN_JOINED_LENGTH) addOwn(joined, tag, role);
  };

  const addHints = ({ words }: Tokens, negated: readonly boolean[], tag: number): void => {
    for (let at = 0; at < words.length; at++) {
      const word = words[at]!;
      if (negated[at] || PLAIN_WORDS.has(word)) continue;
      const next = words[at + 1];
      push(hints, word, { tag, next: next === undefined || negated[at + 1] || PLAIN_WORDS.has(next) ? null : next });
    }
  };

  for (const tag of vocabulary.tags) {
    if (tag.manual || tag.replacedBy !== null) continue;
    const number = tags.length;
    const { words } = tokenizeText(tag.name);
    const byName = useLexicon(tag) ? findNaming(tag.name, words) : null;
    const naming = byName ?? (useLexicon(tag) ? findFirstNaming(tag.aliases) : null);
    const concept = naming?.concept ?? null;
    addOwnName(words, number, byName?.isAmbiguous ? 'loose' : 'own');
    for (const alias of tag.aliases) addOwnName(tokenizeText(alias).words, number);
    if (naming) {
      push(tagsOfConcept, naming.concept.number, {
        tag: number,
        surety: naming.isSpecialised ? SPECIALISED_FACTOR : 1,
        cueWeight: 1,
      });
    } else {
      for (const variant of nameVariants(words)) addOwn(variant.join(' '), number, 'half');
      // A compound that nobody has explained: its rarer words are hints.
      if (words.length > 1) for (const word of words) if (isTelling(word)) addOwn(word, number, 'cue');
    }
    const meanings: string[] = [];
    if (tag.description !== null) {
      const described = tokenizeText(tag.description);
      const negated = findNegated(described);
      addHints(described, negated, number);
      if (!naming) {
        // What is hidden under its name is not to be found by another way.
        const hidden = useLexicon(tag) ? null : (findNaming(tag.name, words)?.concept.number ?? null);
        for (const { concept: meant, surety } of resolveDescription(described, negated, (other) => other !== hidden)) {
          push(tagsOfConcept, meant, { tag: number, surety, cueWeight: surety });
          meanings.push(conceptOf(meant).id);
        }
      }
    }
    tags.push({
      tag,
      concept,
      described: meanings,
      kind: concept?.kind ?? (keepKinds ? (findNaming(tag.name, words)?.concept.kind ?? null) : null),
      broader: concept ? broaderIds(concept) : new Set(),
    });
  }

  const meaningsOfConcept = (concept: number, role: MatchRole): readonly Meaning[] =>
    (tagsOfConcept.get(concept) ?? []).map(({ tag, surety, cueWeight }) => ({
      tag,
      role,
      weight: role === 'cue' ? cueWeight : ROLE_WEIGHT[role] * surety,
    }));
  const wanted: (boolean | undefined)[] = [];
  const isWanted = (concept: number): boolean => {
    const known = wanted[concept];
    if (known !== undefined) return known;
    const found =
      tagsOfConcept.has(concept) ||
      conceptOf(concept).whole.some((whole) => tagsOfConcept.has(whole)) ||
      broaderOf(concept).some(
        (broader) => tagsOfConcept.has(broader) || broaderOf(broader).some((broadest) => tagsOfConcept.has(broadest)),
      );
    wanted[concept] = found;
    return found;
  };

  const workOut = ({ own, known }: Form): readonly Meaning[] => {
    const meanings = [...own];
    const isTagName = own.some(({ role }) => role === 'own' || role === 'loose');
    for (const { role, concept } of known) {
      if (role === 'alias' || role === 'name') {
        for (const said of conceptOf(concept).whole) meanings.push(...meaningsOfConcept(said, 'whole'));
      }
      if (role === 'name') {
        for (const said of [concept, ...broaderOf(concept)]) meanings.push(...meaningsOfConcept(said, 'whole'));
        continue;
      }
      const found = meaningsOfConcept(concept, role);
      meanings.push(
        ...(isTagName && role !== 'cue' && role !== 'against'
          ? found.map((meaning) => ({ ...meaning, weight: meaning.weight * SYNONYM_FACTOR }))
          : found),
      );
      if (role === 'alias' || role === 'phrase') {
        for (const broader of broaderOf(concept)) {
          meanings.push(...meaningsOfConcept(broader, 'narrower'));
          for (const broadest of broaderOf(broader)) meanings.push(...meaningsOfConcept(broadest, 'far'));
        }
      }
    }
    return strongest(meanings);
  };

  const filter: FormFilter = { isWanted, useForm: useForm ?? null };
  const tries = new Map<string, Node | null>();
  const build = (word: string): Node | null => {
    const named = ownForms.get(word) ?? NO_OWN_FORMS;
    const described = hints.get(word);
    const own = described ? [...named, ...formsOfHints(word, described)] : named;
    const first = findFirstWord(word);
    if (own.length === 0 && first === null) return null;
    const root = createNode(first);
    const cues = own.filter(({ meaning }) => meaning.role === 'cue').length;
    for (const { phrase, meaning } of own) {
      if (meaning.role !== 'cue' || cues <= MOST_TAGS_OF_A_HINT) formAt(root, phrase).own.push(meaning);
    }
    takeAlone(root, filter);
    return root;
  };
  return {
    tags,
    startsWith(word) {
      let trie = tries.get(word);
      if (trie === undefined) {
        trie = build(word);
        tries.set(word, trie);
      }
      return trie ?? undefined;
    },
    goOn: (node, word) => goOn(node, word, filter),
    meaningsOf(form) {
      form.meanings ??= workOut(form);
      return form.meanings;
    },
  };
}

function findFirstNaming(aliases: readonly string[]): ReturnType<typeof findNaming> {
  for (const alias of aliases) {
    const naming = findNaming(alias);
    if (naming) return naming;
  }
  return null;
}

/** One meaning a tag: the strongest. */
function strongest(meanings: readonly Meaning[]): readonly Meaning[] {
  const byTag = new Map<number, Meaning>();
  for (const meaning of meanings) {
    const known = byTag.get(meaning.tag);
    if (!known || STRENGTH.indexOf(meaning.role) < STRENGTH.indexOf(known.role)) byTag.set(meaning.tag, meaning);
  }
  return [...byTag.values()];
}

const isTelling = (word: string): boolean =>
  word.length > 2 && !PLAIN_WORDS.has(word) && background().rarity(word).anywhere > 0.35;

/** Telling words of a description are hints; pairs of them are as good as half a name. */
function formsOfHints(word: string, hints: readonly Hint[]): readonly OwnForm[] {
  const forms: OwnForm[] = [];
  const isHint = isTelling(word);
  const pairs = new Map<string, string | null>();
  for (const { tag, next } of hints) {
    if (next !== null) {
      let pair = pairs.get(next);
      if (pair === undefined) {
        pair = background().rarity(`${word} ${next}`).anywhere > 0.3 ? `${word} ${next}` : null;
        pairs.set(next, pair);
      }
      if (pair !== null) forms.push({ phrase: pair, meaning: { tag, role: 'half', weight: ROLE_WEIGHT.half } });
    }
    if (isHint) forms.push({ phrase: word, meaning: { tag, role: 'cue', weight: ROLE_WEIGHT.cue } });
  }
  return forms;
}
