import { describe, expect, it } from 'vitest';
import type { TopicsMemory } from '../../../src/model/topics.ts';
import { planTopics } from '../../../src/topics/plan.ts';
import { given, NO_MEMORY, planInput, scored, tag } from './plan-input.ts';

const remember = (fields: Partial<TopicsMemory>): TopicsMemory => ({ ...NO_MEMORY, ...fields });
const vocabularyOf = (...tags: readonly (string | ReturnType<typeof tag>)[]) => ({
  tags: tags.map((each) => (typeof each === 'string' ? tag(each) : each)),
});
const people = (count: number) => Array.from({ length: count }, (_, number) => `people-${number}`);
const run = (fields: Parameters<typeof planInput>[0]) => planTopics(planInput(fields));

describe('a first run', () => {
  it("adds the topics of given tags behind people's, best first, and owns only those it added", () => {
    expect(
      run({ before: ['mine', 'editor'], tags: [given('cms', 0.9), given('editor', 0.8), given('lms', 0.7)] }),
    ).toEqual({
      mode: 'merge',
      before: ['mine', 'editor'],
      after: ['mine', 'editor', 'cms', 'lms'],
      added: ['cms', 'lms'],
      removed: [],
      kept: ['mine', 'editor'],
      ours: ['cms', 'lms'],
      declined: [],
      pending: [],
      notAdded: [],
      changes: [
        { topic: 'cms', action: 'add', cause: 'first-run' },
        { topic: 'lms', action: 'add', cause: 'first-run' },
      ],
    });
  });

  it('adds nothing whose tag has no topic, or one that the vocabulary does not hold', () => {
    const nameless = { ...given('x', 0.9), topic: null };
    expect(run({ tags: [nameless, given('x', 0.9)], vocabulary: vocabularyOf('y') })).toMatchObject({
      added: [],
      notAdded: [],
    });
  });

  it('takes topics that are not in lower case for what they are', () => {
    const plan = run({ before: ['CMS', 'cms', 'Mine'], tags: [given('cms', 0.9), given('lms', 0.9)] });
    expect(plan.before).toEqual(['cms', 'mine']);
    expect(plan.after).toEqual(['cms', 'mine', 'lms']);
  });
});

describe('inertia', () => {
  const ours = { before: ['cms'], memory: remember({ ours: ['cms'] }), differing: new Set(['readme'] as const) };

  it('lets a new topic come from a clear score on', () => {
    expect(run({ tags: [given('cms', 0.5)] }).added).toEqual(['cms']);
    expect(run({ tags: [given('cms', 0.49)] })).toMatchObject({
      added: [],
      notAdded: [{ topic: 'cms', reason: 'not-clear' }],
    });
  });

  it('lets a topic of ours go once its score is clearly too low', () => {
    expect(run({ ...ours, considered: [scored('cms', 0.28)] }).after).toEqual(['cms']);
    expect(run({ ...ours, considered: [scored('cms', 0.27)] })).toMatchObject({
      after: [],
      removed: ['cms'],
      ours: [],
      changes: [{ topic: 'cms', action: 'remove', cause: 'readme' }],
    });
  });

  it('lets a topic of ours go whose tag is not near at all', () => {
    expect(run({ ...ours, vocabulary: vocabularyOf('cms') }).removed).toEqual(['cms']);
  });

  it('measures a tag by its own threshold', () => {
    expect(run({ tags: [given('cms', 0.7, { threshold: 0.7 })] }).added).toEqual([]);
    expect(run({ ...ours, considered: [scored('cms', 0.48, { threshold: 0.7 })] }).removed).toEqual(['cms']);
  });

  it('displaces a topic of ours that was not given by a clear lead only, and the weakest one', () => {
    const full = {
      before: ['a', 'b', 'c'],
      memory: remember({ ours: ['a', 'b', 'c'] }),
      differing: new Set(['readme'] as const),
      considered: [scored('a', 0.55), scored('b', 0.4), scored('c', 0.45)],
    };
    expect(run({ ...full, tags: [given('new', 0.6)] })).toMatchObject({ added: ['new'], removed: ['b'] });
    expect(run({ ...full, tags: [given('new', 0.59)] })).toMatchObject({
      after: ['a', 'b', 'c'],
      notAdded: [{ topic: 'new', reason: 'no-lead' }],
    });
  });

  it('never displaces a topic of ours that was given', () => {
    const plan = run({
      before: ['a', 'b'],
      memory: remember({ ours: ['a', 'b'] }),
      maxTags: 2,
      tags: [given('new', 0.9), given('b', 0.45)],
      considered: [scored('a', 0.5)],
    });
    expect(plan).toMatchObject({ added: ['new'], removed: ['a'] });
    const strong = run({
      before: ['a', 'b'],
      memory: remember({ ours: ['a', 'b'] }),
      maxTags: 2,
      tags: [given('new', 0.7), given('b', 0.45)],
      considered: [scored('a', 0.6)],
    });
    expect(strong.notAdded).toEqual([{ topic: 'new', reason: 'no-lead' }]);
  });

  it('lets a tag that a model gave come, and holds it by its support once the model does not', () => {
    const byModel = given('cms', null, { support: 0.05 });
    expect(run({ tags: [byModel] }).added).toEqual(['cms']);
    expect(run({ ...ours, tags: [byModel] }).after).toEqual(['cms']);
    expect(run({ ...ours, considered: [scored('cms', null, { support: 0.3 })] }).after).toEqual(['cms']);
    expect(run({ ...ours, considered: [scored('cms', null, { support: 0.2 })] }).after).toEqual([]);
  });

  it("lets a model's tag take the place of one that neither the model gave nor its support speaks for clearly", () => {
    const full = { ...ours, maxTags: 1, tags: [given('lms', null, { support: 0.1 })] };
    expect(run({ ...full, considered: [scored('cms', null, { support: 0.45 })] }).after).toEqual(['lms']);
    expect(run({ ...full, considered: [scored('cms', null, { support: 0.5 })] })).toMatchObject({
      after: ['cms'],
      notAdded: [{ topic: 'lms', reason: 'no-lead' }],
    });
  });
});

describe('max-tags', () => {
  it("counts people's topics of given tags, so that they and ours are no more", () => {
    const plan = run({
      before: ['theirs', 'a', 'b'],
      memory: remember({ ours: ['a', 'b'] }),
      tags: [given('new', 0.6), given('theirs', 0.9), given('a', 0.8)],
      considered: [scored('b', 0.45)],
    });
    expect(plan.after).toEqual(['theirs', 'a', 'b']);
    expect(plan.notAdded).toEqual([{ topic: 'new', reason: 'no-lead' }]);
  });

  it("removes no topic of ours because a topic of people's is given, too", () => {
    const plan = run({
      before: ['a', 'b', 'c', 'theirs'],
      memory: remember({ ours: ['a', 'b', 'c'] }),
      tags: [given('theirs', 0.9), given('a', 0.8), given('b', 0.7)],
      considered: [scored('c', 0.6)],
    });
    expect(plan.removed).toEqual([]);
  });

  it('removes the weakest of ours once it is lowered, those that were not given first', () => {
    const plan = run({
      before: ['a', 'b', 'c'],
      memory: remember({ ours: ['a', 'b', 'c'] }),
      differing: new Set(['settings']),
      maxTags: 1,
      tags: [given('c', 0.45)],
      considered: [scored('a', 0.6), scored('b', 0.5)],
    });
    expect(plan.after).toEqual(['c']);
    expect(plan.changes.map(({ cause }) => cause)).toEqual(['settings', 'settings']);
  });
});

describe('the twenty topics of a repository', () => {
  it("leaves people's alone and says what finds no room", () => {
    expect(run({ before: people(19), tags: [given('a', 0.9), given('b', 0.8)] })).toMatchObject({
      added: ['a'],
      removed: [],
      notAdded: [{ topic: 'b', reason: 'no-room' }],
    });
  });

  it('gives a pinned tag the place of ours, and not of people', () => {
    const full = { before: [...people(19), 'a'], memory: remember({ ours: ['a'] }) };
    const pin = given('pin', 0.1, { pinned: true });
    expect(run({ ...full, tags: [given('a', 0.9), pin] })).toMatchObject({ added: ['pin'], removed: ['a'] });
    expect(run({ before: people(20), tags: [pin] })).toMatchObject({
      added: [],
      notAdded: [{ topic: 'pin', reason: 'no-room' }],
    });
  });
});

describe('a group', () => {
  const [mit, gpl] = [tag('mit', { group: 'licence' }), tag('gpl', { group: 'licence' })];
  const vocabulary = { tags: [mit, gpl] };
  const ours = { vocabulary, before: ['mit'], memory: remember({ ours: ['mit'] }) };

  it('keeps its topic until another one leads clearly', () => {
    expect(run({ ...ours, tags: [given('gpl', 0.6)], considered: [scored('mit', 0.5)] })).toMatchObject({
      after: ['mit'],
      notAdded: [{ topic: 'gpl', reason: 'same-group' }],
    });
    expect(run({ ...ours, tags: [given('gpl', 0.7)], considered: [scored('mit', 0.5)] }).after).toEqual(['gpl']);
  });

  it('is settled where people set one of it', () => {
    expect(run({ vocabulary, before: ['mit'], tags: [given('gpl', 0.9)] })).toMatchObject({
      after: ['mit'],
      notAdded: [{ topic: 'gpl', reason: 'same-group' }],
    });
    const joined = { ...ours, before: ['mit', 'gpl'], considered: [scored('mit', 0.9)] };
    expect(run(joined)).toMatchObject({ after: ['gpl'], changes: [{ topic: 'mit', cause: 'people' }] });
  });
});

describe('what people did', () => {
  it('keeps a topic of ours away that they took away', () => {
    const plan = run({ memory: remember({ ours: ['cms'] }), tags: [given('cms', 0.9)] });
    expect(plan).toMatchObject({ added: [], declined: ['cms'], notAdded: [{ topic: 'cms', reason: 'declined' }] });
  });

  it('keeps it away in the runs after that, until README or vocabulary differ', () => {
    const later = { memory: remember({ declined: ['cms'] }), tags: [given('cms', 0.9)] };
    expect(run(later).added).toEqual([]);
    for (const part of ['description', 'settings', 'classifier'] as const) {
      expect(run({ ...later, differing: new Set([part]) }).declined, part).toEqual(['cms']);
    }
    for (const part of ['readme', 'vocabulary'] as const) {
      expect(run({ ...later, differing: new Set([part]) }), part).toMatchObject({ added: ['cms'], declined: [] });
    }
  });

  it('counts what they took away since the last run also when the README changed since', () => {
    const plan = run({
      memory: remember({ ours: ['cms'] }),
      differing: new Set(['readme']),
      tags: [given('cms', 0.9)],
    });
    expect(plan).toMatchObject({ added: [], declined: ['cms'] });
  });

  it('leaves them a topic that they put back', () => {
    const plan = run({ before: ['cms'], memory: remember({ declined: ['cms'] }), vocabulary: vocabularyOf('cms') });
    expect(plan).toMatchObject({ after: ['cms'], ours: [], declined: [] });
  });

  it('never removes what they set, however low its score is', () => {
    expect(run({ before: ['cms'], memory: NO_MEMORY, considered: [scored('cms', 0.01)] }).removed).toEqual([]);
  });

  it('gives the place that they made free to what is next', () => {
    const plan = run({
      before: ['a'],
      maxTags: 2,
      memory: remember({ ours: ['a', 'b'] }),
      tags: [given('b', 0.9), given('c', 0.8)],
      considered: [scored('a', 0.5)],
    });
    expect(plan.changes).toEqual([{ topic: 'c', action: 'add', cause: 'people' }]);
  });
});

describe('exclude-tags', () => {
  const fields = { exclude: ['cms'], tags: [given('lms', 0.9)], vocabulary: vocabularyOf('cms', 'lms') };

  it('removes a topic of ours at once, named by an alias or not', () => {
    const ours = {
      ...fields,
      before: ['cms'],
      memory: remember({ ours: ['cms'] }),
      differing: new Set(['readme'] as const),
    };
    expect(run(ours)).toMatchObject({
      removed: ['cms'],
      changes: [
        { topic: 'cms', action: 'remove', cause: 'settings' },
        { topic: 'lms', action: 'add', cause: 'readme' },
      ],
    });
    const alias = {
      considered: [scored('cms', 0.45)],
      exclude: ['content'],
      vocabulary: vocabularyOf(tag('cms', { aliases: ['content'] }), 'lms'),
    };
    expect(run({ ...ours, ...alias }).removed).toEqual(['cms']);
  });

  it("leaves people's topic, but in managed", () => {
    expect(run({ ...fields, before: ['cms'] }).removed).toEqual([]);
    expect(run({ ...fields, before: ['cms'], mode: 'managed' }).removed).toEqual(['cms']);
  });

  it('does not wait for anybody', () => {
    const plan = run({
      ...fields,
      before: ['cms'],
      memory: remember({ ours: ['cms'], pending: ['cms'] }),
      differing: new Set(['settings', 'classifier']),
    });
    expect(plan.removed).toEqual(['cms']);
  });
});

describe('pin-tags', () => {
  const pin = given('cms', 0.02, { pinned: true });

  it('sets a topic whatever its score, also one that people took away', () => {
    expect(run({ tags: [pin] }).changes).toEqual([{ topic: 'cms', action: 'add', cause: 'settings' }]);
    expect(run({ tags: [pin], memory: remember({ ours: ['cms'] }) }).added).toEqual(['cms']);
  });

  it('keeps it, and leaves the other places to others', () => {
    const plan = run({
      before: ['cms', 'a'],
      maxTags: 2,
      memory: remember({ ours: ['cms', 'a'] }),
      tags: [given('a', 0.9), pin],
      considered: [scored('b', 0.9)],
    });
    expect(plan.changes).toEqual([]);
  });

  it("takes one place, also where it is people's and would be given anyway", () => {
    const theirs = given('cms', 0.9, { pinned: true });
    expect(run({ before: ['cms'], maxTags: 2, tags: [theirs, given('new', 0.8)] }).added).toEqual(['new']);
  });

  it('takes a place among max-tags', () => {
    const plan = run({
      before: ['a'],
      maxTags: 1,
      memory: remember({ ours: ['a'] }),
      tags: [pin],
      considered: [scored('a', 0.9)],
    });
    expect(plan.after).toEqual(['cms']);
  });
});

describe('manual tags', () => {
  it.each(['merge', 'add', 'managed'] as const)('are left to people in %s', (mode) => {
    const vocabulary = vocabularyOf(tag('official', { manual: true }), tag('stable', { manual: true }));
    const plan = run({
      mode,
      vocabulary,
      before: ['official'],
      memory: remember({ ours: ['official'] }),
      tags: [given('stable', 1)],
    });
    expect(plan.changes).toEqual([]);
  });
});

describe('a vocabulary that changed', () => {
  const differing = new Set(['vocabulary'] as const);
  const renamed = vocabularyOf(tag('js', { replacedBy: 'javascript' }), tag('javascript', { aliases: ['js'] }));
  const ours = { before: ['js', 'mine'], memory: remember({ ours: ['js'] }), differing };

  it('takes a topic of ours along that it does not hold any more', () => {
    expect(run({ ...ours, vocabulary: vocabularyOf('go') })).toMatchObject({
      after: ['mine'],
      changes: [{ topic: 'js', action: 'remove', cause: 'vocabulary' }],
    });
  });

  it('moves a topic of ours that was renamed, which needs no clear score for that', () => {
    expect(run({ ...ours, vocabulary: renamed, considered: [scored('javascript', 0.3)] })).toMatchObject({
      after: ['mine', 'javascript'],
      ours: ['javascript'],
      changes: [
        { topic: 'js', action: 'remove', cause: 'vocabulary' },
        { topic: 'javascript', action: 'add', cause: 'vocabulary' },
      ],
    });
  });

  it('does not move it where nothing holds the new one', () => {
    expect(run({ ...ours, vocabulary: renamed, considered: [scored('javascript', 0.1)] }).after).toEqual(['mine']);
  });

  it('leaves a topic that the old and the new tag share', () => {
    const vocabulary = vocabularyOf(tag('c++', { topic: 'js', replacedBy: 'js' }), tag('js', { aliases: ['c++'] }));
    expect(run({ ...ours, vocabulary, considered: [scored('js', 0.3)] }).changes).toEqual([]);
  });

  it("does not count people's old name as one of the group", () => {
    const group = 'language';
    const vocabulary = vocabularyOf(
      tag('js', { replacedBy: 'javascript', group }),
      tag('javascript', { aliases: ['js'], group }),
    );
    expect(run({ before: ['js'], vocabulary, tags: [given('javascript', 0.9)] }).after).toEqual(['js', 'javascript']);
  });

  it('moves it in one step where the new one is there already', () => {
    const plan = run({
      ...ours,
      before: ['js', 'javascript'],
      vocabulary: renamed,
      considered: [scored('javascript', 0.3)],
    });
    expect(plan).toMatchObject({ after: ['javascript'], ours: [] });
  });

  it("moves people's topic in managed only", () => {
    const theirs = { before: ['js'], vocabulary: renamed, considered: [scored('javascript', 0.5)] };
    expect(run(theirs).after).toEqual(['js']);
    expect(run({ ...theirs, mode: 'managed' }).after).toEqual(['javascript']);
  });

  it('adds the new one beside the old one in add', () => {
    expect(run({ ...ours, mode: 'add', vocabulary: renamed, considered: [scored('javascript', 0.5)] }).after).toEqual([
      'js',
      'mine',
      'javascript',
    ]);
  });

  it('gives a pinned new one one place, not two', () => {
    const pin = given('javascript', 0.6, { pinned: true });
    const plan = run({
      ...ours,
      vocabulary: { tags: [...renamed.tags, tag('go')] },
      maxTags: 2,
      tags: [given('go', 0.9), pin],
    });
    expect(plan.after).toEqual(['mine', 'go', 'javascript']);
  });

  it('does not move it where people took the new one away', () => {
    const plan = run({
      ...ours,
      memory: remember({ ours: ['js', 'javascript'] }),
      vocabulary: renamed,
      considered: [scored('javascript', 0.9)],
    });
    expect(plan).toMatchObject({ after: ['mine'], declined: ['javascript'] });
  });

  it('keeps the new one away where people took the old one away', () => {
    const plan = run({ ...ours, before: ['mine'], vocabulary: renamed, tags: [given('javascript', 0.9)] });
    expect(plan).toMatchObject({ added: [], declined: ['javascript'] });
  });

  it('leaves a topic whose new name only people give', () => {
    const vocabulary = vocabularyOf(tag('js', { replacedBy: 'official' }), tag('official', { manual: true }));
    expect(run({ ...ours, vocabulary }).changes).toEqual([]);
  });
});

describe('add', () => {
  const fields = { mode: 'add', before: ['a'], memory: remember({ ours: ['a'] }) } as const;

  it('removes nothing: no low score, no exclusion, no lead', () => {
    expect(run({ ...fields, considered: [scored('a', 0.01)] }).after).toEqual(['a']);
    expect(run({ ...fields, exclude: ['a'], vocabulary: vocabularyOf('a') }).after).toEqual(['a']);
    const led = { ...fields, maxTags: 1, considered: [scored('a', 0.5)] };
    expect(run({ ...led, tags: [given('b', 0.7)] }).after).toEqual(['a', 'b']);
    expect(run({ ...led, tags: [given('b', 0.6)] }).after).toEqual(['a']);
  });

  it('goes on measuring new topics by the best of those that are there', () => {
    const again = {
      mode: 'add',
      tags: [given('theirs', 0.9), given('e', 0.8), given('f', 0.59)],
      considered: [scored('b', 0.4), scored('a', 0.38)],
    } as const;
    const first = run({ ...again, before: ['theirs', 'a', 'b'], memory: remember({ ours: ['a', 'b'] }) });
    expect(first.after).toEqual(['theirs', 'a', 'b', 'e']);
    expect(run({ ...again, before: first.after, memory: first }).changes).toEqual([]);
  });

  it('honours what people took away', () => {
    expect(run({ ...fields, before: [], tags: [given('a', 0.9)] })).toMatchObject({ added: [], declined: ['a'] });
  });
});

describe('managed', () => {
  it('lets every topic of the vocabulary follow the result, with the same inertia and without memory', () => {
    const plan = run({
      mode: 'managed',
      before: ['mine', 'low', 'held', 'best'],
      tags: [given('best', 0.9), given('new', 0.8)],
      considered: [scored('held', 0.3), scored('low', 0.2)],
    });
    expect(plan).toMatchObject({ after: ['mine', 'held', 'best', 'new'], removed: ['low'], ours: ['new'] });
  });

  it('cuts what people set of the vocabulary down to max-tags', () => {
    const plan = run({
      mode: 'managed',
      before: ['a', 'b', 'c', 'd'],
      maxTags: 2,
      tags: [given('b', 0.9), given('c', 0.8)],
      considered: [scored('a', 0.7), scored('d', 0.6)],
    });
    expect(plan.after).toEqual(['b', 'c']);
  });

  it('sets a topic again that people took away', () => {
    expect(
      run({ mode: 'managed', memory: remember({ ours: ['a'], declined: ['b'] }), tags: [given('a', 0.9)] }),
    ).toMatchObject({
      added: ['a'],
      declined: [],
    });
  });
});

describe('a new version of the classifier', () => {
  const fields = {
    before: ['a'],
    memory: remember({ ours: ['a'] }),
    differing: new Set(['classifier'] as const),
    considered: [scored('a', 0.1)],
  };

  it('removes nothing by itself, and says what it would remove', () => {
    expect(run(fields)).toMatchObject({ after: ['a'], removed: [], pending: ['a'], ours: ['a'] });
  });

  it('removes it when a person starts a run', () => {
    expect(run({ ...fields, isByHand: true }).changes).toEqual([{ topic: 'a', action: 'remove', cause: 'classifier' }]);
    const later = { ...fields, memory: remember({ ours: ['a'], pending: ['a'] }), differing: new Set<never>() };
    expect(run({ ...later, isByHand: true }).changes).toEqual([{ topic: 'a', action: 'remove', cause: 'classifier' }]);
  });

  it('names itself for what comes in the place of a pending one, too', () => {
    const plan = run({
      ...fields,
      maxTags: 1,
      memory: remember({ ours: ['a'], pending: ['a'] }),
      differing: new Set<never>(),
      isByHand: true,
      tags: [given('new', 0.9)],
      considered: [scored('a', 0.5)],
    });
    expect(plan.changes).toEqual([
      { topic: 'a', action: 'remove', cause: 'classifier' },
      { topic: 'new', action: 'add', cause: 'classifier' },
    ]);
  });

  it.each([
    [[]],
    [['classifier']],
    [['settings']],
    [['vocabulary']],
    [['settings', 'vocabulary', 'classifier']],
  ] as const)('goes on waiting where %j differs', (parts) => {
    const plan = run({ ...fields, memory: remember({ ours: ['a'], pending: ['a'] }), differing: new Set(parts) });
    expect(plan).toMatchObject({ removed: [], pending: ['a'] });
  });

  it.each(['readme', 'description'] as const)('waits no longer once the %s differs', (part) => {
    const plan = run({ ...fields, memory: remember({ ours: ['a'], pending: ['a'] }), differing: new Set([part]) });
    expect(plan).toMatchObject({ removed: ['a'], pending: [], changes: [{ cause: part }] });
  });

  it('waits no longer once the new version thinks better of it', () => {
    expect(run({ ...fields, considered: [scored('a', 0.4)] })).toMatchObject({ after: ['a'], pending: [] });
  });

  it('adds what it finds, unless that would take the place of a pending one', () => {
    expect(run({ ...fields, tags: [given('new', 0.9)] })).toMatchObject({ added: ['new'], pending: ['a'] });
    expect(run({ ...fields, maxTags: 1, tags: [given('new', 0.9)] })).toMatchObject({
      after: ['a'],
      pending: ['a'],
      notAdded: [{ topic: 'new', reason: 'pending' }],
    });
    expect(run({ ...fields, maxTags: 1, tags: [given('new', 0.9)], considered: [scored('a', 0.5)] })).toMatchObject({
      after: ['a'],
      pending: ['a'],
    });
  });

  it('lets nothing of its group come beside a pending one, not even a topic that was renamed', () => {
    const group = 'licence';
    const [a, b] = [tag('a', { group }), tag('b', { group })];
    expect(run({ ...fields, vocabulary: { tags: [a, b] }, tags: [given('b', 0.9)] })).toMatchObject({
      after: ['a'],
      notAdded: [{ topic: 'b', reason: 'pending' }],
    });
    const plan = run({
      before: ['a', 'old'],
      vocabulary: { tags: [a, b, tag('old', { replacedBy: 'b' })] },
      memory: remember({ ours: ['a', 'old'], pending: ['a'] }),
      differing: new Set(['vocabulary']),
      considered: [scored('b', 0.9), scored('a', 0.1)],
    });
    expect(plan).toMatchObject({ after: ['a'], pending: ['a'] });
  });

  it('lets a pinned tag have the place of a pending one among the twenty', () => {
    const plan = run({
      ...fields,
      before: [...people(19), 'a'],
      tags: [given('pin', 0.1, { pinned: true })],
    });
    expect(plan).toMatchObject({ after: [...people(19), 'pin'], pending: [] });
    expect(plan.changes.map(({ cause }) => cause)).toEqual(['settings', 'settings']);
  });

  it('keeps nothing that people settled because something else is pending', () => {
    const plan = run({
      ...fields,
      before: ['a', 'mit', 'gpl'],
      vocabulary: vocabularyOf('a', tag('mit', { group: 'licence' }), tag('gpl', { group: 'licence' })),
      memory: remember({ ours: ['a', 'mit'], pending: ['a'] }),
      differing: new Set<never>(),
      considered: [scored('mit', 0.9), scored('a', 0.1)],
    });
    expect(plan).toMatchObject({ after: ['a', 'gpl'], pending: ['a'], changes: [{ topic: 'mit', cause: 'people' }] });
  });

  it('does not stop a removal that failed before', () => {
    const memory = remember({ ours: ['a'], changes: [{ topic: 'a', action: 'remove', cause: 'readme' }] });
    expect(run({ ...fields, memory }).removed).toEqual(['a']);
  });
});

describe('the cause of a change', () => {
  it.each([
    [['readme', 'description', 'vocabulary', 'settings', 'classifier'], 'readme'],
    [['description', 'vocabulary', 'settings', 'classifier'], 'description'],
    [['vocabulary', 'settings', 'classifier'], 'vocabulary'],
    [['settings', 'classifier'], 'settings'],
    [['classifier'], 'classifier'],
    [[], 'people'],
  ] as const)('is, where %j differs, %s', (parts, cause) => {
    const plan = run({ memory: NO_MEMORY, differing: new Set(parts), tags: [given('cms', 0.9)] });
    expect(plan.changes).toEqual([{ topic: 'cms', action: 'add', cause }]);
  });

  it('is what it was where the run before could not write', () => {
    const memory = remember({ changes: [{ topic: 'cms', action: 'add', cause: 'first-run' }] });
    expect(run({ memory, tags: [given('cms', 0.9)] }).changes).toEqual(memory.changes);
  });
});

describe('a run that could classify nothing', () => {
  it('leaves topics as they are, and remembers what people did', () => {
    const plan = run({
      untouched: true,
      before: ['mine', 'a', 'c'],
      memory: remember({ ours: ['a', 'b', 'c'], declined: ['d'], pending: ['c'] }),
      differing: new Set(['readme']),
      vocabulary: vocabularyOf('a', 'b', 'c', 'd'),
    });
    expect(plan).toMatchObject({
      after: ['mine', 'a', 'c'],
      changes: [],
      ours: ['a', 'c'],
      declined: ['d', 'b'],
      pending: ['c'],
    });
  });
});

describe('a second round, after a write whose answer was lost', () => {
  const memory = remember({ ours: ['old'] });
  const attempted = { added: ['new'], removed: ['old'] };
  const fields = { memory, attempted, tags: [given('new', 0.9)], considered: [scored('old', 0.1)] };

  it('finds done what was done, owns it, and takes no removal of its own for one of people', () => {
    expect(run({ ...fields, before: ['new'] })).toMatchObject({ changes: [], ours: ['new'], declined: [] });
  });

  it('does what was not done', () => {
    expect(run({ ...fields, before: ['old'] })).toMatchObject({ after: ['new'], ours: ['new'], declined: [] });
  });
});

describe('where topics are not published', () => {
  it('shows what merge would do', () => {
    expect(run({ mode: null, before: ['mine'], tags: [given('cms', 0.9)] })).toMatchObject({
      mode: null,
      after: ['mine', 'cms'],
      changes: [{ topic: 'cms', action: 'add', cause: 'first-run' }],
    });
  });
});
