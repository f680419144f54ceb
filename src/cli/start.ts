import { type ExitCode, reportFailure } from './failure.ts';
import { ClosedPipe, createStandardError, createStandardOutput } from './output.ts';
import { isVerbose, runProgram } from './program.ts';

/** Runs the command line that this process was started with; what it says is with the system when this is done. */
export function start({ argv, env }: Pick<NodeJS.Process, 'argv' | 'env'>): Promise<ExitCode> {
  const given = argv.slice(2);
  const stdout = createStandardOutput(env);
  const stderr = createStandardError(env);
  // What no command caught: an error in a callback of a stream or a socket.
  process.on('uncaughtException', (error) => {
    process.exit(error instanceof ClosedPipe ? 0 : reportFailure(error, stderr, { isVerbose: isVerbose(given, env) }));
  });
  return runProgram(given, { stdout, stderr, env });
}
