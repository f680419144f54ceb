import { describe, expect, it } from 'vitest';
import { previewTopics } from '../../../src/topics/preview.ts';

const twenty = Array.from({ length: 20 }, (_, number) => `topic-${number}`);

describe('a preview of topics', () => {
  it('adds what is missing, best first, and removes nothing', () => {
    expect(previewTopics(['b', 'x'], ['a', 'b', 'c'])).toMatchObject({
      mode: null,
      after: ['b', 'x', 'a', 'c'],
      added: ['a', 'c'],
      removed: [],
      kept: ['b', 'x'],
      changes: [
        { topic: 'a', action: 'add', cause: 'first-run' },
        { topic: 'c', action: 'add', cause: 'first-run' },
      ],
    });
  });

  it('passes over tags that are no topic, and two tags of one topic', () => {
    expect(previewTopics([], [null, 'a', 'a']).added).toEqual(['a']);
  });

  it('never goes beyond twenty and says what found no room', () => {
    expect(previewTopics(twenty.slice(1), ['a', 'b'])).toMatchObject({
      added: ['a'],
      notAdded: [{ topic: 'b', reason: 'no-room' }],
    });
    expect(previewTopics([...twenty, 'one-more'], ['a'])).toMatchObject({
      added: [],
      notAdded: [{ topic: 'a', reason: 'no-room' }],
    });
  });
});
