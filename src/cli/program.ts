import { UserError } from '../errors.ts';
import { VERSION } from '../project.ts';
import { renderSuggestion } from '../suggestion.ts';
import { parseCall } from './command-line.ts';
import {
  CLASSIFY,
  type ClassifyFlags,
  COMMANDS,
  EVALUATE,
  INIT,
  LINT,
  PROGRAM_HELP,
  PROGRAM_SUMMARY,
  PROMPT,
  UNDO,
} from './commands.ts';
import { type ExitCode, reportFailure } from './failure.ts';
import { ClosedPipe, type Output } from './output.ts';
import type { Shell } from './shell.ts';
import { expectShortRun, loadWhole } from './short-run.ts';

type Streams = Pick<Shell, 'stdout' | 'stderr' | 'env'>;

/** Runs the command that `argv` (without program and script) names, tells of whatever goes wrong, and gives the exit code. */
export async function runProgram(argv: readonly string[], streams: Streams): Promise<ExitCode> {
  try {
    return await run(argv, streams);
  } catch (error) {
    if (error instanceof ClosedPipe) return 0;
    const command = COMMANDS.find(({ name }) => name === argv[0]);
    const help = `Run "readme-tagger ${command ? `${command.name} ` : ''}--help" to see how it is called.`;
    return reportFailure(error, streams.stderr, { isVerbose: isVerbose(argv, streams.env), help });
  }
}

/** Whether the person wants to see where in the code an error happened. */
export function isVerbose(argv: readonly string[], env: NodeJS.ProcessEnv): boolean {
  return argv.includes('--verbose') || Boolean(env['DEBUG']) || env['RUNNER_DEBUG'] === '1';
}

async function run(argv: readonly string[], streams: Streams): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    streams.stderr.write(await renderHelp(undefined, streams.stderr));
    return 2;
  }
  if (name === '--version' || name === '-V') {
    streams.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const asked = name === 'help' || name === '--help' || name === '-h' ? rest[0] : asksForHelp(rest) ? name : null;
  if (asked !== null) {
    if (asked !== undefined) checkCommand(asked);
    streams.stdout.write(await renderHelp(asked, streams.stdout));
    return 0;
  }
  const shell = (flags: { readonly quiet?: true; readonly verbose?: true }): Shell => ({
    ...streams,
    isVerbose: flags.verbose === true || isVerbose([], streams.env),
    isQuiet: flags.quiet === true,
  });
  switch (name) {
    case 'classify': {
      const { operands, flags } = parseCall(CLASSIFY, rest);
      return await classify(operands[0], flags, shell(flags));
    }
    case 'evaluate': {
      const { operands, flags } = parseCall(EVALUATE, rest);
      const { runEvaluate } = await import('./evaluate-command.ts');
      await runEvaluate(operands[0] as string, flags, shell(flags));
      return 0;
    }
    case 'prompt': {
      const { operands, flags } = parseCall(PROMPT, rest);
      const readme = operands[0] as string;
      checkStandardInput(readme, 'README', flags);
      const { runPrompt } = await import('./prompt-command.ts');
      await runPrompt(readme, flags, shell(flags));
      return 0;
    }
    case 'lint': {
      const { operands, flags } = parseCall(LINT, rest);
      const { runLint } = await import('./lint-command.ts');
      return (await runLint(operands, flags, shell(flags))) ? 0 : 1;
    }
    case 'undo': {
      const { operands, flags } = parseCall(UNDO, rest);
      const { runUndo } = await import('./undo-command.ts');
      await runUndo(operands[0] as string, flags, shell(flags));
      return 0;
    }
    case 'init': {
      const { operands, flags } = parseCall(INIT, rest);
      const { runInit } = await import('./init-command.ts');
      await runInit(operands[0], shell(flags));
      return 0;
    }
    default:
      return checkCommand(name);
  }
}

async function classify(readme: string | undefined, flags: ClassifyFlags, shell: Shell): Promise<ExitCode> {
  if (flags.batch !== undefined) {
    checkBatch(readme, flags, flags.batch);
    const { runBatch } = await import('./batch-command.ts');
    return (await runBatch(flags.batch, flags, shell)) ? 0 : 1;
  }
  if (readme === undefined || readme === '') {
    throw createCallError(
      'call/readme',
      'No README is named. Name a file, a folder, owner/repo on GitHub or "-" for standard input, or use --batch <file>.',
    );
  }
  checkStandardInput(readme, 'README', flags);
  expectShortRun();
  const { runClassify } = await loadWhole(() => import('./classify-command.ts'));
  await runClassify(readme, flags, shell);
  return 0;
}

function checkBatch(readme: string | undefined, flags: ClassifyFlags, batch: string): void {
  const misplaced = [
    ...(readme === undefined ? [] : [`the README ${JSON.stringify(readme)}`]),
    ...(['description', 'repo', 'id', 'report', 'explain', 'compare'] as const)
      .filter((name) => flags[name] !== undefined)
      .map((name) => `--${name}`),
  ];
  if (misplaced.length > 0) {
    throw createCallError(
      'call/batch',
      `--batch does not go with ${misplaced.join(', ')}: each record has its own "readme" or "text", "description", "repo" and "id", and --report, --explain and --compare are for a single README.`,
    );
  }
  checkStandardInput(batch, '--batch', flags);
}

function checkStandardInput(given: string, what: string, { tags }: Pick<ClassifyFlags, 'tags'>): void {
  if (given !== '-' || !tags?.includes('-')) return;
  throw createCallError('call/standard-input', `${what} and --tags cannot both be standard input ("-").`);
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).some((argument) => argument === '--help' || argument === '-h');
}

function checkCommand(name: string): 0 {
  const names = COMMANDS.map((command) => command.name);
  if (names.includes(name)) return 0;
  const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const message = name.startsWith('-')
    ? `Expected a command first, not ${JSON.stringify(name)}${renderSuggestion(name, ['--help', '--version']) || `. The commands are ${list}.`}`
    : `There is no command ${JSON.stringify(name)}${renderSuggestion(name, names) || `. The commands are ${list}.`}`;
  throw createCallError('call/command', message);
}

function createCallError(code: string, message: string): UserError {
  return new UserError('input', { code, message });
}

async function renderHelp(name: string | undefined, output: Output): Promise<string> {
  const { renderCommandHelp, renderProgramHelp } = await import('./help.ts');
  const columns = Math.min(output.columns, 120);
  const command = COMMANDS.find((one) => one.name === name);
  return command
    ? renderCommandHelp(command, columns)
    : renderProgramHelp(PROGRAM_SUMMARY, COMMANDS, PROGRAM_HELP, columns);
}
