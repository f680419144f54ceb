import type { Evidence, LeftOutReason } from '../model/classification.ts';
import { fitInto } from './ladder.ts';
import { encodePath, renderCode, renderFence, renderLink, renderProse } from './markdown-escape.ts';
import type { ConsideredReportedTag, Report, ReportedTag } from './report.ts';
import { renderResult } from './result.ts';
import type { StarterFile, SummaryContext } from './summary-context.ts';
import { renderTopics } from './topics-section.ts';

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
  const { notes, warnings } = sortWarnings(report.warnings, context);
  const sections = [
    `## Tags for ${renderCode(report.repository, 150)}`,
    report.dryRun ? '> **Dry run.** Topics and comments were left alone.' : null,
    ...notes.map(({ message }) => `> **Note.** ${renderProse(message)}`),
    renderTags(report, context, detail),
    renderOrigin(report, context),
    renderConsidered(report.considered, context),
    renderTopics(report, context),
    context.starter && renderStarter(context.starter, context, detail),
    renderWarnings(warnings, detail.maxRows),
    renderResultBlock(report, context),
    detail.note,
  ];
  return `${sections.filter((section) => section !== null).join('\n\n')}\n`;
}

/** What was read in another way than one would think stands above the tags; what has a section of its own is not said twice. */
function sortWarnings(all: Report['warnings'], { starter }: SummaryContext) {
  const isNote = ({ code }: { code: string }) => code.startsWith('readme/') || code.startsWith('tags-file/');
  return {
    notes: all.filter((warning) => isNote(warning) && !(starter !== null && warning.code === 'tags-file/starter')),
    warnings: all.filter((warning) => !isNote(warning)),
  };
}

function renderTags(report: Report, context: SummaryContext, { maxRows }: Detail): string {
  if (report.tags.length === 0) {
    const why = report.basis === 'nothing' ? 'there is nothing to classify' : 'nothing in the list fits well enough';
    return `**No tag was given:** ${why}.`;
  }
  const rows = report.tags
    .slice(0, maxRows)
    .map((tag) => row([`**${renderCode(tag.name, 60)}**`, renderScore(tag), renderEvidence(tag, report, context)]));
  const more = report.tags.length > maxRows ? `\n\n… and ${report.tags.length - maxRows} more.` : '';
  return `${[row(['Tag', 'Score', 'Why']), row([':--', ':--', ':--']), ...rows].join('\n')}${more}`;
}

const evidenceShown = 3;

function renderEvidence(tag: ReportedTag, report: Report, context: SummaryContext): string {
  const lines = tag.evidence.slice(0, evidenceShown).map((evidence) => {
    return `${renderPlace(evidence, report, context)} ${renderCode(evidence.quote)}`;
  });
  if (tag.pinned) lines.unshift('pinned with <code>pin-tags</code>');
  return lines.length > 0 ? lines.join('<br>') : 'the README as a whole';
}

const fieldNames: Record<Evidence['field'], string> = {
  name: 'repository name',
  description: 'description',
  title: 'title',
  lead: 'first paragraph',
  intro: 'introduction',
  heading: 'heading',
  body: 'text',
  code: 'code',
  install: 'install command',
  fence: 'code block',
};

function renderPlace({ field, line }: Evidence, report: Report, context: SummaryContext): string {
  if (line === null) return fieldNames[field];
  const label = `${fieldNames[field]}, line ${line}`;
  const url = fileUrl(report, context, line);
  return url === null ? label : renderLink(label, url);
}

/** The README at the commit that was read, as plain text, so that a line can be pointed at. */
function fileUrl(report: Report, { serverUrl }: SummaryContext, line: number | null): string | null {
  if (report.sha === null || report.readme === null) return null;
  const page = `${serverUrl}/${encodePath(report.repository)}/blob/${report.sha}/${encodePath(report.readme.path)}`;
  return line === null ? page : `${page}?plain=1#L${line}`;
}

const barCells = 10;

function renderScore({ score }: Pick<ReportedTag, 'score'>): string {
  if (score === null) return '–';
  const filled = Math.round(score * barCells);
  return `<code>${'█'.repeat(filled)}${'░'.repeat(barCells - filled)}</code>&nbsp;${score.toFixed(2)}`;
}

function renderOrigin(report: Report, context: SummaryContext): string {
  const { readme, vocabulary, classifier } = report;
  const page = fileUrl(report, context, null);
  const file = readme && (page === null ? renderCode(readme.path) : renderLink(renderCode(readme.path), page));
  const what = report.basis === 'readme' && file ? file : report.basis === 'nothing' ? 'nothing' : 'the description';
  const commit =
    report.sha === null
      ? ''
      : ` (${renderLink(`<code>${report.sha.slice(0, 7)}</code>`, `${context.serverUrl}/${encodePath(report.repository)}/commit/${report.sha}`)})`;
  const list = context.starter === null ? renderCode(vocabulary.source, 300) : renderProse(vocabulary.source);
  const by =
    classifier.kind === 'offline' ? `the offline classifier ${classifier.version}` : renderCode(classifier.model);
  return `From ${what} at ${renderCode(report.ref)}${commit}, out of ${count(vocabulary.tags, 'tag')} in ${list}, by ${by}.`;
}

const consideredShown = 5;

/** Below it a tag was not nearly chosen, unless there is another reason than its score. */
const nearScore = 0.1;

function renderConsidered(all: readonly ConsideredReportedTag[], { starter }: SummaryContext): string | null {
  const near = all.filter(({ reason, score }) => !isAboutScore(reason) || score === null || score >= nearScore);
  if (near.length === 0) return null;
  const shown = near.slice(0, consideredShown);
  const rows = shown.map((tag) => row([renderCode(tag.name, 60), renderScore(tag), leftOut(tag)]));
  const advice: string[] = [];
  if (all.length > shown.length) advice.push(`The report has ${all.length - shown.length} more.`);
  if (shown.some(({ reason }) => reason === 'over-cap')) advice.push('To have more of them given, raise `max-tags`.');
  if (shown.some(({ reason }) => isAboutScore(reason))) {
    const file = starter === null ? 'the tags file' : 'a tags file of your own';
    advice.push(
      `Does one belong here? Give it \`aliases\` or a \`description\` in ${file}, or name it in \`pin-tags\`.`,
    );
  }
  return [
    '### Nearly chosen',
    [row(['Tag', 'Score', 'Why not']), row([':--', ':--', ':--']), ...rows].join('\n'),
    ...(advice.length > 0 ? [advice.join(' ')] : []),
  ].join('\n\n');
}

function isAboutScore(reason: LeftOutReason): boolean {
  return reason === 'below-threshold' || reason === 'weak';
}

const leftOutReasons: Record<LeftOutReason, string> = {
  'below-threshold': 'its score is too low',
  'over-cap': 'beyond <code>max-tags</code>',
  weak: 'nothing strong in a telling place',
  'same-kind': 'another tag says already what kind of thing this is',
  'same-group': 'another tag of its group was given',
  broader: 'a narrower tag was given',
  excluded: 'in <code>exclude-tags</code>',
  manual: 'only people give it',
  replaced: 'another tag took its place',
};

function leftOut({ reason, score, threshold }: ConsideredReportedTag): string {
  if (reason !== 'below-threshold' || score === null || threshold === null) return leftOutReasons[reason];
  // Over the threshold and yet too low: the classifier also asks a tag to keep up with the first one.
  return score < threshold
    ? `its score is below ${threshold.toFixed(2)}`
    : 'its score is far below that of the first tag';
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

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function count(number: number, noun: string): string {
  const digits = String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${digits} ${noun}${number === 1 ? '' : 's'}`;
}
