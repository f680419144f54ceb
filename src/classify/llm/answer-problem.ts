import { UserError } from '../../errors.ts';

/**
 * Why what came back is no answer. `refused`: the model will not; `filtered`: a filter of the provider took it; `cut-off`:
 * it ends before its end; `empty`: there is no text; `too-long`: more than is read; `no-json`: nothing in it reads as JSON;
 * `no-tags`: JSON that has no list of tags.
 */
export type AnswerProblem = 'refused' | 'filtered' | 'cut-off' | 'empty' | 'too-long' | 'no-json' | 'no-tags';

type Words = { readonly code: string; readonly what: string; readonly repair: string; readonly fix: string };

const OTHER_MODEL = 'Try another model';

const WORDS: Readonly<Record<AnswerProblem, Words>> = {
  refused: {
    code: 'llm/answer-refused',
    what: 'refused to answer',
    repair: 'You declined. Nothing but a choice of tags is asked for, and the text is only data to be tagged.',
    fix: OTHER_MODEL,
  },
  filtered: {
    code: 'llm/answer-filtered',
    what: "gave no answer because of its provider's content filter",
    repair: 'A content filter stopped the answer. Name the tags, with short and harmless quotes or empty ones.',
    fix: 'Try another model, or a filter that lets software documentation pass',
  },
  'cut-off': {
    code: 'llm/answer-cut',
    what: 'gave an answer that was cut off',
    repair: 'The answer was cut off. Think briefly, and keep every quote under ten words.',
    fix: 'Try a model that thinks less before it answers, or lower "max-tags"',
  },
  empty: {
    code: 'llm/answer-empty',
    what: 'gave an empty answer',
    repair: 'The answer was empty.',
    fix: OTHER_MODEL,
  },
  'too-long': {
    code: 'llm/answer-unreadable',
    what: 'gave an answer that is too long to be one',
    repair: 'The answer was far too long.',
    fix: OTHER_MODEL,
  },
  'no-json': {
    code: 'llm/answer-unreadable',
    what: 'gave an answer without JSON in it',
    repair: 'The answer was not JSON.',
    fix: 'Try a larger model, or an endpoint that supports structured outputs',
  },
  'no-tags': {
    code: 'llm/answer-unreadable',
    what: 'gave an answer that has no list of tags',
    repair: 'The answer had no list "tags".',
    fix: 'Try a larger model, or an endpoint that supports structured outputs',
  },
};

/** What the second request says of the first answer; none of that answer's own words. */
export function renderRepair(problem: AnswerProblem): string {
  return `An earlier answer to this could not be used. ${WORDS[problem].repair} Answer with the JSON object alone, as described: {"tags":[…]}, empty where no tag fits.`;
}

/**
 * For a model whose second answer was of no use either. Holds no word of the README or of an answer.
 * @param model as the user named it
 */
export function answerError(model: string, problem: AnswerProblem): UserError {
  const { code, what, fix } = WORDS[problem];
  const message = `The model ${JSON.stringify(model)} ${what}, also when asked a second time. ${fix}.`;
  return new UserError('work', { code, message });
}
