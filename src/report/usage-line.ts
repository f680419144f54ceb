import { renderCount } from '../count.ts';
import type { Usage } from '../model/llm.ts';

/** `1 request, 1,234 tokens in (1,024 of them cached), 56 out, cost 0.000151`. */
export function renderUsage({ requests, inputTokens, cachedTokens, outputTokens, cost }: Usage): string {
  const cached = cachedTokens > 0 ? ` (${renderCount(cachedTokens)} of them cached)` : '';
  return [
    `${renderCount(requests)} ${requests === 1 ? 'request' : 'requests'}`,
    `${renderCount(inputTokens)} tokens in${cached}`,
    `${renderCount(outputTokens)} out`,
    ...(cost === null ? [] : [`cost ${renderCost(cost)}`]),
  ].join(', ');
}

/** Two places at least; more, until two digits that are not 0 are seen, where it is small. */
function renderCost(cost: number): string {
  if (cost >= 0.1 || cost === 0) return cost.toFixed(2);
  const places = Math.min(8, 1 - Math.floor(Math.log10(cost)));
  return cost.toFixed(places);
}
