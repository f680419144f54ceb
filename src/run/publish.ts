import { UserError } from '../errors.ts';
import type { EventContext } from '../model/event.ts';
import type { ArtifactOutcome, Ports } from '../ports.ts';
import { type Report, renderReport } from '../report/report.ts';
import { renderResult } from '../report/result.ts';
import { renderSummary } from '../report/summary.ts';
import type { SummaryContext } from '../report/summary-context.ts';
import type { Settings } from '../settings.ts';
import { gatherErrors, type Served } from './sink.ts';

export type Published = {
  readonly reportPath: string;
  /** Null where no artifact was asked for. */
  readonly artifact: ArtifactOutcome | null;
};

export type PublishContext = {
  readonly summary: Omit<SummaryContext, 'artifactUrl' | 'artifactTrouble' | 'reportFile'>;
  readonly abstained: boolean;
  /** The topics that are on the repository now. */
  readonly present: readonly string[];
  /** Null where there is no comment. */
  readonly commentUrl: string | null;
  /** The sinks that were served before the report was written. */
  readonly served: readonly Served[];
  readonly ports: Ports;
};

/**
 * Writes the report, sets the outputs, uploads the artifact, and last the summary, which links to it. A sink that failed
 * before, or an upload that fails, does not keep the rest from being made; it is thrown afterwards.
 * @throws UserError where something that was asked for could not be done.
 */
export async function publish(
  report: Report,
  settings: Settings,
  event: EventContext,
  { summary, abstained, present, commentUrl, served, ports }: PublishContext,
): Promise<Published> {
  const reportFile = `${settings.artifactName}.json`;
  const reportPath = await ports.reports.write(reportFile, renderReport(report));
  const { added, removed } = report.topics;
  ports.outputs.set('result', renderResult(report.result));
  ports.outputs.set('tags', JSON.stringify(report.result.tags.map(({ name }) => name)));
  ports.outputs.set('topics', JSON.stringify(present));
  ports.outputs.set('added', JSON.stringify(added));
  ports.outputs.set('removed', JSON.stringify(removed));
  ports.outputs.set('changed', String(added.length > 0 || removed.length > 0));
  ports.outputs.set('abstained', String(abstained));
  ports.outputs.set('classifier', report.classifier.kind);
  ports.outputs.set('report-path', reportPath);
  ports.outputs.set('comment-url', commentUrl ?? '');

  ports.log.info(`Report: ${reportPath}`);

  const { artifact, failure } = await upload(artifactName(settings, event), reportPath, settings, ports);
  const isUploaded = artifact?.kind === 'uploaded';
  ports.outputs.set('artifact-id', isUploaded ? String(artifact.id) : '');
  ports.outputs.set('artifact-url', isUploaded ? (artifact.url ?? '') : '');
  if (artifact?.kind === 'kept-as-file') ports.log.warning(`No artifact: ${artifact.message}`);
  const isWritten = served.some(({ sink, outcome }) => sink === 'topics' && outcome === 'written');
  // Only this mode goes by what is known to be its own.
  const isRemembered = report.topics.mode === 'merge' && removed.length > 0;
  if (isWritten && isRemembered && settings.publish.includes('artifact') && !isUploaded) {
    const names = removed.join(', ');
    ports.log.warning(
      `The topics ${names} were removed, and no report tells later runs so: the next one still takes them for its own. Where you want one of them back, set it after that run.`,
    );
  }

  if (settings.publish.includes('summary')) {
    const artifactUrl = isUploaded ? artifact.url : null;
    const artifactTrouble = artifact?.kind === 'kept-as-file' ? artifact.message : (failure?.message ?? null);
    const text = renderSummary(report, { ...summary, reportFile, artifactUrl, artifactTrouble });
    const hasSummary = await ports.summary.write(text);
    if (!hasSummary)
      ports.log.notice('This runner has no job summary (GITHUB_STEP_SUMMARY is not set); none was written.');
  }
  const error = gatherErrors(served, failure);
  if (error !== null) throw error;
  return { reportPath, artifact };
}

async function upload(
  name: string,
  path: string,
  settings: Settings,
  ports: Ports,
): Promise<{ artifact: ArtifactOutcome | null; failure: UserError | null }> {
  if (!settings.publish.includes('artifact')) return { artifact: null, failure: null };
  try {
    return { artifact: await ports.artifacts.upload(name, path), failure: null };
  } catch (error) {
    if (error instanceof UserError) return { artifact: null, failure: error };
    throw error;
  }
}

/** Reports about pull requests have names of their own, so that they are never taken for one about the repository. */
function artifactName({ artifactName }: Settings, { trigger }: EventContext): string {
  if (trigger.kind !== 'pull-request') return artifactName;
  return `${artifactName}-pr-${trigger.number ?? trigger.headSha.slice(0, 7)}`;
}
