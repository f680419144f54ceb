import { UserError } from '../errors.ts';
import { createRepositories } from '../github/repository.ts';
import { createTopicsStore } from '../github/topics-store.ts';
import { type RepositoryName, renderRepositoryName } from '../model/repository.ts';
import type { TopicsStore } from '../ports.ts';
import { MAX_REPORT_BYTES, parseReport } from '../report/memory.ts';
import type { Report } from '../report/report.ts';
import { planUndo } from '../topics/undo.ts';
import { adviseCaller, createApiClient, findApiAccess } from './api.ts';
import type { UndoFlags } from './commands.ts';
import { readInputFile, readStandardInput } from './input-file.ts';
import { toPlainLine, toTerminalJson } from './plain-text.ts';
import { note, type Shell, warn } from './shell.ts';
import { findWrittenTopics, type WrittenTopics } from './undo-report.ts';
import { describeUndo } from './undo-words.ts';

/** As many as a run of the action makes: a write that fails may have worked, so the topics are looked at before the next. */
const MOST_WRITES = 3;

type Outcome = {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly noRoom: readonly string[];
};

/**
 * Takes back what the run of a report did to the topics of its repository, as far as nobody changed it since: the topics
 * before and after as one line of JSON, what it means in words on standard error.
 * @throws UserError of the report, codes `undo/…`; of the topics, `topics/…`; `call/token` without a token.
 */
export async function runUndo(path: string, { dryRun }: UndoFlags, shell: Shell): Promise<void> {
  const isDryRun = dryRun === true;
  const written = findWrittenTopics(await readReport(path));
  const access = findApiAccess(shell.env);
  if (access.token === '' && !isDryRun) {
    throw new UserError('input', {
      code: 'call/token',
      message:
        'There is no token: setting topics takes one with the repository permission Administration: write, in the environment variable GITHUB_TOKEN or GH_TOKEN. With --dry-run, none is needed for a public repository.',
    });
  }
  const client = await createApiClient(access, shell);
  const repository = await findRepository().catch((error: unknown) => {
    throw adviseCaller(error, access, 'A private repository needs a token that can see it, in GITHUB_TOKEN.');
  });
  const store = createTopicsStore({
    client,
    topicsToken: access.token,
    // There is no second token here that it could be mistaken for.
    token: '',
    holder: 'The environment variable GITHUB_TOKEN or GH_TOKEN',
    log: { warning: (message) => warn(shell, message) },
  });
  const outcome = isDryRun ? await plan(store, repository, written) : await undo(store, repository, written, shell);
  const { before, after, added, removed } = outcome;
  shell.stdout.write(`${toTerminalJson({ before, after, added, removed })}\n`);
  tell();

  async function findRepository(): Promise<RepositoryName> {
    const { name, isArchived } = await createRepositories(client).read(written.repository);
    if (!isArchived || isDryRun) return name;
    throw new UserError('work', {
      code: 'topics/archived',
      message: `Cannot set the topics of ${renderRepositoryName(name)}: the repository is archived, so nobody can change them. Unarchive it first.`,
    });
  }

  function tell(): void {
    const { warnings, notes, paste } = describeUndo({ ...written, repository }, outcome, isDryRun);
    for (const warning of warnings) warn(shell, warning);
    for (const each of notes) note(shell, each);
    if (paste.length === 0 || shell.isQuiet) return;
    note(shell, 'To keep it so, put this into the step of the workflow:');
    for (const line of paste) shell.stderr.write(`    ${toPlainLine(line)}\n`);
  }
}

async function readReport(path: string): Promise<Report> {
  const bytes =
    path === '-'
      ? await readStandardInput('report', MAX_REPORT_BYTES)
      : readInputFile(path, 'report', MAX_REPORT_BYTES);
  const parsed = await parseReport(bytes);
  if (parsed.kind === 'report') return parsed.report;
  const name = path === '-' ? 'standard input' : JSON.stringify(path);
  throw new UserError('input', {
    code: 'undo/no-report',
    message: `There is no report in ${name}: it ${parsed.reason}. Expected the file in the artifact of a run, readme-tags.json.`,
  });
}

async function plan(store: TopicsStore, repository: RepositoryName, written: WrittenTopics): Promise<Outcome> {
  return planUndo(written, await store.read(repository));
}

/** Reads right before each write: the API replaces the whole set and knows no precondition. */
async function undo(
  store: TopicsStore,
  repository: RepositoryName,
  written: WrittenTopics,
  shell: Shell,
): Promise<Outcome> {
  let before: readonly string[] | null = null;
  let failure: UserError | null = null;
  for (let writes = 0; ; writes += 1) {
    const live = await store.read(repository).catch((error: unknown) => {
      throw failure === null
        ? error
        : tellState(failure, 'Whether it worked all the same is not known; --dry-run shows.');
    });
    before ??= live;
    const planned = planUndo(written, live);
    const isDone = planned.added.length === 0 && planned.removed.length === 0;
    if (!isDone && writes === MOST_WRITES && failure) throw tellState(failure, 'Nothing was taken back.');
    if (isDone) return compare(before, live, written, planned.noRoom);
    const outcome = await store.replace(repository, planned.after);
    if (outcome.kind === 'done') {
      const after = await store.read(repository).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        warn(
          shell,
          'GitHub took the topics and could not be asked for them again; "after" has them as they were sent.',
        );
        return planned.after;
      });
      return compare(before, after, written, planned.noRoom);
    }
    failure = outcome.error;
  }
}

function tellState(error: UserError, state: string): UserError {
  return new UserError(error.kind, { code: error.code, message: `${error.message} ${state}` }, { cause: error.cause });
}

/** What came of it, from what was read: people may have acted between the requests. */
function compare(
  before: readonly string[],
  after: readonly string[],
  written: WrittenTopics,
  noRoom: readonly string[],
): Outcome {
  return {
    before,
    after,
    added: written.removed.filter((topic) => after.includes(topic) && !before.includes(topic)),
    removed: written.added.filter((topic) => before.includes(topic) && !after.includes(topic)),
    noRoom,
  };
}
