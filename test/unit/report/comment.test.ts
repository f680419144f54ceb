import { describe, expect, it } from 'vitest';
import type { Tag } from '../../../src/model/vocabulary.ts';
import { PROJECT_URL } from '../../../src/project.ts';
import { MAX_COMMENT_BYTES, renderComment, renderNothingLeft } from '../../../src/report/comment.ts';
import type { CommentContext } from '../../../src/report/comment-context.ts';
import { readDigest, renderMarker } from '../../../src/report/comment-mark.ts';
import type { Report } from '../../../src/report/report.ts';
import { previewTopics } from '../../../src/topics/preview.ts';
import { nasty } from './nasty.ts';
import { renderMarkdown } from './rendered.ts';
import { classification, considered, sample, scored, sha, tag } from './sample.ts';

const context: CommentContext = {
  serverUrl: 'https://github.com',
  runUrl: 'https://github.com/octo/widgets/actions/runs/1',
  artifactName: 'readme-tags',
  isDefaultName: true,
  baseRef: 'main',
  defaultBranch: 'main',
  isPrivate: false,
  before: [{ id: 7, name: 'cooking' }],
  tagsFile: null,
  topics: { plan: previewTopics(['websocket'], ['real-time']), areSet: false },
  considered: sample().considered,
  advice: {
    given: [tag('real-time')],
    example: { tag: tag('cli'), isMissing: true },
    file: '.github/tags.json',
    format: 'json',
  },
};
const of = (report: Report = sample({ ref: '#12' }), more: Partial<CommentContext> = {}) => {
  const { body, digest } = renderComment(report, { ...context, ...more });
  const rendered = renderMarkdown(body);
  const links = rendered.elements.flatMap(({ name, attributes }) => (name === 'a' ? [attributes['href'] ?? ''] : []));
  return { ...rendered, body, digest, links };
};
const reported = (...names: readonly string[]) =>
  sample({ classification: classification({ tags: names.map((name) => scored(name, 0.9)) }) }).tags;
const tagsFile = (effect: NonNullable<CommentContext['tagsFile']>['effect']) => ({
  tagsFile: { paths: ['.github/tags.json'], effect },
});

describe('a comment', () => {
  it('begins with the marker, and with nothing that is seen before the heading', () => {
    const { body, text } = of();
    expect(body.split('\n')[0]).toBe('<!-- readme-tagger:readme-tags -->');
    expect(text.trimStart().startsWith('Suggested tags')).toBe(true);
  });

  it('shows nothing of the marker, whatever the step is called', () => {
    for (const artifactName of ['a--b', 'x-', '--', 'tags of docs', 'v1.2_final']) {
      const { text, elements } = of(sample(), { artifactName });
      expect(text.trimStart().startsWith('Suggested tags'), artifactName).toBe(true);
      expect(elements[0]?.name).toBe('h3');
    }
  });

  it('says what is new, what is no longer there, and what stays', () => {
    const report = sample({
      classification: classification({ tags: [scored('real-time', 0.9), scored('websocket', 0.8)] }),
    });
    const before = [
      { id: 9, name: 'websocket' },
      { id: 7, name: 'cooking' },
    ];
    const { text } = of(report, { before });
    expect(text).toContain('The README of this pull request gets other tags than that of main:');
    expect(text).toContain('new: real-time');
    expect(text).toContain('no longer: cooking');
    expect(text).toContain('as before: websocket');
  });

  it('shows each tag with its score and with evidence that links to the line', () => {
    const { text, links } = of();
    expect(text).toContain('█████████░\u00a00.91');
    expect(text).toContain('title, line 1 a real-time thing');
    expect(links).toContain(`https://github.com/octo/widgets/blob/${sha}/README.md?plain=1#L1`);
  });

  it('says which commit, which run, which list and which classifier it is from', () => {
    const { text, links } = of();
    expect(text).toContain('README Tagger · offline classifier 1 · tags of .github/tags.json · as of 0123456 · run');
    expect(links).toEqual(
      expect.arrayContaining([
        `https://github.com/octo/widgets/commit/${sha}`,
        'https://github.com/octo/widgets/actions/runs/1',
      ]),
    );
    expect(of(sample(), { runUrl: null }).text).not.toContain('· run');
  });

  it('names the step where it is not the only one', () => {
    const { body, text } = of(sample(), { artifactName: 'tags-parser', isDefaultName: false });
    expect(body.startsWith(`${renderMarker('tags-parser')}\n`)).toBe(true);
    expect(text).toContain('Suggested tags: tags-parser');
  });

  it('says so where no tag is left', () => {
    expect(of(sample({ classification: classification({ tags: [] }) })).text).toContain(
      'No tag is left: nothing in the list fits well enough.',
    );
  });

  it('tells above the tags what was read in another way than one would think', () => {
    const warnings = [
      { code: 'readme/truncated', message: 'README.md has 2.0 MB; only the first 1 MB was read.' },
      { code: 'vocabulary/trimmed', message: 'a name was trimmed' },
    ];
    const { text } = of(sample({ warnings }));
    expect(text.indexOf('only the first 1 MB')).toBeLessThan(text.indexOf('The README of this'));
    expect(text).not.toContain('a name was trimmed');
  });

  it('folds away what was nearly chosen, and says nothing of what was far', () => {
    const { text, elements } = of();
    expect(text).toContain('Nearly chosen');
    expect(text).toContain('its score is below 0.42');
    expect(elements.filter(({ name }) => name === 'details')).toHaveLength(2);
    const far = sample({
      classification: classification({ considered: [considered('far', 0.02, 'below-threshold')] }),
    });
    expect(of(far, { considered: far.considered }).text).not.toContain('Nearly chosen');
  });
});

describe('topics in a comment', () => {
  const plan = {
    ...previewTopics(['cooking', 'websocket'], ['real-time']),
    mode: 'merge' as const,
    removed: ['cooking'],
  };

  it('are approved by merging where a run sets them', () => {
    expect(of(sample(), { topics: { plan, areSet: true } }).text).toContain(
      'Topics: this adds real-time and takes cooking away, once it is on main. Merging is the approval: the run on main sets them.',
    );
  });

  it('promise nothing where no run sets them', () => {
    const { text } = of(sample(), { topics: { plan: { ...plan, removed: [] }, areSet: false } });
    expect(text).toContain('Topics: the result adds real-time, compared with what the repository has.');
    expect(text).not.toContain('Merging');
  });

  it('are said to stay where they do, and why some are not set', () => {
    const same = previewTopics(['real-time'], ['real-time']);
    expect(of(sample(), { topics: { plan: same, areSet: true } }).text).toContain('stay as they are.');
    const notAdded = [
      { topic: 'a', reason: 'declined' },
      { topic: 'b', reason: 'no-room' },
      { topic: 'c', reason: 'not-clear' },
      { topic: 'd', reason: 'no-lead' },
    ] as const;
    const { text } = of(sample(), { topics: { plan: { ...same, notAdded }, areSet: true } });
    expect(text).toContain('a is not set: people took it away; it stays away until');
    expect(text).toContain('b is not set: there is no room for it, since a repository has at most 20 topics.');
    expect(text).toContain('c is not set: its score is only just high enough');
    expect(text).toContain('d is not set: topics of this action that are about as good');
  });

  it('are said to be public only where a private repository would get some', () => {
    expect(of(sample(), { isPrivate: true }).text).toContain('Topics are public');
    expect(of().text).not.toContain('Topics are public');
  });

  it('are left out where nothing is known of them', () => {
    expect(of(sample(), { topics: null }).text).not.toContain('Topics:');
  });
});

describe('a tags file that the pull request changes', () => {
  const before = [{ id: 9, name: 'real-time' }];

  it('is shown with what it would give, also where the README changes nothing', () => {
    const { text, elements } = of(sample(), {
      before,
      ...tagsFile({ kind: 'result', tags: reported('real-time', 'cli') }),
    });
    expect(text).toContain(
      'The tags file of this pull request (.github/tags.json) gives its README other tags than main has:',
    );
    expect(text).toContain('new: cli');
    expect(text).not.toContain('The README of this');
    expect(elements.filter(({ name }) => name === 'table')).toHaveLength(2);
  });

  it('is shown beside what the README gives from the list of the base', () => {
    const { text } = of(sample(), tagsFile({ kind: 'result', tags: reported('cli') }));
    expect(text.indexOf('The README of this')).toBeLessThan(text.indexOf('The tags file of this'));
  });

  it('is mentioned where it changes no tag', () => {
    expect(of(sample(), tagsFile({ kind: 'result', tags: sample().tags })).text).toContain(
      'This pull request changes .github/tags.json, too; by that list, the tags are the same.',
    );
    const effect = { kind: 'result', tags: reported('cooking') } as const;
    expect(of(sample(), { ...tagsFile(effect), before: [{ id: 7, name: 'cooking' }] }).text).toContain(
      'This pull request changes .github/tags.json, too; by that list, the tags are those of main.',
    );
  });

  it('is only mentioned where it comes from a fork', () => {
    expect(of(sample(), tagsFile({ kind: 'unread' })).text).toContain('A tags file of a fork is not read');
  });

  it('is told with its problems where it cannot be used', () => {
    const problems = Array.from({ length: 12 }, (_, index) => `entry ${index}: no name @octocat`);
    const { text, openText } = of(sample(), tagsFile({ kind: 'broken', problems }));
    expect(text).toContain('cannot be used (.github/tags.json). Merged as it is, every run would fail:');
    expect(text).toContain('entry 9: no name');
    expect(text).toContain('… and 2 more.');
    expect(openText).not.toContain('@octocat');
  });

  it('is told where it is gone', () => {
    expect(of(sample(), tagsFile({ kind: 'removed' })).text).toContain(
      'This pull request takes .github/tags.json away.',
    );
  });

  it('is the only list where the base has none: every tag is new, and nothing is compared', () => {
    const { text, elements } = of(sample(), { before: null });
    expect(text).toContain('With this pull request, the repository gets a tag:');
    expect(text).not.toContain('no longer');
    expect(elements.filter(({ name }) => name === 'table')).toHaveLength(2);
  });
});

describe('how to disagree', () => {
  const fences = (body: string) => [...body.matchAll(/^(`{3,})(\w+)\n([\s\S]*?)\n\1$/gm)].map(([, , , text]) => text);
  const advise = (advice: Partial<CommentContext['advice']>) =>
    fences(of(sample(), { advice: { ...context.advice, ...advice } }).body);
  const entryOf = (of: Tag) => ({ tag: of, isMissing: true });
  const example = entryOf(tag('web server', { id: 61 }));

  it('is a line for the workflow, written as the input is read', () => {
    const given = [tag('real-time'), tag('a, b'), tag('"q" r'), tag('c "d"')];
    expect(advise({ given })[0]).toBe('with:\n  exclude-tags: |\n    real-time\n    "a, b"\n    """q"" r"\n    c "d"');
  });

  it('leaves out names that cannot be pasted as they are', () => {
    const given = [tag('$' + '{{ secrets.X }}'), tag('x\u200by'), tag('z'.repeat(300))];
    expect(advise({ given, example: entryOf(given[0]!) })).toEqual([]);
    expect(advise({ given, example })).toHaveLength(1);
  });

  it('is an entry of the tags file in its format', () => {
    expect(JSON.parse(advise({ example, format: 'json' })[1] ?? '')).toEqual({
      id: 61,
      name: 'web server',
      aliases: ['another name of the same thing'],
      description: 'When this tag fits, in plain words',
    });
    expect(advise({ example, format: 'yaml' })[1]).toBe(
      '- id: 61\n  name: "web server"\n  aliases: [another name of the same thing]\n  description: "When this tag fits, in plain words"',
    );
    expect(advise({ example: entryOf(tag('a, "b"', { id: '7' })), format: 'csv' })[1]).toBe(
      'id,name,aliases,description\n7,"a, ""b""",another name of the same thing,"When this tag fits, in plain words"',
    );
    expect(advise({ example: entryOf(tag('cli', { id: 'cli' })), format: 'text' })[1]).toMatch(/^- name: "cli"\n/);
    expect(advise({ example: entryOf(tag('cli', { id: 'cli' })), format: null })[1]).not.toContain('"id"');
  });

  it('says which tag nearly was given, or might have been missing', () => {
    const text = (more: Partial<CommentContext['advice']>) =>
      of(sample(), { advice: { ...context.advice, ...more } }).text;
    expect(text({ example })).toContain('A tag is missing, such as web server.');
    expect(text({ example: { ...example, isMissing: false } })).toContain('A tag is missing, as web server might be.');
    expect(text({ given: [] })).toContain('This counts once it is on main.');
    expect(text({})).toContain('Both count once they are on main.');
  });

  it('is left out where there is nothing to disagree with', () => {
    expect(of(sample(), { advice: { ...context.advice, given: [], example: null } }).text).not.toContain(
      'Not what you',
    );
  });
});

describe('the digest of a comment', () => {
  it('stands in the comment, and is the same for another commit and another run', () => {
    const { body, digest } = of();
    expect(readDigest(body)).toBe(digest);
    expect(readDigest(body.replaceAll('\n', '\r\n'))).toBe(digest);
    const newer = classification({ classifier: { kind: 'offline', model: 'readme-tagger-offline', version: '2' } });
    expect(of(sample({ ref: '#12', classification: newer })).digest).toBe(digest);
    const later = of(sample({ ref: '#12', sha: 'f'.repeat(40) }), {
      runUrl: 'https://github.com/octo/widgets/actions/runs/2',
    });
    expect(later.body).not.toBe(body);
    expect(later.digest).toBe(digest);
  });

  it('is another one for anything that is said', () => {
    const other = [
      of(sample({ classification: classification({ tags: [scored('real-time', 0.8)] }) })),
      of(sample(), { before: [] }),
      of(sample(), { topics: null }),
      of(sample(), { baseRef: 'next' }),
      of(sample(), tagsFile({ kind: 'unread' })),
    ];
    expect(new Set([of(), ...other].map(({ digest }) => digest)).size).toBe(6);
  });

  it('is not taken from the text below', () => {
    expect(readDigest(`${renderMarker('x')}\n\n<!-- digest:${'a'.repeat(64)} -->\n`)).toBeNull();
    expect(readDigest('')).toBeNull();
  });
});

describe('a comment that suggests nothing any more', () => {
  it('says so, with the tags that stay, under the same marker', () => {
    const { body, digest } = renderNothingLeft(sample(), context);
    expect(body.startsWith(`${renderMarker('readme-tags')}\n`)).toBe(true);
    expect(renderMarkdown(body).text).toContain(
      'Nothing is suggested any more. With this pull request, the tags stay what they are on main: real-time.',
    );
    expect(digest).not.toBe(of().digest);
    const later = renderNothingLeft(sample({ sha: 'f'.repeat(40) }), { ...context, runUrl: null });
    expect(later.digest).toBe(digest);
    expect(
      renderMarkdown(renderNothingLeft(sample({ classification: classification({ tags: [] }) }), context).body).text,
    ).toContain('what they are on main.');
  });
});

/** Every place of a comment that holds a text of others. */
const hostile = (text: string): readonly (readonly [string, Report, Partial<CommentContext>])[] => {
  const named = { tag: tag(text, { topic: 'x' }) };
  const quoted = { evidence: [{ field: 'lead', line: 3, quote: text }] as const };
  const described = { evidence: [{ field: 'description', line: null, quote: text }] as const };
  const given = (more: object) => sample({ classification: classification({ tags: [scored('x', 0.91, more)] }) });
  const near = { ...considered('y', 0.3, 'weak'), ...named };
  return [
    ['tag name', given(named), { before: [{ id: 1, name: text }] }],
    ['quote', given(quoted), {}],
    ['description', given(described), {}],
    [
      'near tag',
      sample(),
      { considered: sample({ classification: classification({ considered: [near] }) }).considered },
    ],
    ['path', sample({ readme: { path: text, sha, bytes: 1, truncated: false } }), {}],
    ['tags file', sample({ vocabulary: { ...sample().vocabulary, source: text, tags: [], warnings: [] } }), {}],
    ['branch', sample(), { baseRef: text, defaultBranch: text }],
    [
      'topic',
      sample(),
      { topics: { plan: { ...previewTopics([], ['x']), added: [text], removed: [text] }, areSet: true } },
    ],
    ['note', sample({ warnings: [{ code: 'readme/stub', message: text }] }), {}],
    ['tags file of a fork', sample(), { tagsFile: { paths: [text], effect: { kind: 'unread' } } }],
    ['problem', sample(), { tagsFile: { paths: [text], effect: { kind: 'broken', problems: [text] } } }],
    ['tag of the tags file', sample(), tagsFile({ kind: 'result', tags: reported(text) })],
    [
      'advice',
      sample(),
      { advice: { given: [tag(text)], example: { tag: tag(text), isMissing: true }, file: text, format: 'yaml' } },
    ],
    [
      'model',
      sample({ classification: classification({ classifier: { kind: 'llm', model: text, version: '1' } }) }),
      {},
    ],
  ];
};

describe('text of others in a comment', () => {
  const places = hostile('plain').map(([name]) => name);
  const isOwn = (link: string) => link === PROJECT_URL || link.startsWith('https://github.com/octo/widgets/');

  it('is tried with more than fifteen payloads in each place', () => {
    expect(nasty.length).toBeGreaterThan(15);
    expect(places.length).toBeGreaterThan(10);
  });

  it.each(places.map((name, index) => [name, index] as const))('stays text as a %s', (name, index) => {
    const [, plainReport, plainMore] = hostile('plain')[index]!;
    const expected = of(plainReport, plainMore).elements.map((element) => element.name);
    for (const text of nasty) {
      const [, report, more] = hostile(text)[index]!;
      const { elements, openText, links, body } = of(report, more);
      // Names that cannot be pasted have no lines to paste.
      const isShort = name === 'advice' && elements.length < expected.length;
      if (!isShort) {
        expect(
          elements.map((element) => element.name),
          text,
        ).toEqual(expected);
      }
      expect(elements.map((element) => element.name)).not.toContain('img');
      expect(openText, text).not.toMatch(/@\w|#\d|\bGH-\d|:[\w+-]+:|www\./);
      expect(links.filter((link) => !isOwn(link))).toEqual([]);
      expect(body.split('\n')[0]).toBe(renderMarker('readme-tags'));
      expect(body.match(/readme-tagger:/g)).toHaveLength(1);
    }
  });
});

describe('a long comment', () => {
  const long = `${'@&|<'.repeat(100)}`;
  const many = (length: number, more: object = {}) =>
    Array.from({ length }, (_, id) => scored(`t${id}`, 0.9, { tag: tag(`${id}${long}`, { id, topic: 'x' }), ...more }));
  const evidence = Array.from({ length: 3 }, () => ({ field: 'lead', line: 1, quote: long }) as const);
  const warnings = Array.from({ length: 40 }, () => ({ code: 'readme/stub', message: long.repeat(10) }));
  const readme = { path: `${'ä/'.repeat(400)}README.md`, sha, bytes: 1, truncated: false };
  const problems = Array.from({ length: 100 }, () => long.repeat(10));
  const worst = (tags: number): readonly [Report, Partial<CommentContext>] => [
    sample({
      readme,
      warnings,
      ref: long,
      vocabulary: { tags: [], source: long, sha256: 'a'.repeat(64), warnings: [] },
      classification: classification({ tags: many(tags, { evidence }), considered: [] }),
    }),
    {
      before: Array.from({ length: 20 }, (_, id) => ({ id: `b${id}`, name: long })),
      baseRef: long,
      defaultBranch: long,
      topics: {
        plan: {
          ...previewTopics([], []),
          added: Array(20).fill('a'.repeat(50)),
          removed: Array(20).fill('b'.repeat(50)),
        },
        areSet: true,
      },
      tagsFile: { paths: Array(50).fill(long), effect: { kind: 'broken', problems } },
    },
  ];

  it.each([1, 5, 20])('is cut to what GitHub takes, and says so: %d tags', (tags) => {
    const { body, text } = of(...worst(tags));
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_COMMENT_BYTES);
    expect(text).toContain('Some of it was left out here to keep the comment short');
    expect(text).toContain('Suggested tags');
  });

  it('with two lists of tags is cut as well', () => {
    const [report, more] = worst(20);
    const effect = { kind: 'result', tags: report.tags } as const;
    const { body } = of(report, { ...more, tagsFile: { paths: Array(50).fill(long), effect } });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_COMMENT_BYTES);
  });

  it('is whole where there is room', () => {
    expect(of().text).not.toContain('left out');
  });
});
