import { describe, expect, it } from 'vitest';
import { renderDropped } from '../../../../src/classify/llm/dropped.ts';

describe('names that are dropped', () => {
  it('are told once each, in order', () => {
    expect(renderDropped(['b', 'a', 'b'])).toEqual(['b', 'a']);
  });

  it('are twenty at most', () => {
    expect(renderDropped(Array.from({ length: 50 }, (_, at) => `t${at}`))).toHaveLength(20);
  });

  it('are cut at 100 characters, no character in half', () => {
    const [plain, wide] = renderDropped(['x'.repeat(101), `${'x'.repeat(98)}😀😀`]);
    expect(plain).toBe(`${'x'.repeat(99)}…`);
    expect(wide).toBe(`${'x'.repeat(98)}…`);
    expect(renderDropped(['y'.repeat(100)])).toEqual(['y'.repeat(100)]);
  });

  it('have no control character, no line break and nothing that cannot be seen', () => {
    expect(
      renderDropped([
        'a\n::set-output name=x::y',
        '\u001b[31mred\u0007',
        'b\u202eevil\u2066',
        'z\u200bw\u{e0041}\ufe0f',
        '\u2028',
      ]),
    ).toEqual(['a ::set-output name=x::y', '[31mred', 'b evil', 'z w']);
  });

  it('are left out where nothing of them can be seen', () => {
    expect(renderDropped(['', ' ', '\u200b'])).toEqual([]);
  });
});
