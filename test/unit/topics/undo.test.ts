import { describe, expect, it } from 'vitest';
import { planUndo } from '../../../src/topics/undo.ts';

const run = { added: ['cms', 'lms'], removed: ['old', 'older'] };
const people = (count: number) => Array.from({ length: count }, (_, number) => `people-${number}`);

describe('an undo', () => {
  it('takes away what the run added and puts back what it removed', () => {
    expect(planUndo(run, ['mine', 'cms', 'lms'])).toEqual({
      before: ['mine', 'cms', 'lms'],
      after: ['mine', 'old', 'older'],
      added: ['old', 'older'],
      removed: ['cms', 'lms'],
      noRoom: [],
    });
  });

  it('keeps what people did since: new ones, and theirs that they took away', () => {
    expect(planUndo(run, ['cms', 'new']).after).toEqual(['new', 'old', 'older']);
  });

  it('has nothing to do where people did it already', () => {
    expect(planUndo(run, ['older', 'mine', 'old'])).toMatchObject({
      added: [],
      removed: [],
      after: ['older', 'mine', 'old'],
    });
  });

  it("never goes beyond twenty, leaves people's, and says what did not fit", () => {
    expect(planUndo(run, [...people(18), 'cms'])).toMatchObject({ added: ['old', 'older'], noRoom: [] });
    expect(planUndo(run, people(19))).toMatchObject({ added: ['old'], noRoom: ['older'] });
    expect(planUndo(run, people(20))).toMatchObject({ added: [], removed: [], noRoom: ['old', 'older'] });
  });

  it('does the same again: nothing', () => {
    const { after } = planUndo(run, ['mine', 'cms', 'lms']);
    expect(planUndo(run, after)).toMatchObject({ added: [], removed: [] });
  });

  it('takes a topic away that a report names as added and as removed', () => {
    expect(planUndo({ added: ['cms'], removed: ['cms'] }, ['cms'])).toMatchObject({
      after: [],
      added: [],
      removed: ['cms'],
    });
  });

  it('knows topics in any case', () => {
    expect(planUndo({ added: ['CMS'], removed: ['Old'] }, ['cms', 'Mine']).after).toEqual(['mine', 'old']);
  });
});
