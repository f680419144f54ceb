import type { Fallback, Usage } from '../model/llm.ts';
import { renderRepositoryName } from '../model/repository.ts';
import type { Ports } from '../ports.ts';
import { renderKept } from '../report/kept.ts';
import { recallGiven } from '../report/recall.ts';
import type { Report } from '../report/report.ts';
import { makeResult, renderResult } from '../report/result.ts';
import { OUTPUTS, type OutputName } from '../settings/outputs.ts';
import type { Settings } from '../settings.ts';
import type { Reading } from './reading.ts';

/** A model did not answer, and all was left as it was. */
export type Kept = { readonly kind: 'kept'; readonly fallback: Fallback };

export type KeepingContext = {
  readonly reading: Reading;
  readonly fallback: Fallback;
  readonly lastReport: Report | null;
  readonly settings: Pick<Settings, 'publish' | 'id'>;
  readonly usage: Usage;
  readonly ports: Pick<Ports, 'outputs' | 'summary' | 'log'>;
};

/**
 * Publishes nothing, so that the last report, topics and comments stay what they are, and says so. The outputs are those of the
 * last report where it is about the same branch and gave tags of the present list alone; what is not known is empty.
 */
export async function keep({ reading, fallback, lastReport, settings, usage, ports }: KeepingContext): Promise<Kept> {
  const { repository, target, vocabulary } = reading;
  ports.log.warning(
    `${fallback.message}\nNothing is published, and all stays as it is, since "on-llm-error" is "keep".`,
  );
  // The last report is about the default branch, or what `ref` named.
  const last = lastReport?.ref === target.label ? lastReport : null;
  const given = last && recallGiven(last, vocabulary);
  const values = new Map<OutputName, string>([
    ['topics', JSON.stringify(repository.topics)],
    ['added', '[]'],
    ['removed', '[]'],
    ['changed', 'false'],
    ['abstained', 'false'],
  ]);
  if (last !== null && given !== null) {
    const id = settings.id ?? String(repository.id);
    values.set(
      'result',
      renderResult(
        makeResult(
          id,
          given.map((tag) => ({ tag })),
        ),
      ),
    );
    values.set('tags', JSON.stringify(given.map(({ name }) => name)));
    values.set('classifier', last.classifier.kind);
  }
  for (const { name } of OUTPUTS) ports.outputs.set(name, values.get(name) ?? '');
  if (settings.publish.includes('summary')) {
    const about = renderRepositoryName(repository.name);
    await ports.summary.write(renderKept({ repository: about, fallback, last: given && last, usage }));
  }
  return { kind: 'kept', fallback };
}
