import type { ChoiceOptions, OfflineClassifier } from '../../model/classification.ts';
import type { ChatRequest } from '../../model/llm.ts';
import type { ReadmeDocument } from '../../model/readme.ts';
import type { Vocabulary } from '../../model/vocabulary.ts';
import { type CondensedReadme, condenseReadme } from './condense.ts';
import { buildRequest } from './request.ts';
import { type Candidates, pickCandidates } from './shortlist.ts';

/** What a question is made of. */
export type QuestionSource = {
  readonly vocabulary: Vocabulary;
  /** Of the same vocabulary. */
  readonly offline: Pick<OfflineClassifier, 'rank'>;
  readonly document: ReadmeDocument;
  readonly choice: Pick<ChoiceOptions, 'exclude' | 'pin' | 'maxTags'>;
  /** Largest number of tags that is sent. */
  readonly shortlist: number;
  /** Budget of the condensed README, in estimated tokens. */
  readonly readmeTokens: number;
};

/** What a model is asked about one README, and what went into it. */
export type Question = Candidates & { readonly condensed: CondensedReadme; readonly request: ChatRequest };

/** The question about one README; null where there is nothing to read or nothing to choose from, and so nothing to ask. */
export function prepareQuestion(source: QuestionSource): Question | null {
  const { vocabulary, offline, document, choice, shortlist, readmeTokens } = source;
  if (!hasText(document)) return null;
  const candidates = pickCandidates(vocabulary, offline, document, choice, shortlist);
  if (candidates.tags.length === 0) return null;
  const condensed = condenseReadme(document, readmeTokens);
  const request = buildRequest({ tags: candidates.tags, maxTags: choice.maxTags, document, condensed });
  return { ...candidates, condensed, request };
}

/** A name alone says too little to ask about. */
function hasText({ segments }: ReadmeDocument): boolean {
  return segments.some(({ field, text }) => field !== 'name' && text.trim() !== '');
}
