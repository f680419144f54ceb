import { renderCount } from '../count.ts';
import type { Output } from './output.ts';

/** A line on a terminal that says how far long work has come; nothing where there is no terminal to rewrite it on. */
export type Progress = {
  /** `share` is 0 to 1, or null where the end is not known. Cheap: draws ten times a second at most. */
  update(done: number, failed: number, share: number | null): void;
  /** Takes the line away, so that other output can follow. */
  clear(): void;
};

const REDRAW_MS = 100;
/** Rates over the first moments say nothing yet. */
const WARM_UP_MS = 1000;

/** `now` gives milliseconds on any clock that only runs forward; `tellMore` what the line says besides, such as what it cost so far. */
export function createProgress(
  output: Output,
  noun: string,
  now: () => number,
  tellMore: () => string | null = () => null,
): Progress {
  const start = now();
  let drawnAt = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  return {
    update(done, failed, share) {
      const at = now();
      if (at - drawnAt < REDRAW_MS) return;
      drawnAt = at;
      isDrawn = true;
      const state = { noun, done, failed, share, elapsedMs: at - start, more: tellMore() };
      const line = renderProgress(state, output.columns - 1);
      output.write(`\r\u001b[K${output.style.dim(line)}`);
    },
    clear() {
      if (isDrawn) output.write('\r\u001b[K');
      isDrawn = false;
    },
  };
}

export const NO_PROGRESS: Progress = { update: () => undefined, clear: () => undefined };

export type ProgressState = {
  readonly noun: string;
  readonly done: number;
  readonly failed: number;
  readonly share: number | null;
  readonly elapsedMs: number;
  readonly more?: string | null;
};

/** `1,204 READMEs · 12 % · 310/s · 27 s left · 3 errors`, as much of it as fits. */
export function renderProgress(
  { noun, done, failed, share, elapsedMs, more = null }: ProgressState,
  columns: number,
): string {
  const isWarm = elapsedMs >= WARM_UP_MS;
  const parts = [`${renderCount(done)} ${noun}`];
  if (share !== null) parts.push(`${Math.floor(share * 100)} %`);
  if (failed > 0) parts.push(`${renderCount(failed)} ${failed === 1 ? 'error' : 'errors'}`);
  if (more !== null) parts.push(more);
  if (isWarm) parts.push(renderRate(done, elapsedMs));
  if (isWarm && share !== null && share > 0) parts.push(`${renderSeconds((elapsedMs / share) * (1 - share))} left`);
  while (parts.length > 1 && parts.join(' · ').length > columns) parts.pop();
  return parts.join(' · ').slice(0, Math.max(0, columns));
}

/** What is slow is told by the minute. */
function renderRate(done: number, elapsedMs: number): string {
  const perSecond = (done * 1000) / elapsedMs;
  return perSecond >= 1 ? `${renderCount(Math.round(perSecond))}/s` : `${Math.round(perSecond * 60)}/min`;
}

export function renderSeconds(durationMs: number): string {
  const seconds = Math.ceil(durationMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
