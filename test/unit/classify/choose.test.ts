import { describe, expect, it } from 'vitest';
import { type Candidate, type ChoiceRules, chooseTags, compareCandidates } from '../../../src/classify/choose.ts';
import type { ChoiceOptions } from '../../../src/model/classification.ts';
import type { Tag } from '../../../src/model/vocabulary.ts';

const rules: ChoiceRules = { defaultMinScore: 0.3, shareOfBest: 0.5, maxKinds: 1, broaderMargin: 0.1 };
const options: ChoiceOptions = { maxTags: 3, minScore: null, exclude: [], pin: [] };

const tag = (name: string, fields: Partial<Tag> = {}): Tag => ({
  id: name,
  name,
  description: null,
  aliases: [],
  topic: name,
  manual: false,
  replacedBy: null,
  group: null,
  minScore: null,
  place: {},
  ...fields,
});

const candidate = (
  name: string,
  score: number,
  fields: Partial<Omit<Candidate, 'tag'>> & { tag?: Partial<Tag> } = {},
): Candidate => ({
  score,
  strong: true,
  kind: null,
  concept: name,
  broader: new Set(),
  evidence: () => [],
  ...fields,
  tag: tag(name, fields.tag),
});

const choose = (candidates: readonly Candidate[], changes: Partial<ChoiceOptions> = {}) => {
  const { tags, considered } = chooseTags(candidates, { ...options, ...changes }, rules);
  return {
    given: tags.map(({ tag: { name } }) => name),
    leftOut: considered.map(({ tag: { name }, reason }) => `${name}: ${reason}`),
  };
};

describe('choosing tags', () => {
  it('gives the best tags up to the cap and says what the cap cut', () => {
    const { given, leftOut } = choose(['a', 'b', 'c', 'd'].map((name, at) => candidate(name, 0.9 - at / 100)));
    expect(given).toEqual(['a', 'b', 'c']);
    expect(leftOut).toEqual(['d: over-cap']);
  });

  it('gives nothing when nothing reaches the threshold', () => {
    expect(choose([candidate('a', 0.29)])).toEqual({ given: [], leftOut: ['a: below-threshold'] });
  });

  it('leaves out what is far behind the first', () => {
    expect(choose([candidate('a', 0.9), candidate('b', 0.44)]).given).toEqual(['a']);
    expect(choose([candidate('a', 0.9), candidate('b', 0.46)]).given).toEqual(['a', 'b']);
  });

  it('takes the threshold from the options, and from the tag before them', () => {
    const list = [candidate('a', 0.9), candidate('b', 0.2), candidate('c', 0.15, { tag: { minScore: 0.1 } })];
    expect(choose(list, { minScore: 0.18 }).given).toEqual(['a', 'b', 'c']);
    expect(choose(list).given).toEqual(['a', 'c']);
    expect(choose([candidate('a', 0.9, { tag: { minScore: 0.95 } })]).given).toEqual([]);
  });

  it('never gives a tag for which nothing strong speaks', () => {
    expect(choose([candidate('a', 0.9, { strong: false })])).toEqual({ given: [], leftOut: ['a: weak'] });
  });

  it('gives one tag of a group', () => {
    const list = [candidate('a', 0.9, { tag: { group: 'g' } }), candidate('b', 0.8, { tag: { group: 'g' } })];
    expect(choose(list)).toEqual({ given: ['a'], leftOut: ['b: same-group'] });
  });

  it('gives one tag that names a sort of project', () => {
    const list = [candidate('a', 0.9, { kind: 'library' }), candidate('b', 0.8, { kind: 'cli' })];
    expect(choose(list)).toEqual({ given: ['a'], leftOut: ['b: same-kind'] });
  });

  it('leaves a broader tag out when a narrower one fits clearly better', () => {
    const narrow = candidate('http-client', 0.9, { broader: new Set(['http']) });
    expect(choose([narrow, candidate('http', 0.7)]).leftOut).toEqual(['http: broader']);
    expect(choose([narrow, candidate('http', 0.85)]).given).toEqual(['http-client', 'http']);
  });

  it('never gives an excluded tag, nor measures others by it', () => {
    const list = [candidate('a', 0.9), candidate('b', 0.4)];
    expect(choose(list, { exclude: ['a'] })).toEqual({ given: ['b'], leftOut: ['a: excluded'] });
  });

  it('knows excluded and pinned tags by their aliases', () => {
    const list = [
      candidate('a', 0.9, { tag: { aliases: ['first'] } }),
      candidate('b', 0.01, { tag: { aliases: ['last'] } }),
    ];
    expect(choose(list, { exclude: ['first'], pin: ['last'] }).given).toEqual(['b']);
  });

  it('always gives a pinned tag, in its place by score, counted towards the cap', () => {
    const list = [candidate('a', 0.9), candidate('b', 0.8), candidate('c', 0.01, { strong: false })];
    expect(choose(list, { pin: ['c'], maxTags: 2 }).given).toEqual(['a', 'c']);
  });

  it('tells at most ten that were left out, best first', () => {
    const list = Array.from({ length: 30 }, (_, at) => candidate(`t${at}`, 0.2 - at / 1000));
    const { leftOut } = choose(list);
    expect(leftOut).toHaveLength(10);
    expect(leftOut[0]).toBe('t0: below-threshold');
  });

  it('orders equal scores by name, whatever the order of the list', () => {
    const list = ['b', 'a', 'c'].map((name) => candidate(name, 0.5));
    expect(list.sort(compareCandidates).map(({ tag: { name } }) => name)).toEqual(['a', 'b', 'c']);
  });
});
