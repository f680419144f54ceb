import { expect, test } from 'vitest';
import { renderCount } from '../../src/count.ts';

test.each([
  [0, '0'],
  [7, '7'],
  [999, '999'],
  [1_000, '1,000'],
  [1_234_567, '1,234,567'],
])('%d is written %s', (count, shown) => {
  expect(renderCount(count)).toBe(shown);
});
