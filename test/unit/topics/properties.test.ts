import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TOPICS } from '../../../src/topics/limits.ts';
import { planTopics } from '../../../src/topics/plan.ts';
import { planUndo } from '../../../src/topics/undo.ts';
import { type HistoryOptions, histories, live, type Run } from './history.ts';

const NUM_RUNS = Number(process.env['TOPICS_HISTORIES'] ?? 200);
const SEED = Number(process.env['TOPICS_SEED'] ?? 20_260_101);

/** Runs `check` on every run of many histories. A failure prints the history, cut down to what matters, and its seed. */
function everyRun(options: HistoryOptions, check: (run: Run) => void): void {
  fc.assert(
    fc.property(histories(options), (history) => live(history, check)),
    { numRuns: NUM_RUNS, seed: SEED },
  );
}

const tagOf = ({ input }: Run, topic: string) =>
  input.vocabulary.tags.find((tag) => tag.topic === topic && tag.replacedBy === null) ??
  input.vocabulary.tags.find((tag) => tag.topic === topic);
const isPinned = ({ input }: Run, topic: string) => input.tags.some((tag) => tag.pinned && tag.topic === topic);
const isExcluded = (run: Run, topic: string) => {
  const tag = tagOf(run, topic);
  return tag !== undefined && [tag.name, ...tag.aliases].some((name) => run.input.exclude.includes(name));
};

describe('whatever runs and people do', () => {
  it('adds, removes and keeps exactly what makes after out of before', () => {
    everyRun({}, ({ input, plan }) => {
      expect(plan.kept).toEqual(plan.before.filter((topic) => !plan.removed.includes(topic)));
      expect(plan.after).toEqual([...plan.kept, ...plan.added]);
      expect(new Set(plan.after).size).toBe(plan.after.length);
      expect(plan.added.filter((topic) => plan.before.includes(topic))).toEqual([]);
      expect(plan.removed.filter((topic) => !plan.before.includes(topic))).toEqual([]);
      expect(plan.changes.map(({ topic, action }) => `${action} ${topic}`)).toEqual([
        ...plan.removed.map((topic) => `remove ${topic}`),
        ...plan.added.map((topic) => `add ${topic}`),
      ]);
      const causes = plan.changes.map(({ cause }) => cause);
      if (input.memory === null)
        expect(causes.filter((cause) => !['first-run', 'settings', 'vocabulary'].includes(cause))).toEqual([]);
    });
  });

  it('says of every given tag whose topic is not set why it is not', () => {
    everyRun({}, (run) => {
      const { input, plan } = run;
      if (input.untouched) return;
      const givable = input.tags.flatMap(({ topic }) => (topic === null || plan.after.includes(topic) ? [] : topic));
      expect(plan.notAdded.map(({ topic }) => topic)).toEqual(givable);
    });
  });

  it('never removes a topic that people set, in merge and add', () => {
    everyRun({ modes: ['merge', 'add', null] }, ({ plan, setByAction }) => {
      expect(plan.removed.filter((topic) => !setByAction.has(topic))).toEqual([]);
    });
  });

  it('removes nothing without memory, in merge and add', () => {
    everyRun({ modes: ['merge', 'add', null] }, ({ input, plan }) => {
      if (input.memory === null) expect(plan.removed).toEqual([]);
    });
  });

  it('never removes a topic outside the vocabulary, in managed', () => {
    everyRun({ modes: ['managed'] }, (run) => {
      expect(run.plan.removed.filter((topic) => tagOf(run, topic) === undefined)).toEqual([]);
    });
  });

  it('never removes anything, in add', () => {
    everyRun({ modes: ['add'] }, ({ plan }) => {
      expect(plan.removed).toEqual([]);
      expect(plan.pending).toEqual([]);
    });
  });

  it('never adds a topic outside the vocabulary', () => {
    everyRun({}, (run) => {
      expect(run.plan.added.filter((topic) => tagOf(run, topic) === undefined)).toEqual([]);
    });
  });

  it('never adds or removes a topic of a manual tag', () => {
    everyRun({}, (run) => {
      const changed = run.plan.changes.map(({ topic }) => topic);
      expect(changed.filter((topic) => tagOf(run, topic)?.manual)).toEqual([]);
    });
  });

  it('never adds a replaced tag, nor leaves one of ours where people do not hold its heir back', () => {
    everyRun({ modes: ['merge', 'managed', null] }, (run) => {
      const { input, plan } = run;
      expect(plan.added.filter((topic) => tagOf(run, topic)?.replacedBy)).toEqual([]);
      if (input.untouched) return;
      const left = plan.ours.filter((topic) => {
        const tag = tagOf(run, topic);
        const heir = input.vocabulary.tags.find(({ name }) => name === tag?.replacedBy);
        return tag?.replacedBy && !tag.manual && !heir?.manual;
      });
      expect(left).toEqual([]);
    });
  });

  it('brings no topic back that people took away, while memory lasts and README and vocabulary are the same', () => {
    everyRun({ modes: ['merge', 'add', null] }, (run) => {
      const back = run.plan.added.filter((topic) => run.refusedByPeople.has(topic));
      expect(back.filter((topic) => !isPinned(run, topic))).toEqual([]);
    });
  });

  it('never goes beyond twenty', () => {
    everyRun({}, ({ plan }) => {
      expect(plan.after.length).toBeLessThanOrEqual(MAX_TOPICS);
    });
  });

  it('changes nothing when the same run comes again', () => {
    everyRun({}, ({ plan, next }) => {
      const again = planTopics(next);
      expect(again.changes).toEqual([]);
      expect(again.after).toEqual(plan.after);
      expect(again.ours).toEqual(plan.ours);
      expect(again.pending).toEqual(plan.pending);
      expect(again.declined).toEqual(plan.declined.filter((topic) => !plan.after.includes(topic)));
      expect(again.notAdded.map(({ topic }) => topic)).toEqual(plan.notAdded.map(({ topic }) => topic));
    });
  });

  it('removes nothing because of the classifier alone, unless a person starts the run', () => {
    everyRun({}, (run) => {
      const { input, plan } = run;
      const isClassifierAlone = [...(input.differing ?? [])].join() === 'classifier';
      if (!isClassifierAlone || input.isByHand) return;
      const byRule = (topic: string) => {
        const tag = tagOf(run, topic);
        const heir = input.vocabulary.tags.find(({ name }) => name === tag?.replacedBy);
        return tag === undefined || heir !== undefined || isExcluded(run, topic);
      };
      const failedBefore = (topic: string) =>
        input.memory?.changes.some((change) => change.topic === topic && change.action === 'remove');
      const isForPin = plan.after.length === MAX_TOPICS && plan.added.some((topic) => isPinned(run, topic));
      const removed = isForPin ? [] : plan.removed;
      expect(removed.filter((topic) => !byRule(topic) && !failedBefore(topic))).toEqual([]);
      expect(plan.changes.filter(({ action, cause }) => action === 'remove' && cause === 'classifier')).toEqual([]);
    });
  });

  it('removes nothing over any number of new classifiers, unless a person starts a run', () => {
    const people = ['people-add', 'people-remove', 'people-refuse', 'people-fill'] as const;
    const without = ['readme', 'jitter', 'description', 'tags', 'settings', ...people] as const;
    everyRun({ modes: ['merge', 'managed'], without }, ({ input, plan }) => {
      if (input.memory === null || input.isByHand) return;
      const ordered = input.memory.changes.filter(({ action }) => action === 'remove').map(({ topic }) => topic);
      expect(plan.removed.filter((topic) => !ordered.includes(topic))).toEqual([]);
    });
  });

  it('leaves no excluded topic of ours, in merge, and none of the vocabulary, in managed', () => {
    everyRun({ modes: ['merge', 'managed', null] }, (run) => {
      const { input, plan } = run;
      if (input.untouched) return;
      const ruled = input.mode === 'managed' ? plan.after : plan.ours;
      const isExempt = (topic: string) => {
        const tag = tagOf(run, topic);
        const heir = input.vocabulary.tags.find(({ name }) => name === tag?.replacedBy);
        return tag?.manual || heir?.manual || isPinned(run, topic);
      };
      expect(ruled.filter((topic) => isExcluded(run, topic) && !isExempt(topic))).toEqual([]);
    });
  });

  it('adds no excluded topic', () => {
    everyRun({}, (run) => {
      expect(run.plan.added.filter((topic) => isExcluded(run, topic) && !isPinned(run, topic))).toEqual([]);
    });
  });

  it('sets every pinned topic, unless people fill the twenty', () => {
    everyRun({}, ({ input, plan }) => {
      if (input.untouched) return;
      const missing = input.tags.flatMap(({ pinned, topic }) =>
        pinned && topic !== null && !plan.after.includes(topic) ? topic : [],
      );
      expect(
        missing.every((topic) => plan.notAdded.some((each) => each.topic === topic && each.reason === 'no-room')),
      ).toBe(true);
      if (missing.length > 0) expect(plan.after).toHaveLength(MAX_TOPICS);
    });
  });

  it('never sets two topics of a group', () => {
    everyRun({}, (run) => {
      const { plan } = run;
      const groupOf = (topic: string) => {
        const tag = tagOf(run, topic);
        return tag === undefined || tag.replacedBy !== null ? null : tag.group;
      };
      for (const topic of plan.added) {
        const group = groupOf(topic);
        if (group === null || isPinned(run, topic)) continue;
        expect(
          plan.after.filter((other) => groupOf(other) === group),
          topic,
        ).toEqual([topic]);
      }
    });
  });

  it('claims only topics that are there', () => {
    everyRun({}, ({ plan }) => {
      expect(plan.ours.filter((topic) => !plan.after.includes(topic))).toEqual([]);
      expect(plan.pending.filter((topic) => !plan.kept.includes(topic))).toEqual([]);
    });
  });

  it('touches nothing where nothing was classified', () => {
    everyRun({}, ({ input, plan }) => {
      if (input.untouched) expect(plan.after).toEqual(plan.before);
    });
  });
});

describe('an undo after any history', () => {
  it("leaves people's edits since that run alone, and everything else as it was before it", () => {
    everyRun({}, ({ input, lastWritten }) => {
      if (lastWritten === null) return;
      const { record, before } = lastWritten;
      const live = input.before;
      const addedSince = live.filter((topic) => !record.after.includes(topic));
      const removedSince = record.after.filter((topic) => !live.includes(topic));
      const wanted = [...new Set([...before, ...addedSince])].filter((topic) => !removedSince.includes(topic));
      const undo = planUndo(record, live);
      expect([...undo.after, ...undo.noRoom].sort()).toEqual(wanted.sort());
      expect(undo.noRoom.filter((topic) => addedSince.includes(topic))).toEqual([]);
      expect(undo.after.length).toBeLessThanOrEqual(MAX_TOPICS);
      expect(undo.noRoom.length === 0 || undo.after.length === MAX_TOPICS).toBe(true);
    });
  });
});
