import type { Fallback, Usage } from '../model/llm.ts';
import { renderCode, renderProse } from './markdown-escape.ts';
import type { Report } from './report.ts';
import { renderTagName } from './tag-table.ts';
import { renderUsage } from './usage-line.ts';

export type KeptContext = {
  /** `owner/name`. */
  readonly repository: string;
  readonly fallback: Fallback;
  /** The last report about what was read; null where there is none. */
  readonly last: Pick<Report, 'tags' | 'timings'> | null;
  readonly usage: Usage;
};

/** The job summary of a run that left everything as it is, since a model did not answer. */
export function renderKept({ repository, fallback, last, usage }: KeptContext): string {
  const sections = [
    `## Tags for ${renderCode(repository, 150)}`,
    `> **Nothing was changed.** ${renderCode(fallback.model)} should have answered and did not. ${renderProse(fallback.message)}`,
    `No report was uploaded; topics and comments stay as they are, since \`on-llm-error\` is \`keep\`. The next run asks again.`,
    last === null ? null : renderLast(last),
    usage.inputTokens + usage.outputTokens === 0 ? null : `Spent all the same: ${renderUsage(usage)}.`,
  ];
  return `${sections.filter((section) => section !== null).join('\n\n')}\n`;
}

function renderLast({ tags, timings }: NonNullable<KeptContext['last']>): string {
  const names = tags.slice(0, 20).map(({ name }) => renderTagName(name));
  // As the schema has it; only its date is shown.
  const when = renderCode(timings.startedAt.slice(0, 10));
  return names.length === 0
    ? `The last result, of ${when}, has no tags.`
    : `The last result, of ${when}: ${names.join(' ')}`;
}
