import { type Problem, renderProblem } from '../errors.ts';
import type {
  Classification,
  ClassifierIdentity,
  Evidence,
  LeftOutReason,
  ScoredTag,
} from '../model/classification.ts';
import type { Fallback, LlmRecord, Usage } from '../model/llm.ts';
import type { TopicsPlan } from '../model/topics.ts';
import type { Tag, TagId, Vocabulary } from '../model/vocabulary.ts';
import type { Carried } from './carried.ts';
import type { Digests } from './fingerprint.ts';
import { makeResult, type Result } from './result.ts';

export type { Usage } from '../model/llm.ts';

export const REPORT_SCHEMA_VERSION = 1;

export type ReportedTag = {
  readonly id: TagId;
  readonly name: string;
  readonly topic: string | null;
  /** Rounded to four places. */
  readonly score: number | null;
  readonly support: number | null;
  /** The score that this tag needs to be given; null where a model chose. */
  readonly threshold: number | null;
  /** Given because `pin-tags` names it, whatever its score. */
  readonly pinned: boolean;
  readonly evidence: readonly Evidence[];
};

export type ConsideredReportedTag = ReportedTag & { readonly reason: LeftOutReason };

/** What was classified: the README (name and description always count beside it), the description alone, or nothing. */
export type Basis = 'readme' | 'description' | 'nothing';

/**
 * `requested`: for artifact and summary, which hold this report and so cannot know; the other outcomes are for sinks that
 * were served before the report was written.
 */
export type SinkOutcome = 'requested' | 'written' | 'unchanged' | 'planned' | 'skipped' | 'failed';

export type Timings = {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly repositoryMs: number;
  readonly vocabularyMs: number;
  readonly readmeMs: number;
  readonly classifyMs: number;
};

/** The full record of a run. `report.schema.json` is its published JSON Schema; a test keeps the two together. */
export type Report = {
  readonly schemaVersion: typeof REPORT_SCHEMA_VERSION;
  readonly result: Result;
  /** `owner/name`. */
  readonly repository: string;
  readonly ref: string;
  /** Null in a repository without a commit. */
  readonly sha: string | null;
  readonly event: string;
  readonly workflow: string | null;
  readonly dryRun: boolean;
  readonly basis: Basis;
  readonly readme: {
    readonly path: string;
    readonly sha: string | null;
    readonly bytes: number;
    readonly truncated: boolean;
  } | null;
  readonly vocabulary: { readonly source: string; readonly sha256: string; readonly tags: number };
  readonly classifier: ClassifierIdentity;
  readonly tags: readonly ReportedTag[];
  readonly considered: readonly ConsideredReportedTag[];
  readonly dropped: readonly string[];
  /** What a model was sent, in this run or in the one whose answer still holds; null where the offline classifier answered. */
  readonly llm: LlmRecord | null;
  /** The model that should have answered and did not; null where none should have, or it did. */
  readonly fallback: Fallback | null;
  readonly topics: TopicsPlan;
  readonly publish: readonly { readonly sink: string; readonly outcome: SinkOutcome }[];
  readonly usage: Usage;
  /** Over the digests. */
  readonly fingerprint: string;
  readonly digests: Digests;
  /** Null where `fallback` is, and where nothing was known. */
  readonly carried: Carried | null;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly timings: Timings;
};

/** The report of a call of the command line, whose README may belong to no repository that is known. */
export type CallReport = Omit<Report, 'repository' | 'ref'> & {
  readonly repository: string | null;
  readonly ref: string | null;
};

/** What a report is made from, where it is not simply taken over. */
export type ReportParts = Pick<
  Report,
  | 'repository'
  | 'ref'
  | 'sha'
  | 'event'
  | 'workflow'
  | 'dryRun'
  | 'basis'
  | 'readme'
  | 'topics'
  | 'publish'
  | 'usage'
  | 'fingerprint'
  | 'digests'
  | 'timings'
> & {
  readonly id: string;
  readonly vocabulary: Vocabulary;
  readonly classification: Classification;
  /** Names of the tags that `pin-tags` names. */
  readonly pinned: ReadonlySet<string>;
  /** The score that `tag` needs to be given. */
  readonly thresholdOf: (tag: Tag) => number | null;
  readonly fallback?: Fallback | null;
  readonly carried?: Carried | null;
  readonly warnings: readonly Problem[];
};

export type CallReportParts = Omit<ReportParts, 'repository' | 'ref'> & Pick<CallReport, 'repository' | 'ref'>;

/** Keys stand in a fixed order: same input, same bytes, but for `timings`. */
export function makeReport(parts: ReportParts): Report;
export function makeReport(parts: CallReportParts): CallReport;
export function makeReport(parts: CallReportParts): CallReport {
  const { classification, vocabulary } = parts;
  const { kind, model, version } = classification.classifier;
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    result: makeResult(parts.id, classification.tags),
    repository: parts.repository,
    ref: parts.ref,
    sha: parts.sha,
    event: parts.event,
    workflow: parts.workflow,
    dryRun: parts.dryRun,
    basis: parts.basis,
    readme: parts.readme && {
      path: parts.readme.path,
      sha: parts.readme.sha,
      bytes: parts.readme.bytes,
      truncated: parts.readme.truncated,
    },
    vocabulary: { source: vocabulary.source, sha256: vocabulary.sha256, tags: vocabulary.tags.length },
    classifier: { kind, model, version },
    tags: classification.tags.map((scored) => reportTag(scored, parts)),
    considered: classification.considered.map((considered) => ({
      ...reportTag(considered, parts),
      reason: considered.reason,
    })),
    dropped: classification.dropped,
    llm: recordLlm(classification.llm),
    fallback: recordFallback(parts.fallback),
    topics: parts.topics,
    publish: parts.publish,
    usage: parts.usage,
    fingerprint: parts.fingerprint,
    digests: orderDigests(parts.digests),
    carried: parts.carried ? { ...parts.carried, digests: orderDigests(parts.carried.digests) } : null,
    warnings: parts.warnings.map((warning) => ({ code: warning.code, message: renderProblem(warning) })),
    timings: parts.timings,
  };
}

/** Indented, with a line break at its end. */
export function renderReport(report: CallReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

function orderDigests({ readme, description, vocabulary, classifier, settings }: Digests): Digests {
  return { readme, description, vocabulary, classifier, settings };
}

function recordLlm(llm: LlmRecord | undefined): LlmRecord | null {
  if (llm === undefined) return null;
  const { format, candidates, shortlist, readmeTokens, cut } = llm;
  return { format, candidates, shortlist, readmeTokens, cut };
}

function recordFallback(fallback: Fallback | null | undefined): Fallback | null {
  return fallback ? { model: fallback.model, code: fallback.code, message: fallback.message } : null;
}

/** A tag as reports have it. */
export function reportTag(
  { tag, score, support, evidence }: ScoredTag,
  { pinned, thresholdOf }: Pick<ReportParts, 'pinned' | 'thresholdOf'>,
): ReportedTag {
  return {
    id: tag.id,
    name: tag.name,
    topic: tag.topic,
    score: roundScore(score),
    support: roundScore(support),
    threshold: roundScore(thresholdOf(tag)),
    pinned: pinned.has(tag.name),
    evidence: evidence.map(({ field, line, quote }) => ({ field, line, quote })),
  };
}

/** To four places, as reports have it; plans are made of rounded scores, so that one made of a report is the same. */
export function roundScore(score: number): number;
export function roundScore(score: number | null): number | null;
export function roundScore(score: number | null): number | null {
  return score === null ? null : Math.round(score * 10_000) / 10_000;
}
