import { describe, expect, it } from 'vitest';
import type { Usage } from '../../../src/model/llm.ts';
import { renderKept } from '../../../src/report/kept.ts';
import type { Report } from '../../../src/report/report.ts';
import { renderSummary } from '../../../src/report/summary.ts';
import { renderUsage } from '../../../src/report/usage-line.ts';
import { nasty } from './nasty.ts';
import { renderMarkdown } from './rendered.ts';
import { classification, considered, sample, scored } from './sample.ts';

const usage: Usage = { requests: 1, inputTokens: 1234, cachedTokens: 1024, outputTokens: 56, cost: null };
const llm = { format: 'json_schema', candidates: 90, shortlist: null, readmeTokens: 640, cut: [] } as const;
const byModel = classification({
  classifier: { kind: 'llm', model: 'gpt-6-luna', version: '1+1' },
  tags: [scored('real-time', null, { support: 0.31 }), scored('cli', null, { support: 0.02, evidence: [] })],
  considered: [
    { ...considered('chess', 0, 'unsupported'), score: null, support: 0.01, evidence: [] },
    { ...considered('web', 0, 'not-chosen'), score: null, support: 0.4, evidence: [] },
    { ...considered('soup', 0, 'not-chosen'), score: null, support: 0.03, evidence: [] },
  ],
  llm,
});
const fallback = { model: 'gpt-6-luna', code: 'llm/timeout', message: 'No answer came within 240 seconds.' };

const context = {
  serverUrl: 'https://github.com',
  isPrivate: false,
  isArchived: false,
  pendingOn: null,
  starter: null,
  topicsFailure: null,
  reportFile: 'readme-tags.json',
  artifactUrl: null,
  artifactTrouble: null,
};
const render = (report: Report) => renderMarkdown(renderSummary(report, context));

describe('the summary of a run that asked a model', () => {
  it('names it, what it was sent and what it took', () => {
    const { text } = render(sample({ classification: byModel, usage: { ...usage, cost: 0.000_151 } }));
    expect(text).toContain('by gpt-6-luna.');
    expect(text).toContain('It was sent 90 tags to choose from, and about 640 tokens of the README.');
    expect(text).toContain('1 request, 1,234 tokens in (1,024 of them cached), 56 out, cost 0.00015.');
  });

  it('says of how many tags it was sent some, and what was cut of the README', () => {
    const shortlist = ['a', 'b'];
    const cut = ['3 of 9 headings are left out.', '40 of 52 lines of text are left out.'];
    const report = sample({ classification: { ...byModel, llm: { ...llm, candidates: 2, shortlist, cut } }, usage });
    const { text } = render({ ...report, vocabulary: { ...report.vocabulary, tags: 5000 } });
    expect(text).toContain('It was sent 2 of 5,000 tags, those that the offline classifier ranks highest');
    expect(text).toContain(
      'Of the README: 3 of 9 headings are left out. 40 of 52 lines of text are left out. For more of it, raise',
    );
  });

  it('shows what the offline classifier thinks of each tag, and which have no quote', () => {
    const { text } = render(sample({ classification: byModel, usage }));
    expect(text).toContain('Offline score');
    expect(text).toContain('███░░░░░░░\u00a00.31');
    expect(text).toContain("the model's choice, without a quote that is in the README");
  });

  it('says which tag was held back and how to have it, and which was near, but none that was far', () => {
    const { text } = render(sample({ classification: byModel, usage }));
    expect(text).toContain('the model named it, with no quote that is in the README');
    expect(text).toContain('set llm-unsupported to give');
    expect(text).toContain('the model did not name it');
    expect(text).not.toContain('soup');
  });

  it('tells names that are in no list, as plain text', () => {
    const { text, elements } = render(sample({ classification: { ...byModel, dropped: nasty }, usage }));
    expect(text).toContain(`which was dropped: `);
    expect(text).toContain(` and ${nasty.length - 10} more.`);
    expect(elements.filter(({ name }) => ['img', 'script', 'b'].includes(name))).toEqual([]);
    expect(elements.filter(({ attributes }) => attributes['href']?.includes('evil'))).toEqual([]);
  });

  it('says that an answer stands from before', () => {
    const { text } = render(sample({ classification: byModel }));
    expect(text).toContain('Nothing changed since it was asked, so its answer stands: no request.');
  });

  it('says nothing of a model where none was asked', () => {
    expect(render(sample()).text).not.toMatch(/model/);
  });
});

describe('the summary of a run whose model did not answer', () => {
  const warnings = [
    { code: 'llm/timeout', message: 'No answer came within 240 seconds.\nThe offline classifier answers.' },
    { code: 'vocabulary/trimmed', message: 'A name was trimmed.' },
  ];

  it('says so above the tags, once, and what was spent all the same', () => {
    const { text } = render(sample({ fallback, warnings, usage: { ...usage, requests: 2 } }));
    expect(text).toMatch(
      /gpt-6-luna did not answer\. No answer came within 240 seconds\.\s*The tags below are those of/,
    );
    expect(text.match(/240 seconds/g)).toHaveLength(1);
    expect(text).toContain('A name was trimmed.');
    expect(text).toContain('2 requests, 1,234 tokens in');
  });

  it('says nothing of requests that cost nothing', () => {
    const { text } = render(
      sample({
        fallback,
        warnings,
        usage: { ...usage, requests: 3, inputTokens: 0, cachedTokens: 0, outputTokens: 0 },
      }),
    );
    expect(text).not.toMatch(/The model|3 requests/);
  });

  it('says that it was not asked where there is no key', () => {
    const { text } = render(sample({ fallback: { ...fallback, code: 'llm/no-key', message: 'There is no key.' } }));
    expect(text).toContain('gpt-6-luna was not asked. There is no key.');
  });

  it('says what topics there are, and not that nothing would change', () => {
    const publish = [{ sink: 'topics', outcome: 'skipped' }] as const;
    const { text } = render(sample({ fallback, publish, topics: { ...sample().topics, mode: 'merge', added: [] } }));
    expect(text).toContain('The repository has the topic websocket.');
    expect(text).not.toMatch(/nothing to change|would do this/);
  });

  it.each(nasty)('shows the name of a model as text: %j', (model) => {
    const { elements, openText } = render(sample({ fallback: { ...fallback, model, message: model } }));
    expect(elements.filter(({ name }) => ['img', 'script', 'details', 'h1'].includes(name)).length).toBeLessThan(2);
    expect(openText).not.toMatch(/@octocat|www\.evil/);
  });
});

describe('the summary of a run that keeps all as it is', () => {
  const kept = { repository: 'octo/widgets', fallback, last: sample({ classification: byModel }), usage };

  it('says why, what stands, and what was spent', () => {
    const { text } = renderMarkdown(renderKept(kept));
    expect(text).toContain('Nothing was changed. gpt-6-luna should have answered and did not. No answer came');
    expect(text).toContain('The last result, of 2026-01-02: real-time cli');
    expect(text).toContain('Spent all the same: 1 request');
  });

  it('says nothing of what is not known', () => {
    const nothing = { ...usage, inputTokens: 0, cachedTokens: 0, outputTokens: 0 };
    for (const requests of [0, 3]) {
      const { text } = renderMarkdown(renderKept({ ...kept, last: null, usage: { ...nothing, requests } }));
      expect(text).not.toMatch(/last result|Spent/);
    }
  });

  it.each(nasty)('shows as text: %j', (text) => {
    const { elements } = renderMarkdown(
      renderKept({ ...kept, repository: text, fallback: { ...fallback, message: text } }),
    );
    expect(elements.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['img']));
    expect(elements.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['a']));
  });
});

describe('what was used', () => {
  it.each<[Partial<Usage>, string]>([
    [{}, '1 request, 1,234 tokens in (1,024 of them cached), 56 out'],
    [{ requests: 3, cachedTokens: 0, inputTokens: 1_234_567 }, '3 requests, 1,234,567 tokens in, 56 out'],
    [{ cost: 0 }, '1 request, 1,234 tokens in (1,024 of them cached), 56 out, cost 0.00'],
    [{ cost: 12.345 }, '1 request, 1,234 tokens in (1,024 of them cached), 56 out, cost 12.35'],
    [{ cost: 0.012_34 }, '1 request, 1,234 tokens in (1,024 of them cached), 56 out, cost 0.012'],
    [{ cost: 0.000_000_012 }, '1 request, 1,234 tokens in (1,024 of them cached), 56 out, cost 0.00000001'],
  ])('reads well: %j', (more, line) => {
    expect(renderUsage({ ...usage, ...more })).toBe(line);
  });
});
