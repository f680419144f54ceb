import { checkBaseUrl } from './base-url.ts';
import type { Parser } from './values.ts';

/** `auto` is `llm` where there is a key. */
export const CLASSIFIER_CHOICES = ['auto', 'offline', 'llm'] as const;

/** What becomes of a model's tag that nothing in the README speaks for. */
export const UNSUPPORTED_MODES = ['hold', 'give'] as const;

/** What follows where a model does not answer. */
export const LLM_ERROR_MODES = ['fail', 'offline', 'keep'] as const;

/** The report keeps no longer one. */
const maxChars = 200;

/** The name of a model: whatever its endpoint calls it, as long as it is seen on one line. */
export function modelName(): Parser<string> {
  return (given) => {
    if (given.length > maxChars) {
      return { ok: false, problems: [`has ${given.length} characters; expected at most ${maxChars}.`] };
    }
    if (/[^\P{C}]|[\p{Zl}\p{Zp}]/u.test(given)) {
      return { ok: false, problems: ['has a line break or a hidden character; expected the name alone.'] };
    }
    return { ok: true, value: given };
  };
}

/** An address that can be asked, as it was written; what depends on there being a key is checked later. */
export function baseUrl(): Parser<string> {
  return (given) => {
    const check = checkBaseUrl(given, false);
    return check.ok ? { ok: true, value: given } : { ok: false, problems: [check.problem] };
  };
}
