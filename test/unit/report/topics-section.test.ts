import { describe, expect, it } from 'vitest';
import type { TopicsPlan } from '../../../src/model/topics.ts';
import type { Report, SinkOutcome } from '../../../src/report/report.ts';
import { renderSummary } from '../../../src/report/summary.ts';
import type { SummaryContext } from '../../../src/report/summary-context.ts';
import { nasty } from './nasty.ts';
import { renderMarkdown } from './rendered.ts';
import { sample } from './sample.ts';

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
const plan: TopicsPlan = {
  mode: 'merge',
  before: ['by-people', 'old'],
  after: ['by-people', 'new'],
  added: ['new'],
  removed: ['old'],
  kept: ['by-people'],
  ours: ['new'],
  declined: [],
  pending: [],
  notAdded: [],
  changes: [
    { topic: 'old', action: 'remove', cause: 'readme' },
    { topic: 'new', action: 'add', cause: 'first-run' },
  ],
};
const unchanged = { added: [], removed: [], changes: [], after: plan.before, kept: plan.before };

type Given = { outcome?: SinkOutcome; topics?: Partial<TopicsPlan>; more?: Partial<SummaryContext> };
const reportOf = ({ outcome = 'written', topics = {} }: Given, parts: Parameters<typeof sample>[0] = {}): Report =>
  sample({ topics: { ...plan, ...topics }, publish: [{ sink: 'topics', outcome }], ...parts });
const render = (given: Given = {}, parts: Parameters<typeof sample>[0] = {}) => {
  const rendered = renderMarkdown(renderSummary(reportOf(given, parts), { ...context, ...given.more }));
  const from = rendered.text.indexOf('Topics');
  return { ...rendered, section: rendered.text.slice(from, rendered.text.indexOf('The result as JSON')) };
};

describe('the topics of a summary', () => {
  it('are what is there now, with each change and its cause, and a way back', () => {
    const { section, elements } = render();
    expect(section).toContain('The repository now has the topics by-people new.');
    expect(section).toMatch(/old\s+removed\s+the README changed/);
    expect(section).toMatch(/new\s+added\s+no earlier run is known/);
    expect(section).toContain('Set by this action, and removed when it fits no longer: new.');
    expect(section).toContain('Set by people, and never removed: by-people.');
    expect(section).toContain('With readme-tags.json you can take it back');
    const links = elements.flatMap(({ name, attributes }) => (name === 'a' ? [attributes['href']] : []));
    expect(links).toContainEqual(expect.stringMatching(/\/readme-tagger#undo$/));
    expect(section).not.toContain('gh repo edit');
  });

  it('need no way back where nothing was changed', () => {
    const { section } = render({ outcome: 'unchanged', topics: unchanged });
    expect(section).toContain('Nothing to change: the repository has the topics by-people old.');
    expect(section).not.toContain('take it back');
  });

  it.each<[SinkOutcome, boolean, string]>([
    ['planned', true, 'Without the dry run, this run would do this:'],
    ['planned', false, 'A run that may write would do this:'],
    ['skipped', false, 'A run that may write would do this:'],
  ])('that were %s (dry: %s) are what would be done', (outcome, dryRun, expected) => {
    const { section } = render({ outcome }, { dryRun });
    expect(section).toContain(`The repository has the topics by-people old. ${expected}`);
    expect(section).toMatch(/old\s+remove\s+the README changed/);
    expect(section).not.toContain('take it back');
    expect(section).not.toContain('Set by this action');
    expect(render({ outcome, topics: unchanged }, { dryRun }).section).toContain('There is nothing to change.');
  });

  it('that were not set, and why, in words', () => {
    const { section } = render({
      topics: {
        notAdded: [
          { topic: 'a', reason: 'declined' },
          { topic: 'b', reason: 'not-clear' },
          { topic: 'c', reason: 'no-lead' },
          { topic: 'd', reason: 'same-group' },
          { topic: 'e', reason: 'pending' },
          { topic: 'f', reason: 'no-room' },
        ],
        declined: ['a', 'x'],
        pending: ['by-people'],
      },
    });
    for (const part of [
      'a is not set: people took it away',
      'b is not set: its score is only just high enough',
      'c is not set: topics of this action that are about as good have the places',
      'd is not set: another topic of its group is there',
      'e is not set: a topic that waits to be removed has its place',
      'f is not set: there is no room for it',
      'by-people waits to be removed: only the classifier changed.',
      'not set again until the README or the tags file changes: x.',
    ]) {
      expect(section).toContain(part);
    }
  });

  it('belong to nobody in the mode managed, and stay in the mode add', () => {
    expect(render({ topics: { mode: 'managed', ours: [] } }).section).toContain(
      'Topics that are in the tags file follow the result (managed); all others stay as they are.',
    );
    expect(render({ topics: { mode: 'add' } }).section).toContain('never removed, since topics-mode is add: new.');
  });

  it('tell what is to be known of them once, and not among the warnings', () => {
    const warnings = [
      { code: 'topics/no-memory', message: 'The last report has expired. @octocat' },
      { code: 'vocabulary/trimmed', message: 'A name was trimmed.' },
    ];
    const { text, section, openText } = render({}, { warnings });
    expect(section).toContain('Note. The last report has expired.');
    expect(text.match(/has expired/g)).toHaveLength(1);
    expect(text).toContain('Warnings');
    expect(openText).not.toContain('@octocat');
  });
});

describe('topics that could not be set', () => {
  const message =
    'Cannot set the topics of octo/widgets: the token may not (403). @octocat\nIts topics are by-people, old.';
  const warnings = [{ code: 'topics/forbidden', message }];

  it('tell why, once, what was to be done, and the line that does it for now', () => {
    const failure = { message, needsToken: false };
    const { text, section, openText } = render({ outcome: 'failed', more: { topicsFailure: failure } }, { warnings });
    expect(section).toMatch(/Failed\. Cannot set the topics of octo\/widgets.*Its topics are by-people, old\./s);
    expect(text.match(/Cannot set/g)).toHaveLength(1);
    expect(openText).not.toContain('@octocat');
    expect(section).toContain('This was to be done:');
    expect(section).toContain('gh repo edit octo/widgets --add-topic new --remove-topic old\n');
    expect(section).not.toContain('Two kinds of token');
  });

  it('tell the two ways to a token where one mends it', () => {
    const failure = { message, needsToken: true };
    const { section, elements } = render({ outcome: 'failed', more: { topicsFailure: failure } }, { warnings });
    for (const part of [
      'Two kinds of token can set topics:',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the workflow language
      'topics-token: ${{ secrets.README_TAGGER_TOPICS_TOKEN }}',
      'uses: actions/create-github-app-token@v3',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the workflow language
      'client-id: ${{ vars.README_TAGGER_CLIENT_ID }}',
      'permission-administration: write',
      'gh repo edit octo/widgets --add-topic new --remove-topic old',
    ]) {
      expect(section).toContain(part);
    }
    const links = elements.flatMap(({ name, attributes }) => (name === 'a' ? [attributes['href']] : []));
    expect(links).toContain('https://github.com/settings/personal-access-tokens/new');
  });

  it('stay themselves whatever the error says', () => {
    const plainFailure = { message: 'plain', needsToken: true };
    const expected = render({ outcome: 'failed', more: { topicsFailure: plainFailure } }).elements.map(
      ({ name }) => name,
    );
    for (const text of nasty) {
      const failure = { message: text.replace(/[\r\n\u0085\u2028\u2029]/g, ' '), needsToken: true };
      const warning = { code: 'topics/forbidden', message: failure.message };
      const { elements, openText } = render(
        { outcome: 'failed', more: { topicsFailure: failure } },
        { warnings: [warning] },
      );
      expect(
        elements.map(({ name }) => name),
        text,
      ).toEqual(expected);
      expect(openText).not.toMatch(/@\w|:\w+:|www\./);
    }
  });
});
