import type { Evidence, LeftOutReason } from '../model/classification.ts';
import { renderCode, renderLink } from './markdown-escape.ts';
import { type ReadRepository, readmeUrl } from './readme-url.ts';
import type { ConsideredReportedTag, ReportedTag } from './report.ts';

export type TagTableOptions = {
  /** The repository whose README the evidence is of. */
  readonly read: ReadRepository;
  /** `https://github.com`, without a slash at the end. */
  readonly serverUrl: string;
  readonly maxRows: number;
  /** The most reasons that are shown of one tag. */
  readonly maxEvidence: number;
};

export const EVIDENCE_SHOWN = 3;

/** Tags with score and reasons, best first; what is beyond `maxRows` is counted below. */
export function renderTagTable(tags: readonly ReportedTag[], options: TagTableOptions): string {
  const rows = tags
    .slice(0, options.maxRows)
    .map((tag) => [`**${renderTagName(tag.name)}**`, renderScore(tag), renderEvidence(tag, options)]);
  const more = tags.length > options.maxRows ? `\n\n… and ${tags.length - options.maxRows} more.` : '';
  return `${renderTable(['Tag', scoreHead(tags), 'Why'], rows)}${more}`;
}

/** `cells` are Markdown of one line that is safe in a table. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => ':--'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A tag or topic as code. */
export function renderTagName(name: string): string {
  return renderCode(name, 60);
}

function renderEvidence(tag: ReportedTag, options: TagTableOptions): string {
  const lines = tag.evidence
    .slice(0, options.maxEvidence)
    .map((evidence) => `${renderPlace(evidence, options)} ${renderCode(evidence.quote)}`);
  if (tag.pinned) lines.unshift('pinned with <code>pin-tags</code>');
  if (lines.length > 0) return lines.join('<br>');
  return tag.score === null ? "the model's choice, without a quote that is in the README" : 'the README as a whole';
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

function renderPlace({ field, line }: Evidence, { read, serverUrl }: TagTableOptions): string {
  if (line === null) return fieldNames[field];
  const label = `${fieldNames[field]}, line ${line}`;
  const url = readmeUrl(read, serverUrl, line);
  return url === null ? label : renderLink(label, url);
}

const barCells = 10;

/** A model gives no scores; what the offline classifier thinks of its tags stands in their place. */
function scoreHead(tags: readonly Pick<ReportedTag, 'score'>[]): string {
  return tags.some(({ score }) => score === null) ? 'Offline score' : 'Score';
}

function renderScore(tag: Pick<ReportedTag, 'score' | 'support'>): string {
  const score = tag.score ?? tag.support;
  if (score === null) return '–';
  const filled = Math.round(score * barCells);
  return `<code>${'█'.repeat(filled)}${'░'.repeat(barCells - filled)}</code>&nbsp;${score.toFixed(2)}`;
}

const nearShown = 5;

/** Below it a tag was not nearly chosen, unless there is another reason than its score. */
const nearScore = 0.1;

/** The tags of a report that were nearly chosen, the first five of them. */
export function findNear(considered: readonly ConsideredReportedTag[]): readonly ConsideredReportedTag[] {
  return considered.filter(isNear).slice(0, nearShown);
}

export function isNear(tag: Pick<ConsideredReportedTag, 'reason' | 'score' | 'support'>): boolean {
  const score = tag.score ?? tag.support;
  return !isAboutScore(tag) || score === null || score >= nearScore;
}

/** Whether a tag was too weak to be given, rather than kept back by a rule. */
export function isAboutScore({ reason }: Pick<ConsideredReportedTag, 'reason'>): boolean {
  return reason === 'below-threshold' || reason === 'weak' || reason === 'not-chosen';
}

/** Tags with their score and why they were not given. */
export function renderNearTable(near: readonly ConsideredReportedTag[]): string {
  const rows = near.map((tag) => [renderTagName(tag.name), renderScore(tag), leftOut(tag)]);
  return renderTable(['Tag', scoreHead(near), 'Why not'], rows);
}

const leftOutReasons: Record<LeftOutReason, string> = {
  'below-threshold': 'its score is too low',
  'over-cap': 'beyond <code>max-tags</code>',
  weak: 'nothing strong in a telling place',
  'same-kind': 'another tag says already what kind of thing this is',
  'same-group': 'another tag of its group was given',
  broader: 'a narrower tag was given',
  'not-chosen': 'the model did not name it',
  unsupported: 'the model named it, with no quote that is in the README, and nothing there speaks for it',
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
