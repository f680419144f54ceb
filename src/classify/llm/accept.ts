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
  const { vocabulary, document, choice, offline, judge, policy } = source;
  const { quotesOf, dropped } = gather(source);
  const isPinned = isNamedIn(choice.pin);
  const isExcluded = isNamedIn(choice.exclude);
  const support = new Map(
    offline.rank(document, vocabulary.tags.length).map(({ tag, score }): [Tag, number] => [tag, score]),
  );
  const supportOf = (tag: Tag): number => support.get(tag) ?? 0;
  const near = offlineNear(offline, document, choice);
  const quotes = createQuoteFinder(document);
  const findQuote = (tag: Tag): readonly Evidence[] => {
    for (const quote of quotesOf.get(tag) ?? []) {
      const evidence = quotes.find(quote);
      if (evidence !== null) return [evidence];
    }
    return [];
  };
  const score = (tag: Tag, evidence: readonly Evidence[]): ScoredTag => ({
    tag,
    score: null,
    support: supportOf(tag),
    evidence: evidence.length > 0 ? evidence : (near.get(tag)?.evidence ?? []),
  });

  const pinned = vocabulary.tags.filter((tag) => !tag.manual && tag.replacedBy === null && isPinned(tag));
  const groups = new Set(pinned.map(({ group }) => group).filter((group) => group !== null));
  let room = choice.maxTags - pinned.length;
  const given: ScoredTag[] = [];
  const leftOut: ConsideredTag[] = [];
  for (const tag of quotesOf.keys()) {
    const leave = (reason: LeftOutReason): void => {
      if (leftOut.length < CONSIDERED_LIMIT) leftOut.push({ ...score(tag, []), reason });
    };
    if (tag.manual) leave('manual');
    else if (isPinned(tag)) given.push(score(tag, findQuote(tag)));
    else if (isExcluded(tag)) leave('excluded');
    else if (room <= 0) leave('over-cap');
    else if (tag.group !== null && groups.has(tag.group)) leave('same-group');
    else {
      const evidence = findQuote(tag);
      const isSpokenFor = evidence.length > 0 || judge.isSupport(tag, supportOf(tag));
      if (policy === 'hold' && !isSpokenFor) leave('unsupported');
      else {
        given.push(score(tag, evidence));
        if (tag.group !== null) groups.add(tag.group);
        room -= 1;
      }
    }
  }
  const added = pinned
    .filter((tag) => !quotesOf.has(tag))
    .sort((a, b) => supportOf(b) - supportOf(a) || (a.name < b.name ? -1 : 1));
  given.push(...added.map((tag) => score(tag, [])));

  const done = new Set([...given, ...leftOut].map(({ tag }) => tag));
  const sent = new Set(source.candidates);
  const reasonFor = (tag: Tag): LeftOutReason | null => {
    if (isExcluded(tag)) return 'excluded';
    if (tag.group !== null && groups.has(tag.group)) return 'same-group';
    return sent.has(tag) ? 'not-chosen' : null;
  };
  const notNamed = [...near.keys()].flatMap((tag): ConsideredTag[] => {
    const reason = done.has(tag) ? null : reasonFor(tag);
    return reason === null ? [] : [{ ...score(tag, []), reason }];
  });
  return { tags: given, considered: [...leftOut, ...notNamed].slice(0, CONSIDERED_LIMIT), dropped };
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

/** What the offline classifier gives and considers, best first. */
function offlineNear(
  offline: Pick<OfflineClassifier, 'classify'>,
  document: ReadmeDocument,
  choice: ChoiceOptions,
): ReadonlyMap<Tag, ScoredTag> {
  const { tags, considered } = offline.classify(document, { ...choice, pin: [] });
  const best = [...tags, ...considered].sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  return new Map(best.map((scored) => [scored.tag, scored]));
}

/** `names` are names or aliases. */
function isNamedIn(names: readonly string[]): (tag: Tag) => boolean {
  const set = new Set(names);
  return (tag) => set.has(tag.name) || tag.aliases.some((alias) => set.has(alias));
}
