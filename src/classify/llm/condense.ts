import type { ReadmeDocument } from '../../model/readme.ts';
import { estimateTokens } from './token-estimate.ts';

/** What of a README a model reads. */
export type CondensedReadme = {
  /** One segment of the document a line, in the order of the README; `…` alone on a line stands where something is left out. */
  readonly text: string;
  /** Estimated tokens of `text`; never more than the budget. */
  readonly tokens: number;
  /** What was left out, one short sentence each, without any of its text; empty where nothing was. */
  readonly cut: readonly string[];
};

/** The parts of a README that say what it is, within `budgetTokens` estimated tokens; deterministic, in linear time. */
export function condenseReadme(document: ReadmeDocument, budgetTokens: number): CondensedReadme {
  const lines: string[] = [];
  let tokens = 0;
  let left = 0;
  for (const { field, text } of document.segments) {
    if (field === 'name' || field === 'description') continue;
    const line = field === 'heading' ? `## ${text}` : field === 'title' ? `# ${text}` : text;
    const cost = estimateTokens(line) + 1;
    if (tokens + cost > budgetTokens) {
      left++;
      continue;
    }
    tokens += cost;
    lines.push(line);
  }
  const text = lines.join('\n');
  return { text, tokens: estimateTokens(text), cut: left === 0 ? [] : [`${left} lines of text`] };
}
