import { renderRepositoryName } from '../model/repository.ts';
import type { WrittenTopics } from './undo-report.ts';

/** What was done, or in a dry run would be: topics that went away, that came back, and that found no room. */
export type Undone = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly noRoom: readonly string[];
};

/** What to tell after an undo, a message each; lines that are to be pasted stand by themselves. */
export type UndoWords = {
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
  /** Lines for the workflow's step, which keep the next runs from doing it again. */
  readonly paste: readonly string[];
};

export function describeUndo(written: WrittenTopics, undone: Undone, isDryRun: boolean): UndoWords {
  const { mode, repository, startedAt } = written;
  const name = renderRepositoryName(repository);
  const { added, removed, noRoom } = undone;
  const warnings = noRoom.map(
    (topic) =>
      `${topic} ${isDryRun ? 'would not come' : 'did not come'} back: ${name} has as many topics as GitHub allows. Remove one that matters less, and undo again.`,
  );
  const done = [
    ...(removed.length > 0 ? [`${isDryRun ? 'remove' : 'removed'} ${removed.join(', ')}`] : []),
    ...(added.length > 0 ? [`${isDryRun ? 'add' : 'added'} ${added.join(', ')} again`] : []),
  ].join('; ');
  const run = `the run of ${startedAt}`;
  if (done === '') return { warnings, notes: [explainNothing(written, noRoom, name, run)], paste: [] };

  const notes = [
    isDryRun
      ? `This would take back what ${run} did to ${name}: ${done}. Nothing was written.`
      : `Took back what ${run} did to ${name}: ${done}.`,
  ];
  const kept = keptByPeople(written, undone);
  if (kept !== null) notes.push(kept);
  notes.push(...explainNextRuns(mode, removed, added));
  const paste = [
    ...renderInput('exclude-tags', removed, written.tagNames),
    // Where only the memory decides, what came back counts as people's and stays without this.
    ...(mode === 'managed' ? renderInput('pin-tags', added, written.tagNames) : []),
  ];
  return { warnings, notes, paste };
}

function explainNothing(written: WrittenTopics, noRoom: readonly string[], name: string, run: string): string {
  if (written.added.length === 0 && written.removed.length === 0) {
    return `There is nothing to take back: ${run} changed no topic of ${name}.`;
  }
  if (noRoom.length > 0) return `There is nothing else to take back of what ${run} did to ${name}.`;
  return `There is nothing to take back: none of what ${run} changed in ${name} is still as it left it.`;
}

/** Changes of the run that somebody had taken back before. */
function keptByPeople(written: WrittenTopics, { added, removed, noRoom }: Undone): string | null {
  const gone = written.added.filter((topic) => !removed.includes(topic));
  const back = written.removed.filter((topic) => !added.includes(topic) && !noRoom.includes(topic));
  const parts = [
    ...(gone.length > 0 ? [`${gone.join(', ')} ${gone.length === 1 ? 'was' : 'were'} gone already`] : []),
    ...(back.length > 0 ? [`${back.join(', ')} ${back.length === 1 ? 'was' : 'were'} there again already`] : []),
  ];
  return parts.length === 0 ? null : `${parts.join('; ')}.`;
}

function explainNextRuns(
  mode: WrittenTopics['mode'],
  removed: readonly string[],
  added: readonly string[],
): readonly string[] {
  if (mode === 'managed') {
    return [
      'The step has "topics-mode: managed": its next run follows the result again and does the same, unless the step says otherwise.',
    ];
  }
  const notes: string[] = [];
  if (removed.length > 0) {
    notes.push(
      `The next runs take ${removed.length === 1 ? 'the removed topic' : 'the removed topics'} for declined and leave ${removed.length === 1 ? 'it' : 'them'} away, for as long as there is a report that remembers and until the README or the tags file changes.`,
    );
  }
  if (added.length > 0) {
    notes.push(`What came back counts as set by people, and stays.`);
  }
  return notes;
}

/** A line of YAML for the step; none where the report does not tell the name of any of the tags. */
function renderInput(
  input: string,
  topics: readonly string[],
  tagNames: ReadonlyMap<string, string>,
): readonly string[] {
  const names = topics.flatMap((topic) => tagNames.get(topic) ?? []);
  if (names.length === 0) return [];
  const list = names.map((name) => (/[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join(', ');
  return [`${input}: '${list.replaceAll("'", "''")}'`];
}
