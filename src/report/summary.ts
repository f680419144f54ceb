import { renderCount } from '../count.ts';
import { fitInto } from './ladder.ts';
import { encodePath, renderCode, renderFence, renderLink, renderProse } from './markdown-escape.ts';
import { isAboutFallback, renderFallback, renderModel } from './model-section.ts';
import { commitUrl, readmeUrl } from './readme-url.ts';
import type { ConsideredReportedTag, Report } from './report.ts';
import { renderResult } from './result.ts';
import type { StarterFile, SummaryContext } from './summary-context.ts';
import { EVIDENCE_SHOWN, findNear, isAboutScore, renderNearTable, renderTagTable } from './tag-table.ts';
import { isAboutTopics, renderTopics } from './topics-section.ts';

/**
 * The runner drops the summary of a step that is longer than 1 MiB.
 * Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands (step isolation and limits).
 */
export const MAX_SUMMARY_BYTES = 1024 * 1024;

/** The job summary: what was chosen and why, what was not, and what to do with it. GitHub's Markdown, at most 1 MiB. */
export function renderSummary(report: Report, context: SummaryContext): string {
  const cut = 'Some of it was left out here to keep the summary within 1 MiB; the report has everything.';
  return fitInto(MAX_SUMMARY_BYTES, [
    () => render(report, context, { maxRows: 50, withFile: true, note: null }),
    () => render(report, context, { maxRows: 50, withFile: false, note: cut }),
    () => render(report, context, { maxRows: 5, withFile: false, note: cut }),
  ]);
}

type Detail = { readonly maxRows: number; readonly withFile: boolean; readonly note: string | null };

function render(report: Report, context: SummaryContext, detail: Detail): string {
  const { notes, warnings } = sortWarnings(report, context);
  const sections = [
    `## Tags for ${renderCode(report.repository, 150)}`,
    report.dryRun ? '> **Dry run.** Topics and comments were left alone.' : null,
    renderFallback(report),
    ...notes.map(({ message }) => `> **Note.** ${renderProse(message)}`),
    renderTags(report, context, detail),
    renderOrigin(report, context),
    renderConsidered(report.considered, context),
    renderModel(report),
    renderTopics(report, context),
    context.starter && renderStarter(context.starter, context, detail),
    renderWarnings(warnings, detail.maxRows),
    renderResultBlock(report, context),
    detail.note,
  ];
  return `${sections.filter((section) => section !== null).join('\n\n')}\n`;
}

/** What was read in another way than one would think stands above the tags; what has a section of its own is not said twice. */
function sortWarnings(report: Report, context: SummaryContext) {
  const all = report.warnings.filter((warning) => !isAboutFallback(warning, report));
  const isNote = ({ code }: { code: string }) => code.startsWith('readme/') || code.startsWith('tags-file/');
  return {
    notes: all.filter(
      (warning) => isNote(warning) && !(context.starter !== null && warning.code === 'tags-file/starter'),
    ),
    warnings: all.filter((warning) => !isNote(warning) && !isAboutTopics(warning, context)),
  };
}

function renderTags(report: Report, context: SummaryContext, { maxRows }: Detail): string {
  if (report.tags.length === 0) {
    return `**No tag was given:** ${explainNone(report)}.`;
  }
  return renderTagTable(report.tags, {
    read: report,
    serverUrl: context.serverUrl,
    maxRows,
    maxEvidence: EVIDENCE_SHOWN,
  });
}

/** Why there is no tag, a clause. */
function explainNone({ basis, classifier, dropped, considered }: Report): string {
  if (basis === 'nothing') return 'there is nothing to classify';
  if (classifier.kind === 'offline') return 'nothing in the list fits well enough';
  const isNamed =
    dropped.length > 0 || considered.some(({ reason }) => reason === 'unsupported' || reason === 'manual');
  return isNamed ? 'nothing that the model named can be given' : 'the model found nothing in the list that fits';
}

function renderOrigin(report: Report, context: SummaryContext): string {
  const { readme, vocabulary, classifier } = report;
  const page = readmeUrl(report, context.serverUrl, null);
  const file = readme && (page === null ? renderCode(readme.path) : renderLink(renderCode(readme.path), page));
  const what = report.basis === 'readme' && file ? file : report.basis === 'nothing' ? 'nothing' : 'the description';
  const url = commitUrl(report, context.serverUrl);
  const commit = url === null ? '' : ` (${renderLink(`<code>${report.sha?.slice(0, 7)}</code>`, url)})`;
  const list = context.starter === null ? renderCode(vocabulary.source, 300) : renderProse(vocabulary.source);
  const by =
    classifier.kind === 'offline' ? `the offline classifier ${classifier.version}` : renderCode(classifier.model);
  return `From ${what} at ${renderCode(report.ref)}${commit}, out of ${count(vocabulary.tags, 'tag')} in ${list}, by ${by}.`;
}

function renderConsidered(all: readonly ConsideredReportedTag[], { starter }: SummaryContext): string | null {
  const shown = findNear(all);
  if (shown.length === 0) return null;
  const advice: string[] = [];
  if (all.length > shown.length) advice.push(`The report has ${all.length - shown.length} more.`);
  if (shown.some(({ reason }) => reason === 'over-cap')) advice.push('To have more of them given, raise `max-tags`.');
  if (shown.some(({ reason }) => reason === 'unsupported')) {
    advice.push('To have tags given that only the model speaks for, set `llm-unsupported` to `give`.');
  }
  if (shown.some(isAboutScore)) {
    const file = starter === null ? 'the tags file' : 'a tags file of your own';
    advice.push(
      `Does one belong here? Give it \`aliases\` or a \`description\` in ${file}, or name it in \`pin-tags\`.`,
    );
  }
  return ['### Nearly chosen', renderNearTable(shown), ...(advice.length > 0 ? [advice.join(' ')] : [])].join('\n\n');
}

function renderStarter(starter: StarterFile, { serverUrl }: SummaryContext, { withFile }: Detail): string {
  const { path, text, repository, branch, near } = starter;
  const page =
    branch && `${serverUrl}/${encodePath(repository)}/new/${encodePath(branch)}?filename=${encodePath(path)}`;
  const create = page ? renderLink('Create it', page) : 'Create it';
  const from = withFile ? 'from the list below, keeping' : 'with';
  const file = `<details><summary>The built-in list, to copy</summary>\n\n${renderFence(text, 'json')}\n\n</details>`;
  const sentences = [
    `There is no ${renderCode(path)} in ${renderCode(repository)} yet, so the built-in list was used.`,
    ...(near === null ? [] : [`There is ${renderCode(near)}: if that is it, name it in \`tags-file\`.`]),
    `${create} ${from} the tags that matter to you.`,
  ].join(' ');
  return ['### No tags file yet', sentences, ...(withFile ? [file] : [])].join('\n\n');
}

function renderWarnings(warnings: Report['warnings'], maxRows: number): string | null {
  if (warnings.length === 0) return null;
  const shown = warnings.slice(0, maxRows).map(({ message }) => `- ${renderProse(message)}`);
  const more = warnings.length > maxRows ? [`- … and ${warnings.length - maxRows} more, in the report.`] : [];
  return ['### Warnings', [...shown, ...more].join('\n')].join('\n\n');
}

function renderResultBlock(report: Report, { artifactUrl, artifactTrouble }: SummaryContext): string {
  const trouble = artifactTrouble === null ? '' : `\n\n**No artifact:** ${renderProse(artifactTrouble)}`;
  const artifact = artifactUrl === null ? '' : `\n\n${renderLink('The whole report', artifactUrl)} (artifact)`;
  return `<details><summary>The result as JSON</summary>\n\n${renderFence(renderResult(report.result), 'json')}\n\n</details>${artifact}${trouble}`;
}

function count(number: number, noun: string): string {
  return `${renderCount(number)} ${noun}${number === 1 ? '' : 's'}`;
}
