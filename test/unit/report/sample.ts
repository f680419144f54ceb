import type { Classification, ConsideredTag, ScoredTag } from '../../../src/model/classification.ts';
import type { Tag, Vocabulary } from '../../../src/model/vocabulary.ts';
import { type Digests, fingerprintOf } from '../../../src/report/fingerprint.ts';
import { makeReport, type Report, type ReportParts } from '../../../src/report/report.ts';
import { previewTopics } from '../../../src/topics/preview.ts';

export const sha = '0123456789abcdef0123456789abcdef01234567';

export const tag = (name: string, more: Partial<Tag> = {}): Tag => ({
  id: name.length,
  name,
  description: null,
  aliases: [],
  topic: name,
  manual: false,
  replacedBy: null,
  group: null,
  minScore: null,
  place: {},
  ...more,
});

export const scored = (
  name: string,
  score: number | null,
  more: Partial<ScoredTag> & { tag?: Tag } = {},
): ScoredTag => ({
  tag: tag(name),
  score,
  support: null,
  evidence: [{ field: 'title', line: 1, quote: `a ${name} thing` }],
  ...more,
});

export const considered = (name: string, score: number, reason: ConsideredTag['reason']): ConsideredTag => ({
  ...scored(name, score),
  reason,
});

export const vocabulary = (tags: readonly Tag[] = [tag('real-time'), tag('cli')]): Vocabulary => ({
  tags,
  source: '.github/tags.json',
  sha256: 'a'.repeat(64),
  warnings: [],
});

export const classification = (more: Partial<Classification> = {}): Classification => ({
  classifier: { kind: 'offline', model: 'readme-tagger-offline', version: '1' },
  tags: [scored('real-time', 0.913_579)],
  considered: [considered('cli', 0.31, 'below-threshold')],
  dropped: [],
  ...more,
});

export const digests: Digests = {
  readme: '1'.repeat(64),
  description: '2'.repeat(64),
  vocabulary: '3'.repeat(64),
  classifier: '4'.repeat(64),
  settings: '5'.repeat(64),
};

export const sample = (more: Partial<ReportParts> = {}): Report => {
  const classified = more.classification ?? classification();
  return makeReport({
    id: '9806',
    repository: 'octo/widgets',
    ref: 'main',
    sha,
    event: 'push',
    workflow: '.github/workflows/tags.yml',
    dryRun: false,
    basis: 'readme',
    readme: { path: 'README.md', sha, bytes: 5632, truncated: false },
    vocabulary: vocabulary(),
    classification: classified,
    pinned: new Set(),
    thresholdOf: () => 0.42,
    topics: previewTopics(
      ['websocket'],
      classified.tags.map(({ tag: { topic } }) => topic),
    ),
    publish: [{ sink: 'artifact', outcome: 'requested' }],
    usage: { requests: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, cost: null },
    fingerprint: fingerprintOf(digests),
    digests,
    warnings: [],
    timings: { startedAt: '2026-01-02T03:04:05.000Z', repositoryMs: 1, vocabularyMs: 2, readmeMs: 3, classifyMs: 4 },
    ...more,
  });
};
