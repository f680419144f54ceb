import { reportFailure } from './failure.ts';
import { ClosedPipe, createStandardError, createStandardOutput } from './output.ts';
import { isVerbose, runProgram } from './program.ts';
import { isShortRun } from './short-run.ts';

/**
 * Runs the command line that this process was started with and sets its exit code; what it says is with the system when this
 * is done.
 */
export async function start({ argv, env }: Pick<NodeJS.Process, 'argv' | 'env'>): Promise<void> {
  const given = argv.slice(2);
  const stdout = createStandardOutput(env);
  const stderr = createStandardError(env);
  // What no command caught: an error in a callback of a stream or a socket.
  process.on('uncaughtException', (error) => {
    process.exit(error instanceof ClosedPipe ? 0 : reportFailure(error, stderr, { isVerbose: isVerbose(given, env) }));
  });
  process.exitCode = await runProgram(given, { stdout, stderr, env });
  // Taking the heap down tidily takes longer than ending; a Windows console still needs its turn.
  if (isShortRun() && process.platform !== 'win32') process.exit();
}
