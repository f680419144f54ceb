import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/report/report.ts';
import { MAX_SUMMARY_BYTES, renderSummary } from '../../../src/report/summary.ts';
import type { SummaryContext } from '../../../src/report/summary-context.ts';
import { previewTopics } from '../../../src/topics/preview.ts';
import { nasty } from './nasty.ts';
import { renderMarkdown } from './rendered.ts';
import { classification, considered, sample, scored, sha, tag } from './sample.ts';

const context: SummaryContext = {
  serverUrl: 'https://github.com',
  isPrivate: false,
  isArchived: false,
  pendingOn: null,
  starter: null,
  topicsFailure: null,
  reportFile: 'readme-tags.json',
  artifactUrl: 'https://github.com/octo/widgets/actions/runs/1/artifacts/2',
  artifactTrouble: null,
};
const none = classification({ tags: [], considered: [] });
const render = (report: Report, more: Partial<SummaryContext> = {}) => {
  const source = renderSummary(report, { ...context, ...more });
  const rendered = renderMarkdown(source);
  const links = rendered.elements.flatMap(({ name, attributes }) => (name === 'a' ? [attributes['href'] ?? ''] : []));
  return { ...rendered, source, links };
};

describe('a summary', () => {
  it('shows each tag with a bar, its score, and evidence that links to the line', () => {
    const { text, links, elements } = render(sample());
    expect(text).toContain('real-time');
    expect(text).toContain('█████████░\u00a00.91');
    expect(text).toContain('title, line 1 a real-time thing');
    expect(links).toContain(`https://github.com/octo/widgets/blob/${sha}/README.md?plain=1#L1`);
    expect(elements.filter(({ name }) => name === 'table')).toHaveLength(2);
  });

  it('says what was read, at which commit, against which list', () => {
    const { text, links } = render(sample());
    expect(text).toContain(
      'From README.md at main (0123456), out of 2 tags in .github/tags.json, by the offline classifier 1.',
    );
    expect(links).toContain(`https://github.com/octo/widgets/commit/${sha}`);
  });

  it.each([
    ['below-threshold', 0.31, 'its score is below 0.42'],
    ['below-threshold', 0.5, 'its score is far below that of the first tag'],
    ['over-cap', 0.6, 'beyond max-tags'],
    ['weak', 0.6, 'nothing strong in a telling place'],
    ['same-kind', 0.6, 'another tag says already what kind of thing this is'],
    ['same-group', 0.6, 'another tag of its group was given'],
    ['broader', 0.6, 'a narrower tag was given'],
    ['excluded', 0.6, 'in exclude-tags'],
    ['manual', 0.6, 'only people give it'],
    ['replaced', 0.6, 'another tag took its place'],
  ] as const)('says why a tag was left out: %s at %d', (reason, score, why) => {
    const report = sample({ classification: classification({ considered: [considered('cli', score, reason)] }) });
    expect(render(report).text).toContain(why);
  });

  it('gives the line that sets the missing topics', () => {
    const { text } = render(sample());
    expect(text).toContain('The repository has the topic websocket.');
    expect(text).toContain('gh repo edit octo/widgets --add-topic real-time\n');
  });

  it('names the host in that line on a GitHub Enterprise Server', () => {
    const { text } = render(sample(), { serverUrl: 'https://github.example.com' });
    expect(text).toContain('gh repo edit github.example.com/octo/widgets --add-topic real-time\n');
  });

  it('warns that topics are public only where a private repository would get some', () => {
    const warning = 'Topics are public';
    expect(render(sample(), { isPrivate: true }).text).toContain(warning);
    expect(render(sample(), { isPrivate: false }).text).not.toContain(warning);
    expect(
      render(sample({ topics: previewTopics(['real-time'], ['real-time']) }), { isPrivate: true }).text,
    ).not.toContain(warning);
  });

  it('says where every topic is there already, and where there is no room', () => {
    expect(render(sample({ topics: previewTopics(['real-time'], ['real-time']) })).text).toContain('is there already');
    const full = Array.from({ length: 20 }, (_, number) => `t${number}`);
    expect(render(sample({ topics: previewTopics(full, ['real-time']) })).text).toContain(
      'There is no room for real-time: a repository has at most 20 topics.',
    );
  });

  it('gives no such line where the repository is archived', () => {
    const { text } = render(sample(), { isArchived: true, isPrivate: true });
    expect(text).toContain('would add real-time. The repository is archived, so its topics cannot be changed.');
    expect(text).not.toContain('gh repo edit');
    expect(text).not.toContain('Topics are public');
  });

  it('says on which branch that waits where a pull request or another branch was read', () => {
    expect(render(sample(), { pendingOn: 'main' }).text).toContain(
      'The result would add real-time. Once this is on main, this line of the GitHub CLI sets it:',
    );
  });

  it('names tags that have no topic, and does not take them for present ones', () => {
    const wide = scored('x', 0.9, { tag: tag('实时', { topic: null }) });
    const { text } = render(sample({ classification: classification({ tags: [wide] }) }));
    expect(text).toContain('实时: no topic can be made of this name.');
    expect(text).not.toContain('is there already');
  });

  it('shows only what came near, five tags at most, and what would help', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const capped = names.map((name) => considered(name, 0.6, 'over-cap'));
    const far = considered('far', 0.04, 'below-threshold');
    const { text, elements } = render(sample({ classification: classification({ considered: [...capped, far] }) }));
    expect(elements.filter(({ name }) => name === 'tr')).toHaveLength(2 + 6);
    expect(text).toContain('The report has 2 more. To have more of them given, raise max-tags.');
    expect(text).not.toContain('aliases');
    expect(render(sample({ classification: classification({ considered: [far] }) })).text).not.toContain('Nearly');
    expect(render(sample()).text).toContain('Give it aliases or a description in the tags file');
  });

  it('is good where nothing fits', () => {
    const { text } = render(sample({ classification: none }));
    expect(text).toContain('No tag was given: nothing in the list fits well enough.');
    expect(text).not.toContain('Nearly chosen');
    expect(text).not.toContain('gh repo edit');
  });

  it('says of a model whose tags cannot be given that it named some', () => {
    const byModel = { ...none, classifier: { kind: 'llm', model: 'm', version: '1' } } as const;
    const nothing = 'No tag was given: the model found nothing in the list that fits.';
    expect(render(sample({ classification: byModel })).text).toContain(nothing);
    const unsupported = [{ ...scored('cli', null, { support: 0.03 }), reason: 'unsupported' }] as const;
    for (const more of [{ dropped: ['made-up'] }, { considered: unsupported }]) {
      const { text } = render(sample({ classification: { ...byModel, ...more } }));
      expect(text).toContain('No tag was given: nothing that the model named can be given.');
    }
  });

  it.each([
    ['readme/missing', 'There is no README at main; the description alone was classified.', 'description'],
    ['readme/stub', 'README.md only names another file, "docs/README.md"; …', 'description'],
    ['readme/empty', 'README.md has no text; there was nothing to classify.', 'nothing'],
    ['readme/truncated', 'README.md has 2.0 MB; only the first 1 MB was read.', 'readme'],
  ] as const)('tells %s above the tags', (code, message, basis) => {
    const { text } = render(sample({ basis, classification: none, warnings: [{ code, message }] }));
    expect(text).toContain(message);
    expect(text.indexOf(message)).toBeLessThan(text.indexOf('No tag was given'));
    expect(text).not.toContain('Warnings');
  });

  it('works for a repository without a commit', () => {
    const { text, links } = render(sample({ sha: null, readme: null, basis: 'description' }));
    expect(text).toContain('From the description at main, out of');
    expect(links).toEqual(['https://cli.github.com', context.artifactUrl]);
  });

  it('shows that a run was dry', () => {
    expect(render(sample({ dryRun: true })).text).toContain('Dry run. Topics and comments were left alone.');
  });

  it('says where a tag comes from a pin, and where a score is missing', () => {
    const model = classification({ tags: [scored('real-time', null, { evidence: [] })] });
    const { text } = render(sample({ classification: model, pinned: new Set(['real-time']) }));
    expect(text).toContain('pinned with pin-tags');
    expect(text).toContain('–');
  });

  it('shows the list of tags to start from, and where to put it', () => {
    const starter = {
      path: '.github/tags.json',
      text: '[\n "a"\n]',
      repository: 'octo/widgets',
      branch: 'feature/x',
      near: null,
    };
    const missing = { code: 'tags-file/starter', message: 'There is no file; a list is used.' };
    const { text, links } = render(sample({ warnings: [missing] }), { starter });
    expect(text).not.toContain('a list is used');
    expect(text).not.toContain('Warnings');
    expect(render(sample(), { starter: { ...starter, near: '.github/my-tags.yml' } }).text).toContain(
      'There is .github/my-tags.yml: if that is it, name it in tags-file.',
    );
    expect(text).toContain('[\n "a"\n]');
    expect(links).toContain('https://github.com/octo/widgets/new/feature/x?filename=.github/tags.json');
    const withoutBranch = render(sample(), { starter: { ...starter, branch: null } }).links;
    expect(withoutBranch.filter((link) => link.includes('/new/'))).toEqual([]);
  });

  it('shows the warnings, the first fifty of them', () => {
    const warnings = Array.from({ length: 60 }, (_, number) => ({
      code: 'a/b',
      message: `warning ${number} @octocat`,
    }));
    const { text, openText } = render(sample({ warnings }));
    expect(text).toContain('warning 49');
    expect(text).not.toContain('warning 50');
    expect(text).toContain('… and 10 more, in the report.');
    expect(openText).not.toContain('@octocat');
  });

  it('says why there is no artifact', () => {
    const { text, openText } = render(sample(), { artifactUrl: null, artifactTrouble: 'the name is taken. @octocat' });
    expect(text).toContain('No artifact: the name is taken.');
    expect(openText).not.toContain('@octocat');
  });

  it('has the result as JSON to copy', () => {
    expect(render(sample()).text).toContain('{"id":"9806","tags":[{"id":9,"name":"real-time"}]}');
  });

  it('stays itself whatever stands in README, tags file and API', () => {
    const plain = render(sample());
    const expected = plain.elements.map(({ name }) => name);
    for (const text of nasty) {
      const named = {
        tag: tag(text, { topic: 'real-time' }),
        evidence: [{ field: 'lead', line: 3, quote: text }] as const,
      };
      const report = sample({
        ref: text,
        readme: { path: text, sha, bytes: 1, truncated: false },
        vocabulary: { tags: [tag('a'), tag('b')], source: text, sha256: 'a'.repeat(64), warnings: [] },
        classification: classification({
          tags: [scored('x', 0.91, named)],
          considered: [{ ...scored('y', 0.3, named), reason: 'weak' }],
        }),
        warnings: [],
      });
      const { elements, openText, links } = render(report);
      expect(
        elements.map(({ name }) => name),
        text,
      ).toEqual(expected);
      expect(openText).not.toMatch(/@\w|:\w+:|www\./);
      for (const link of links) expect(link).toMatch(/^https:\/\/(?:github\.com\/octo\/widgets\/|cli\.github\.com$)/);
    }
  });

  it('stays below 1 MiB and says that it was cut', () => {
    const long = '&'.repeat(2000);
    const many = Array.from({ length: 40 }, () => scored(long, 0.9, { tag: tag(long, { topic: 'x' }) }));
    const report = sample({
      classification: classification({ tags: many, considered: [] }),
      warnings: Array.from({ length: 10_000 }, () => ({ code: 'a/b', message: long })),
    });
    const starter = {
      path: 'tags.json',
      text: 'x'.repeat(MAX_SUMMARY_BYTES),
      repository: 'octo/widgets',
      branch: 'main',
      near: null,
    };
    const { source, text } = render(report, { starter });
    expect(Buffer.byteLength(source)).toBeLessThanOrEqual(MAX_SUMMARY_BYTES);
    expect(text).toContain('Some of it was left out here');
  });
});
