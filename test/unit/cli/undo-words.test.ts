import { expect, test } from 'vitest';
import type { WrittenTopics } from '../../../src/cli/undo-report.ts';
import { describeUndo, type Undone } from '../../../src/cli/undo-words.ts';

const written = (more: Partial<WrittenTopics> = {}): WrittenTopics => ({
  repository: { owner: 'octo', name: 'widgets' },
  mode: 'merge',
  added: ['parser', 'cpp'],
  removed: ['lexer'],
  startedAt: '2026-01-02T03:04:05.000Z',
  tagNames: new Map([
    ['parser', 'parser'],
    ['cpp', 'C++'],
    ['lexer', 'lexer'],
  ]),
  ...more,
});
const undone = (more: Partial<Undone> = {}): Undone => ({
  added: ['lexer'],
  removed: ['parser', 'cpp'],
  noRoom: [],
  ...more,
});

test('says what was taken back, what the next runs make of it, and how to keep it so', () => {
  expect(describeUndo(written(), undone(), false)).toEqual({
    warnings: [],
    notes: [
      'Took back what the run of 2026-01-02T03:04:05.000Z did to octo/widgets: removed parser, cpp; added lexer again.',
      'The next runs take the removed topics for declined and leave them away, for as long as there is a report that remembers and until the README or the tags file changes.',
      'What came back counts as set by people, and stays.',
    ],
    paste: ["exclude-tags: 'parser, C++'"],
  });
});

test('says in a dry run what would be done', () => {
  const { notes } = describeUndo(written(), undone({ added: [] }), true);
  expect(notes[0]).toBe(
    'This would take back what the run of 2026-01-02T03:04:05.000Z did to octo/widgets: remove parser, cpp. Nothing was written.',
  );
});

test('says what people had taken back before', () => {
  const { notes } = describeUndo(written(), undone({ added: [], removed: ['parser'] }), false);
  expect(notes[1]).toBe('cpp was gone already; lexer was there again already.');
});

test('warns of what has no room', () => {
  const { warnings, notes } = describeUndo(written(), undone({ added: [], noRoom: ['lexer'] }), false);
  expect(warnings).toEqual([
    'lexer did not come back: octo/widgets has as many topics as GitHub allows. Remove one that matters less, and undo again.',
  ]);
  expect(notes.join()).not.toContain('lexer');
});

test('says in managed mode that the next run does the same again, and how to stop it', () => {
  const { notes, paste } = describeUndo(written({ mode: 'managed' }), undone(), false);
  expect(notes.join('\n')).toContain('"topics-mode: managed": its next run follows the result again');
  expect(notes.join('\n')).not.toContain('declined');
  expect(paste).toEqual(["exclude-tags: 'parser, C++'", "pin-tags: 'lexer'"]);
});

test('writes names that are hard for YAML and for lists so that they come back as they are', () => {
  const tagNames = new Map([
    ['parser', `it's, "so"`],
    ['cpp', '#: true'],
  ]);
  const { paste } = describeUndo(written({ tagNames }), undone({ added: [] }), false);
  expect(paste).toEqual([`exclude-tags: '"it''s, ""so""", #: true'`]);
});

test('offers no line where the report does not name the tags', () => {
  expect(describeUndo(written({ tagNames: new Map() }), undone(), false).paste).toEqual([]);
});

test.each([
  ['the run changed nothing', written({ added: [], removed: [] }), [], 'changed no topic of octo/widgets'],
  ['all was taken back before', written(), [], 'is still as it left it'],
  ['what is left has no room', written(), ['lexer'], 'nothing else to take back'],
] as const)('says that there is nothing to take back where %s', (_, given, noRoom, words) => {
  const { notes, paste } = describeUndo(given, { added: [], removed: [], noRoom }, false);
  expect(notes).toEqual([expect.stringContaining(words)]);
  expect(paste).toEqual([]);
});
