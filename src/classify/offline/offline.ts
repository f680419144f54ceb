import type { Classification, Explanation, OfflineClassifier, TagResolution } from '../../model/classification.ts';
import type { ReadmeDocument } from '../../model/readme.ts';
import type { Vocabulary } from '../../model/vocabulary.ts';
import { type Candidate, type ChoiceRules, chooseTags, compareCandidates } from '../choose.ts';
import { pickEvidence } from './evidence.ts';
import { extractFeatures, FEATURES, type Row } from './features.ts';
import { allForms } from './lexicon.ts';
import { findMatches } from './matches.ts';
import { calibrate, createScorer, type Model, model as shippedModel } from './model.ts';
import { readStructure, STRONG_KIND_SCORE, signsOfKind } from './structure.ts';
import { createTagIndex, type LexiconLimits } from './tag-index.ts';

/** For training and tests: another model, or parts of the lexicon left out. */
export type OfflineOptions = LexiconLimits & { readonly model?: Model };

/**
 * Compiles a vocabulary for any number of READMEs. Scores depend on the README and the single tag, never on the other tags of
 * the list but for two things: words inside a longer form of a tag that is a kind of this one count half, and a word that
 * stands in the names or descriptions of very many tags is no hint at any of them.
 */
export function createOfflineClassifier(
  vocabulary: Vocabulary,
  { model = shippedModel, ...limits }: OfflineOptions = {},
): OfflineClassifier {
  const index = createTagIndex(vocabulary, limits);
  const scorer = createScorer(model);
  const rules: ChoiceRules = {
    defaultMinScore: model.minScore,
    shareOfBest: model.shareOfBest,
    maxKinds: model.maxKinds,
    broaderMargin: model.broaderMargin,
  };
  const nothing = new Float64Array(FEATURES.length);

  const rankAll = (document: ReadmeDocument): { candidates: Candidate[]; rows: Map<Candidate, Row> } => {
    const read = findMatches(document, index);
    const structure = readStructure(document);
    const rows = new Map<Candidate, Row>();
    const candidates: Candidate[] = [];
    let lines: readonly string[] | undefined;
    for (const row of extractFeatures(read, index, structure)) {
      const entry = index.tags[row.tag]!;
      const candidate: Candidate = {
        tag: entry.tag,
        score: calibrate(scorer(row.values, entry.kind), model),
        strong: row.strong || (entry.kind !== null && row.values[FEATURES.indexOf('kind')]! >= STRONG_KIND_SCORE),
        kind: entry.kind,
        concept: entry.concept?.id ?? null,
        broader: entry.broader,
        evidence: () => {
          lines ??= document.source.split('\n');
          const signs = entry.kind === null ? [] : signsOfKind(entry.kind, structure);
          return pickEvidence(document, lines, read.tokens, row.matches, signs);
        },
      };
      candidates.push(candidate);
      rows.set(candidate, row);
    }
    candidates.sort(compareCandidates);
    return { candidates, rows };
  };

  /** Tags that nothing speaks for, by name; they fill a ranking up and are never given unless pinned. */
  const untouched = (rows: ReadonlyMap<Candidate, Row>): Candidate[] => {
    const touched = new Set([...rows.values()].map((row) => row.tag));
    return index.tags
      .flatMap((entry, number): Candidate[] =>
        touched.has(number)
          ? []
          : [
              {
                tag: entry.tag,
                score: calibrate(scorer(nothing, entry.kind), model),
                strong: false,
                kind: entry.kind,
                concept: entry.concept?.id ?? null,
                broader: entry.broader,
                evidence: () => [],
              },
            ],
      )
      .sort(compareCandidates);
  };

  const identity = { kind: 'offline', model: 'readme-tagger-offline', version: model.version } as const;

  return {
    identity,
    defaultMinScore: model.minScore,
    classify(document, options): Classification {
      const { candidates, rows } = rankAll(document);
      const all = options.pin.length > 0 ? [...candidates, ...untouched(rows)].sort(compareCandidates) : candidates;
      return { classifier: identity, ...chooseTags(all, options, rules), dropped: [] };
    },
    rank(document, limit) {
      const { candidates, rows } = rankAll(document);
      const ranked =
        candidates.length >= limit ? candidates : [...candidates, ...untouched(rows)].sort(compareCandidates);
      return ranked.slice(0, limit).map(({ tag, score }) => ({ tag, score }));
    },
    explain(document, options, limit): readonly Explanation[] {
      const { candidates, rows } = rankAll(document);
      const { considered } = chooseTags(candidates, options, rules);
      const reasons = new Map(considered.map(({ tag, reason }) => [tag, reason]));
      return candidates.slice(0, limit).map((candidate) => {
        const { values } = rows.get(candidate)!;
        return {
          tag: candidate.tag,
          score: candidate.score,
          support: null,
          evidence: candidate.evidence(),
          concept: candidate.concept,
          described: index.tags[rows.get(candidate)!.tag]!.described,
          reason: reasons.get(candidate.tag) ?? null,
          features: FEATURES.map((name, position) => ({
            name: name as string,
            value: values[position]!,
            weight: model.weights[name] ?? 0,
          })).filter(({ value }) => value !== 0),
        };
      });
    },
    resolve(): readonly TagResolution[] {
      const formsOf = new Map<number, string[]>();
      for (const { phrase, role, concept } of allForms()) {
        if (role !== 'alias' && role !== 'phrase') continue;
        formsOf.set(concept, [...(formsOf.get(concept) ?? []), phrase]);
      }
      return index.tags.map(({ tag, concept }) => ({
        tag,
        concept: concept?.id ?? null,
        forms: [tag.name, ...tag.aliases, ...(concept ? (formsOf.get(concept.number) ?? []) : [])],
      }));
    },
  };
}
