import { UserError } from '../errors.ts';
import type { EventContext } from '../model/event.ts';
import { isSameRepository, type Repository } from '../model/repository.ts';
import type { Ports } from '../ports.ts';
import { parseMemory } from '../report/memory.ts';
import type { Report } from '../report/report.ts';
import type { Settings } from '../settings.ts';
import type { Notice } from './sink.ts';

export type Remembered = {
  /** The last report about what is read now; null where there is none, or none that can be trusted. */
  readonly report: Report | null;
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
  repository: Repository,
  ports: Pick<Ports, 'memory' | 'repositories'>,
): Promise<Remembered> {
  const { publish, artifactName } = settings;
  if (!publish.includes('topics') && !publish.includes('comment')) return { report: null, notices: [] };
  const home = await readHome(settings, event, repository, ports);
  if (home instanceof UserError) return forget(home.message, settings);
  const found = await ports.memory.find(artifactName, home);
  if (found.kind === 'none') return forget(found.message, settings);
  const parsed = await parseMemory(found.bytes, settings.repository === null ? null : repository.name);
  if (parsed.kind === 'report') return { report: parsed.report, notices: findUnkept(settings) };
  const consequence = isLessWithout(settings)
    ? ` Every topic that is there counts as people's until then, so none is removed.`
    : '';
  const message = `The last report ${parsed.reason}. It is left out; the next run has a new one.${consequence}`;
  return { report: null, notices: [{ code: 'topics/odd-memory', level: 'warning', message }] };
}

/** Only `merge` is less without memory: it then removes nothing. `add` and `managed` do what they do. */
function isLessWithout({ publish, topicsMode }: Settings): boolean {
  return publish.includes('topics') && topicsMode === 'merge';
}

function forget(reason: string | null, settings: Settings): Remembered {
  const unkept = findUnkept(settings);
  // A step that keeps no reports finds none.
  if (reason === null || unkept.length > 0 || !isLessWithout(settings)) return { report: null, notices: unkept };
  const message = `${endSentence(reason)} Without the last report every topic that is there counts as people's, so none is removed.`;
  return { report: null, notices: [{ code: 'topics/no-memory', level: 'notice', message }] };
}

/** What is to be said where this run leaves no memory behind. */
function findUnkept(settings: Settings): readonly Notice[] {
  if (settings.publish.includes('artifact') || settings.dryRun || !isLessWithout(settings)) return [];
  const message =
    'The report of this run is kept nowhere, since "publish" does not hold "artifact": the next run will not know which topics this action had set, and will remove none.';
  return [{ code: 'topics/no-memory', level: 'notice', message }];
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
