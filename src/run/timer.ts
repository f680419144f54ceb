import type { Clock } from '../ports.ts';
import type { Timings } from '../report/report.ts';

type Span = Exclude<keyof Timings, 'startedAt'>;

export type Timer = {
  /** Runs `work` and adds the time it took to `span`. */
  measure<Value>(span: Span, work: () => Value | Promise<Value>): Promise<Value>;
  timings(): Timings;
};

export function createTimer(clock: Clock): Timer {
  const startedAt = new Date(clock.now()).toISOString();
  const spans = new Map<Span, number>();
  const read = (span: Span) => spans.get(span) ?? 0;
  return {
    async measure(span, work) {
      const start = clock.now();
      try {
        return await work();
      } finally {
        spans.set(span, read(span) + Math.max(0, Math.round(clock.now() - start)));
      }
    },
    timings: () => ({
      startedAt,
      repositoryMs: read('repositoryMs'),
      vocabularyMs: read('vocabularyMs'),
      readmeMs: read('readmeMs'),
      classifyMs: read('classifyMs'),
    }),
  };
}
