import { describe, expect, it } from 'vitest';
import type { Classification, ScoredTag } from '../../../src/model/classification.ts';
import type { Tag } from '../../../src/model/vocabulary.ts';
import { recallClassification } from '../../../src/report/recall.ts';
import type { Report } from '../../../src/report/report.ts';
import { classification, considered, sample, scored, tag, vocabulary } from './sample.ts';

const options = { maxTags: 3, exclude: [], pin: [] };
const rust = tag('rust', { id: 'r' });
const web = tag('web', { id: 3, group: 'place' });
const desktop = tag('desktop', { id: 4, group: 'place' });
const byPeople = tag('curated', { id: 5, manual: true });
const former = tag('websockets', { id: 6, replacedBy: 'web' });
const words = vocabulary([tag('real-time'), tag('cli'), rust, web, desktop, byPeople, former]);

/** The report of a run that gave `tags`, best first. */
const reportOf = (tags: readonly ScoredTag[], more: Partial<Classification> = {}): Report =>
  sample({ vocabulary: words, classification: classification({ tags, considered: [], ...more }) });
const given = (each: Tag, score: number | null): ScoredTag => scored(each.name, score, { tag: each });

describe('a classification', () => {
  it('is recalled as it was, with the tags of the vocabulary', () => {
    const was = classification({
      tags: [given(rust, 0.9), scored('real-time', 0.8)],
      considered: [considered('cli', 0.3, 'below-threshold'), { ...given(byPeople, 0.2), reason: 'manual' }],
      dropped: ['x'],
    });
    const recalled = recallClassification(sample({ vocabulary: words, classification: was }), words, options);
    expect(recalled).toEqual(was);
    expect(recalled?.tags[0]?.tag).toBe(rust);
  });

  it("of a model's answer keeps the model's order", () => {
    const was = classification({
      classifier: { kind: 'llm', model: 'm', version: '1' },
      tags: [scored('cli', null, { support: 0.1 }), scored('real-time', null, { support: 0.4 })],
      considered: [considered('rust', 0.2, 'below-threshold')].map((each) => ({ ...each, tag: rust })),
      llm: { format: 'text', candidates: 5, shortlist: null, readmeTokens: 12, cut: [] },
    });
    expect(recallClassification(sample({ classification: was }), words, options)).toEqual(was);
  });

  it('without a tag is recalled too', () => {
    expect(recallClassification(reportOf([]), words, options)?.tags).toEqual([]);
  });

  it('with pinned tags is recalled', () => {
    const pinned = { ...options, maxTags: 2, pin: ['web', 'real-time'] };
    expect(recallClassification(reportOf([given(web, 0.4), scored('real-time', 0.01)]), words, pinned)).not.toBeNull();
  });

  const model = { classifier: { kind: 'llm', model: 'm', version: '1' } } as const;
  it.each<[string, Report, Partial<typeof options> | { pin: string[] } | { exclude: string[] }]>([
    ['an unknown tag', reportOf([scored('cooking', 0.9)]), {}],
    ['the id of one tag and the name of another', reportOf([given(tag('rust', { id: 3 }), 0.9)]), {}],
    ['an id as a number that is a text', reportOf([given(tag('web', { id: '3' }), 0.9)]), {}],
    ['an unknown tag considered', reportOf([], { considered: [considered('cooking', 0.3, 'weak')] }), {}],
    ['a tag that only people give', reportOf([given(byPeople, 0.9)]), {}],
    ['a tag that was replaced', reportOf([given(former, 0.9)]), {}],
    ['a tag that is excluded', reportOf([given(rust, 0.9)]), { exclude: ['rust'] }],
    ['a pinned tag missing', reportOf([given(rust, 0.9)]), { pin: ['cli'] }],
    ['a tag twice', reportOf([given(rust, 0.9), given(rust, 0.9)]), {}],
    ['a tag given and left out', reportOf([scored('cli', 0.9)], { considered: [considered('cli', 0.9, 'weak')] }), {}],
    ['more tags than max-tags', reportOf([given(rust, 0.9), scored('cli', 0.8)]), { maxTags: 1 }],
    ['two tags of a group', reportOf([given(web, 0.9), given(desktop, 0.8)]), {}],
    ['a tag of the group of a pinned one', reportOf([given(web, 0.9), given(desktop, 0.8)]), { pin: ['desktop'] }],
    ['a worse tag first', reportOf([given(rust, 0.5), scored('cli', 0.6)]), {}],
    ['an offline tag without a score', reportOf([given(rust, null)]), {}],
    ['an offline tag with support', reportOf([{ ...given(rust, 0.9), support: 0.5 }]), {}],
    ["a model's tag with a score", reportOf([given(rust, 0.9)], model), {}],
  ])('with %s is not recalled', (_name, report, more) => {
    expect(recallClassification(report, words, { ...options, ...more })).toBeNull();
  });
});
