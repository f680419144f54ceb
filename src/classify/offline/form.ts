import type { LexiconForm } from './lexicon.ts';

/**
 * What a form is to a tag. `own`: a name that the user gave it; `alias`, `phrase`, `cue`: of its concept; a telling word of
 * its description or compound name is a `cue` as well; `loose`: a name of its own that means other things as well; `narrower`:
 * names something that is a kind of it, `far` a kind of a kind; `whole`: names it or a kind
 * of it where it is the whole name of the project, and means other things elsewhere; `half`: two telling words of its description in a row;
 * `against`: keeps the tag's forms inside it from counting.
 */
export type MatchRole =
  | 'own'
  | 'loose'
  | 'alias'
  | 'phrase'
  | 'narrower'
  | 'far'
  | 'whole'
  | 'half'
  | 'cue'
  | 'against';

/** What a form that stands in the text says of one tag. */
export type Meaning = { readonly tag: number; readonly role: MatchRole; readonly weight: number };

/** A form; one object for each, so that it can be counted by identity. */
export type Form = {
  readonly phrase: string;
  /** What the user says of it, and what the lexicon does. */
  readonly own: Meaning[];
  readonly known: LexiconForm[];
  /** Worked out when the form is first met in a text: most never are. */
  meanings: readonly Meaning[] | null;
};
