import { renderCount } from '../count.ts';
import type { LlmRecord, Usage } from '../model/llm.ts';
import { renderCode, renderProse } from './markdown-escape.ts';
import type { Report } from './report.ts';
import { renderTagName } from './tag-table.ts';
import { renderUsage } from './usage-line.ts';

/** Sentences that are shown of what a model was not sent. */
const CUT_SHOWN = 10;

/** Names that are shown of those that a model made up. */
const DROPPED_SHOWN = 10;

/** Above the tags: that a model should have answered and did not; null where none should have, or it did. */
export function renderFallback({ fallback, classifier }: Pick<Report, 'fallback' | 'classifier'>): string | null {
  if (fallback === null) return null;
  const model = renderCode(fallback.model);
  const said = renderProse(fallback.message, 2000);
  const what = fallback.code === 'llm/no-key' ? 'was not asked' : 'did not answer';
  const instead = `The tags below are those of the ${classifier.kind} classifier. Topics and comments were left as they are.`;
  return `> **${model} ${what}.** ${said}<br>${instead}`;
}

/** Whether the section about the model, or what stands above the tags, tells this warning, so that no other has to. */
export function isAboutFallback({ code }: Report['warnings'][number], { fallback }: Pick<Report, 'fallback'>): boolean {
  return fallback !== null && code === fallback.code;
}

/** What a model was sent, what it took and what was made of its answer; null where it took nothing and did not answer. */
export function renderModel(report: Report): string | null {
  const { llm, usage, dropped, classifier, vocabulary } = report;
  // That it did not answer stands above the tags.
  if (classifier.kind !== 'llm' && usage.inputTokens + usage.outputTokens === 0) return null;
  const lines = [
    ...(llm === null ? [] : [renderSent(llm, vocabulary.tags), ...renderCut(llm)]),
    ...renderDropped(dropped),
    renderSpent(usage, llm !== null),
  ];
  return ['### The model', lines.map((line) => `- ${line}`).join('\n')].join('\n\n');
}

function renderSent({ candidates, shortlist, readmeTokens }: LlmRecord, all: number): string {
  const readme = `about ${renderCount(readmeTokens)} tokens of the README`;
  if (shortlist === null) return `It was sent ${renderCount(candidates)} tags to choose from, and ${readme}.`;
  return `It was sent ${renderCount(candidates)} of ${renderCount(all)} tags, those that the offline classifier ranks highest (the report names them), and ${readme}.`;
}

function renderCut({ cut }: LlmRecord): readonly string[] {
  if (cut.length === 0) return [];
  const more = cut.length > CUT_SHOWN ? ` ${cut.length - CUT_SHOWN} more, in the report.` : '';
  const sentences = cut.slice(0, CUT_SHOWN).map((sentence) => renderProse(sentence, 300));
  return [`Of the README: ${sentences.join(' ')}${more} For more of it, raise \`readme-tokens\`.`];
}

function renderDropped(dropped: readonly string[]): readonly string[] {
  if (dropped.length === 0) return [];
  const names = dropped.slice(0, DROPPED_SHOWN).map(renderTagName).join(' ');
  const more = dropped.length > DROPPED_SHOWN ? ` and ${dropped.length - DROPPED_SHOWN} more` : '';
  return [`It also named what is not in the list, which was dropped: ${names}${more}.`];
}

function renderSpent(usage: Usage, hasRecord: boolean): string {
  if (usage.requests > 0) return `${renderUsage(usage)}.`;
  return hasRecord ? 'Nothing changed since it was asked, so its answer stands: no request.' : 'No request.';
}
