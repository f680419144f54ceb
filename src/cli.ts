#!/usr/bin/env node
import { reportFailure } from './cli/failure.ts';
import { ClosedPipe, createStandardError, createStandardOutput } from './cli/output.ts';
import { isVerbose, runProgram } from './cli/program.ts';

const { argv, env } = process;
const given = argv.slice(2);
const stdout = createStandardOutput(env);
const stderr = createStandardError(env);

// What no command caught: an error in a callback of a stream or a socket.
process.on('uncaughtException', (error) => {
  process.exit(error instanceof ClosedPipe ? 0 : reportFailure(error, stderr, { isVerbose: isVerbose(given, env) }));
});

process.exitCode = await runProgram(given, { stdout, stderr, env });
