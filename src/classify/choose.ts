import type { ChoiceOptions, ConsideredTag, Evidence, LeftOutReason, ScoredTag } from '../model/classification.ts';
import type { Tag } from '../model/vocabulary.ts';

/** A tag with what is needed to decide whether it is given. */
export type Candidate = {
  readonly tag: Tag;
  readonly score: number;
  /** Whether something that a person would accept as a reason speaks for it. */
  readonly strong: boolean;
  /** The sort of project it names, if it names one. */
  readonly kind: string | null;
  readonly concept: string | null;
  /** Concepts it is a kind of. */
  readonly broader: ReadonlySet<string>;
  /** Looked up only for tags that are shown. */
  readonly evidence: () => readonly Evidence[];
};

export type ChoiceRules = {
  readonly defaultMinScore: number;
  /** A tag after the first must reach this share of the first one's score. */
  readonly shareOfBest: number;
  /** Most tags of those that name a sort of project. */
  readonly maxKinds: number;
  /** How near (in score) a broader tag must come to its narrower one to be given beside it. */
  readonly broaderMargin: number;
};

export const CONSIDERED_LIMIT = 10;

/** Best first; equal scores by name, so that the order of the list does not matter. */
export function compareCandidates(a: Candidate, b: Candidate): number {
  return b.score - a.score || (a.tag.name < b.tag.name ? -1 : a.tag.name > b.tag.name ? 1 : 0);
}

const toScored = ({ tag, score, evidence }: Candidate): ScoredTag => ({
  tag,
  score,
  support: null,
  evidence: evidence(),
});

const namesOf = (tag: Tag): readonly string[] => [tag.name, ...tag.aliases];

/**
 * Decides which of the ranked tags are given. `ranked` is best first and holds neither manual nor replaced tags. Pinned
 * tags are always given and count towards `maxTags`.
 */
export function chooseTags(
  ranked: readonly Candidate[],
  options: ChoiceOptions,
  rules: ChoiceRules,
): { readonly tags: readonly ScoredTag[]; readonly considered: readonly ConsideredTag[] } {
  const excluded = new Set(options.exclude);
  const pinned = new Set(options.pin);
  const isPinned = (candidate: Candidate): boolean => namesOf(candidate.tag).some((name) => pinned.has(name));
  const isExcluded = (candidate: Candidate): boolean => namesOf(candidate.tag).some((name) => excluded.has(name));

  const given = ranked.filter(isPinned);
  const leftOut: { candidate: Candidate; reason: LeftOutReason }[] = [];
  const best = ranked.find((candidate) => !isExcluded(candidate))?.score ?? 0;
  const pins = new Set(given);
  for (const candidate of ranked) {
    if (pins.has(candidate)) continue;
    const reason = isExcluded(candidate) ? 'excluded' : reasonAgainst(candidate, given, best, options, rules);
    if (reason === null) given.push(candidate);
    else leftOut.push({ candidate, reason });
    if (given.length >= options.maxTags && leftOut.length >= CONSIDERED_LIMIT) break;
  }
  return {
    tags: given.sort(compareCandidates).map(toScored),
    considered: leftOut.slice(0, CONSIDERED_LIMIT).map(({ candidate, reason }) => ({ ...toScored(candidate), reason })),
  };
}

function reasonAgainst(
  candidate: Candidate,
  given: readonly Candidate[],
  best: number,
  options: ChoiceOptions,
  rules: ChoiceRules,
): LeftOutReason | null {
  const threshold = candidate.tag.minScore ?? options.minScore;
  if (threshold === null) {
    if (candidate.score < rules.defaultMinScore || candidate.score < rules.shareOfBest * best) return 'below-threshold';
  } else if (candidate.score < threshold) return 'below-threshold';
  if (!candidate.strong) return 'weak';
  if (candidate.tag.group !== null && given.some((other) => other.tag.group === candidate.tag.group))
    return 'same-group';
  const narrower = given.some(
    (other) =>
      candidate.concept !== null &&
      (other.broader.has(candidate.concept) || other.concept === candidate.concept) &&
      candidate.score < other.score - rules.broaderMargin,
  );
  if (narrower) return 'broader';
  if (given.length >= options.maxTags) return 'over-cap';
  if (candidate.kind !== null && given.filter((other) => other.kind !== null).length >= rules.maxKinds)
    return 'same-kind';
  return null;
}
