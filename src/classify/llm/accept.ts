import type {
  ChoiceOptions,
  ConsideredTag,
  Evidence,
  LeftOutReason,
  OfflineClassifier,
  ScoredTag,
} from '../../model/classification.ts';
import type { ReadmeDocument } from '../../model/readme.ts';
import type { Tag, Vocabulary } from '../../model/vocabulary.ts';
import { CONSIDERED_LIMIT } from '../choose.ts';
import type { TagNames } from './accept-names.ts';
import type { NamedTag } from './answer-shape.ts';
import { renderDropped } from './dropped.ts';
import type { SupportJudge, UnsupportedPolicy } from './hold.ts';
import { createQuoteFinder } from './quote.ts';

/** What a model named and everything that it is judged by. */
export type AcceptSource = {
  readonly named: readonly NamedTag[];
  readonly names: TagNames;
  readonly vocabulary: Vocabulary;
  /** The tags that the model was sent. */
  readonly candidates: readonly Tag[];
  readonly offline: Pick<OfflineClassifier, 'classify' | 'rank'>;
  readonly document: ReadmeDocument;
  readonly choice: ChoiceOptions;
  readonly judge: SupportJudge;
  readonly policy: UnsupportedPolicy;
};

export type Accepted = {
  readonly tags: readonly ScoredTag[];
  readonly considered: readonly ConsideredTag[];
  readonly dropped: readonly string[];
};

/** Quotes for one tag that are looked for, where a model names it several times. */
const MAX_QUOTES = 3;

/**
 * Makes of what a model named what is given: tags of the list alone, each once, in the model's order, `maxTags` at most and
 * one of a group at most, none that is manual or excluded; pinned ones always, those that the model did not name last. The
 * evidence is the model's quote where it checks, and what the offline classifier found otherwise.
 */
export function acceptTags(source: AcceptSource): Accepted {
  const { vocabulary, choice, judge, policy } = source;
  const { quotesOf, dropped } = gather(source);
  const { score, hasQuote, supportOf, near } = createScorer(source, quotesOf);
  const isPinned = isNamedIn(choice.pin);
  const isExcluded = isNamedIn(choice.exclude);
  const pinned = vocabulary.tags.filter((tag) => !tag.manual && tag.replacedBy === null && isPinned(tag));
  const groups = new Set(pinned.map(({ group }) => group).filter((group) => group !== null));
  const isGroupTaken = ({ group }: Tag): boolean => group !== null && groups.has(group);
  let room = choice.maxTags - pinned.length;

  const reasonAgainst = (tag: Tag): LeftOutReason | null => {
    if (tag.manual) return 'manual';
    if (isPinned(tag)) return null;
    if (isExcluded(tag)) return 'excluded';
    if (room <= 0) return 'over-cap';
    if (isGroupTaken(tag)) return 'same-group';
    const isSpokenFor = policy === 'give' || hasQuote(tag) || judge.isSupport(tag, supportOf(tag));
    return isSpokenFor ? null : 'unsupported';
  };
  const given: ScoredTag[] = [];
  const leftOut: ConsideredTag[] = [];
  for (const tag of quotesOf.keys()) {
    const reason = reasonAgainst(tag);
    if (reason === null) {
      given.push(score(tag));
      if (isPinned(tag)) continue;
      room -= 1;
      if (tag.group !== null) groups.add(tag.group);
    } else if (leftOut.length < CONSIDERED_LIMIT) leftOut.push({ ...score(tag), reason });
  }
  const added = pinned
    .filter((tag) => !quotesOf.has(tag))
    .sort((a, b) => supportOf(b) - supportOf(a) || (a.name < b.name ? -1 : 1));
  given.push(...added.map(score));

  const sent = new Set(source.candidates);
  const reasonFor = (tag: Tag): LeftOutReason | null => {
    if (isExcluded(tag)) return 'excluded';
    if (isGroupTaken(tag)) return 'same-group';
    return sent.has(tag) ? 'not-chosen' : null;
  };
  const notNamed = near.flatMap((tag): ConsideredTag[] => {
    const reason = quotesOf.has(tag) || isPinned(tag) ? null : reasonFor(tag);
    return reason === null ? [] : [{ ...score(tag), reason }];
  });
  return { tags: given, considered: [...leftOut, ...notNamed].slice(0, CONSIDERED_LIMIT), dropped };
}

type Scorer = {
  readonly supportOf: (tag: Tag) => number;
  /** Whether one of the model's quotes for it checks. */
  readonly hasQuote: (tag: Tag) => boolean;
  readonly score: (tag: Tag) => ScoredTag;
  /** What the offline classifier gives and considers, best first. */
  readonly near: readonly Tag[];
};

function createScorer(
  { vocabulary, document, choice, offline }: AcceptSource,
  quotesOf: ReadonlyMap<Tag, readonly string[]>,
): Scorer {
  const ranking = offline.rank(document, vocabulary.tags.length);
  const support = new Map(ranking.map(({ tag, score }): [Tag, number] => [tag, score]));
  const supportOf = (tag: Tag): number => support.get(tag) ?? 0;
  const { tags, considered } = offline.classify(document, { ...choice, pin: [] });
  const near = [...tags, ...considered].sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  const offlineEvidence = new Map(near.map(({ tag, evidence }) => [tag, evidence]));
  const { find } = createQuoteFinder(document);
  const checked = new Map<Tag, Evidence | null>();
  const findQuote = (tag: Tag): Evidence | null => {
    let found = checked.get(tag);
    if (found === undefined) {
      found = null;
      for (const quote of quotesOf.get(tag) ?? []) found ??= find(quote);
      checked.set(tag, found);
    }
    return found;
  };
  return {
    supportOf,
    hasQuote: (tag) => findQuote(tag) !== null,
    score(tag) {
      const quoted = findQuote(tag);
      const evidence = quoted === null ? (offlineEvidence.get(tag) ?? []) : [quoted];
      return { tag, score: null, support: supportOf(tag), evidence };
    },
    near: near.map(({ tag }) => tag),
  };
}

/** The tags that were named, in order, each with its quotes, and what was named and is none. */
function gather({ named, names }: AcceptSource): {
  readonly quotesOf: ReadonlyMap<Tag, readonly string[]>;
  readonly dropped: readonly string[];
} {
  const quotesOf = new Map<Tag, string[]>();
  const unknown: string[] = [];
  for (const { name, quote } of named) {
    const tag = names.find(name);
    if (tag === null) {
      unknown.push(name);
      continue;
    }
    const quotes = quotesOf.get(tag) ?? [];
    if (quote !== null && quotes.length < MAX_QUOTES) quotes.push(quote);
    quotesOf.set(tag, quotes);
  }
  return { quotesOf, dropped: renderDropped(unknown) };
}

/** `names` are names or aliases. */
function isNamedIn(names: readonly string[]): (tag: Tag) => boolean {
  const set = new Set(names);
  return (tag) => set.has(tag.name) || tag.aliases.some((alias) => set.has(alias));
}
