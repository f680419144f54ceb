import { describe, expect, it } from 'vitest';
import { carryOn, findLastRun, type LastRun } from '../../../src/report/carried.ts';
import { digests, sample } from './sample.ts';

const fallback = { model: 'm', code: 'llm/timeout', message: 'No answer came.' };
const memory: LastRun = {
  digests: { ...digests, readme: '9'.repeat(64) },
  topics: {
    mode: 'merge',
    ours: ['cli', 'web'],
    declined: ['soup'],
    pending: ['web'],
    changes: [{ topic: 'web', action: 'add', cause: 'readme' }],
  },
};

describe('what a run goes by', () => {
  it('is what the last report tells of topics, and when', () => {
    const topics = { ...sample().topics, ...memory.topics };
    expect(findLastRun(sample({ topics }), [])).toEqual({ digests, topics: memory.topics });
  });

  it('is what the last run whose model answered left behind, through any number of those whose model did not', () => {
    let last: LastRun | null = memory;
    for (let run = 0; run < 3; run++) {
      last = findLastRun(sample({ fallback, carried: carryOn(last, ['cli', 'web']) }), ['cli', 'web']);
    }
    expect(last).toEqual(memory);
  });

  it('is nothing where no model ever answered', () => {
    expect(carryOn(null, ['cli'])).toBeNull();
    expect(findLastRun(sample({ fallback, carried: null }), ['cli'])).toBeNull();
  });

  it('still has a topic of ours that was taken away meanwhile, so that it counts as refused', () => {
    const carried = carryOn(memory, ['cli']);
    expect(carried?.lost).toEqual(['web']);
    expect(findLastRun(sample({ fallback, carried }), ['cli'])?.topics.ours).toEqual(['cli', 'web']);
  });

  it('leaves to people a topic that was taken away and set again', () => {
    const last = findLastRun(sample({ fallback, carried: carryOn(memory, ['cli']) }), ['CLI', 'Web']);
    expect(last?.topics).toMatchObject({ ours: ['cli'], pending: [], declined: ['soup'] });
    expect(carryOn(last, ['cli', 'web'])?.lost).toEqual([]);
  });
});
