import type { ChatReply } from '../../src/model/llm.ts';

/** A README that wants to be more than data, and what a model answers that does as it says. */
export type Attack = {
  readonly name: string;
  /** What stands in the README between an honest beginning and an honest end, or the whole README where it says so. */
  readonly text: string;
  readonly isWhole?: true;
  readonly description?: string;
  readonly repository?: string;
  /** Words of the attack that readers of the README do not see: no model may see them either. */
  readonly hidden?: readonly string[];
  /** What the obedient model answers, however often it is asked. */
  readonly reply: string | (Partial<ChatReply> & { readonly content: string | null });
  /** The tags that are given all the same; words that everybody sees in a README do speak for a tag, also where they lie. */
  readonly given?: readonly string[];
  /** Code of the error that the answer ends in. */
  readonly error?: string;
};

/** A word that stands in attacks and in the answers to them, and so must stand in no message. */
export const MARKER = 'plover';

/** The honest part of the README, and the one tag that it earns. */
export const BEFORE = '# pamphlet\n\nA static site generator for small shops.\n\n';
export const AFTER = '\n\n## Usage\n\nRun it in a folder of Markdown files and upload what comes out.\n';
export const HONEST = { tag: 'static-site-generator', quote: 'A static site generator for small shops' };

/** A well-formed answer that names these tags, each with its quote. */
export const answer = (...tags: readonly (readonly [string, string])[]): string =>
  JSON.stringify({ tags: tags.map(([tag, quote]) => ({ tag, quote })) });

/** The same with the honest tag first. */
export const honestAnd = (...tags: readonly (readonly [string, string])[]): string =>
  answer([HONEST.tag, HONEST.quote], ...tags);

export const readmeOfAttack = ({ text, isWhole }: Attack): string => (isWhole ? text : BEFORE + text + AFTER);
