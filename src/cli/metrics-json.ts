import { CHOICE_METRICS, type ChoiceMetrics, type Estimate, type Metrics } from '../evaluate/metrics.ts';

/** Figures as plain JSON, by the names of the table; five decimals, null where there is nothing to measure. */
export function metricsToJson(metrics: Metrics): Record<string, unknown> {
  return {
    ...choiceToJson(metrics),
    ...Object.fromEntries(
      metrics.recallAt.map((recall) => [
        `recall@${recall.n}`,
        { ...estimateToJson(recall), ceiling: round(recall.ceiling) },
      ]),
    ),
    ece: estimateToJson(metrics.ece),
    aurc: estimateToJson(metrics.aurc),
  };
}

export function choiceToJson(metrics: ChoiceMetrics): Record<string, unknown> {
  return Object.fromEntries(CHOICE_METRICS.map((name) => [name, estimateToJson(metrics[name])]));
}

function estimateToJson({ value, low, high }: Estimate): Record<string, number | null> {
  return { value: round(value), low: round(low), high: round(high) };
}

/** A figure as it is printed: five decimals are more than any sample has to say. */
export function round(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100_000) / 100_000;
}
