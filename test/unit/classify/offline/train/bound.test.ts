import { describe, expect, it } from 'vitest';
import { atLeast, atMost, renderBounds, told } from '../../../../../src/classify/offline/train/bounds/bound.ts';

describe('a bound', () => {
  it('holds where every figure reaches its own, rounded as shown', () => {
    expect(atLeast('a', [0.7796, 0.78], [0.9, 0.88]).holds).toBe(true);
    expect(atLeast('a', [0.7794, 0.78], [0.9, 0.88]).holds).toBe(false);
    expect(atMost('a', [0.4504, 0.45]).holds).toBe(true);
    expect(atMost('a', [0.4506, 0.45]).holds).toBe(false);
    expect(told('a', '1').holds).toBeNull();
  });

  it('fails where there is nothing to measure', () => {
    expect(atLeast('a', [Number.NaN, 0.5]).holds).toBe(false);
    expect(atMost('a', [Number.NaN, 0.5]).holds).toBe(false);
  });

  it('stands in one row of the table', () => {
    expect(renderBounds([atLeast('f1 / hit1', [0.7, 0.78], [0.9, 0.88])]).split('\n')).toEqual([
      '| bound     | target          | measured      | holds |',
      '|-----------|-----------------|---------------|-------|',
      '| f1 / hit1 | ≥ 0.780 / 0.880 | 0.700 / 0.900 | NO    |',
    ]);
  });
});
