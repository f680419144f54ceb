import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { type ChildResult, projectFile, runChild } from './child.ts';
import { type EventContext, eventContext, eventPayload, type Trigger } from './events.ts';
import { parseFileCommands } from './file-commands.ts';
import type { LoggedRequest } from './log.ts';
import type { Repository } from './repository.ts';
import { environment, type Folders } from './runner-environment.ts';
import type { WorkflowRun } from './runs.ts';
import type { LoopbackGitHub } from './server.ts';
import type { Permissions } from './tokens.ts';
import { type Annotation, annotationsOf, parseOutput, type WorkflowCommand } from './workflow-commands.ts';

export type ActionOptions = {
  /** Where the workflow lives. */
  readonly repository: Repository;
  readonly trigger: Trigger;
  /** Members of the payload to replace. */
  readonly payload?: object;
  /** The step's `with:`; defaults come from action.yml. */
  readonly inputs?: { readonly [name: string]: string };
  /** What the workflow token may do; `contents: read` unless told. */
  readonly permissions?: Permissions;
  /** Path of the workflow file. */
  readonly workflow?: string;
  /** Built file to run; dist/main.js unless told. */
  readonly script?: string;
  readonly actionFile?: string;
  readonly node?: string;
  readonly nodeArguments?: readonly string[];
  readonly timeFactor?: number;
  readonly timeoutMs?: number;
  /** Added to, or put over, the runner's environment. */
  readonly env?: { readonly [name: string]: string };
  /** Files of a checkout; the workspace is empty otherwise, as it is without actions/checkout. */
  readonly workspace?: { readonly [path: string]: string | Uint8Array };
  /** The run that this step belongs to; a new one is made otherwise. */
  readonly run?: WorkflowRun;
  /** Whether `run` is run again: a new attempt, to which the artifact names of the one before are free. */
  readonly rerun?: boolean;
  /** Kills the process with SIGKILL when its nth request comes in, which is never answered. */
  readonly killAtRequest?: number;
};

export type ActionResult = ChildResult & {
  readonly run: WorkflowRun;
  /** The workflow token that the step was given. */
  readonly token: string;
  readonly outputs: ReadonlyMap<string, string>;
  readonly exportedEnv: ReadonlyMap<string, string>;
  readonly stateValues: ReadonlyMap<string, string>;
  readonly summary: string;
  readonly commands: readonly WorkflowCommand[];
  readonly annotations: readonly Annotation[];
  /** Values that the step asked the runner to mask. */
  readonly masks: readonly string[];
  /** Files in the workspace after the step, by path with forward slashes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Files left in RUNNER_TEMP, those of the runner itself aside. */
  readonly tempFiles: ReadonlyMap<string, Uint8Array>;
  /** What the step asked of GitHub. */
  readonly requests: readonly LoggedRequest[];
};

/** Runs the action as one step of a job: the runner's environment, the loopback GitHub, and nothing of the developer's. */
export async function runAction(github: LoopbackGitHub, options: ActionOptions): Promise<ActionResult> {
  const { repository, trigger } = options;
  const context = eventContext(repository, trigger);
  const run = options.run ?? addRun(github, options, context);
  if (options.rerun) github.state.rerun(run);
  const token = github.state.addToken({
    kind: 'workflow',
    repositories: [repository],
    permissions: options.permissions ?? { contents: 'read' },
  });
  const home = mkdtempSync(join(tmpdir(), 'runner-'));
  try {
    const folders = prepareFolders(home, options, eventPayload(github, repository, trigger, options.payload));
    const env = environment(github, options, { context, run, token, home, folders });
    const firstRequest = github.log.all.length;
    let kill: (signal: NodeJS.Signals) => void = () => {};
    if (options.killAtRequest !== undefined) {
      const fatal = firstRequest + options.killAtRequest;
      github.fault(({ number }) => {
        if (number !== fatal) return null;
        kill('SIGKILL');
        return { kind: 'silence' };
      });
    }
    const result = await runChild(options.script ?? projectFile('dist/main.js'), [], {
      cwd: folders.workspace,
      env,
      ...(options.node !== undefined && { node: options.node }),
      ...(options.nodeArguments && { nodeArguments: options.nodeArguments }),
      ...(options.timeFactor !== undefined && { timeFactor: options.timeFactor }),
      ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
      onStart: (end) => {
        kill = end;
      },
    });
    run.status = 'completed';
    run.conclusion = result.exitCode === 0 ? 'success' : 'failure';
    const read = (name: string): string => readFileSync(join(folders.commands, name), 'utf8');
    // The runner reads both streams for commands.
    const commands = [...parseOutput(result.stdout), ...parseOutput(result.stderr)];
    return {
      ...result,
      run,
      token,
      outputs: parseFileCommands(read('output')),
      exportedEnv: parseFileCommands(read('env')),
      stateValues: parseFileCommands(read('state')),
      summary: read('summary'),
      commands,
      annotations: annotationsOf(commands),
      masks: commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data),
      files: readTree(folders.workspace),
      tempFiles: readTree(folders.temp),
      requests: github.log.all.slice(firstRequest),
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function addRun(github: LoopbackGitHub, options: ActionOptions, context: EventContext): WorkflowRun {
  return github.state.addRun({
    repository: options.repository,
    event: options.trigger.event,
    ...(options.workflow !== undefined && { workflow: options.workflow }),
    branch: context.branch,
    sha: context.runSha,
    headRepository: context.headRepository,
  });
}

function prepareFolders(home: string, options: ActionOptions, payload: object): Folders {
  const folders = {
    workspace: join(home, 'work', options.repository.name, options.repository.name),
    temp: join(home, 'work', '_temp'),
    commands: join(home, 'work', '_commands'),
    event: join(home, 'work', '_github_workflow', 'event.json'),
  };
  for (const folder of [folders.workspace, folders.temp, folders.commands, dirname(folders.event), join(home, 'tools')])
    mkdirSync(folder, { recursive: true });
  for (const name of ['output', 'env', 'path', 'state', 'summary']) writeFileSync(join(folders.commands, name), '');
  writeFileSync(folders.event, JSON.stringify(payload, null, 2));
  for (const [path, content] of Object.entries(options.workspace ?? {})) {
    mkdirSync(dirname(join(folders.workspace, path)), { recursive: true });
    writeFileSync(join(folders.workspace, path), content);
  }
  return folders;
}

function readTree(folder: string): ReadonlyMap<string, Uint8Array> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(files.map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path)]));
}
