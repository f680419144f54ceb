import { UserError } from '../errors.ts';
import type { ChoiceOptions, Classification } from '../model/classification.ts';
import { renderRepositoryName } from '../model/repository.ts';
import type { Tag, Vocabulary } from '../model/vocabulary.ts';
import { takeFingerprint } from '../report/fingerprint.ts';
import { type CallReport, makeReport, renderReport, type Timings } from '../report/report.ts';
import { previewTopics } from '../topics/preview.ts';
import type { CallClassifier } from './call-classifier.ts';
import { checkOutputFile, writeOutputFile } from './output-file.ts';
import type { ReadmeInput } from './readme-argument.ts';
import type { Subject } from './subject.ts';

/** Everything that a call of `classify` read and found. */
export type CallFacts = {
  readonly id: string;
  /** The tags files as they were named. */
  readonly tagsFiles: readonly string[];
  readonly input: ReadmeInput;
  readonly subject: Subject;
  readonly vocabulary: Vocabulary;
  readonly options: ChoiceOptions;
  readonly classification: Classification;
  readonly classifier: CallClassifier;
  readonly timings: Timings;
};

/**
 * Writes the full record of one classification: the same report as the action's, with `event` `command-line`.
 * @throws UserError `call/report`, `file/is-input`, `file/unwritable`.
 */
export function writeCallReport(path: string, facts: CallFacts): void {
  if (path === '-') {
    throw new UserError('input', {
      code: 'call/report',
      message: 'Option "--report" is "-"; expected a file: standard output holds the result.',
    });
  }
  const isLocal = facts.input.sha === null;
  checkOutputFile(path, 'report', [...facts.tagsFiles, ...(isLocal ? [facts.input.path] : [])]);
  writeOutputFile(path, renderReport(makeCallReport(facts)), 'report');
}

function makeCallReport(facts: CallFacts): CallReport {
  const { id, input, subject, vocabulary, options, classification, classifier, timings } = facts;
  const { repository, description } = input;
  const isByModel = classification.classifier.kind === 'llm';
  // What GitHub has, it has an id for.
  const hasReadme = input.ref === null || input.blobSha !== null;
  return makeReport({
    id,
    repository: repository && renderRepositoryName(repository),
    ref: input.ref,
    sha: input.sha,
    event: 'command-line',
    workflow: null,
    dryRun: false,
    basis: subject.basis,
    readme: hasReadme
      ? { path: input.path, sha: input.blobSha, bytes: input.totalBytes, truncated: subject.isTruncated }
      : null,
    vocabulary,
    classification,
    pinned: findPinned(vocabulary.tags, options.pin),
    thresholdOf: (tag) => (isByModel ? null : (tag.minScore ?? options.minScore ?? classifier.offline.defaultMinScore)),
    topics: previewTopics(
      input.topics,
      classification.tags.map(({ tag }) => tag.topic),
    ),
    publish: [],
    usage: classifier.usage() ?? { requests: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, cost: null },
    ...takeFingerprint({
      readme: hasReadme ? { path: input.path, bytes: input.bytes, totalBytes: input.totalBytes } : null,
      name: repository?.name ?? '',
      description,
      vocabularySha256: vocabulary.sha256,
      classifier: classification.classifier,
      ...whatCounts(options, classifier),
    }),
    warnings: [...subject.warnings, ...vocabulary.warnings],
    timings,
  });
}

/** Endpoint and settings that change what is given, by the names and in the order that the action has. */
function whatCounts(
  { maxTags, minScore, exclude: excludeTags, pin: pinTags }: ChoiceOptions,
  { asking }: CallClassifier,
) {
  if (asking === null) return { endpoint: null, settings: { maxTags, minScore, excludeTags, pinTags } };
  const { endpoint, shortlist, readmeTokens, unsupported: llmUnsupported } = asking;
  return { endpoint, settings: { maxTags, excludeTags, pinTags, shortlist, readmeTokens, llmUnsupported } };
}

function findPinned(tags: readonly Tag[], names: readonly string[]): ReadonlySet<string> {
  const pinned = tags.filter((tag) => [tag.name, ...tag.aliases].some((name) => names.includes(name)));
  return new Set(pinned.map((tag) => tag.name));
}
