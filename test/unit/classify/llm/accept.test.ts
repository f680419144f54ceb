import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptTags } from '../../../../src/classify/llm/accept.ts';
import { createTagNames } from '../../../../src/classify/llm/accept-names.ts';
import type { NamedTag } from '../../../../src/classify/llm/answer-shape.ts';
import { createSupportJudge, type UnsupportedPolicy } from '../../../../src/classify/llm/hold.ts';
import { createOfflineClassifier } from '../../../../src/classify/offline/offline.ts';
import type { ChoiceOptions } from '../../../../src/model/classification.ts';
import type { Vocabulary } from '../../../../src/model/vocabulary.ts';
import { CHOICE, readmeOf, vocabularyOf } from './fixtures.ts';

const VOCABULARY = vocabularyOf([
  { id: 77, name: 'cli', aliases: ['command line'] },
  { id: 82, name: 'real-time' },
  { id: 9, name: 'Web Server', aliases: ['httpd'] },
  { id: '12', name: 'blockchain' },
  { id: 13, name: 'game' },
  { id: 14, name: 'deprecated', manual: true },
  { id: 15, name: 'webserver-old', replacedBy: 'Web Server' },
  { id: 16, name: 'typescript', group: 'language' },
  { id: 17, name: 'javascript', group: 'language' },
  { id: 18, name: 'c++' },
  { id: 19, name: '#channels' },
]);
const DOCUMENT = readmeOf(
  '# quay\n\nA small web server in TypeScript.\nIt pushes changes in real time.\n\n<!-- a blockchain -->\n',
  'Serve files from the command line',
  'quay',
);

type Options = Partial<ChoiceOptions> & { readonly policy?: UnsupportedPolicy; readonly vocabulary?: Vocabulary };

const accept = (
  named: readonly (string | readonly [string, string])[],
  { policy = 'hold', vocabulary = VOCABULARY, ...choice }: Options = {},
) => {
  const list = named.map(
    (each): NamedTag => (typeof each === 'string' ? { name: each, quote: null } : { name: each[0], quote: each[1] }),
  );
  const offline = createOfflineClassifier(vocabulary);
  const accepted = acceptTags({
    named: list,
    names: createTagNames(vocabulary.tags),
    vocabulary,
    candidates: vocabulary.tags.filter((tag) => !tag.manual && tag.replacedBy === null),
    offline,
    judge: createSupportJudge(offline, vocabulary),
    document: DOCUMENT,
    choice: { ...CHOICE, ...choice },
    policy,
  });
  return {
    ...accepted,
    names: accepted.tags.map(({ tag }) => tag.name),
    leftOut: accepted.considered
      .filter(({ reason }) => reason !== 'not-chosen')
      .map(({ tag, reason }) => `${tag.name}: ${reason}`),
  };
};

describe('accepting what a model named', () => {
  it('keeps the order of the model', () => {
    expect(accept(['real-time', 'Web Server', 'cli']).names).toEqual(['real-time', 'Web Server', 'cli']);
  });

  it('gives no score but the support of the offline classifier', () => {
    const [tag] = accept(['Web Server']).tags;
    expect(tag?.score).toBeNull();
    expect(tag?.support).toBeGreaterThan(0.3);
  });

  it.each([
    ['as the list has it', 'real-time', 'real-time'],
    ['in another case', 'REAL-Time', 'real-time'],
    ['with a space for the hyphen', 'real time', 'real-time'],
    ['with an underscore for the hyphen', 'real_time', 'real-time'],
    ['in one word', 'webserver', 'Web Server'],
    ['by an alias', 'httpd', 'Web Server'],
    ['by an alias in another form', 'Command-Line', 'cli'],
    ['by the name of a tag that it replaced', 'webserver-old', 'Web Server'],
    ['by an id', '82', 'real-time'],
    ['by an id that is a text', '12', 'blockchain'],
    ['with markup around it', '**`cli`**', 'cli'],
    ['with a number sign before it', '#cli', 'cli'],
    ['with the description that the list has', 'cli: programs for a terminal', 'cli'],
    ['with signs that are part of it', 'C++', 'c++'],
    ['with a number sign that is part of it', '#channels', '#channels'],
    ['in full width', 'ｃｌｉ', 'cli'],
  ])('understands a name %s', (_how, name, expected) => {
    expect(accept([name], { policy: 'give' }).names).toEqual([expected]);
  });

  it('takes a name for a name before it takes it for an id', () => {
    const vocabulary = vocabularyOf([
      { id: 1, name: '2' },
      { id: 2, name: 'two' },
    ]);
    expect(accept(['2'], { vocabulary, policy: 'give' }).names).toEqual(['2']);
  });

  it('takes a name that could mean two tags for none', () => {
    const vocabulary = vocabularyOf([{ name: 'web app', topic: 'web-apps' }, 'web-app', 'cli']);
    expect(accept(['WebApp', 'web-app'], { vocabulary, policy: 'give' })).toMatchObject({
      names: ['web-app'],
      dropped: ['WebApp'],
    });
  });

  it('drops what the list does not hold and says so', () => {
    expect(accept(['cli', 'rust', 'constructor', '__proto__', '83', 'clі'])).toMatchObject({
      names: ['cli'],
      dropped: ['rust', 'constructor', '__proto__', '83', 'clі'],
    });
  });

  it('gives a tag once', () => {
    expect(accept(['cli', 'CLI', 'command line', '77']).names).toEqual(['cli']);
  });

  it('never gives a manual tag', () => {
    expect(accept([['deprecated', 'A small web server'], 'cli'])).toMatchObject({
      names: ['cli'],
      leftOut: ['deprecated: manual'],
      dropped: [],
    });
  });

  it('never gives an excluded tag, whatever it is called', () => {
    expect(accept(['command line', 'real-time'], { exclude: ['command line'] })).toMatchObject({
      names: ['real-time'],
      leftOut: ['cli: excluded'],
    });
    expect(accept(['cli'], { exclude: ['command line'] }).names).toEqual([]);
  });

  it('gives one tag of a group, the one the model put first', () => {
    expect(accept([['javascript', 'A small web server'], 'typescript'])).toMatchObject({
      names: ['javascript'],
      leftOut: ['typescript: same-group'],
    });
  });

  it('cuts after as many as are asked for', () => {
    expect(accept(['cli', 'Web Server', 'real-time', 'typescript'], { maxTags: 2 })).toMatchObject({
      names: ['cli', 'Web Server'],
      leftOut: ['real-time: over-cap', 'typescript: over-cap'],
    });
  });

  it('gives none where the model named none, and shows what was near', () => {
    const { names, considered } = accept([]);
    expect(names).toEqual([]);
    expect(considered.map(({ tag, reason }) => `${tag.name}: ${reason}`)).toContain('Web Server: not-chosen');
    expect(considered.every(({ score, support }) => score === null && typeof support === 'number')).toBe(true);
  });

  it('says of what was not sent neither that it was chosen nor that it was not', () => {
    const offline = createOfflineClassifier(VOCABULARY);
    const { considered } = acceptTags({
      named: [],
      names: createTagNames(VOCABULARY.tags),
      vocabulary: VOCABULARY,
      candidates: VOCABULARY.tags.filter(({ name }) => name === 'real-time'),
      offline,
      judge: createSupportJudge(offline, VOCABULARY),
      document: DOCUMENT,
      choice: { ...CHOICE, exclude: ['cli'] },
      policy: 'hold',
    });
    const reasons = new Map(considered.map(({ tag, reason }) => [tag.name, reason]));
    expect(reasons.get('real-time')).toBe('not-chosen');
    expect(reasons.get('cli')).toBe('excluded');
    expect(reasons.has('Web Server')).toBe(false);
  });

  it('gives pinned tags always, those that the model did not name last', () => {
    expect(accept(['cli', 'real-time', 'typescript'], { pin: ['game', 'real-time'] })).toMatchObject({
      names: ['cli', 'real-time', 'game'],
      leftOut: ['typescript: over-cap'],
    });
    expect(accept([], { pin: ['httpd'] }).names).toEqual(['Web Server']);
    expect(accept([], { pin: ['webserver-old'] }).names).toEqual(['Web Server']);
  });

  it('gives a tag that only people give not even where it is pinned', () => {
    expect(accept(['deprecated'], { pin: ['deprecated'] }).names).toEqual([]);
  });

  it('lets a pinned tag take the place of its group', () => {
    expect(accept(['typescript'], { pin: ['javascript'] })).toMatchObject({
      names: ['javascript'],
      leftOut: ['typescript: same-group'],
    });
  });

  describe('quotes', () => {
    it('are the evidence where they check', () => {
      expect(accept([['Web Server', 'a SMALL “web server”']]).tags[0]?.evidence).toEqual([
        { field: 'lead', line: 3, quote: 'A small web server' },
      ]);
      expect(accept([['cli', 'from the command line']]).tags[0]?.evidence).toEqual([
        { field: 'description', line: null, quote: 'from the command line' },
      ]);
    });

    it('give way to what the offline classifier found where they do not', () => {
      const [tag] = accept([['Web Server', 'the fastest web server there is']]).tags;
      expect(tag?.evidence.map(({ quote }) => quote).join(' ')).toContain('web server');
    });

    it('are all looked for where a tag is named several times', () => {
      expect(accept([['blockchain', 'made up'], 'cli', ['Blockchain', 'pushes changes']]).names).toEqual([
        'blockchain',
        'cli',
      ]);
    });

    it('that fail hold a tag back that nothing else speaks for', () => {
      for (const quote of ['made up', 'a blockchain', '', 'in']) {
        expect(accept([['blockchain', quote], 'cli'])).toMatchObject({
          names: ['cli'],
          leftOut: ['blockchain: unsupported'],
        });
      }
    });

    it('that fail hold nothing back where it is not wished', () => {
      expect(accept([['blockchain', 'made up']], { policy: 'give' }).names).toEqual(['blockchain']);
    });

    it('that check are enough', () => {
      expect(accept([['blockchain', 'pushes changes']]).names).toEqual(['blockchain']);
    });
  });

  it('leaves room for others where a tag is held back', () => {
    expect(accept([['game', 'made up'], 'cli'], { maxTags: 1 }).names).toEqual(['cli']);
  });

  it('considers ten at most, those of the model first', () => {
    const vocabulary = vocabularyOf(Array.from({ length: 40 }, (_, at) => `web server ${at}`));
    const { considered } = accept(
      Array.from({ length: 30 }, (_, at) => `web server ${at}`),
      { vocabulary },
    );
    expect(considered).toHaveLength(10);
    expect(considered.every(({ reason }) => reason === 'over-cap' || reason === 'unsupported')).toBe(true);
  });

  it('gives tags of the list alone, once each, as the settings allow, whatever a model names', () => {
    const offline = createOfflineClassifier(VOCABULARY);
    const names = VOCABULARY.tags.map(({ name }) => name);
    const anyName = fc.oneof(
      fc.constantFrom(
        ...names,
        ...VOCABULARY.tags.map(({ id }) => String(id)),
        ...names.map((name) => name.toUpperCase()),
      ),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('__proto__', 'toString', ''),
    );
    const anyQuote = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('web server', 'a blockchain')));
    const some = fc.subarray(
      names.filter((name) => name !== 'deprecated' && name !== 'webserver-old'),
      { maxLength: 2 },
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyName, anyQuote), { maxLength: 50 }),
        fc.integer({ min: 2, max: 20 }),
        some,
        some,
        (answer, maxTags, pin, excluded) => {
          const exclude = excluded.filter((name) => !pin.includes(name));
          const accepted = acceptTags({
            named: answer.map(([name, quote]) => ({ name, quote })),
            names: createTagNames(VOCABULARY.tags),
            vocabulary: VOCABULARY,
            candidates: VOCABULARY.tags,
            offline,
            judge: createSupportJudge(offline, VOCABULARY),
            document: DOCUMENT,
            choice: { ...CHOICE, maxTags, pin, exclude },
            policy: 'hold',
          });
          const given = accepted.tags.map(({ tag }) => tag);
          expect(given.every((tag) => VOCABULARY.tags.includes(tag))).toBe(true);
          expect(given.some((tag) => tag.manual || tag.replacedBy !== null || exclude.includes(tag.name))).toBe(false);
          expect(new Set(given).size).toBe(given.length);
          expect(given.length).toBeLessThanOrEqual(maxTags);
          expect(pin.every((name) => given.some((tag) => tag.name === name))).toBe(true);
          const unpinned = given.filter(({ group, name }) => group !== null && !pin.includes(name));
          const pinnedGroups = given.filter(({ name }) => pin.includes(name)).map(({ group }) => group);
          expect(unpinned.length).toBeLessThanOrEqual(pinnedGroups.includes('language') ? 0 : 1);
          expect(accepted.considered.length).toBeLessThanOrEqual(10);
          expect(accepted.considered.some(({ tag }) => given.includes(tag))).toBe(false);
          expect(new Set(accepted.considered.map(({ tag }) => tag)).size).toBe(accepted.considered.length);
          expect(accepted.dropped.length).toBeLessThanOrEqual(20);
          // Nothing in the list is called so, so nothing of it is told as an invention.
          expect(accepted.dropped.some((name) => names.includes(name))).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });
});
