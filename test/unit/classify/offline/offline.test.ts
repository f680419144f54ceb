import { describe, expect, it } from 'vitest';
import { createOfflineClassifier } from '../../../../src/classify/offline/offline.ts';
import type { ChoiceOptions } from '../../../../src/model/classification.ts';
import { parseReadme } from '../../../../src/readme/readme.ts';
import { parseVocabulary } from '../../../../src/vocabulary/vocabulary.ts';

type Entry = { readonly id?: number | string; readonly name: string; readonly [field: string]: unknown };

const options: ChoiceOptions = { maxTags: 3, minScore: null, exclude: [], pin: [] };

const vocabularyOf = (entries: readonly Entry[]) =>
  parseVocabulary([{ name: 'tags.json', bytes: Buffer.from(JSON.stringify(entries)) }], { topics: 'optional' });
const named = (...names: string[]): Entry[] => names.map((name, id) => ({ id, name }));
const read = (text: string, description: string | null = null, name: string | null = null) =>
  parseReadme(Buffer.from(text), { path: 'README.md', name, description });

const BROAD = named(
  'lib',
  'cli',
  'framework',
  'database',
  'http-client',
  'game',
  'linter',
  'message-queue',
  'mobile-app',
  'monitoring',
  'learning-resource',
  'web-server',
  'k8s',
  'authentication',
  'logging',
  'parser',
  'terminal',
  'finance',
  'video',
  'chat',
);

const CLIENT = `# Heron

Heron is a small HTTP client for Python with retries and connection pooling.

## Install

\`\`\`sh
pip install heron
\`\`\`

## Usage

\`\`\`python
import heron
print(heron.get('https://example.org').json())
\`\`\`
`;

/** READMEs of our own, each plainly about one thing. */
const PLAIN: readonly (readonly [tag: string, readme: string])[] = [
  ['http-client', CLIENT],
  [
    'linter',
    '# Burr\n\nBurr is a fast linter for shell scripts. It finds unused variables and dangerous quoting.\n\n## Rules\n\nEvery rule can be switched off.\n',
  ],
  [
    'message-queue',
    '# Conveyor\n\nA message queue with at-least-once delivery. Producers publish to topics, consumers acknowledge.\n\n## Brokers\n\nOne broker is enough.\n',
  ],
  [
    'database',
    '# Ledgerstone\n\nLedgerstone is an embedded key-value database written in Rust. Transactions are durable.\n',
  ],
  ['mobile-app', '# Steps\n\nAn Android and iOS app that counts your steps. Get it on Google Play or the App Store.\n'],
  [
    'learning-resource',
    '# Learn Zig by example\n\nA free course with exercises for beginners. Each chapter ends with questions.\n\n- [Chapter 1](ch1.md)\n- [Chapter 2](ch2.md)\n',
  ],
  ['game', '# Dune Racer\n\nA racing game for two players. Use the arrow keys to move and collect coins.\n'],
  ['logging', '# scribe-log\n\nStructured logging library for Go with log levels and rotation.\n'],
];

describe('the offline classifier', () => {
  it.each(PLAIN)('gives %s first where that is plainly what a project is', async (tag, readme) => {
    const classifier = createOfflineClassifier(await vocabularyOf(BROAD));
    const { tags } = classifier.classify(read(readme), options);
    expect(tags[0]?.tag.name).toBe(tag);
  });

  it('gives every tag a reason that stands in the README, letter by letter', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(BROAD));
    for (const [, readme] of PLAIN) {
      const document = read(readme, 'A tool for the terminal', 'terminal-tool');
      const { tags } = classifier.classify(document, options);
      expect(tags.length).toBeGreaterThan(0);
      for (const { evidence } of tags) {
        expect(evidence.length).toBeGreaterThan(0);
        for (const { line, quote, field } of evidence) {
          const source =
            line === null
              ? { name: 'terminal-tool', description: 'A tool for the terminal' }[field as 'name']
              : document.source.split('\n')[line - 1];
          expect(source).toContain(quote);
          expect(quote.trim()).not.toBe('');
        }
      }
    }
  });

  it('gives nothing where nothing fits', async () => {
    const classifier = createOfflineClassifier(
      await vocabularyOf(named('sourdough', 'contract-law', 'needlework', 'veterinary')),
    );
    for (const [, readme] of PLAIN) expect(classifier.classify(read(readme), options).tags).toEqual([]);
  });

  it('gives nothing for a README of badges and licence', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(BROAD));
    const document = read('[![build](https://img.example/b.svg)](https://ci.example)\n\n## License\n\nMIT\n');
    expect(classifier.classify(document, options).tags).toEqual([]);
  });

  it('classifies the description alone where there is no README', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(BROAD));
    const { tags } = classifier.classify(read('', 'A parser for TOML files'), options);
    expect(tags[0]?.tag.name).toBe('parser');
    expect(tags[0]?.evidence[0]).toMatchObject({ field: 'description', line: null });
  });

  it('gives the same answer whatever the order of the list and the line ends', async () => {
    const forwards = createOfflineClassifier(await vocabularyOf(BROAD));
    const backwards = createOfflineClassifier(await vocabularyOf([...BROAD].reverse()));
    for (const [, readme] of PLAIN) {
      const seen = [
        forwards.classify(read(readme), options),
        backwards.classify(read(readme), options),
        forwards.classify(read(readme.replaceAll('\n', '\r\n')), options),
      ].map(({ tags }) => tags.map(({ tag, score, evidence }) => [tag.name, score, evidence]));
      expect(seen[1]).toEqual(seen[0]);
      expect(seen[2]).toEqual(seen[0]);
    }
  });

  it('gives the same answer the second time', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(BROAD));
    const twice = [1, 2].map(() => PLAIN.map(([, readme]) => classifier.classify(read(readme), options)));
    expect(twice[1]).toEqual(twice[0]);
  });

  it('knows a tag nobody prepared for by its name', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(named('zorbulator', 'database')));
    const { tags } = classifier.classify(
      read('# Zorb kit\n\nA zorbulator for Python that zorbulates quickly.\n'),
      options,
    );
    expect(tags.map(({ tag }) => tag.name)).toContain('zorbulator');
  });

  it('finds a tag nobody prepared for by a relative of its name', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(named('zorbing', 'quilting')));
    const ranked = classifier.rank(read('# Hill\n\nA planner for everyone who likes to zorb down a hill.\n'), 2);
    expect(ranked[0]!.tag.name).toBe('zorbing');
    expect(ranked[0]!.score).toBeGreaterThan(ranked[1]!.score);
  });

  it('puts the one whose own name is used before another name of the same thing', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(named('kubernetes', 'k8s')));
    const best = (text: string) => classifier.rank(read(text), 1)[0]!.tag.name;
    expect(best('# Kite\n\nAn operator for Kubernetes clusters.\n')).toBe('kubernetes');
    expect(best('# Kite\n\nAn operator for k8s clusters.\n')).toBe('k8s');
  });

  it('looks for a name that means many things, but believes it less than a clear one', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(named('os', 'knitting')));
    const score = (text: string) => classifier.rank(read(text), 1)[0]!.score;
    const clear = score('# Fern\n\nFern is a small operating system for old laptops.\n');
    const loose = score('# Fern\n\nFern is a small OS for old laptops.\n');
    expect(loose).toBeGreaterThan(score('# Fern\n\nFern is a small garden for old laptops.\n'));
    expect(clear).toBeGreaterThan(loose);
  });

  it('knows from what a project is what it is two steps up', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(named('backend', 'knitting')));
    const [best] = classifier.rank(read('# Fern\n\nDeployment notes.\n', null, 'django'), 1);
    expect(best!.tag.name).toBe('backend');
    expect(best!.score).toBeGreaterThan(classifier.rank(read('# Fern\n\nDeployment notes.\n'), 1)[0]!.score);
  });

  it('takes the aliases and the description of a tag for what they say', async () => {
    const readme = read('# Tern\n\nTern orchestrates nightly settlement runs between clearing houses.\n');
    const scoreOf = async (entry: Entry): Promise<number> =>
      createOfflineClassifier(await vocabularyOf([entry, { id: 'x', name: 'database' }]))
        .rank(readme, 2)
        .find(({ tag }) => tag.name === entry.name)!.score;
    const bare = await scoreOf({ id: 1, name: 'team-osprey' });
    const described = await scoreOf({ id: 1, name: 'team-osprey', description: 'Nightly settlement runs' });
    const aliased = await scoreOf({ id: 1, name: 'team-osprey', aliases: ['settlement'] });
    expect(described).toBeGreaterThan(bare);
    expect(aliased).toBeGreaterThan(bare);
  });

  it('never gives a manual tag or one that was replaced', async () => {
    const classifier = createOfflineClassifier(
      await vocabularyOf([
        { id: 1, name: 'http-client', manual: true },
        { id: 2, name: 'requests', replacedBy: 'web-requests' },
        { id: 3, name: 'web-requests' },
      ]),
    );
    const document = read(`${CLIENT}\nIt makes requests.\n`);
    const names = [...classifier.classify(document, options).tags, ...classifier.rank(document, 9)].map(
      ({ tag }) => tag.name,
    );
    expect(names).not.toContain('http-client');
    expect(names).not.toContain('requests');
  });

  it('ranks the whole list when asked to, without repeats', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(BROAD));
    const names = classifier.rank(read(CLIENT), 100).map(({ tag }) => tag.name);
    expect(new Set(names).size).toBe(BROAD.length);
    expect(names).toHaveLength(BROAD.length);
  });

  it('explains a score by features whose weights are never negative', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(BROAD));
    const [first, ...rest] = classifier.explain(read(CLIENT), options, 10);
    expect(first).toMatchObject({ concept: 'http-client', reason: null });
    expect(first!.features.length).toBeGreaterThan(3);
    for (const { features } of [first!, ...rest])
      for (const { weight, value } of features) {
        expect(weight).toBeGreaterThanOrEqual(0);
        expect(value).toBeGreaterThan(0);
      }
  });

  it('believes what a project is more than what it is made with', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(named('react', 'database', 'game')));
    const scoreOf = (description: string): number =>
      classifier.rank(read('# Heron\n', description), 3).find(({ tag }) => tag.name === 'react')?.score ?? 0;
    expect(scoreOf('A React component for calendars')).toBeGreaterThan(scoreOf('A calendar built with React'));
  });

  it('never lowers a score when more is said for a tag', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(BROAD));
    const scoreOf = (text: string): number =>
      classifier.rank(read(text), 20).find(({ tag }) => tag.name === 'parser')!.score;
    const before = scoreOf('# Finch\n\nA library for reading bird lists.\n');
    const after = scoreOf('# Finch\n\nA parser library for reading bird lists.\n');
    expect(after).toBeGreaterThan(before);
  });

  it('keeps scores between 0 and 1 for text of every kind', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(BROAD));
    const texts = [
      '',
      'x',
      'database '.repeat(5000),
      '# database\n'.repeat(500),
      '数据库 '.repeat(500),
      '\u0000\uffff',
    ];
    for (const text of texts) {
      for (const { score } of classifier.rank(read(text), 20)) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
    }
  });

  it('tells what each name means to it', async () => {
    const classifier = createOfflineClassifier(await vocabularyOf(named('k8s', 'zorbulator')));
    const [known, unknown] = classifier.resolve();
    expect(known).toMatchObject({ concept: 'kubernetes' });
    expect(known!.forms.length).toBeGreaterThan(2);
    expect(unknown).toMatchObject({ concept: null, forms: ['zorbulator'] });
  });
});

describe('a name that means several things', async () => {
  const classifier = createOfflineClassifier(
    await vocabularyOf(named('language', 'backend', 'cli', 'game', 'finance', 'chat', 'parser', 'linter')),
  );
  const text = '# Home\n\nPeace of mind, every day. See the wiki for all else.\n';
  const firstOf = (name: string, readme = text) => classifier.rank(read(readme, null, name), 1)[0]!;
  const hints = (name: string, readme = text) =>
    classifier
      .explain(read(readme, null, name), options, 8)
      .filter(({ features }) => features.some((feature) => feature.name === 'narrowFar'))
      .map(({ tag }) => tag.name);

  it('speaks for what it is a kind of where it is the whole name of the repository', () => {
    expect(firstOf('phoenix').tag.name).toBe('backend');
    expect(hints('Phoenix')).toEqual(['backend']);
  });

  it('speaks for a language where the repository is called that and no more', () => {
    expect(hints('lua')).toEqual(['language']);
    expect(hints('swift')).toEqual(['language']);
    expect(firstOf('lua').tag.name).toBe('language');
  });

  it('says nothing as a part of the name, or in the text', () => {
    expect(hints('phoenix-fire')).toEqual([]);
    expect(hints('lua-heron')).toEqual([]);
    expect(hints('heron', '# Lua\n\nA phoenix in Lua, made with Swift.\n')).toEqual([]);
  });

  it('alone gives no tag', () => {
    for (const name of ['phoenix', 'lua']) {
      expect(classifier.classify(read(text, null, name), options).tags).toEqual([]);
    }
  });
});
