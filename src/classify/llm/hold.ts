/** What becomes of a model's tag whose quote is not in the README and which the offline ranking does not support at all. */
export type UnsupportedPolicy = 'hold' | 'give';

/**
 * Offline scores below this are no support: tags that nothing at all speaks for have 0.03 to 0.04. On 97 labelled READMEs and 90
 * tags, 6.5 % of the tags that most labellers chose and 28 % of those that are also defensible stand below it, and 77 % of all
 * others (`train/measure-hold.ts`); these are held back only where the model's quote fails as well.
 */
export const LEAST_SUPPORT = 0.05;

/** Whether a tag that a model named is held back: nothing checked speaks for it. */
export function isHeld(hasQuote: boolean, support: number, policy: UnsupportedPolicy): boolean {
  return policy === 'hold' && !hasQuote && support < LEAST_SUPPORT;
}
