import { type Problem, UserError } from '../errors.ts';
import type { Log } from '../ports.ts';
import type { SinkOutcome } from '../report/report.ts';
import type { Sink } from '../settings.ts';

/** Something people should know of how a sink was served; the codes are those of the README's table. */
export type Notice = Problem & { readonly level: 'notice' | 'warning' };

/** How a sink was served that is served before the report is written, which tells of it. */
export type Served = {
  readonly sink: Sink;
  readonly outcome: SinkOutcome;
  readonly notices: readonly Notice[];
  /** Fails the run, once report, artifact and summary are made. */
  readonly error: UserError | null;
  /** Lines that say how to mend the error, for the log; the summary has its own. */
  readonly advice: string | null;
};

/** What people should know of this in the report, where it failed included. */
export function problemsOf({ notices, error }: Served): readonly Problem[] {
  return [...notices, ...(error?.problems ?? [])];
}

/** The error to end the run with: everything that failed, each with its advice; null where nothing did. */
export function gatherErrors(served: readonly Served[], failure: UserError | null): UserError | null {
  const problems = [
    ...served.flatMap(({ error, advice }) =>
      (error?.problems ?? []).map((problem) =>
        advice === null ? problem : { ...problem, message: `${problem.message}\n${advice}` },
      ),
    ),
    ...(failure?.problems ?? []),
  ];
  if (problems.length === 0) return null;
  const cause = served.find(({ error }) => error !== null)?.error?.cause ?? failure?.cause;
  return new UserError('work', problems, { headline: `${problems.length} things failed:`, cause });
}

export function tellNotices(notices: readonly Notice[], log: Log): void {
  for (const { level, message } of notices) log[level](message);
}
