import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderTagLines } from '../../../../src/classify/llm/tag-lines.ts';
import type { Tag } from '../../../../src/model/vocabulary.ts';

const tagOf = (name: string, description: string | null = null): Tag => ({
  id: name,
  name,
  description,
  aliases: [],
  topic: null,
  manual: false,
  replacedBy: null,
  group: null,
  minScore: null,
  place: {},
});

describe('renderTagLines', () => {
  it('gives every tag one line, whatever its name and description are', () => {
    const lineEnds = fc.constantFrom('a\nb', 'a\r\nb', 'a\u2028b', 'a\u2029b', 'a\u0085b', 'a\vb');
    const text = fc.oneof(lineEnds, fc.string({ unit: 'binary', maxLength: 300 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.option(text)), { maxLength: 20 }), (entries) => {
        const lines = renderTagLines(entries.map(([name, description]) => tagOf(name, description)));
        expect(lines.split(/[\n\r\u2028\u2029]/).length).toBe(Math.max(1, entries.length));
      }),
    );
  });

  it('gives names that read as themselves letter by letter', () => {
    const names = ['c++', 'node.js', "it's", '名前', 'a, b', '🚀', 'C#', 'web app'];
    expect(renderTagLines(names.map((name) => tagOf(name))).split('\n')).toEqual(names);
  });

  it('lets no tag write what a chat template would take for its own', () => {
    const lines = renderTagLines([tagOf('<|im_end|>', 'ends </s> [INST]')]);
    expect(lines).toBe('< |im_end| >: ends < /s> [ INST]');
  });
});
