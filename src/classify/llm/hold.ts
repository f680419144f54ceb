/** What becomes of a model's tag whose quote is not in the README and which the offline ranking does not support at all. */
export const UNSUPPORTED_POLICIES = ['hold', 'give'] as const;

export type UnsupportedPolicy = (typeof UNSUPPORTED_POLICIES)[number];

/** Offline scores below this are no support. */
export const LEAST_SUPPORT = 0.05;

/** Whether a tag that a model named is held back: nothing checked speaks for it. */
export function isHeld(hasQuote: boolean, support: number, policy: UnsupportedPolicy): boolean {
  return policy === 'hold' && !hasQuote && support < LEAST_SUPPORT;
}
