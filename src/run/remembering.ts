import { UserError } from '../errors.ts';
import { canBeMemory, type EventContext } from '../model/event.ts';
import { isSameRepository, type Repository, type RepositoryName } from '../model/repository.ts';
import type { Ports } from '../ports.ts';
import { findLastRun, type LastRun } from '../report/carried.ts';
import { parseMemory } from '../report/memory.ts';
import type { Report } from '../report/report.ts';
import { asksModel } from '../settings/llm-choice.ts';
import type { Settings } from '../settings.ts';
import type { Reading } from './reading.ts';
import type { Notice } from './sink.ts';

export type Remembered = {
  /** The last report about what is read now; null where there is none, or none that can be trusted. */
  readonly report: Report | null;
  /** What topics go by: what the last report tells, or, where its model did not answer, the last one before whose did. */
  readonly lastRun: LastRun | null;
  /**
   * Whether later runs will know the report of this one. Where they will not, they go by an older one: a topic that this run
   * removed and that people set again would be theirs no more. So such a run removes none.
   */
  readonly isKept: boolean;
  readonly notices: readonly Notice[];
};

/**
 * Looks for the last report of this step, where something is published that depends on it. It is kept in the repository
 * that the workflow belongs to, whatever repository is read. Without it every topic counts as people's, which is always safe:
 * so nothing here fails the run.
 */
export async function remember(
  settings: Settings,
  event: EventContext,
  { repository, target }: Pick<Reading, 'repository' | 'target'>,
  ports: Pick<Ports, 'memory' | 'repositories'>,
): Promise<Remembered> {
  const { artifactName } = settings;
  const nothing = { report: null, lastRun: null };
  if (!needsMemory(settings)) return { ...nothing, isKept: false, notices: [] };
  const home = await readHome(settings, event, repository, ports);
  if (home instanceof UserError) return { ...nothing, isKept: false, notices: tellForgotten(home.message, settings) };
  const unkept = explainUnkept(settings, event, home);
  const mayWrite = target.plannedOnly === null && !settings.dryRun;
  const told: readonly Notice[] =
    unkept !== null && mayWrite && isLessWithout(settings)
      ? [{ code: 'topics/no-memory', level: 'notice', message: unkept }]
      : tellForgetful(settings, event);
  const isKept = unkept === null;
  const found = await ports.memory.find(artifactName, home);
  if (found.kind === 'none') {
    return { ...nothing, isKept, notices: [...told, ...tellForgotten(found.message, settings)] };
  }
  const parsed = await parseMemory(found.bytes, repository.name, (name) =>
    wasCalled(name, repository, settings, ports),
  );
  if (parsed.kind === 'report') {
    const lastRun = findLastRun(parsed.report, repository.topics);
    return { report: parsed.report, lastRun, isKept, notices: told };
  }
  const consequence = isLessWithout(settings)
    ? ` Every topic that is there counts as people's until then, so none is removed.`
    : '';
  const message = `The last report ${parsed.reason}. It is left out; the next run has a new one.${consequence}`;
  return { ...nothing, isKept, notices: [...told, { code: 'topics/odd-memory', level: 'warning', message }] };
}

/** Topics and comments go by what earlier runs did; a model is not asked again where nothing changed. */
function needsMemory(settings: Settings): boolean {
  return settings.publish.includes('topics') || settings.publish.includes('comment') || asksModel(settings);
}

/** Only `merge` is less without memory: it then removes nothing. `add` and `managed` do what they do. */
function isLessWithout({ publish, topicsMode }: Settings): boolean {
  return publish.includes('topics') && topicsMode === 'merge';
}

/** That a step which keeps no report pays for a model again and again; a pull request is no news to later runs anyway. */
function tellForgetful(settings: Settings, { trigger }: EventContext): readonly Notice[] {
  if (!asksModel(settings) || settings.publish.includes('artifact') || trigger.kind === 'pull-request') return [];
  const message =
    'The report of this run is kept nowhere, since "publish" does not hold "artifact": the model is asked on every run, also where nothing changed.';
  return [{ code: 'llm/no-memory', level: 'notice', message }];
}

function tellForgotten(reason: string | null, settings: Settings): readonly Notice[] {
  // A step that keeps no reports finds none.
  if (reason === null || !settings.publish.includes('artifact')) return [];
  const why = endSentence(reason);
  if (isLessWithout(settings)) {
    const message = `${why} Without the last report every topic that is there counts as people's, so none is removed${asksModel(settings) ? ', and the model is asked also where nothing changed' : ''}.`;
    return [{ code: 'topics/no-memory', level: 'notice', message }];
  }
  if (!asksModel(settings)) return [];
  const message = `${why} Without the last report the model is asked also where nothing changed.`;
  return [{ code: 'llm/no-memory', level: 'notice', message }];
}

/** Why later runs will not know the report of this one; null where they will. */
function explainUnkept(
  { publish }: Settings,
  { name, ref }: EventContext,
  { defaultBranch }: Repository,
): string | null {
  const consequence = 'So this run adds topics and removes none.';
  if (!publish.includes('artifact')) {
    return `The report of this run is kept nowhere, since "publish" does not hold "artifact": later runs will not know which topics this action had set. ${consequence}`;
  }
  const branch = ref === null ? defaultBranch : ref.replace(/^refs\/heads\//, '');
  if (canBeMemory(name, branch, defaultBranch)) return null;
  return `Later runs do not go by the report of this one (${name} on ${branch}), only by those of pushes, schedules, dispatches and releases on ${defaultBranch}. ${consequence}`;
}

/** Whether a name that the last report has is a former one of the repository that the workflow belongs to. */
async function wasCalled(
  name: RepositoryName,
  { id }: Repository,
  settings: Settings,
  { repositories }: Pick<Ports, 'repositories'>,
): Promise<boolean> {
  if (settings.repository !== null) return false;
  try {
    return (await repositories.read(name)).id === id;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/** The repository that the workflow belongs to. */
async function readHome(
  settings: Settings,
  event: EventContext,
  repository: Repository,
  { repositories }: Pick<Ports, 'repositories'>,
): Promise<Repository | UserError> {
  if (settings.repository === null || isSameRepository(repository.name, event.repository)) return repository;
  try {
    return await repositories.read(event.repository);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** GitHub's own words stand in quotes at the end. */
function endSentence(text: string): string {
  return /[.!?]"?$/.test(text) ? text : `${text}.`;
}
