import { expect, test } from 'vitest';
import { findWrittenTopics } from '../../../src/cli/undo-report.ts';
import { UserError } from '../../../src/errors.ts';
import type { TopicsPlan } from '../../../src/model/topics.ts';
import type { CallReport, SinkOutcome } from '../../../src/report/report.ts';
import { sample } from '../report/sample.ts';

const topics: TopicsPlan = {
  mode: 'merge',
  before: ['websocket', 'old'],
  after: ['websocket', 'real-time'],
  added: ['real-time'],
  removed: ['old'],
  kept: ['websocket'],
  ours: ['real-time'],
  declined: [],
  pending: [],
  notAdded: [],
  changes: [
    { topic: 'real-time', action: 'add', cause: 'readme' },
    { topic: 'old', action: 'remove', cause: 'readme' },
  ],
};
const report = (more: Partial<CallReport> = {}, outcome: SinkOutcome | null = 'written'): CallReport => ({
  ...sample({ topics, publish: outcome === null ? [] : [{ sink: 'topics', outcome }] }),
  ...more,
});
const refusal = (given: CallReport): UserError => {
  try {
    findWrittenTopics(given);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('It was accepted');
};

test('tells what a run did, and the names of the tags that its topics belong to', () => {
  expect(findWrittenTopics(report())).toEqual({
    repository: { owner: 'octo', name: 'widgets' },
    mode: 'merge',
    added: ['real-time'],
    removed: ['old'],
    startedAt: '2026-01-02T03:04:05.000Z',
    tagNames: new Map([
      ['cli', 'cli'],
      ['real-time', 'real-time'],
    ]),
  });
});

test('accepts a run that found nothing to change', () => {
  expect(findWrittenTopics(report({}, 'unchanged'))).toMatchObject({ added: ['real-time'] });
});

test.each([
  ['of a call of the command line', report({ event: 'command-line' }), 'a call of the command line'],
  ['of a file of no known repository', report({ repository: null }), 'a call of the command line'],
  ['of a dry run', report({ dryRun: true }), 'a dry run'],
  ['of a run that did not publish topics', report({ topics: { ...topics, mode: null } }), '"publish" of the step'],
  ['that says nothing of topics', report({}, null), 'left the topics alone'],
  ['of a run that skipped topics', report({}, 'skipped'), 'left the topics alone'],
  ['of a run that only planned', report({ event: 'pull_request' }, 'planned'), 'only planned topics'],
  ['of a run that failed to write', report({}, 'failed'), 'what it left is not known'],
])('refuses a report %s', (_, given, reason) => {
  const error = refusal(given);
  expect(error).toMatchObject({ code: 'undo/not-written', kind: 'input' });
  expect(error.message).toContain(reason);
});

test('refuses topics that GitHub does not know, and tells all of them at once', () => {
  const added = ['Real-Time', '-x', 'a b', 'ok', 'x'.repeat(51), '\u001b[31m'];
  const error = refusal(report({ topics: { ...topics, added, removed: ['../..', 'ok'] } }));
  expect(error.code).toBe('undo/changed-report');
  expect(error.problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^"topics.added" of the report holds "Real-Time", "-x", "a b", "x{51}", "\\u001b\[31m"; a topic starts/,
    ),
    expect.stringContaining('"topics.removed" of the report holds "../.."'),
    '"ok" stands under "topics.added" and under "topics.removed" of the report.',
  ]);
});

test.each(['octo/widgets/topics', 'octo', '../widgets', 'octo/..', 'octo/wid gets', 'octo/w?x=y', 'octo/%2e%2e'])(
  'refuses the repository %j',
  (repository) => {
    const error = refusal(report({ repository }));
    expect(error.code).toBe('undo/changed-report');
    expect(error.message).toContain(
      `The report names the repository ${JSON.stringify(repository)}; expected owner/name.`,
    );
  },
);
